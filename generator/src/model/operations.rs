//! Operations of the model.

use serde::Serialize;

use super::{Body, BodyKind, Example, FurtherBody, Ident, Pagination, Parameter, Server, Type};
use crate::diagnostics::Pointer;

/// One call (OpenAPI, Operation Object).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Operation {
    /// `operationId`, or the id made from method and path.
    pub id: String,
    /// The client's method.
    pub name: Ident,
    /// The type of a call that is not sent yet; its error, reply and header types are named after it.
    pub type_name: Ident,
    /// The file that it stands in, `operations/<module>.rs`, from its first tag, or from its path.
    pub module: Ident,
    /// The HTTP method.
    pub method: Method,
    /// The path template, with `{name}` for each path parameter; appended to the server's URL.
    pub path: String,
    /// All parameters, those of the path first.
    pub parameters: Vec<Parameter>,
    /// The request body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// The same body in other media types, each sent by a method of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further_bodies: Vec<FurtherBody>,
    /// What a 2xx answer holds.
    pub success: Success,
    /// The header `Accept`, where the media types of the success answers ask for another than the usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept: Option<String>,
    /// The data of the event after which no other comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// The same call, answered by a stream: one for each kind of stream that is not what the call itself answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub streaming: Vec<Streaming>,
    /// What any other answer holds, exact statuses before ranges before `default`.
    pub errors: Vec<Reply>,
    /// The answers as the document lists them; for the change report, which tells two documents apart where both make the same
    /// crate.
    #[serde(skip)]
    pub documented: Vec<DocumentedResponse>,
    /// Documented headers of the success answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub response_headers: Vec<ResponseHeader>,
    /// Alternatives; each a set of schemes (indexes into the API's) that are needed together.
    pub security: Vec<Vec<usize>>,
    /// Where the document says so: at the operation, or once for all.
    #[serde(skip)]
    pub security_origin: Pointer,
    /// The scopes that each of those schemes must grant, with spaces between them; empty where no alternative has any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<Vec<String>>,
    /// Servers of this operation or its path, instead of the API's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<Server>,
    /// Marked idempotent in `client.toml`.
    #[serde(skip_serializing_if = "super::is_false")]
    pub idempotent: bool,
    /// The header for the idempotency key, from `client.toml` or a parameter of that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency_key: Option<String>,
    /// How its pages follow each other, from `client.toml` or `x-pagination`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagination: Option<Pagination>,
    /// `summary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// `description`, CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `deprecated: true`.
    #[serde(skip_serializing_if = "super::is_false")]
    pub deprecated: bool,
    /// Where it stands.
    pub origin: Pointer,
}

