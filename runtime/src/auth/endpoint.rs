//! What is said to a token endpoint, and what it answers (RFC 6749 §4.4, §5, §6).

use super::client::OAuthClient;
use super::fault::TokenEndpointError;
use super::source::AccessToken;
use super::wire::Http;
use crate::execute::retry_after;
use crate::types::SecretString;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Response};
use serde_json::{Map, Value};
use std::time::{Duration, SystemTime};
use url::form_urlencoded::Serializer;

/// A request for a token.
pub(super) struct Grant<'a> {
    pub(super) url: &'a str,
    pub(super) client: Option<&'a OAuthClient>,
    /// `grant_type` and what belongs to it; pairs without a value are left out.
    pub(super) pairs: &'a [(&'a str, &'a str)],
    /// Whether it may be asked again although the server may have had it already.
    pub(super) repeatable: bool,
}

/// What a token endpoint gives.
pub(super) struct Granted {
    pub(super) token: AccessToken,
    /// Takes the place of the refresh token that was used (RFC 6749 §6).
    pub(super) refresh_token: Option<SecretString>,
}

/// Tokens of these types are no bearer tokens: they are of no use without a proof (RFC 6749 §7.1).
const NEED_PROOF: [&str; 3] = ["mac", "dpop", "pop"];

impl Grant<'_> {
    pub(super) async fn ask(&self, http: &Http) -> Result<Granted, TokenEndpointError> {
        let request = self.request()?;
        let answer = http.send(request).await;
        let answer =
            answer.map_err(|fault| TokenEndpointError::no_answer(fault, self.repeatable))?;
        if answer.status().is_success() {
            granted(answer.body())
        } else {
            Err(self.refused(&answer, http.clock.wall()))
        }
    }

    fn request(&self) -> Result<Request<Bytes>, TokenEndpointError> {
        let mut form = Serializer::new(String::new());
        for (name, value) in self.pairs.iter().filter(|(_, value)| !value.is_empty()) {
            form.append_pair(name, value);
        }
        let authorization = self.client.and_then(|one| one.authenticate(&mut form));
        let mut request = Request::new(Bytes::from(form.finish()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url.parse().map_err(|error| {
            TokenEndpointError::unusable(format!("`{}` is no token endpoint: {error}", self.url))
        })?;
        let headers = request.headers_mut();
        let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form_type);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(authorization) = authorization {
            headers.insert(AUTHORIZATION, authorization);
        }
        Ok(request)
    }

    fn refused(&self, answer: &Response<Bytes>, now: SystemTime) -> TokenEndpointError {
        let (status, body) = (answer.status(), answer.body());
        let object: Option<Map<String, Value>> = serde_json::from_slice(body).ok();
        let text = |key: &str| Some(object.as_ref()?.get(key)?.as_str()?.to_owned());
        let description = text("error_description");
        let mut error = TokenEndpointError::refused(status, text("error"), description, body);
        error.retry_after = retry_after(answer.headers(), || now);
        error.may_retry = match status.as_u16() {
            429 => true,
            503 if error.retry_after.is_some() => true,
            408 | 500 | 502 | 503 | 504 => self.repeatable,
            _ => false,
        };
        error
    }
}

/// Reads a success (RFC 6749 §5.1).
fn granted(body: &[u8]) -> Result<Granted, TokenEndpointError> {
    let object: Map<String, Value> = serde_json::from_slice(body)
        .map_err(|_| TokenEndpointError::unfit("expected an object of JSON"))?;
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let token = text("access_token")
        .filter(|token| !token.is_empty())
        .ok_or_else(|| TokenEndpointError::unfit("there is no `access_token` in it"))?;
    let kind = text("token_type").unwrap_or_default();
    if NEED_PROOF.iter().any(|one| kind.eq_ignore_ascii_case(one)) {
        let why = format!("a token of type `{kind}` is no bearer token");
        return Err(TokenEndpointError::unfit(why));
    }
    let mut token = AccessToken::new(token);
    token.lifetime = object.get("expires_in").and_then(seconds);
    Ok(Granted {
        token,
        refresh_token: text("refresh_token").map(Into::into),
    })
}

/// A number, which some servers write as a text.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds = match value {
        Value::String(text) => text.parse().ok()?,
        value => value.as_f64()?,
    };
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::granted;
    use std::time::Duration;

    #[test]
    fn lifetimes_are_numbers_or_texts() {
        for (written, seconds) in [
            ("3600", Some(3600)),
            ("\"3600\"", Some(3600)),
            ("-1", None),
            ("null", None),
            ("\"soon\"", None),
        ] {
            let body = format!(r#"{{"access_token":"t","expires_in":{written}}}"#);
            let lifetime = granted(body.as_bytes()).ok().unwrap().token.lifetime;
            assert_eq!(lifetime, seconds.map(Duration::from_secs), "{written}");
        }
    }

    #[test]
    fn what_is_no_bearer_token_is_refused() {
        for (body, said) in [
            (
                r#"{"access_token":"t","token_type":"DPoP"}"#,
                "no bearer token",
            ),
            (r#"{"token_type":"bearer"}"#, "there is no `access_token`"),
            (r#"{"access_token":""}"#, "there is no `access_token`"),
            ("[]", "an object"),
            ("<html>", "an object"),
        ] {
            let error = granted(body.as_bytes()).err().unwrap().to_string();
            assert!(error.contains(said), "{error}");
        }
        for body in [
            r#"{"access_token":"t"}"#,
            r#"{"access_token":"t","token_type":"bearer"}"#,
        ] {
            assert!(granted(body.as_bytes()).is_ok(), "{body}");
        }
    }
}
