//! Types of the model: what schemas become.

use serde::Serialize;
use serde_json::Value;

use super::Ident;
use crate::diagnostics::Pointer;

/// A declared type, by its place in [`Types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct TypeId(pub(crate) u32);

/// Every type that a crate declares.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Types(Vec<Named>);

impl Types {
    /// Declares a type.
    pub fn add(&mut self, named: Named) -> TypeId {
        let id = TypeId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(named);
        id
    }

    /// The type of this id; ids come from [`Types::add`] of the same value alone, so there is one.
    pub fn get(&self, id: TypeId) -> Option<&Named> {
        self.0.get(id.0 as usize)
    }

    /// The type of this id, to be changed.
    pub fn get_mut(&mut self, id: TypeId) -> Option<&mut Named> {
        self.0.get_mut(id.0 as usize)
    }

    /// Every type with its id, in order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &Named)> {
        self.0
            .iter()
            .enumerate()
            .map(|(index, named)| (TypeId(u32::try_from(index).unwrap_or(u32::MAX)), named))
    }

    /// Every type, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Named> {
        self.0.iter_mut()
    }

    /// Every id.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..u32::try_from(self.0.len()).unwrap_or(u32::MAX)).map(TypeId)
    }

    /// How many types there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a type is once aliases are followed; the type itself when it is no alias.
    pub fn resolve<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut current = ty;
        // An alias that leads to itself was made a newtype; the bound only guards against a fault in that.
        for _ in 0..self.len() {
            match current {
                Type::Boxed(inner) => current = inner,
                Type::Named(id) => match self.get(*id).map(|named| &named.shape) {
                    Some(Shape::Alias(target)) => current = target,
                    _ => return current,
                },
                _ => return current,
            }
        }
        current
    }
}

/// A type with a name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Named {
    /// Its name in Rust, distinct among all types of the crate.
    pub name: Ident,
    /// The file that it stands in, `types/<module>.rs`.
    pub module: Ident,
    /// What it is.
    pub shape: Shape,
    /// `description` (else `title`) of the schema, CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// `deprecated: true`.
    #[serde(skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// Where the schema stands.
    pub origin: Pointer,
    /// Whether it travels in requests, responses, or both.
    pub usage: Usage,
    /// Whether it or anything in it has constraints to check.
    #[serde(skip_serializing_if = "is_false")]
    pub constrained: bool,
    /// The examples of the document for this type.
    #[serde(skip)]
    pub examples: Vec<Example>,
}

/// A value that the document gives as an example.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Example {
    /// Where it stands.
    pub origin: Pointer,
    /// The value.
    pub value: Value,
}

/// In which direction values of a type travel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Usage {
    /// Sent by the client.
    pub request: bool,
    /// Sent by the server.
    pub response: bool,
}

/// What a named type is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Shape {
    /// A struct with a field per property.
    Object(Object),
    /// A closed or open list of values.
    Enum(Enum),
    /// Exactly one value.
    Constant(Constant),
    /// One of several types.
    Union(Union),
    /// A struct around another type; only where an alias would refer to itself.
    Newtype(Type),
    /// Another name for a type.
    Alias(Type),
}

/// A struct.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Object {
    /// One per property.
    pub fields: Vec<Field>,
    /// Where properties go that are not declared; they are ignored when this is `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra: Option<ExtraFields>,
}

/// The map of a struct's undeclared properties (`additionalProperties`).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExtraFields {
    /// The field's name.
    pub name: Ident,
    /// The type of each value.
    pub ty: Type,
}

/// A property.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// The property's name in JSON.
    pub wire: String,
    /// The field's name in Rust.
    pub name: Ident,
    /// The type of its value when it has one: neither absent nor null.
    pub ty: Type,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// `readOnly` or `writeOnly`.
    #[serde(skip_serializing_if = "Access::is_read_write")]
    pub access: Access,
    /// Not to be shown in debug output or messages.
    #[serde(skip_serializing_if = "is_false")]
    pub secret: bool,
    /// What `validate()` checks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// `description`, CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// `default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// `example`, or the first of `examples`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// `deprecated: true`.
    #[serde(skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// Where the property's schema stands.
    #[serde(skip)]
    pub origin: Pointer,
}

/// Whether a property may be absent or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Presence {
    /// Always there, never null: `T`.
    Required,
    /// Always there, perhaps null: `Option<T>`.
    RequiredNullable,
    /// Perhaps absent, never null: `Option<T>`.
    Optional,
    /// Perhaps absent, perhaps null, and the two differ: `Maybe<T>`.
    OptionalNullable,
}

impl Presence {
    /// From `required` of the object and `nullable` of the property.
    pub const fn new(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::RequiredNullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }
}

/// In which direction a property travels (`readOnly`, `writeOnly`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Access {
    /// Both ways.
    ReadWrite,
    /// Only the server sends it.
    ReadOnly,
    /// Only the client sends it.
    WriteOnly,
}

impl Access {
    fn is_read_write(&self) -> bool {
        *self == Self::ReadWrite
    }
}

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
    /// The values of the discriminator that select it; empty without one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What a value of it looks like; used without a discriminator.
    pub look: Look,
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
    /// Keys whose value is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constants: Vec<(String, Literal)>,
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

fn is_false(value: &bool) -> bool {
    !*value
}

impl Named {
    /// The types of the values that this type is made of, with what they are reached through.
    pub fn parts(&self) -> Vec<&Type> {
        match &self.shape {
            Shape::Object(object) => object
                .fields
                .iter()
                .map(|field| &field.ty)
                .chain(object.extra.iter().map(|extra| &extra.ty))
                .collect(),
            Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Shape::Newtype(ty) | Shape::Alias(ty) => vec![ty],
            Shape::Enum(_) | Shape::Constant(_) => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Type> {
        match &mut self.shape {
            Shape::Object(object) => object
                .fields
                .iter_mut()
                .map(|field| &mut field.ty)
                .chain(object.extra.iter_mut().map(|extra| &mut extra.ty))
                .collect(),
            Shape::Union(union) => union
                .variants
                .iter_mut()
                .map(|variant| &mut variant.ty)
                .collect(),
            Shape::Newtype(ty) | Shape::Alias(ty) => vec![ty],
            Shape::Enum(_) | Shape::Constant(_) => Vec::new(),
        }
    }
}
