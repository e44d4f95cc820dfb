//! The intermediate model: what an API is, in plain data.
//!
//! It knows neither `openapiv3` (which [`crate::lower`] reads) nor tokens (which [`crate::emit`] makes); every type and
//! operation remembers the JSON pointer that it came from. Order is the document's order.

mod choices;
mod features;
mod fits;
mod ident;
mod operations;
mod pagination;
mod requests;
mod texts;
mod types;
mod value;
mod webhooks;
pub mod xml;

pub use choices::{Constant, Dispatch, Enum, EnumValues, Kind, Literal, Look, Union, Variant};
pub use features::Features;
pub use fits::fits;
pub use ident::Ident;
pub use operations::{
    DocumentedResponse, EventData, Method, NamedEvent, Operation, Reply, ReplyBody, ResponseHeader,
    StatusMatch, Streaming, Success,
};
pub use pagination::{PageArgument, PageReply, PageStep, Pagination, Reach};
pub use requests::{
    Body, BodyKind, FurtherBody, Location, NestedArrays, Parameter, ParameterContent,
    PropertyEncoding, PropertyStyle, Style,
};
pub use types::{
    Access, Element, Example, ExtraFields, Field, Named, Object, Presence, Shape, Tuple, TypeId,
    Types, Usage,
};
pub use value::{Constraint, Type, Width};
pub use webhooks::{EventHeader, PayloadFormat, Selector, Webhook, WebhookKind};
pub use xml::{Xml, XmlContent, XmlKind, XmlNode, XmlObstacle, XmlUnion};

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
    /// What tells the events of webhooks apart, where anything but the path does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_selector: Option<Selector>,
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
    /// The value when none is given; none for a variable that the document does not declare.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
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
    /// The builder method that takes what gives tokens, where the credential is a token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_source: Option<Ident>,
    /// What the document says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where it stands.
    pub origin: Pointer,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum SecurityKind {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// The same with a token from an authorization server (RFC 6749, OpenID Connect).
    OAuth2(OAuth2),
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
    /// A certificate that the client shows when it connects (3.1, `mutualTLS`).
    MutualTls,
}

/// Where the document says that tokens come from (OAuth Flows Object), and the builder methods for those grants that need
/// no person. URLs may be relative to the server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OAuth2 {
    /// The builder method for client credentials, where the document has that flow or leaves flows to its metadata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_credentials: Option<Ident>,
    /// The builder method for a refresh token, where the document has a flow that may give one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<Ident>,
    /// `tokenUrl` of `clientCredentials`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_credentials_url: Option<String>,
    /// `tokenUrl` of the flows in which a person takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_url: Option<String>,
    /// The first `refreshUrl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_url: Option<String>,
    /// The first `authorizationUrl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_url: Option<String>,
    /// `deviceAuthorizationUrl` (3.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_authorization_url: Option<String>,
    /// `openIdConnectUrl`, or `oauth2MetadataUrl` (3.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata_url: Option<String>,
}

/// Leaves a flag that is not set out of snapshots of the model.
fn is_false(value: &bool) -> bool {
    !*value
}
