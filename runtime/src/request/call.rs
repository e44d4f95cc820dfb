//! One call of an operation, while its arguments are gathered.

use super::body::Body;
use super::encode::Encoding;
use super::operation::Operation;
use super::parameter::{Location, Parameter};
use super::style;
use super::text::json_text;
use crate::client::Client;
use crate::client::options::CallOptions;
use crate::error::BuildError;
use crate::json::{Field, View};
use crate::validate::Violations;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;
use url::Url;

/// A call of an operation. A fault in an argument is kept until the call is sent, and comes out of it as
/// [`Error::Build`](crate::Error::Build); nothing leaves then.
#[derive(Clone)]
pub struct Call {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    /// In the order of the operation's table, whatever the order of setters.
    pub(crate) arguments: BTreeMap<Position, Argument>,
    pub(crate) body: Option<Body>,
    pub(crate) headers: HeaderMap,
    /// The header `Accept`.
    pub(crate) accept: &'static str,
    pub(crate) options: CallOptions,
    pub(crate) fault: Option<BuildError>,
    /// The whole URL, in place of the server's, the path and the query: a page that an answer told of.
    pub(crate) followed: Option<Url>,
}

/// A parameter's place among all: its index in the operation's table, where it stands, and its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position(
    pub(super) usize,
    pub(super) Location,
    pub(super) &'static str,
);

/// A parameter's value as it is written.
#[derive(Clone)]
pub(crate) enum Argument {
    Path(String),
    Query(Vec<String>),
    Header(HeaderName, HeaderValue),
    Cookie(String),
}

