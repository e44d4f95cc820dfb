//! Requests as tests look at them.

use crate::json::{Field, JsonError, from_slice};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, Method, Uri};
use percent_encoding::percent_decode_str;
use url::form_urlencoded;

/// A request that a [`Mock`](super::Mock) was sent.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub(super) operation: &'static str,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl Recorded {
    pub(super) fn new(operation: &'static str, parts: Parts, body: Bytes) -> Self {
        Self {
            operation,
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
            body,
        }
    }

    /// The id of the operation that was called.
    pub const fn operation(&self) -> &'static str {
        self.operation
    }

    /// The method.
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The whole URL.
    pub const fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The path, decoded. A slash that was encoded looks like any other here; [`uri`](Self::uri) tells them apart.
    pub fn path(&self) -> String {
        percent_decode_str(self.uri.path())
            .decode_utf8_lossy()
            .into_owned()
    }

    /// The pairs of the query, decoded, in order.
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.uri.query().unwrap_or_default();
        form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect()
    }

    /// The headers.
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The text of a header, if it is there and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as it was sent.
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The JSON body in its type.
    ///
    /// # Errors
    /// It is not JSON, or not what `T` needs.
    pub fn json<T: Field>(&self) -> Result<T, JsonError> {
        from_slice(&self.body)
    }
}
