//! A call to a request.

use super::argument::Argument;
use super::body::Body;
use super::call::{Call, Position, header};
use super::credentials::{Added, Token, credentials};
#[cfg(any(test, feature = "test-util"))]
use super::operation::Operation;
use super::path;
use crate::error::BuildError;
use crate::types::Content;
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, Request, Uri};
use std::borrow::Cow;
use url::form_urlencoded;

/// Everything that an attempt sends; the same for each, but for tokens and what hooks add.
pub(crate) struct Prepared {
    /// The operation, so that a transport for tests knows which one is called.
    #[cfg(any(test, feature = "test-util"))]
    pub(crate) operation: &'static Operation,
    pub(crate) method: Method,
    uri: Uri,
    /// The same as a text.
    url: Bytes,
    /// The headers of the next request, which takes them: few calls make a second one, for which they are made again.
    headers: Option<HeaderMap>,
    idempotency_key: Option<String>,
    pub(crate) body: Content,
    /// Names of query parameters that hold credentials.
    pub(crate) secret_query: Vec<&'static str>,
    /// Tokens that are to be had before each attempt.
    pub(crate) tokens: Vec<Token>,
    /// The headers of the attempt that is about to be made, where hooks have changed them.
    pub(crate) headers_of_attempt: Option<HeaderMap>,
}

impl Prepared {
    /// The head of an attempt's request; the same each time that it is asked for in one attempt.
    pub(crate) fn head(&mut self, call: &Call) -> Result<Request<()>, BuildError> {
        let headers = match &self.headers_of_attempt {
            Some(headers) => headers.clone(),
            None => {
                let headers = std::mem::take(self.headers(call)?);
                self.headers = None;
                headers
            }
        };
        let mut request = Request::new(());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = headers;
        #[cfg(any(test, feature = "test-util"))]
        request.extensions_mut().insert(self.operation);
        Ok(request)
    }

    /// The headers of the next request, with the tokens that were had last.
    pub(crate) fn headers(&mut self, call: &Call) -> Result<&mut HeaderMap, BuildError> {
        let headers = match self.headers.take() {
            Some(headers) => headers,
            None => {
                let parts = Parts::of(call);
                let key = self.idempotency_key.as_deref();
                let mut headers = headers(call, parts.headers, parts.cookies, key)?.headers;
                for token in &self.tokens {
                    if let Some(sent) = &token.sent {
                        headers.insert(token.header.clone(), token.value(sent)?);
                    }
                }
                headers
            }
        };
        Ok(self.headers.insert(headers))
    }

    /// The whole URL. Its query may hold a key.
    pub(crate) fn url(&self) -> &str {
        std::str::from_utf8(&self.url).unwrap_or_default()
    }
}

/// As many headers as most requests have in the end, those of the HTTP library among them: room for them from the first.
const HEADERS: usize = 8;

/// Takes a call together.
pub(crate) fn assemble(call: &Call) -> Result<Prepared, BuildError> {
    let parts = Parts::of(call);
    let method = Method::from_bytes(call.operation.method.as_bytes())
        .map_err(|error| BuildError::because("the method cannot be read", error))?;
    let url = match &call.followed {
        Some(url) => url.clone().into(),
        None => url(call, &parts)?,
    };
    let has_key = call.operation.idempotency_key.is_some();
    let idempotency_key = has_key.then(|| call.client.new_idempotency_key());
    let added = headers(
        call,
        parts.headers,
        parts.cookies,
        idempotency_key.as_deref(),
    )?;
    let url = Bytes::from(with_secrets(url, &added.secret_query, &added.query));
    // Its parts are those of the text, and not copied.
    let uri = Uri::from_maybe_shared(url.clone())
        .map_err(|error| BuildError::because("the URL cannot be read", error))?;
    // A header that was set by hand stays.
    let mut tokens = added.tokens;
    tokens.retain(|token| !call.headers.contains_key(&token.header));
    let body = call.body.as_ref().map(|body| body.content.clone());
    Ok(Prepared {
        #[cfg(any(test, feature = "test-util"))]
        operation: call.operation,
        method,
        uri,
        url,
        headers: Some(added.headers),
        idempotency_key,
        body: body.unwrap_or_default(),
        secret_query: added.secret_query,
        tokens,
        headers_of_attempt: None,
    })
}

/// The headers of a call, but for tokens; and what its credentials add elsewhere.
fn headers(
    call: &Call,
    of_arguments: HeaderMap,
    mut cookies: Vec<String>,
    idempotency_key: Option<&str>,
) -> Result<Added, BuildError> {
    let mut headers = HeaderMap::with_capacity(HEADERS);
    headers.extend(call.client.default_headers());
    set_fixed_headers(call, idempotency_key, &mut headers)?;
    headers.extend(of_arguments);
    let mut added = credentials(call, headers)?;
    cookies.append(&mut added.cookies);
    if !cookies.is_empty() {
        let mut cookies = HeaderValue::from_str(&cookies.join("; "))
            .map_err(|_| BuildError::new("a cookie has characters that a header cannot hold"))?;
        cookies.set_sensitive(true);
        added.headers.insert(COOKIE, cookies);
    }
    added.headers.extend(call.headers.clone());
    Ok(added)
}

