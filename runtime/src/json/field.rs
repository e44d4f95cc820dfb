//! What stands in the fields of generated types.

use super::fault::Fault;
use super::incoming::{Entries, Incoming};
use super::object::receive_object;
use super::view::View;
use crate::validate::Constraint;

/// A type that can stand in the fields of generated types.
///
/// A value is read in place: it starts [`blank`](Field::blank) and [receives](Field::receive) what came. It is written, put
/// into a query and validated through its [`View`]. Nothing here is generic over a format, so that thousands of types
/// cost little to compile.
///
/// An object, as [`object!`](crate::object!) declares it, tells its [`names`](Field::names) and shows its fields
/// ([`views`](Field::views), [`slots`](Field::slots)); reading and writing it is done here once for all. Every other type
/// has a `receive` and a `view` of its own.
pub trait Field: Sized + 'static {
    /// The value to read into.
    fn blank() -> Self;

    /// Takes over a JSON value. Called on a blank value.
    ///
    /// # Errors
    /// The JSON does not fit.
    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        receive_object(self, json)
    }

    /// The value as it is seen.
    fn view(&self) -> View<'_> {
        View::Object(self)
    }

    /// Of an object: the keys of its fields. One more field than keys: the last takes all other keys.
    fn names(&self) -> &'static [&'static str] {
        &[]
    }

    /// Of an object: shows its fields to somebody who writes them.
    fn views(&self, visit: &mut ViewVisitor<'_>) {
        visit(&[]);
    }

    /// Of an object: shows its fields to somebody who reads into them.
    fn slots(&mut self, visit: &mut SlotVisitor<'_>) {
        visit(&mut []);
    }

    /// Of an object: what the document demands of each field; none for a type without demands, at any depth.
    fn rules(&self) -> Option<&'static [&'static [Constraint]]> {
        None
    }

    /// What to do when an object does not have the key of this field: a fault, unless the type knows what absent means.
    ///
    /// # Errors
    /// The field must be there.
    fn absent(&mut self, key: &str) -> Result<(), Fault> {
        Err(Fault::missing(key))
    }

    /// Whether this is a value that the type keeps without knowing it.
    fn is_unknown(&self) -> bool {
        false
    }

    /// Takes an entry of an object that none of its fields is named after.
    ///
    /// # Errors
    /// The entry does not fit.
    fn receive_other(&mut self, key: String, entries: &mut dyn Entries) -> Result<(), Fault> {
        let _ = key;
        entries.skip()
    }
}

/// Who is shown the fields of an object to write them.
pub type ViewVisitor<'a> = dyn FnMut(&[View<'_>]) + 'a;

/// Who is shown the fields of an object to read into them.
pub type SlotVisitor<'a> = dyn FnMut(&mut [&mut dyn Slot]) + 'a;

/// Any [`Field`], of a type not known where it is used. Every field is one by itself.
pub trait Slot {
    /// [`Field::blank`], over whatever is here.
    fn reset(&mut self);

    /// [`Field::receive`].
    ///
    /// # Errors
    /// The JSON does not fit.
    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault>;

    /// [`Field::view`].
    fn view(&self) -> View<'_>;

    /// [`Field::names`].
    fn names(&self) -> &'static [&'static str];

    /// [`Field::views`].
    fn views(&self, visit: &mut ViewVisitor<'_>);

    /// [`Field::slots`].
    fn slots(&mut self, visit: &mut SlotVisitor<'_>);

    /// [`Field::rules`].
    fn rules(&self) -> Option<&'static [&'static [Constraint]]>;

    /// [`Field::absent`].
    ///
    /// # Errors
    /// The field must be there.
    fn absent(&mut self, key: &str) -> Result<(), Fault>;

    /// [`Field::receive_other`].
    ///
    /// # Errors
    /// The entry does not fit.
    fn receive_other(&mut self, key: String, entries: &mut dyn Entries) -> Result<(), Fault>;
}

impl<T: Field> Slot for T {
    fn reset(&mut self) {
        *self = T::blank();
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        Field::receive(self, json)
    }

    fn view(&self) -> View<'_> {
        Field::view(self)
    }

    fn names(&self) -> &'static [&'static str] {
        Field::names(self)
    }

    fn views(&self, visit: &mut ViewVisitor<'_>) {
        Field::views(self, visit);
    }

    fn slots(&mut self, visit: &mut SlotVisitor<'_>) {
        Field::slots(self, visit);
    }

    fn rules(&self) -> Option<&'static [&'static [Constraint]]> {
        Field::rules(self)
    }

    fn absent(&mut self, key: &str) -> Result<(), Fault> {
        Field::absent(self, key)
    }

    fn receive_other(&mut self, key: String, entries: &mut dyn Entries) -> Result<(), Fault> {
        Field::receive_other(self, key, entries)
    }
}

/// Reads a value.
///
/// # Errors
/// The JSON does not fit.
pub fn receive<T: Field>(json: Incoming<'_>) -> Result<T, Fault> {
    let mut value = T::blank();
    value.receive(json)?;
    Ok(value)
}
