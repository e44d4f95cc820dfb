//! One JSON value as it arrives, whatever it arrives from.

use super::fault::{Fault, Quoted};
use super::field::Slot;
use super::keys::{Key, Lookup};
use super::object::fill;
use std::fmt;

/// One JSON value as it arrives: from a text, or from a tree that had to be kept.
///
/// What is in a list or an object is not here yet; it is read from [`Elements`] and [`Entries`].
pub enum Incoming<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    I64(i64),
    /// A whole number that is not negative.
    U64(u64),
    /// A number with a fraction or an exponent.
    F64(f64),
    /// A text that may not be kept.
    Str(&'a str),
    /// A text that may be kept.
    String(String),
    /// An array.
    List(&'a mut dyn Elements),
    /// An object.
    Object(&'a mut dyn Entries),
}

/// The elements of an array as they arrive.
pub trait Elements {
    /// Reads the next element into `slot`; false at the end, and then `slot` is as before.
    ///
    /// # Errors
    /// The element does not fit. Its index is not yet in the fault's path.
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault>;
}

/// The entries of an object as they arrive.
pub trait Entries {
    /// Reads the next key and looks it up; none at the end.
    ///
    /// # Errors
    /// The format cannot be read on.
    fn key(&mut self, lookup: Lookup) -> Result<Option<Key>, Fault>;

    /// Reads the value of the key read last into `slot`, or skips it.
    ///
    /// # Errors
    /// The value does not fit. Its key is not yet in the fault's path.
    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault>;

    /// Skips the value of the key read last.
    ///
    /// # Errors
    /// The format cannot be read on.
    fn skip(&mut self) -> Result<(), Fault>;

    /// Reads all entries into the slots of their names; a slot beyond the names takes all other keys. Here, because
    /// it is compiled for each kind of entries, and so calls the above without a detour.
    ///
    /// # Errors
    /// A value does not fit, or a key is missing that must be there.
    fn fill(
        &mut self,
        names: &'static [&'static str],
        slots: &mut [&mut dyn Slot],
    ) -> Result<(), Fault> {
        fill(self, names, slots)
    }
}

/// So that whoever holds entries of a known type can pass them on as `dyn`.
impl<E: Entries + ?Sized> Entries for &mut E {
    fn key(&mut self, lookup: Lookup) -> Result<Option<Key>, Fault> {
        (**self).key(lookup)
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        (**self).value(slot)
    }

    fn skip(&mut self) -> Result<(), Fault> {
        (**self).skip()
    }

    fn fill(
        &mut self,
        names: &'static [&'static str],
        slots: &mut [&mut dyn Slot],
    ) -> Result<(), Fault> {
        (**self).fill(names, slots)
    }
}

impl<'a> Incoming<'a> {
    /// The text, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text.
    ///
    /// # Errors
    /// This is no text; the fault says that `what` was expected.
    pub fn text(&self, what: &str) -> Result<&str, Fault> {
        self.as_str().ok_or_else(|| Fault::expected(what, self))
    }
}

/// What was found, as messages name it.
impl fmt::Display for Incoming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "boolean `{value}`"),
            Self::I64(value) => write!(f, "integer `{value}`"),
            Self::U64(value) => write!(f, "integer `{value}`"),
            Self::F64(value) => write!(f, "floating point `{value:?}`"),
            Self::Str(text) => write!(f, "string {}", Quoted(text)),
            Self::String(text) => write!(f, "string {}", Quoted(text)),
            Self::List(_) => f.write_str("an array"),
            Self::Object(_) => f.write_str("an object"),
        }
    }
}

impl fmt::Debug for Incoming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