impl Operation {
    /// The request body in each of its media types.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        let further = self.further_bodies.iter().map(|further| &further.body);
        self.body.iter().chain(further)
    }

    /// The examples that the media types of JSON bodies and answers have, each with the type that it is one of.
    pub fn json_examples(&self) -> impl Iterator<Item = (&Type, &Example)> {
        let body = self.body.iter().filter_map(|body| match &body.kind {
            BodyKind::Json(ty) => Some((ty, &body.examples)),
            // An example of XML is its text.
            BodyKind::Xml(_) => None,
            BodyKind::Form(_) | BodyKind::Multipart(_) | BodyKind::Text | BodyKind::Bytes => None,
        });
        let replies = self.success.replies().iter().chain(&self.errors);
        let replies = replies.filter_map(|reply| match &reply.body {
            ReplyBody::Json(ty) => Some((ty, &reply.examples)),
            // What examples of streams are examples of (an item, all of them, their text) is not known.
            _ => None,
        });
        let all = body.chain(replies);
        all.flat_map(|(ty, examples)| examples.iter().map(move |example| (ty, example)))
    }

    /// What is sent, to be changed: the parameters, and the body in each of its media types.
    pub fn sent_mut(&mut self) -> (&mut [Parameter], impl Iterator<Item = &mut Body>) {
        let further = self.further_bodies.iter_mut();
        let bodies = self
            .body
            .iter_mut()
            .chain(further.map(|further| &mut further.body));
        (&mut self.parameters, bodies)
    }

    /// The types that it mentions.
    pub(crate) fn types(&self) -> Vec<&Type> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        let body = self.bodies().filter_map(|body| body.kind.ty());
        let headers = self.response_headers.iter().map(|header| &header.ty);
        let answers = self.answers().flat_map(ReplyBody::types);
        parameters
            .chain(body)
            .chain(answers)
            .chain(headers)
            .collect()
    }

    /// The same without those of `multipart/form-data` bodies.
    pub fn types_but_multipart(&self) -> impl Iterator<Item = &Type> {
        let whole = self.bodies().filter_map(|body| match &body.kind {
            BodyKind::Multipart(ty) => Some(ty),
            _ => None,
        });
        let whole: Vec<&Type> = whole.collect();
        let types = self.types().into_iter();
        types.filter(move |ty| !whole.iter().any(|body| std::ptr::eq(*body, *ty)))
    }

    /// What any answer to it holds.
    pub fn answers(&self) -> impl Iterator<Item = &ReplyBody> {
        let replies = self.success.replies().iter().chain(&self.errors);
        let streaming = self.streaming.iter().map(|streaming| &streaming.body);
        replies.map(|reply| &reply.body).chain(streaming)
    }

    /// The same, to be changed.
    pub(super) fn types_mut(&mut self) -> Vec<&mut Type> {
        let parameters = self
            .parameters
            .iter_mut()
            .map(|parameter| &mut parameter.ty);
        let further = self.further_bodies.iter_mut();
        let bodies = self
            .body
            .iter_mut()
            .chain(further.map(|further| &mut further.body));
        let body = bodies.filter_map(|body| body.kind.ty_mut());
        let replies = self
            .success
            .replies_mut()
            .iter_mut()
            .chain(&mut self.errors);
        let streaming = self.streaming.iter_mut();
        let answers = replies
            .map(|reply| &mut reply.body)
            .chain(streaming.map(|streaming| &mut streaming.body));
        let headers = self
            .response_headers
            .iter_mut()
            .map(|header| &mut header.ty);
        parameters
            .chain(body)
            .chain(answers.flat_map(ReplyBody::types_mut))
            .chain(headers)
            .collect()
    }
}

/// An HTTP method (RFC 9110, §9, RFC 5789 and others).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// `DELETE`
    Delete,
    /// `GET`
    Get,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
    /// `PATCH`
    Patch,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `QUERY` (3.2)
    Query,
    /// `TRACE`
    Trace,
    /// Any other, in the case in which it is sent (3.2, `additionalOperations`).
    Other(String),
}

impl Method {
    /// The method of a path item's fixed field, such as `get`.
    pub fn of_field(field: &str) -> Option<Self> {
        Self::FIXED
            .iter()
            .find(|method| method.as_str().to_ascii_lowercase() == field)
            .cloned()
    }

    /// The method that is sent as `token`, whose case counts (RFC 9110 §9.1).
    pub fn of_token(token: &str) -> Self {
        let fixed = Self::FIXED.iter().find(|method| method.as_str() == token);
        fixed
            .cloned()
            .unwrap_or_else(|| Self::Other(token.to_owned()))
    }

    /// The method as it is sent.
    pub const fn as_str(&self) -> &str {
        match self {
            Self::Delete => "DELETE",
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Patch => "PATCH",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Query => "QUERY",
            Self::Trace => "TRACE",
            Self::Other(token) => token.as_str(),
        }
    }

    /// The methods for which a path item has a field.
    const FIXED: &[Self] = &[
        Self::Delete,
        Self::Get,
        Self::Head,
        Self::Options,
        Self::Patch,
        Self::Post,
        Self::Put,
        Self::Query,
        Self::Trace,
    ];
}

impl Serialize for Method {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What the answers to a call hold when it succeeds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Success {
    /// The same for every success status.
    One(Reply),
    /// An enum of the statuses.
    Several(Vec<Reply>),
}

impl Success {
    /// Every documented success answer.
    pub fn replies(&self) -> &[Reply] {
        match self {
            Self::One(reply) => std::slice::from_ref(reply),
            Self::Several(replies) => replies,
        }
    }

