//! One call of an operation, while its arguments are gathered.

use super::argument::Argument;
use super::body::Body;
use super::credentials::Held;
use super::encode::Encoding;
use super::operation::Operation;
use super::parameter::{Location, Parameter};
use super::security::{Credential, SecurityScheme};
use crate::client::Client;
use crate::client::options::CallOptions;
use crate::error::BuildError;
use crate::json::{Field, View};
use crate::response::Head;
use crate::types::Content;
use crate::validate::Violations;
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
    /// Pairs of the query beside those of the document, encoded.
    pub(crate) extra_query: Vec<String>,
    /// Credentials for this call alone, by the scheme's index.
    credentials: BTreeMap<usize, Held>,
    /// The header `Accept`.
    pub(crate) accept: &'static str,
    /// Whether the body of an answer with this head is handed over as it comes in, instead of being read.
    pub(crate) streams: fn(&Head) -> bool,
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

impl Call {
    /// A call without arguments.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            client: client.clone(),
            operation,
            arguments: BTreeMap::new(),
            body: None,
            headers: HeaderMap::new(),
            extra_query: Vec::new(),
            credentials: BTreeMap::new(),
            accept: "*/*",
            streams: |_| false,
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
            let mut violations = Violations::default();
            violations.walk(body);
            let fault = |error| BuildError::validation("the body", error);
            self.keep(violations.into_result().map_err(fault));
        }
    }

    /// Sets a parameter. What is null or not there is not sent.
    fn set(&mut self, parameter: Parameter, value: View<'_>) {
        let (index, parameter) = self.operation.parameter(parameter);
        if self.client.validates_requests() {
            let mut violations = Violations::default();
            violations.value(value, parameter.constraints);
            let what = format!("the argument `{}`", parameter.name);
            let fault = |error| BuildError::validation(&what, error);
            self.keep(violations.into_result().map_err(fault));
        }
        let argument = Argument::of(&parameter, value);
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

    /// Sets the whole query (`in: querystring`).
    #[must_use]
    pub fn querystring<T: Field>(mut self, name: &'static str, value: impl Into<T>) -> Self {
        self.set(Parameter::querystring(name), value.into().view());
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

    /// Sets a body of XML.
    #[cfg(feature = "xml")]
    #[must_use]
    pub fn xml<T: crate::Xml>(mut self, media_type: &'static str, body: impl Into<T>) -> Self {
        let body = body.into();
        self.check(body.view());
        self.body = self.keep(Body::xml(media_type, &body));
        self
    }

    /// Sets a body of XML, if there is one.
    #[cfg(feature = "xml")]
    #[must_use]
    pub fn optional_xml<T: crate::Xml>(
        self,
        media_type: &'static str,
        body: impl Into<Option<T>>,
    ) -> Self {
        match body.into() {
            Some(body) => self.xml::<T>(media_type, body),
            None => self,
        }
    }

    /// Sets a body of URL-encoded pairs, from an object.
    #[must_use]
    pub fn form<T: Field>(mut self, body: impl Into<T>) -> Self {
        let body = body.into();
        self.check(body.view());
        self.body = self.keep(Body::form(body.view(), self.operation.form));
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

    /// Sets a body of parts (`multipart/form-data`), from an object.
    #[must_use]
    pub fn multipart<T: Field>(self, body: impl Into<T>) -> Self {
        self.multipart_as("multipart/form-data", body)
    }

    /// Sets a body of parts, from an object or, where parts have no names, from an array.
    #[must_use]
    pub fn multipart_as<T: Field>(mut self, media_type: &'static str, body: impl Into<T>) -> Self {
        let body = body.into();
        self.check(body.view());
        let boundary = self.client.new_boundary();
        let encodings = self.operation.multipart;
        self.body = self.keep(Body::multipart(
            media_type,
            body.view(),
            encodings,
            &boundary,
        ));
        self
    }

    /// Sets a body of parts (`multipart/form-data`), if there is one.
    #[must_use]
    pub fn optional_multipart<T: Field>(self, body: impl Into<Option<T>>) -> Self {
        self.optional_multipart_as("multipart/form-data", body)
    }

    /// Sets a body of parts, if there is one.
    #[must_use]
    pub fn optional_multipart_as<T: Field>(
        self,
        media_type: &'static str,
        body: impl Into<Option<T>>,
    ) -> Self {
        match body.into() {
            Some(body) => self.multipart_as::<T>(media_type, body),
            None => self,
        }
    }

    /// Sets a body that is sent as it is: a text, which is UTF-8, bytes, or a stream.
    #[must_use]
    pub fn bytes<T: Into<Content>>(mut self, media_type: &'static str, body: impl Into<T>) -> Self {
        self.body = Some(Body::raw(media_type, body.into().into()));
        self
    }

    /// Sets a body that is sent as it is, if there is one.
    #[must_use]
    pub fn optional_bytes<T: Into<Content>>(
        self,
        media_type: &'static str,
        body: impl Into<Option<T>>,
    ) -> Self {
        match body.into() {
            Some(body) => self.bytes::<T>(media_type, body),
            None => self,
        }
    }

    /// Whether the call can be sent more than once, as far as its body goes.
    pub(crate) fn is_replayable(&self) -> bool {
        let body = self.body.as_ref();
        body.is_none_or(|body| body.content.is_replayable())
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

    /// Adds a pair to the query, beside what the document says.
    pub fn extra_query(&mut self, name: &str, value: &str) {
        let encode = |text: &str| Encoding::Strict.apply(text);
        self.extra_query
            .push(format!("{}={}", encode(name), encode(value)));
    }

    /// Uses this credential for the security scheme of this name, in place of the client's.
    pub fn credential(&mut self, scheme: &str, credential: Credential) {
        let known = self.client.scheme(scheme);
        let unknown = || BuildError::new(format!("the document has no security scheme `{scheme}`"));
        if let Some((index, scheme)) = self.keep(known.ok_or_else(unknown)) {
            let held = self.client.inner().hold(scheme, credential);
            self.credentials.insert(index, held);
        }
    }

    /// The scheme of this name and the credential for it, of the call or the client.
    pub(super) fn credential_for(&self, scheme: &str) -> Option<(&'static SecurityScheme, &Held)> {
        let (index, scheme) = self.client.scheme(scheme)?;
        let own = self.credentials.get(&index);
        Some((scheme, own.or_else(|| self.client.credential(index))?))
    }

    pub(super) fn has_own_credential(&self, scheme: &str) -> bool {
        let known = self.client.scheme(scheme);
        known.is_some_and(|(index, _)| self.credentials.contains_key(&index))
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
