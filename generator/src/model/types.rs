//! Types of the model: what schemas become.

use serde::Serialize;
use serde_json::Value;

use super::{Constant, Constraint, Enum, Ident, Type, Union, Xml, XmlNode};
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

    /// A type without aliases at any depth: two are one type in Rust when these are equal.
    pub fn followed(&self, ty: &Type) -> Type {
        let mut followed = ty.clone();
        let mut part = &mut followed;
        // Each step leaves an alias or a list behind; the bound only guards against an alias that leads to itself.
        for _ in 0..self.len().saturating_mul(4).saturating_add(128) {
            let shape = match part {
                Type::Named(id) => self.get(*id).map(|named| &named.shape),
                _ => None,
            };
            if let Some(Shape::Alias(target)) = shape {
                part.clone_from(target);
                continue;
            }
            match part.inner_mut() {
                Some(inner) => part = inner,
                None => break,
            }
        }
        followed
    }
}

impl IntoIterator for Types {
    type Item = Named;
    type IntoIter = std::vec::IntoIter<Named>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
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
    #[serde(skip_serializing_if = "super::is_false")]
    pub deprecated: bool,
    /// Where the schema stands.
    pub origin: Pointer,
    /// Whether it travels in requests, responses, or both.
    pub usage: Usage,
    /// Whether it or anything in it has constraints to check.
    #[serde(skip_serializing_if = "super::is_false")]
    pub constrained: bool,
    /// The examples of the document for this type.
    #[serde(skip)]
    pub examples: Vec<Example>,
    /// What the document says of its XML.
    #[serde(skip)]
    pub xml: Option<Box<Xml>>,
    /// Its node, where a body of XML has a value of it.
    #[serde(skip)]
    pub xml_node: Option<Box<XmlNode>>,
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

impl Usage {
    /// Whether the server alone makes values of the type. A program makes some in tests only, so that what the server may
    /// add to it breaks no program.
    pub fn is_received_only(self) -> bool {
        self.response && !self.request
    }
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
    /// An array with a type for each of its first elements.
    Tuple(Tuple),
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

/// An array with a type for each of its first elements (`prefixItems`).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tuple {
    /// The elements that have a type of their own, in order.
    pub elements: Vec<Element>,
    /// How many of them are always there (`minItems`).
    pub required: usize,
    /// What the elements that follow are; those are ignored when this is `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<Element>,
}

/// An element of a [`Tuple`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Element {
    /// Its type.
    pub ty: Type,
    /// What `validate()` checks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// What the document says of its XML.
    #[serde(skip)]
    pub xml: Option<Box<Xml>>,
}

impl Tuple {
    /// The types of its elements, then that of the rest.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let elements = self.elements.iter().chain(&self.rest);
        elements.map(|element| &element.ty)
    }

    /// The same, to be changed.
    pub fn types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let elements = self.elements.iter_mut().chain(&mut self.rest);
        elements.map(|element| &mut element.ty)
    }
}

/// The map of a struct's undeclared properties (`additionalProperties`).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExtraFields {
    /// The field's name.
    pub name: Ident,
    /// The type of each value.
    pub ty: Type,
    /// What `validate()` checks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
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
    #[serde(skip_serializing_if = "super::is_false")]
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
    #[serde(skip_serializing_if = "super::is_false")]
    pub deprecated: bool,
    /// Where the property's schema stands.
    #[serde(skip)]
    pub origin: Pointer,
    /// What the document says of its XML.
    #[serde(skip)]
    pub xml: Option<Box<Xml>>,
}

impl Field {
    /// The method that makes the property null, which one that may be absent or null has.
    pub fn null_setter(&self) -> String {
        format!("null_{}", self.name)
    }
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

impl Named {
    /// Whether it stands for an entry of `components.schemas`, and not for a schema within another.
    pub fn is_component(&self) -> bool {
        let mut tokens = self.origin.tokens();
        let head = (tokens.next(), tokens.next());
        matches!(head, (Some(first), Some(second)) if first == "components" && second == "schemas")
            && tokens.count() == 1
    }

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
            Shape::Tuple(tuple) => tuple.types().collect(),
            Shape::Newtype(ty) | Shape::Alias(ty) => vec![ty],
            Shape::Enum(_) | Shape::Constant(_) => Vec::new(),
        }
    }

    /// What `validate()` checks of its own parts; not what their types check.
    pub fn constraints(&self) -> Vec<&Constraint> {
        match &self.shape {
            Shape::Object(object) => {
                let fields = object.fields.iter().map(|field| &field.constraints);
                let extra = object.extra.iter().map(|extra| &extra.constraints);
                fields.chain(extra).flatten().collect()
            }
            Shape::Tuple(tuple) => {
                let elements = tuple.elements.iter().chain(&tuple.rest);
                elements.flat_map(|element| &element.constraints).collect()
            }
            Shape::Union(union) => {
                let variants = union.variants.iter();
                variants.flat_map(|variant| &variant.constraints).collect()
            }
            Shape::Enum(_) | Shape::Constant(_) | Shape::Newtype(_) | Shape::Alias(_) => Vec::new(),
        }
    }

    /// The same as [`Named::parts`], to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Type> {
        self.shape.parts_mut()
    }
}

impl Shape {
    /// The types of the values that it is made of, to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Type> {
        match self {
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
            Shape::Tuple(tuple) => tuple.types_mut().collect(),
            Shape::Newtype(ty) | Shape::Alias(ty) => vec![ty],
            Shape::Enum(_) | Shape::Constant(_) => Vec::new(),
        }
    }
}
