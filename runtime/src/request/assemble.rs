//! A call to a request.

use super::call::{Argument, Call, Position, header};
#[cfg(any(test, feature = "test-util"))]
use super::operation::Operation;
use super::path;
use super::security::{Carrier, choose};
use crate::error::BuildError;
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use http::{Method, Request};
use url::form_urlencoded;

/// Everything that an attempt sends; the same for each.
pub(crate) struct Prepared {
    /// The operation, so that a transport for tests knows which one is called.
    #[cfg(any(test, feature = "test-util"))]
    pub(crate) operation: &'static Operation,
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Names of query parameters that hold credentials.
    pub(crate) secret_query: Vec<&'static str>,
}

impl Prepared {
    /// The request of an attempt.
    pub(crate) fn request(&self) -> Result<Request<Bytes>, BuildError> {
        let mut request = Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self
            .url
            .parse()
            .map_err(|error| BuildError::because("the URL cannot be read", error))?;
        *request.headers_mut() = self.headers.clone();
        #[cfg(any(test, feature = "test-util"))]
        request.extensions_mut().insert(self.operation);
        Ok(request)
    }
}

/// Takes a call together.
pub(crate) fn assemble(call: &Call) -> Result<Prepared, BuildError> {
    let mut parts = Parts::default();
    for (Position(.., name), argument) in &call.arguments {
        parts.add(name, argument);
    }
    let method = Method::from_bytes(call.operation.method.as_bytes())
        .map_err(|error| BuildError::because("the method cannot be read", error))?;
    let url = match &call.followed {
        Some(url) => url.clone().into(),
        None => url(call, &parts)?,
    };
    let mut headers = call.client.default_headers();
    set_fixed_headers(call, &mut headers)?;
    headers.extend(parts.headers);
    let mut secret_query = Vec::new();
    let mut secrets = Vec::new();
    let chosen = choose(call.operation.security, |name| {
        call.client.credential(name).is_some()
    })?;
    for name in chosen {
        if let Some(parameter) =
            add_credential(call, name, &mut headers, &mut secrets, &mut parts.cookies)?
        {
            secret_query.push(parameter);
        }
    }
    if !parts.cookies.is_empty() {
        let mut cookies = HeaderValue::from_str(&parts.cookies.join("; "))
            .map_err(|_| BuildError::new("a cookie has characters that a header cannot hold"))?;
        cookies.set_sensitive(true);
        headers.insert(COOKIE, cookies);
    }
    headers.extend(call.headers.clone());
    Ok(Prepared {
        #[cfg(any(test, feature = "test-util"))]
        operation: call.operation,
        method,
        url: with_secrets(url, &secret_query, &secrets),
        headers,
        body: call
            .body
            .as_ref()
            .map(|body| body.bytes.clone())
            .unwrap_or_default(),
        secret_query,
    })
}

/// The URL of a call, without credentials.
pub(super) fn url_without_credentials(call: &Call) -> Result<String, BuildError> {
    let mut parts = Parts::default();
    for (Position(.., name), argument) in &call.arguments {
        parts.add(name, argument);
    }
    url(call, &parts)
}

fn url(call: &Call, parts: &Parts) -> Result<String, BuildError> {
    let path = path::fill(call.operation.path, &parts.path)?;
    let base = call.client.base_url(call.operation)?;
    Ok(join(&base, &path, &parts.query))
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

/// Appended, not joined by RFC 3986: the server's path stays (OpenAPI 3.0.4 §4.8.8).
fn join(base: &str, path: &str, query: &[String]) -> String {
    let slash = if path.starts_with('/') || path.is_empty() {
        ""
    } else {
        "/"
    };
    // A path template may hold a query of its own.
    let mark = match (query.is_empty(), path.contains('?')) {
        (true, _) => "",
        (false, true) => "&",
        (false, false) => "?",
    };
    format!("{base}{slash}{path}{mark}{}", query.join("&"))
}

fn set_fixed_headers(call: &Call, headers: &mut HeaderMap) -> Result<(), BuildError> {
    headers.insert(USER_AGENT, call.client.user_agent());
    headers.insert(ACCEPT, HeaderValue::from_static(call.accept));
    if let Some(body) = &call.body {
        headers.insert(CONTENT_TYPE, header("content-type", body.media_type)?.1);
    }
    if let Some(name) = call.operation.idempotency_key {
        let key = call
            .options
            .idempotency_key
            .clone()
            .unwrap_or_else(|| call.client.new_idempotency_key());
        let (name, value) = header(name, &key)?;
        headers.insert(name, value);
    }
    Ok(())
}

/// Adds one credential; gives back the query parameter that holds it, if one does.
fn add_credential(
    call: &Call,
    name: &str,
    headers: &mut HeaderMap,
    query: &mut Vec<String>,
    cookies: &mut Vec<String>,
) -> Result<Option<&'static str>, BuildError> {
    let Some((scheme, credential)) = call.client.credential(name) else {
        return Ok(None);
    };
    let text = scheme.text(credential);
    let unfit = || {
        BuildError::new(format!(
            "the credential `{}` has characters that cannot be sent",
            scheme.name
        ))
    };
    match scheme.carrier {
        Carrier::Query(parameter) => {
            let encode = |text: &str| super::encode::Encoding::Strict.apply(text);
            query.push(format!("{}={}", encode(parameter), encode(&text)));
            return Ok(Some(parameter));
        }
        Carrier::Cookie(_) if !text.bytes().all(is_cookie_octet) => return Err(unfit()),
        Carrier::Cookie(name) => cookies.push(format!("{name}={text}")),
        Carrier::Header(_) | Carrier::Basic => {
            let name = match scheme.carrier {
                Carrier::Header(name) => {
                    HeaderName::from_bytes(name.as_bytes()).map_err(|_| unfit())?
                }
                _ => http::header::AUTHORIZATION,
            };
            let mut value = HeaderValue::from_str(&text).map_err(|_| unfit())?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
    }
    Ok(None)
}

/// What a cookie's value may hold (RFC 6265 §4.1.1).
const fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e)
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn a_path_is_appended_to_the_servers_own() {
        let query = ["a=1".to_owned(), "b=2".to_owned()];
        assert_eq!(join("https://h/v1", "/users/", &[]), "https://h/v1/users/");
        assert_eq!(
            join("https://h/v1", "users", &query),
            "https://h/v1/users?a=1&b=2"
        );
        assert_eq!(
            join("https://h", "/users?x=0", &query),
            "https://h/users?x=0&a=1&b=2"
        );
        assert_eq!(join("https://h/v1", "", &query), "https://h/v1?a=1&b=2");
    }
}
