//! One JSON value as it arrives, whatever it arrives from.

use super::again::Again;
use super::fault::{Fault, Quoted};
use super::field::Slot;
use super::keys::{Key, Lookup};
use super::object::fill;
use super::tree::{TreeAgain, read_elements, read_entries};
use serde_json::Value;
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

    /// The array, of which nothing has been read yet, to be read any number of times. If it can be read only once, it is
    /// kept in `tree`.
    ///
    /// # Errors
    /// The format cannot be read on.
    #[doc(hidden)]
    fn again<'a>(&'a mut self, tree: &'a mut Value) -> Result<Again<'a>, Fault> {
        *tree = Value::Array(read_elements(self)?);
        Ok(Again::Tree(TreeAgain::new(tree)))
    }
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

    /// The object, of which nothing has been read yet, to be read any number of times. If it can be read only once, it is
    /// kept in `tree`.
    ///
    /// # Errors
    /// The format cannot be read on.
    #[doc(hidden)]
    fn again<'a>(&'a mut self, tree: &'a mut Value) -> Result<Again<'a>, Fault> {
        let mut entries = Vec::new();
        read_entries(self, &mut entries)?;
        *tree = Value::Object(entries.into_iter().collect());
        Ok(Again::Tree(TreeAgain::new(tree)))
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

    fn again<'a>(&'a mut self, tree: &'a mut Value) -> Result<Again<'a>, Fault> {
        (**self).again(tree)
    }
}

impl<'a> Incoming<'a> {
    /// The same scalar; a list or an object is as `null`.
    pub(super) fn borrowed(&self) -> Incoming<'_> {
        match self {
            Self::Bool(value) => Incoming::Bool(*value),
            Self::I64(value) => Incoming::I64(*value),
            Self::U64(value) => Incoming::U64(*value),
            Self::F64(value) => Incoming::F64(*value),
            Self::Str(text) => Incoming::Str(text),
            Self::String(text) => Incoming::Str(text),
            Self::Null | Self::List(_) | Self::Object(_) => Incoming::Null,
        }
    }

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
