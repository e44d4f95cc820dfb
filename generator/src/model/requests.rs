//! What a call sends: parameters and bodies.

use serde::Serialize;
use serde_json::Value;

use super::{Constraint, Example, Ident, Type, TypeId};
use crate::diagnostics::Pointer;

/// A parameter (Parameter Object).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// The name on the wire.
    pub wire: String,
    /// The argument or setter in Rust.
    pub name: Ident,
    /// Where it travels.
    pub location: Location,
    /// How arrays and objects are written.
    pub style: Style,
    /// Whether arrays and objects are written as one pair per item.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    #[serde(skip_serializing_if = "super::is_false")]
    pub allow_reserved: bool,
    /// What its value is written as before it is put where it travels (`content`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<ParameterContent>,
    /// Of a `deepObject`: how arrays within are written.
    #[serde(skip_serializing_if = "NestedArrays::is_usual")]
    pub nested_arrays: NestedArrays,
    /// Whether the call cannot be made without it.
    pub required: bool,
    /// Whether its schema allows null; for the change report: there is no null outside of JSON, and the client sends none.
    #[serde(skip)]
    pub nullable: bool,
    /// The value's type.
    pub ty: Type,
    /// What is checked before it is sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// `description`, CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// `default`; for the change report: the server takes it, and the client sends nothing.
    #[serde(skip)]
    pub default: Option<Value>,
    /// `example`, or the first of `examples`, of the parameter or of its schema.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// `deprecated: true`.
    #[serde(skip_serializing_if = "super::is_false")]
    pub deprecated: bool,
    /// Where it stands.
    #[serde(skip)]
    pub origin: Pointer,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As the whole query (3.2).
    Querystring,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How a parameter's value is written (Parameter Object, Style Values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Style {
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;x=a;x=b`
    Matrix,
    /// `x=a&x=b`
    Form,
    /// `x=a%20b`
    SpaceDelimited,
    /// `x=a%7Cb`
    PipeDelimited,
    /// `x[k]=a`
    DeepObject,
    /// `x=a; x=b`, of which nothing is encoded (3.2).
    Cookie,
}

impl Style {
    /// Whether arrays and objects are exploded when the document does not say.
    pub const fn explodes(self) -> bool {
        matches!(self, Self::Form | Self::Cookie)
    }
}

/// What a parameter with `content` is written as. Any other text is written as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ParameterContent {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
}

/// How arrays within a `deepObject` are written, which the specification leaves undefined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum NestedArrays {
    /// `x[k][]=a&x[k][]=b`
    #[default]
    Brackets,
    /// `x[k][0]=a&x[k][1]=b`
    Indices,
    /// `x[k]=a&x[k]=b`
    Repeated,
}

impl NestedArrays {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// A request body (Request Body Object) in one of its media types.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// Whether the call cannot be made without it.
    pub required: bool,
    /// The media type as the document writes it.
    pub media_type: String,
    /// What is sent.
    pub kind: BodyKind,
    /// How properties of a form are written where that is not the usual way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub encodings: Vec<PropertyEncoding>,
    /// The properties of a body of parts that are files, or arrays of files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// Whether its parts are told by their places: `encodings` are in their order then, and what is called `*` in it and in
    /// `files` are all further parts.
    #[serde(skip_serializing_if = "super::is_false")]
    pub by_place: bool,
    /// `description`, CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// The examples of the media type.
    #[serde(skip)]
    pub examples: Vec<Example>,
}

/// A request body in another media type than the one that the operation's own method sends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FurtherBody {
    /// The client's method that sends it, `upload_as_form`.
    pub method: Ident,
    /// The body.
    pub body: Body,
}

/// What a request body holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum BodyKind {
    /// JSON of this type.
    Json(Type),
    /// XML of this type.
    Xml(Type),
    /// `application/x-www-form-urlencoded` of this type.
    Form(Type),
    /// Parts (`multipart/form-data` and others) of this type.
    Multipart(Type),
    /// Text.
    Text,
    /// Bytes or a stream, sent as they are.
    Bytes,
}

impl BodyKind {
    /// The type of the value that is sent; none where the body is text or bytes.
    pub const fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::Xml(ty) | Self::Form(ty) | Self::Multipart(ty) => Some(ty),
            Self::Text | Self::Bytes => None,
        }
    }

    /// The same, to be changed.
    pub const fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty) | Self::Xml(ty) | Self::Form(ty) | Self::Multipart(ty) => Some(ty),
            Self::Text | Self::Bytes => None,
        }
    }
}

/// How a property of a form is written (Encoding Object).
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PropertyEncoding {
    /// The property's name on the wire.
    pub wire: String,
    /// Its content type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Headers of its part, as far as the document leaves no choice of their values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    /// How it is written as a parameter of a query would be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<PropertyStyle>,
    /// The declared type of what is written as XML.
    #[serde(skip)]
    pub xml: Option<TypeId>,
}

impl PropertyEncoding {
    /// Whether it says anything.
    pub const fn is_unusual(&self) -> bool {
        self.content_type.is_some() || !self.headers.is_empty() || self.style.is_some()
    }
}

/// How a property of a form is written as a parameter of a query would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PropertyStyle {
    /// How arrays and objects are written.
    pub style: Style,
    /// Whether they are written as one pair per item.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    #[serde(skip_serializing_if = "super::is_false")]
    pub allow_reserved: bool,
}