/// The URL of a call, without credentials.
pub(super) fn url_without_credentials(call: &Call) -> Result<String, BuildError> {
    url(call, &Parts::of(call))
}

fn url(call: &Call, parts: &Parts) -> Result<String, BuildError> {
    let base = call.client.base_url(call.operation)?;
    join(&base, call.operation.path, &parts.path, &parts.query)
}

/// A path template with its values, and a query, appended to the URL of a server. Not joined by RFC 3986: the server's own
/// path stays (OpenAPI 3.0.4 §4.8.8).
fn join(
    base: &str,
    template: &str,
    values: &[(&str, String)],
    query: &[String],
) -> Result<String, BuildError> {
    let of_values: usize = values.iter().map(|(_, value)| value.len()).sum();
    let of_query: usize = query.iter().map(|pair| pair.len() + 1).sum();
    let length = base.len() + 1 + template.len() + of_values + of_query;
    let mut url = String::with_capacity(length);
    url.push_str(base);
    if !template.starts_with('/') && !template.is_empty() {
        url.push('/');
    }
    path::fill(&mut url, template, values)?;
    for (index, pair) in query.iter().enumerate() {
        // A path template may hold a query of its own.
        let goes_on = index > 0 || url.contains('?');
        url.push(if goes_on { '&' } else { '?' });
        url.push_str(pair);
    }
    Ok(url)
}

/// Adds the pairs of the query that are credentials, in place of those that a server copied into the URL of a page.
fn with_secrets(url: String, names: &[&str], pairs: &[String]) -> String {
    if pairs.is_empty() {
        return url;
    }
    let (base, query) = url.split_once('?').unwrap_or((&url, ""));
    let is_secret = |pair: &&str| {
        let mut parsed = form_urlencoded::parse(pair.as_bytes());
        parsed
            .next()
            .is_some_and(|(name, _)| names.contains(&&*name))
    };
    let own = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_secret(pair));
    let all: Vec<&str> = own.chain(pairs.iter().map(String::as_str)).collect();
    format!("{base}?{}", all.join("&"))
}

/// Where the arguments go.
#[derive(Default)]
struct Parts {
    path: Vec<(&'static str, String)>,
    query: Vec<String>,
    cookies: Vec<String>,
    headers: HeaderMap,
}

impl Parts {
    fn of(call: &Call) -> Self {
        let mut parts = Self::default();
        for (Position(.., name), argument) in &call.arguments {
            parts.add(name, argument);
        }
        parts.query.extend(call.extra_query.iter().cloned());
        parts
    }

    fn add(&mut self, name: &'static str, argument: &Argument) {
        match argument {
            Argument::Path(value) => self.path.push((name, value.clone())),
            Argument::Query(pairs) => self.query.extend(pairs.iter().cloned()),
            Argument::Cookie(pair) if pair.is_empty() => {}
            Argument::Cookie(pair) => self.cookies.push(pair.clone()),
            Argument::Header(name, value) => {
                self.headers.insert(name.clone(), value.clone());
            }
        }
    }
}

fn set_fixed_headers(
    call: &Call,
    idempotency_key: Option<&str>,
    headers: &mut HeaderMap,
) -> Result<(), BuildError> {
    headers.insert(USER_AGENT, call.client.user_agent());
    headers.insert(ACCEPT, HeaderValue::from_static(call.accept));
    if let Some(body) = &call.body {
        headers.insert(CONTENT_TYPE, content_type(body)?);
    }
    if let (Some(name), Some(key)) = (call.operation.idempotency_key, idempotency_key) {
        // An argument of this name takes its place.
        let (name, value) = header(name, key)?;
        headers.insert(name, value);
    }
    Ok(())
}

/// A body's media type as a header; one that stands in the program is not copied.
fn content_type(body: &Body) -> Result<HeaderValue, BuildError> {
    match &body.media_type {
        Cow::Borrowed(text) => HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes()))
            .map_err(|error| BuildError::because("the media type cannot be sent", error)),
        Cow::Owned(text) => Ok(header("content-type", text)?.1),
    }
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn a_path_is_appended_to_the_servers_own() {
        let query = ["a=1".to_owned(), "b=2".to_owned()];
        let joined =
            |base, path, query| join(base, path, &[("id", "u1".to_owned())], query).unwrap();
        for (base, path, query, url) in [
            (
                "https://h/v1",
                "/users/{id}/",
                &[][..],
                "https://h/v1/users/u1/",
            ),
            (
                "https://h/v1",
                "users",
                &query,
                "https://h/v1/users?a=1&b=2",
            ),
            (
                "https://h",
                "/users?x=0",
                &query,
                "https://h/users?x=0&a=1&b=2",
            ),
            ("https://h/v1", "", &query, "https://h/v1?a=1&b=2"),
        ] {
            assert_eq!(joined(base, path, query), url);
        }
    }
}
