//! One call of an operation, while its arguments are gathered.

use super::body::Body;
use super::encode::Encoding;
use super::operation::Operation;
use super::parameter::{Location, Parameter};
use super::style;
use crate::client::Client;
use crate::client::options::CallOptions;
use crate::error::BuildError;
use crate::json::Field;
use crate::validate::{Constraint, Validate, Violations};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_core::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// A call of an operation. A fault in an argument is kept until the call is sent, and comes out of it as
/// [`Error::Build`](crate::Error::Build); nothing leaves then.
#[derive(Clone)]
pub struct Call {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    /// By the parameter's index, so that the order is the document's whatever the order of setters.
    pub(crate) arguments: BTreeMap<usize, Argument>,
    pub(crate) body: Option<Body>,
    pub(crate) headers: HeaderMap,
    pub(crate) options: CallOptions,
    pub(crate) fault: Option<BuildError>,
}

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
            options: client.options(),
            fault: None,
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

    /// Sets the parameter of this index in the operation's table. Null means that it is not sent.
    pub fn parameter<T: Serialize + ?Sized>(&mut self, index: usize, value: &T) {
        let Some(parameter) = self.operation.parameters.get(index) else {
            self.fault.get_or_insert(BuildError::new(format!(
                "the operation has no parameter {index}"
            )));
            return;
        };
        let value = serde_json::to_value(value).map_err(|error| {
            BuildError::because(
                format!("the argument `{}` cannot be written", parameter.name),
                error,
            )
        });
        let argument = value.and_then(|value| argument(parameter, &value));
        match self.keep(argument).flatten() {
            Some(argument) => self.arguments.insert(index, argument),
            None => self.arguments.remove(&index),
        };
    }

    /// Sets a parameter after checking what the document demands of it, unless the client is told not to.
    pub fn checked_parameter<T: Serialize + Field>(
        &mut self,
        index: usize,
        value: &T,
        constraints: &[Constraint],
    ) {
        if self.client.validates_requests() {
            let name = self
                .operation
                .parameters
                .get(index)
                .map_or("", |parameter| parameter.name);
            let mut violations = Violations::new();
            violations.field(name, value, constraints);
            if let Err(error) = violations.into_result() {
                self.fault.get_or_insert(BuildError::validation(error));
            }
        }
        self.parameter(index, value);
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(&mut self, body: &T) {
        self.json_as("application/json", body);
    }

    /// Sets a JSON body of another media type.
    pub fn json_as<T: Serialize + ?Sized>(&mut self, media_type: &'static str, body: &T) {
        self.body = self.keep(Body::json(media_type, body));
    }

    /// Sets a JSON body after checking what the document demands of it, unless the client is told not to.
    pub fn validated_json<T: Serialize + Validate + ?Sized>(&mut self, body: &T) {
        self.validated_json_as("application/json", body);
    }

    /// The same for another media type.
    pub fn validated_json_as<T: Serialize + Validate + ?Sized>(
        &mut self,
        media_type: &'static str,
        body: &T,
    ) {
        self.validate(body);
        self.json_as(media_type, body);
    }

    /// Checks what the document demands of an argument, unless the client is told not to.
    pub fn validate<T: Validate + ?Sized>(&mut self, argument: &T) {
        if self.client.validates_requests()
            && let Err(error) = argument.check()
        {
            self.fault.get_or_insert(BuildError::validation(error));
        }
    }

    /// Sets a body of URL-encoded pairs, from an object.
    pub fn form<T: Serialize + ?Sized>(&mut self, body: &T) {
        self.body = self.keep(Body::form(body));
    }

    /// Sets a plain text body.
    pub fn text(&mut self, body: impl Into<String>) {
        self.bytes("text/plain; charset=utf-8", body.into());
    }

    /// Sets a body of any bytes.
    pub fn bytes(&mut self, media_type: &'static str, body: impl Into<Bytes>) {
        self.body = Some(Body {
            media_type,
            bytes: body.into(),
        });
    }

    /// Adds a header, in place of one of the same name.
    pub fn header(&mut self, name: &str, value: &str) {
        if let Some((name, value)) = self.keep(header(name, value)) {
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

/// What is sent for a parameter's value; nothing for null.
fn argument(parameter: &Parameter, value: &Value) -> Result<Option<Argument>, BuildError> {
    if value.is_null() {
        return Ok(None);
    }
    let json = parameter.json.then(|| Value::String(value.to_string()));
    let value = json.as_ref().unwrap_or(value);
    let encoding = if parameter.allow_reserved {
        Encoding::AllowReserved
    } else {
        Encoding::Strict
    };
    Ok(Some(match parameter.location {
        Location::Path => Argument::Path(style::inline(parameter, value, encoding)),
        Location::Query => Argument::Query(style::pairs(parameter, value, encoding)),
        Location::Cookie => Argument::Cookie(style::pairs(parameter, value, encoding).join("&")),
        Location::Header => {
            let (name, value) = header(
                parameter.name,
                &style::inline(parameter, value, Encoding::Raw),
            )?;
            Argument::Header(name, value)
        }
    }))
}
