//! One value as it is seen by whoever writes, encodes or checks it.

use super::field::Slot;
use crate::types::File;
use crate::validate::Constraint;
use serde_json::Value;
use std::fmt::Display;

/// One value as it is seen: what JSON, a query, a form and validation make of it, without knowing its type.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// A property that is not there; null where something must be.
    Absent,
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    I64(i64),
    /// A whole number that is not negative.
    U64(u64),
    /// A number; kept apart from `F64` because it is written with fewer digits.
    F32(f32),
    /// A number.
    F64(f64),
    /// A text.
    Str(&'a str),
    /// A value whose text is not at hand.
    Display(&'a dyn Display),
    /// A text that messages do not show.
    SecretStr(&'a str),
    /// A value that messages do not show.
    Secret(&'a dyn Slot),
    /// An array.
    List(&'a dyn List),
    /// An object whose keys are data.
    Map(&'a dyn Map),
    /// An object whose keys are known.
    Object(&'a dyn Slot),
    /// An object with a tag: the key and value that are written unless the object has the key itself.
    Tagged(&'a dyn Slot, &'static str, &'static str),
    /// A value with what the document demands of it wherever it stands.
    Constrained(&'a dyn Slot, &'static [Constraint]),
    /// A file; a part of its own in `multipart/form-data`.
    File(&'a File),
    /// JSON of no known type.
    Json(&'a Value),
}

/// A list of values.
pub trait List {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value at an index.
    fn get(&self, index: usize) -> Option<View<'_>>;
}

/// A map of values by name.
pub trait Map {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Shows each entry.
    fn entries(&self, visit: &mut dyn FnMut(&str, View<'_>));
}

impl<'a> View<'a> {
    /// The view without the wrappers that only matter to validation and messages.
    #[must_use]
    pub fn plain(self) -> View<'a> {
        match self {
            Self::Secret(slot) | Self::Constrained(slot, _) => slot.view().plain(),
            Self::SecretStr(text) => Self::Str(text),
            other => other,
        }
    }

    /// The view of a field that is always written: null where nothing is there.
    ///
    /// The type only says which fields: [`object!`](crate::object!) has it at hand.
    #[must_use]
    pub fn or_null<T>(self) -> View<'a> {
        match self {
            Self::Absent => Self::Null,
            other => other,
        }
    }

    /// Whether the value is null or not there.
    pub fn is_null(self) -> bool {
        matches!(
            self.plain(),
            Self::Absent | Self::Null | Self::Json(Value::Null)
        )
    }

    /// Whether the value is an object, of whatever make.
    pub fn is_object(self) -> bool {
        match self.plain() {
            Self::Map(_) | Self::Object(_) | Self::Json(Value::Object(_)) => true,
            Self::Tagged(slot, ..) => slot.view().is_object(),
            _ => false,
        }
    }

    /// Shows each entry of an object that is there, in order; a value that is no object has none.
    pub fn entries(self, visit: &mut dyn FnMut(&str, View<'_>)) {
        match self.plain() {
            Self::Object(object) => object_entries(object, visit),
            Self::Map(map) => map.entries(visit),
            Self::Json(Value::Object(entries)) => {
                for (key, value) in entries {
                    visit(key, View::Json(value));
                }
            }
            Self::Tagged(slot, tag, value) => {
                let mut has_tag = false;
                slot.view().entries(&mut |key, value| {
                    has_tag = has_tag || key == tag;
                    visit(key, value);
                });
                if !has_tag {
                    visit(tag, View::Str(value));
                }
            }
            _ => {}
        }
    }

    /// How many elements an array has; none for a value that is no array.
    pub fn elements(self) -> Option<usize> {
        match self.plain() {
            Self::List(list) => Some(list.len()),
            Self::Json(Value::Array(elements)) => Some(elements.len()),
            Self::Tagged(slot, ..) => slot.view().elements(),
            _ => None,
        }
    }

    /// The element of an array at an index.
    #[must_use]
    pub fn element(self, index: usize) -> Option<View<'a>> {
        match self.plain() {
            Self::List(list) => list.get(index),
            Self::Json(value) => value.get(index).map(View::Json),
            Self::Tagged(slot, ..) => slot.view().element(index),
            _ => None,
        }
    }
}

/// Shows the fields that are there, and after them what is in the extra map.
fn object_entries(object: &dyn Slot, visit: &mut dyn FnMut(&str, View<'_>)) {
    let names = object.table().names;
    object.views(&mut |views| {
        for (name, view) in names.iter().zip(views) {
            if !matches!(view, View::Absent) {
                visit(name, *view);
            }
        }
        if let Some(View::Map(others)) = views.get(names.len()) {
            others.entries(visit);
        }
    });
}
