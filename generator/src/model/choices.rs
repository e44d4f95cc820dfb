//! Schemas that list values or alternatives: enums, constants, unions.

use serde::Serialize;
use serde_json::Value;

use super::{Constraint, Ident, Type};

/// A list of values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enum {
    /// The values that the document lists, and their variants.
    pub values: EnumValues,
}

/// The values of an enum, by JSON kind; each with the variant's name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum EnumValues {
    /// Strings.
    Strings(Vec<(Ident, String)>),
    /// Integers.
    Integers(Vec<(Ident, i64)>),
    /// Several kinds.
    Mixed(Vec<(Ident, Literal)>),
}

impl EnumValues {
    /// How many values there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Strings(values) => values.len(),
            Self::Integers(values) => values.len(),
            Self::Mixed(values) => values.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The variants.
    pub fn names(&self) -> Vec<&Ident> {
        match self {
            Self::Strings(values) => values.iter().map(|(name, _)| name).collect(),
            Self::Integers(values) => values.iter().map(|(name, _)| name).collect(),
            Self::Mixed(values) => values.iter().map(|(name, _)| name).collect(),
        }
    }

    /// The first variant.
    pub fn first(&self) -> Option<&Ident> {
        match self {
            Self::Strings(values) => values.first().map(|(name, _)| name),
            Self::Integers(values) => values.first().map(|(name, _)| name),
            Self::Mixed(values) => values.first().map(|(name, _)| name),
        }
    }
}

/// A scalar JSON value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Literal {
    /// A string.
    String(String),
    /// An integer.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// A boolean.
    Boolean(bool),
}

impl Literal {
    /// A scalar of JSON; `None` for null, arrays and objects.
    pub fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::String(text.clone())),
            Value::Bool(value) => Some(Self::Boolean(*value)),
            Value::Number(number) => number
                .as_i64()
                .map(Self::Integer)
                .or_else(|| number.as_f64().map(Self::Number)),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// The value as JSON.
    pub fn to_json(&self) -> Value {
        match self {
            Self::String(text) => Value::from(text.as_str()),
            Self::Integer(value) => Value::from(*value),
            Self::Number(value) => Value::from(*value),
            Self::Boolean(value) => Value::from(*value),
        }
    }
}

/// `const`: exactly one value, which the client writes by itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Constant {
    /// The value.
    pub value: Literal,
}

/// One of several types (`oneOf`, `anyOf`).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Union {
    /// In the order in which they are tried.
    pub variants: Vec<Variant>,
    /// How a value is recognised.
    pub dispatch: Dispatch,
}

/// One type of a union.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The variant's name.
    pub name: Ident,
    /// What it holds.
    pub ty: Type,
    /// What `validate()` checks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// The values of the discriminator that select it; empty without one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Whether it stands for absent and unknown values of the discriminator (3.2 `defaultMapping`).
    #[serde(skip_serializing_if = "super::is_false")]
    pub default: bool,
    /// What a value of it looks like; used without a discriminator.
    pub look: Look,
}

impl Variant {
    /// Whether a discriminator can select it.
    pub fn is_selected(&self) -> bool {
        self.default || !self.tags.is_empty()
    }
}

/// How a value's variant is found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Dispatch {
    /// By the value of a property (Discriminator Object).
    Tag(String),
    /// By what the value looks like.
    Look,
}

/// What a value of a type looks like in JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Look {
    /// The JSON kinds that it may have.
    pub kinds: Vec<Kind>,
    /// Keys that an object of it must have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<String>,
    /// Keys whose value is one of a few.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constants: Vec<(String, Vec<Literal>)>,
}

/// A JSON kind; integers are told from other numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Kind {
    /// `true`, `false`
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
    /// Anything.
    Any,
}
