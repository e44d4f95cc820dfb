//! Requests that the server makes to its user.

use serde::Serialize;

use super::{Ident, Type};
use crate::diagnostics::Pointer;

/// A request that the server makes to its user (OpenAPI 3.1 `webhooks`; Callback Object).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Webhook {
    /// The key in `webhooks`; of a callback, the operation and the key in its `callbacks`.
    pub wire: String,
    /// Which of both it is.
    pub kind: WebhookKind,
    /// The variant of the enum of events.
    pub name: Ident,
    /// The function that reads its payload.
    pub function: Ident,
    /// The text of what tells events apart, if the API has an event selector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How the payload is written.
    #[serde(skip_serializing_if = "PayloadFormat::is_json")]
    pub format: PayloadFormat,
    /// The type of the payload, where it is JSON, a form, or XML.
    pub payload: Type,
    /// Documented headers of the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<EventHeader>,
    /// Where it stands.
    pub origin: Pointer,
    /// `description` or `summary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
}

/// How the payload of an event is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum PayloadFormat {
    /// JSON.
    #[default]
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// XML.
    Xml,
    /// Text.
    Text,
    /// Anything else, as it is.
    Bytes,
    /// There is none.
    Empty,
}

impl PayloadFormat {
    fn is_json(&self) -> bool {
        *self == Self::Json
    }

    /// What it is called in messages.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Form => "a form",
            Self::Xml => "XML",
            Self::Text => "text",
            Self::Bytes => "bytes",
            Self::Empty => "empty",
        }
    }

    /// Whether the payload has a type of its own.
    pub const fn is_typed(self) -> bool {
        matches!(self, Self::Json | Self::Form | Self::Xml)
    }

    /// Whether the payload has properties by which it can be told apart before it is read.
    pub const fn is_structured(self) -> bool {
        matches!(self, Self::Json | Self::Form)
    }
}

/// What a request of the server belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum WebhookKind {
    /// The API as a whole.
    Webhook,
    /// An operation, whose caller says where it goes.
    Callback,
}

/// A header parameter of a request that the server makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventHeader {
    /// Its name.
    pub wire: String,
    /// `description`, CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
}

/// What tells the events of webhooks apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Selector {
    /// A field of the payload, by its path.
    Field(Vec<String>),
    /// A header.
    Header(String),
}
