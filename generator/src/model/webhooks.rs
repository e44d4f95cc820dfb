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
    /// The JSON payload.
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