    /// The same, to be changed.
    pub fn replies_mut(&mut self) -> &mut [Reply] {
        match self {
            Self::One(reply) => std::slice::from_mut(reply),
            Self::Several(replies) => replies,
        }
    }
}

/// An answer (Response Object).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reply {
    /// The statuses that it stands for.
    pub status: StatusMatch,
    /// The media type of the answer, where the status has answers of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// The variant of the reply or error enum.
    pub variant: Ident,
    /// What it holds.
    pub body: ReplyBody,
    /// `description`, CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// The examples of the media type.
    #[serde(skip)]
    pub examples: Vec<Example>,
}

/// An answer as the document lists it (Responses Object): what is the same for several statuses is not told once.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentedResponse {
    /// The statuses that it stands for.
    pub status: StatusMatch,
    /// The media types of its content, without parameters.
    pub media_types: Vec<String>,
    /// The headers, each with whether it is promised.
    pub headers: Vec<(String, bool)>,
    /// Where it stands.
    pub origin: Pointer,
}

/// The statuses that a documented answer stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum StatusMatch {
    /// One status code.
    Code(u16),
    /// `4XX`: the first digit.
    Range(u16),
    /// Every status that nothing else stands for.
    Default,
}

impl std::fmt::Display for StatusMatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// What an answer holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum ReplyBody {
    /// JSON of this type.
    Json(Type),
    /// XML of this type.
    Xml(Type),
    /// Text.
    Text,
    /// Bytes as they are.
    Bytes,
    /// Nothing.
    Empty,
    /// Server-sent events (WHATWG HTML, §9.2).
    Events(EventData),
    /// A line of JSON per item (JSON Lines, NDJSON).
    JsonLines(Type),
    /// A JSON text sequence (RFC 7464).
    JsonSequence(Type),
}

impl ReplyBody {
    /// Whether it is handed over as it comes in.
    pub const fn is_stream(&self) -> bool {
        matches!(
            self,
            Self::Events(_) | Self::JsonLines(_) | Self::JsonSequence(_)
        )
    }

    /// The types of the values in it; none where the answer is text, bytes or nothing.
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Json(ty) | Self::Xml(ty) => vec![ty],
            Self::JsonLines(ty) | Self::JsonSequence(ty) => vec![ty],
            Self::Events(data) => data.types(),
            Self::Text | Self::Bytes | Self::Empty => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Json(ty) | Self::Xml(ty) => vec![ty],
            Self::JsonLines(ty) | Self::JsonSequence(ty) => vec![ty],
            Self::Events(data) => data.types_mut(),
            Self::Text | Self::Bytes | Self::Empty => Vec::new(),
        }
    }
}

/// What the data of events are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum EventData {
    /// Text.
    Text,
    /// JSON of this type.
    Json(Type),
    /// By the event's name, one or the other: an enum of its own.
    Named {
        /// The enum.
        name: Ident,
        /// Its variants, in the order of the document.
        events: Vec<NamedEvent>,
    },
}

/// What the data of events of one name are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NamedEvent {
    /// The event's name.
    pub wire: String,
    /// The variant.
    pub variant: Ident,
    /// JSON of this type; none where they are text.
    pub json: Option<Type>,
    /// `description`, CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
}

impl EventData {
    fn types(&self) -> Vec<&Type> {
        match self {
            Self::Text => Vec::new(),
            Self::Json(ty) => vec![ty],
            Self::Named { events, .. } => {
                events.iter().filter_map(|one| one.json.as_ref()).collect()
            }
        }
    }

    fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Text => Vec::new(),
            Self::Json(ty) => vec![ty],
            Self::Named { events, .. } => events
                .iter_mut()
                .filter_map(|one| one.json.as_mut())
                .collect(),
        }
    }
}

/// An operation that answers a stream when it is asked for one: a method of its own beside the operation's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Streaming {
    /// The client's method.
    pub name: Ident,
    /// The type of a call that is not sent yet.
    pub type_name: Ident,
    /// What the answer holds.
    pub body: ReplyBody,
    /// The header `Accept`, where it is another than the usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept: Option<String>,
    /// The data of the event after which no other comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// The property of the request body that asks for the stream when it is true (its name in JSON).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
}

/// A documented header of an answer (Header Object).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResponseHeader {
    /// The header's name.
    pub wire: String,
    /// The accessor's name.
    pub name: Ident,
    /// Whether the document promises it.
    pub required: bool,
    /// The value's type: a scalar, or a list of scalars.
    pub ty: Type,
    /// `description`, CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
}
