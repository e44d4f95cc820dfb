//! What stands in the fields of generated types.

use super::fault::Fault;
use super::incoming::{Entries, Incoming};
use super::object::receive_object;
use super::tagged::receive_tagged;
use super::union::{Variant, receive_union};
use super::view::View;
use crate::validate::Constraint;
use std::any::TypeId;
use std::mem::discriminant;

/// A type that can stand in the fields of generated types.
///
/// A value is read in place: it starts [`blank`](Field::blank) and [receives](Field::receive) what came. It is written, put
/// into a query and validated through its [`View`]. Nothing here is generic over a format, so that thousands of types
/// cost little to compile.
///
/// An object, as [`object!`](crate::object!) declares it, tells the names of its fields and shows them
/// ([`fields`](Field::fields)), a union does so with what tells its variants apart, and an enum of texts has a
/// [`TEXT`](Field::TEXT); reading them is done here once for all. Every other type has a `receive` and a `view` of its own.
pub trait Field: Sized + 'static {
    /// The value to read into.
    fn blank() -> Self;

    /// Takes over a JSON value. Called on a blank value.
    ///
    /// # Errors
    /// The JSON does not fit.
    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        match Self::TEXT {
            Some(form) => {
                *self = (form.read)(json.text("a string")?);
                Ok(())
            }
            None => receive_composite(self, json),
        }
    }

    /// The value as it is seen.
    fn view(&self) -> View<'_> {
        match Self::TEXT {
            Some(form) => View::Str((form.text)(self)),
            None => View::Object(self),
        }
    }

    /// Of an enum of texts: how it becomes one and is made of one.
    const TEXT: Option<TextForm<Self>> = None;

    /// Of an object or a union: answers what is asked of it. One function for all questions, because each function of thousands of types
    /// costs as much to compile as what is in it.
    fn fields(ask: Ask<'_, Self>) {
        let _ = ask;
    }

    /// What to do when an object does not have the key of this field: a fault, unless the type knows what absent means.
    ///
    /// # Errors
    /// The field must be there.
    fn absent(&mut self, key: &str) -> Result<(), Fault> {
        Err(Fault::missing(key))
    }

    /// Whether this is a value that the type keeps without knowing it. An enum of texts is blank as that variant.
    fn is_unknown(&self) -> bool {
        let mut is_unknown = false;
        Self::fields(Ask::IsUnknown(self, &mut is_unknown));
        is_unknown || Self::TEXT.is_some() && discriminant(self) == discriminant(&Self::blank())
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

/// What is asked of an object or a union.
pub enum Ask<'a, T> {
    /// What is known without a value.
    Table(&'a mut Table),
    /// To show the fields of an object to somebody who writes them.
    Views(&'a T, &'a mut ViewVisitor<'a>),
    /// To show the fields of an object, or what a union holds, to somebody who reads into them.
    Slots(&'a mut T, &'a mut SlotVisitor<'a>),
    /// To make a union a blank one of the variant of this index; beyond the last, of the one that keeps any value.
    Variant(&'a mut T, usize),
    /// Whether what a union holds is a value that its type keeps without knowing it.
    IsUnknown(&'a T, &'a mut bool),
}

/// What is known of an object or a union without a value.
#[derive(Debug, Clone, Copy, Default)]
pub struct Table {
    /// The keys of the fields of an object. One more field than keys: the last takes all other keys.
    pub names: &'static [&'static str],
    /// What the document demands of each field; none for a type without demands, at any depth.
    pub rules: Option<&'static [&'static [Constraint]]>,
    /// What tells the variants of a union apart.
    pub variants: Option<Variants>,
}

/// What tells the variants of a union apart.
#[derive(Debug, Clone, Copy)]
pub enum Variants {
    /// What they are, in the order to try them.
    Shapes(TypeId, &'static [Variant]),
    /// The value of this key: those of each variant.
    Tags(&'static str, &'static [&'static [&'static str]]),
}

impl Variants {
    /// [`Variants::Shapes`] of this union.
    pub fn shapes<T: Field>(shapes: &'static [Variant]) -> Self {
        Self::Shapes(TypeId::of::<T>(), shapes)
    }
}

/// Reads an object or a union.
fn receive_composite(slot: &mut dyn Slot, json: Incoming<'_>) -> Result<(), Fault> {
    let table = slot.table();
    match table.variants {
        None => receive_object(slot, table.names, json),
        Some(Variants::Shapes(of, variants)) => receive_union(slot, of, variants, json),
        Some(Variants::Tags(key, values)) => receive_tagged(slot, key, values, json),
    }
}

/// Reads a union as the variant of this index.
pub(super) fn receive_variant(
    union: &mut dyn Slot,
    index: usize,
    json: Incoming<'_>,
) -> Result<(), Fault> {
    union.become_variant(index);
    let (mut json, mut result) = (Some(json), Ok(()));
    union.slots(&mut |slots| {
        if let ([slot], Some(json)) = (slots, json.take()) {
            result = slot.receive(json);
        }
    });
    result
}

/// How an enum of texts is read and written.
pub struct TextForm<T> {
    read: fn(&str) -> T,
    text: fn(&T) -> &str,
}

impl<T: for<'a> From<&'a str>> TextForm<T> {
    /// A form that reads by `From`, and writes by this function.
    pub const fn of(text: fn(&T) -> &str) -> Self {
        Self {
            read: |text| T::from(text),
            text,
        }
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

    /// [`Ask::Table`].
    fn table(&self) -> Table;

    /// [`Ask::Views`].
    fn views(&self, visit: &mut ViewVisitor<'_>);

    /// [`Ask::Slots`].
    fn slots(&mut self, visit: &mut SlotVisitor<'_>);

    /// [`Ask::Variant`].
    fn become_variant(&mut self, index: usize);

    /// [`Field::is_unknown`].
    fn is_unknown(&self) -> bool;

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

    fn table(&self) -> Table {
        let mut table = Table::default();
        T::fields(Ask::Table(&mut table));
        table
    }

    fn views(&self, visit: &mut ViewVisitor<'_>) {
        T::fields(Ask::Views(self, visit));
    }

    fn slots(&mut self, visit: &mut SlotVisitor<'_>) {
        T::fields(Ask::Slots(self, visit));
    }

    fn become_variant(&mut self, index: usize) {
        T::fields(Ask::Variant(self, index));
    }

    fn is_unknown(&self) -> bool {
        Field::is_unknown(self)
    }

    fn absent(&mut self, key: &str) -> Result<(), Fault> {
        Field::absent(self, key)
    }

    fn receive_other(&mut self, key: String, entries: &mut dyn Entries) -> Result<(), Fault> {
        Field::receive_other(self, key, entries)
    }
}

// What is made in a function has room in its frame, all of it in a build without optimization, and a union may have hundreds
// of large variants: so each of them is made in one of these.

/// Makes a union a blank one of a variant.
pub fn put<U, T: Field>(union: &mut U, variant: fn(T) -> U) {
    *union = variant(T::blank());
}

/// A variant of a union with a copy of what is in another one.
pub fn copy<T: Clone, U>(value: &T, variant: fn(T) -> U) -> U {
    variant(value.clone())
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