impl Call {
    /// A call without arguments.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            client: client.clone(),
            operation,
            arguments: BTreeMap::new(),
            body: None,
            headers: HeaderMap::new(),
            accept: "*/*",
            options: client.options(),
            fault: None,
            followed: None,
        }
    }

    /// Keeps the first fault.
    fn keep<T>(&mut self, result: Result<T, BuildError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(fault) => {
                self.fault.get_or_insert(fault);
                None
            }
        }
    }

    /// Checks what the document demands of a body, unless the client is told not to.
    fn check(&mut self, body: View<'_>) {
        if self.client.validates_requests() {
            let mut violations = Violations::new();
            violations.walk(body);
            let fault = |error| BuildError::validation("the body", error);
            self.keep(violations.into_result().map_err(fault));
        }
    }

    /// Sets a parameter. What is null or not there is not sent.
    fn set(&mut self, parameter: Parameter, value: View<'_>) {
        let (index, parameter) = self.operation.parameter(parameter);
        if self.client.validates_requests() {
            let mut violations = Violations::new();
            violations.value(value, parameter.constraints);
            let what = format!("the argument `{}`", parameter.name);
            let fault = |error| BuildError::validation(&what, error);
            self.keep(violations.into_result().map_err(fault));
        }
        let argument = argument(&parameter, value);
        let argument = self.keep(argument).flatten();
        let at = Position(index, parameter.location, parameter.name);
        match argument {
            Some(argument) => self.arguments.insert(at, argument),
            None => self.arguments.remove(&at),
        };
    }

    /// Sets a parameter of the path.
    #[must_use]
    pub fn path<T: Field>(mut self, name: &'static str, value: impl Into<T>) -> Self {
        self.set(Parameter::path(name), value.into().view());
        self
    }

    /// Sets a parameter of the query.
    #[must_use]
    pub fn query<T: Field>(mut self, name: &'static str, value: impl Into<T>) -> Self {
        self.set(Parameter::query(name), value.into().view());
        self
    }

    /// Sets a header that is a parameter of the operation.
    #[must_use]
    pub fn header<T: Field>(mut self, name: &'static str, value: impl Into<T>) -> Self {
        self.set(Parameter::header(name), value.into().view());
        self
    }

    /// Sets a cookie.
    #[must_use]
    pub fn cookie<T: Field>(mut self, name: &'static str, value: impl Into<T>) -> Self {
        self.set(Parameter::cookie(name), value.into().view());
        self
    }

    /// Sets a JSON body.
    #[must_use]
    pub fn json<T: Field>(self, body: impl Into<T>) -> Self {
        self.json_as("application/json", body)
    }

    /// Sets a JSON body of another media type.
    #[must_use]
    pub fn json_as<T: Field>(mut self, media_type: &'static str, body: impl Into<T>) -> Self {
        self.set_json(media_type, body.into().view());
        self
    }

    /// Sets a JSON body, if there is one.
    #[must_use]
    pub fn optional_json<T: Field>(self, body: impl Into<Option<T>>) -> Self {
        self.optional_json_as("application/json", body)
    }

    /// Sets a JSON body of another media type, if there is one.
    #[must_use]
    pub fn optional_json_as<T: Field>(
        self,
        media_type: &'static str,
        body: impl Into<Option<T>>,
    ) -> Self {
        match body.into() {
            Some(body) => self.json_as::<T>(media_type, body),
            None => self,
        }
    }

    fn set_json(&mut self, media_type: &'static str, body: View<'_>) {
        self.check(body);
        self.body = self.keep(Body::json(media_type, body));
    }

    /// Sets a body of URL-encoded pairs, from an object.
    #[must_use]
    pub fn form<T: Field>(mut self, body: impl Into<T>) -> Self {
        let body = body.into();
        self.check(body.view());
        self.body = self.keep(Body::form(body.view()));
        self
    }

    /// Sets a body of URL-encoded pairs, if there is one.
    #[must_use]
    pub fn optional_form<T: Field>(self, body: impl Into<Option<T>>) -> Self {
        match body.into() {
            Some(body) => self.form::<T>(body),
            None => self,
        }
    }

    /// Sets a body of any bytes: a text too, which is UTF-8.
    #[must_use]
    pub fn bytes<T: Into<Bytes>>(mut self, media_type: &'static str, body: impl Into<T>) -> Self {
        self.body = Some(Body {
            media_type,
            bytes: body.into().into(),
        });
        self
    }

    /// Sets a body of any bytes, if there is one.
    #[must_use]
    pub fn optional_bytes<T: Into<Bytes>>(
        self,
        media_type: &'static str,
        body: impl Into<Option<T>>,
    ) -> Self {
        match body.into() {
            Some(body) => self.bytes(media_type, body),
            None => self,
        }
    }

    /// Adds a header, in place of one of the same name.
    pub fn extra_header(&mut self, name: &str, value: &str) {
        if let Some((name, value)) = self.keep(added_header(name, value)) {
            self.headers.insert(name, value);
        }
    }

    /// Limits the whole call, retries and waits included.
    pub fn timeout(&mut self, limit: Duration) {
        self.options.timeout = limit;
    }

    /// Limits each attempt.
    pub fn attempt_timeout(&mut self, limit: Duration) {
        self.options.attempt_timeout = limit;
    }

    /// Sets how often the call is tried again.
    pub fn max_retries(&mut self, retries: u32) {
        self.options.max_retries = retries;
    }

    /// Uses this idempotency key, if the operation has a header for it, instead of making one.
    pub fn idempotency_key(&mut self, key: impl Into<String>) {
        self.options.idempotency_key = Some(key.into());
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Arguments, headers and body may be secret.
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// A header, if both its name and its value can be one: CR, LF and NUL could smuggle in another header.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), BuildError> {
    let header = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| BuildError::new(format!("{name:?} is no header name")))?;
    let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
        BuildError::new(format!(
            "the header `{name}` has characters that a header cannot hold"
        ))
    })?;
    Ok((header, value))
}

/// A header beside those of the document. The two that say where a body ends are the transport's: a server that believes
/// others waits for what does not come, or takes a body for the next request.
pub(crate) fn added_header(
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), BuildError> {
    let (name, value) = header(name, value)?;
    if [CONTENT_LENGTH, TRANSFER_ENCODING].contains(&name) {
        return Err(BuildError::new(format!(
            "the header `{name}` is for the transport to set"
        )));
    }
    Ok((name, value))
}

/// What is sent for a parameter's value; nothing for null.
fn argument(parameter: &Parameter, value: View<'_>) -> Result<Option<Argument>, BuildError> {
    if value.is_null() {
        return Ok(None);
    }
    let encoding = if parameter.allow_reserved {
        Encoding::AllowReserved
    } else {
        Encoding::Strict
    };
    let json = parameter.json.then(|| json_text(value)).transpose()?;
    let value = json.as_deref().map_or(value, View::Str);
    Ok(Some(match parameter.location {
        Location::Path => Argument::Path(style::inline(parameter, value, encoding)),
        Location::Query => Argument::Query(style::pairs(parameter, value, encoding)),
        Location::Cookie => Argument::Cookie(style::pairs(parameter, value, encoding).join("&")),
        Location::Header => {
            let text = style::inline(parameter, value, Encoding::Raw);
            let (name, value) = header(parameter.name, &text)?;
            Argument::Header(name, value)
        }
    }))
}
