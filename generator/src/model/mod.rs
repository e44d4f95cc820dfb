//! The intermediate model: what an API is, in plain data.
//!
//! It knows neither `openapiv3` (which [`crate::lower`] reads) nor tokens (which [`crate::emit`] makes); every type and
//! operation remembers the JSON pointer that it came from. Order is the document's order.

mod choices;
mod features;
mod fits;
mod ident;
mod operations;
mod requests;
mod texts;
mod types;
mod value;

pub use choices::{Constant, Dispatch, Enum, EnumValues, Kind, Literal, Look, Union, Variant};
pub use features::Features;
pub use fits::fits;
pub use ident::Ident;
pub use operations::{
    Method, Operation, Reply, ReplyBody, ResponseHeader, StatusMatch, Success, Webhook,
};
pub use requests::{
    Body, BodyKind, FurtherBody, Location, NestedArrays, Parameter, ParameterContent,
    PropertyEncoding, PropertyStyle, Style,
};
pub use types::{
    Access, Element, Example, ExtraFields, Field, Named, Object, Presence, Shape, Tuple, TypeId,
    Types, Usage,
};
pub use value::{Constraint, Type, Width};

use serde::Serialize;

use crate::diagnostics::Pointer;

/// One API, whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Api {
    /// What the document says about itself.
    pub info: Info,
    /// The servers of the document's root.
    pub servers: Vec<Server>,
    /// The security schemes that a client can be given credentials for.
    pub security_schemes: Vec<SecurityScheme>,
    /// Every type that the crate declares.
    pub types: Types,
    /// Every call that the crate can make.
    pub operations: Vec<Operation>,
    /// Requests that the server makes to its user: webhooks, then the callbacks of operations.
    pub webhooks: Vec<Webhook>,
    /// Schemas of the document that say something and are read as any JSON value all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fallbacks: Vec<Fallback>,
}

/// A schema that is read as any JSON value although it says something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fallback {
    /// Where it stands.
    pub origin: Pointer,
    /// Why no type says it.
    pub reason: String,
}

impl Api {
    /// The types that operations and webhooks mention: of parameters, bodies, answers and headers.
    pub fn used_types(&self) -> impl Iterator<Item = &Type> {
        let payloads = self.webhooks.iter().map(|webhook| &webhook.payload);
        self.operations
            .iter()
            .flat_map(Operation::types)
            .chain(payloads)
    }

    /// The same, to be changed.
    pub fn used_types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let payloads = self.webhooks.iter_mut().map(|webhook| &mut webhook.payload);
        self.operations
            .iter_mut()
            .flat_map(Operation::types_mut)
            .chain(payloads)
    }
}

/// `info` of the document.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Info {
    /// `info.title`.
    pub title: String,
    /// `info.version`, as written; it need not be a Cargo version.
    pub version: String,
    /// `info.description`, CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// One server of a document (OpenAPI, Server Object).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Server {
    /// The variant of the crate's `Server` enum.
    pub name: Ident,
    /// The URL template, `{variable}` in braces, without a trailing slash.
    pub url: String,
    /// What the document says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The template's variables.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL template (Server Variable Object).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServerVariable {
    /// The name between the braces.
    pub wire: String,
    /// The builder method that sets it.
    pub name: Ident,
    /// The value when none is given.
    pub default: String,
    /// The only values that are allowed; any when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<String>,
    /// What the document says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A security scheme (OpenAPI, Security Scheme Object) that the runtime can satisfy with a credential.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SecurityScheme {
    /// The name in `components.securitySchemes`.
    pub wire: String,
    /// The builder method that takes the credential.
    pub method: Ident,
    /// How the credential travels.
    pub kind: SecurityKind,
    /// What the document says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where it stands.
    pub origin: Pointer,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum SecurityKind {
    /// `Authorization: Bearer …` (RFC 6750); OAuth2 and OpenID Connect access tokens travel so as well.
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// An API key in a header, with the text that precedes it.
    Header {
        /// The header's name.
        name: String,
        /// What stands before the key, such as `api-key `.
        prefix: String,
    },
    /// An API key in the URL's query.
    Query {
        /// The query parameter's name.
        name: String,
    },
    /// An API key in a cookie.
    Cookie {
        /// The cookie's name.
        name: String,
    },
}

/// Leaves a flag that is not set out of snapshots of the model.
fn is_false(value: &bool) -> bool {
    !*value
}
