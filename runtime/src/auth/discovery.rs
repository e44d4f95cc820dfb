//! Where the token endpoint is (OpenID Connect Discovery 1.0 §4, RFC 8414 §3).

use super::fault::TokenEndpointError;
use super::wire::Http;
use bytes::Bytes;
use http::Request;
use http::header::{ACCEPT, HeaderValue};
use serde_json::{Map, Value};
use std::sync::{Mutex, PoisonError};

/// The token endpoint that a metadata document names, asked for once.
#[derive(Debug, Default)]
pub(super) struct Discovery(Mutex<Option<String>>);

impl Discovery {
    /// The `token_endpoint` of the metadata at `address`.
    pub(super) async fn token_endpoint(
        &self,
        http: &Http,
        address: &str,
    ) -> Result<String, TokenEndpointError> {
        let known = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let found = discover(http, &http.resolve(address)?).await?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(found.clone());
        Ok(found)
    }
}

async fn discover(http: &Http, url: &str) -> Result<String, TokenEndpointError> {
    let mut request = Request::new(Bytes::new());
    *request.uri_mut() = url
        .parse()
        .map_err(|error| TokenEndpointError::unusable(format!("`{url}` is no URL: {error}")))?;
    let json = HeaderValue::from_static("application/json");
    request.headers_mut().insert(ACCEPT, json);
    let answer = http.send(request).await;
    let answer = answer.map_err(|fault| TokenEndpointError::no_answer(fault, true))?;
    let (status, body) = (answer.status(), answer.body());
    if !status.is_success() {
        let mut error = TokenEndpointError::refused(status, None, None, body);
        error.may_retry = matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504);
        return Err(error);
    }
    let metadata: Option<Map<String, Value>> = serde_json::from_slice(body).ok();
    let endpoint = metadata.as_ref().and_then(|all| all.get("token_endpoint"));
    let endpoint = endpoint.and_then(Value::as_str).ok_or_else(|| {
        TokenEndpointError::unfit(format!("the metadata at `{url}` names no `token_endpoint`"))
    })?;
    // The client's secret goes there: not where anybody can read it, if the document did not say so.
    if url.starts_with("https:") && !endpoint.starts_with("https:") {
        let why = format!("`{url}` names the token endpoint `{endpoint}`, which is not https");
        return Err(TokenEndpointError::unfit(why));
    }
    http.resolve(endpoint)
}
