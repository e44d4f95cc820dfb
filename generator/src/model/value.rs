//! The type of a value where it is used, and what is demanded of it.

use serde::Serialize;

use super::TypeId;

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Type {
    /// `bool`
    Bool,
    /// An integer of this width.
    Integer(Width),
    /// `f64`, also for `format: float`: what servers send does not keep to 24 bits.
    Number,
    /// Text; its `format`, if any, is only shown in the docs.
    String,
    /// Text that must not be shown.
    Secret,
    /// A point in time (RFC 3339).
    DateTime,
    /// A day (RFC 3339 `full-date`).
    Date,
    /// A UUID (RFC 9562).
    Uuid,
    /// Bytes, as base64 text in JSON (RFC 4648).
    Base64,
    /// Bytes as they are, outside JSON.
    Bytes,
    /// Any JSON value.
    Any,
    /// An array.
    List(Box<Type>),
    /// An object with any keys.
    Map(Box<Type>),
    /// A value or null, where no field says so (elements of arrays and maps).
    Nullable(Box<Type>),
    /// A value whose debug output is redacted.
    Redacted(Box<Type>),
    /// On the heap, where a type contains itself.
    Boxed(Box<Type>),
    /// A declared type.
    Named(TypeId),
}

impl Type {
    /// The declared types that this type mentions.
    pub fn mentions(&self, visit: &mut dyn FnMut(TypeId)) {
        match self {
            Self::Named(id) => visit(*id),
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Redacted(inner)
            | Self::Boxed(inner) => {
                inner.mentions(visit);
            }
            _ => {}
        }
    }

    /// The declared types that this type mentions, to be replaced.
    pub fn mentions_mut(&mut self, visit: &mut dyn FnMut(&mut TypeId)) {
        match self {
            Self::Named(id) => visit(id),
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Redacted(inner)
            | Self::Boxed(inner) => {
                inner.mentions_mut(visit);
            }
            _ => {}
        }
    }
}

/// The width of an integer in bits and whether it has a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Width {
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
}

/// What `validate()` checks (JSON Schema Validation, §6).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Constraint {
    /// At least so many characters.
    MinLength(u64),
    /// At most so many characters.
    MaxLength(u64),
    /// An ECMA 262 regular expression that must be found in the text.
    Pattern(String),
    /// At least this number.
    Minimum(f64),
    /// At most this number.
    Maximum(f64),
    /// More than this number.
    ExclusiveMinimum(f64),
    /// Less than this number.
    ExclusiveMaximum(f64),
    /// A multiple of this number.
    MultipleOf(f64),
    /// At least so many elements.
    MinItems(u64),
    /// At most so many elements.
    MaxItems(u64),
    /// No element twice.
    UniqueItems,
    /// At least so many keys.
    MinProperties(u64),
    /// At most so many keys.
    MaxProperties(u64),
    /// An ECMA 262 regular expression that must be found in every key.
    PropertyNames(String),
    /// What holds for every element.
    Items(Vec<Constraint>),
    /// What holds for every value of a map.
    Values(Vec<Constraint>),
}
