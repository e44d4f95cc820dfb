//! OAuth 2.0 and OpenID Connect: where tokens come from (OAuth Flows Object).

use indexmap::IndexMap;
use openapiv3::OAuth2Flows;
use serde_json::Value;

use super::naming::{self, Scope};
use super::operations::text;
use crate::dialect::extension;
use crate::model::{Ident, OAuth2};

/// The addresses of a scheme's flows, and builder methods for the grants that they allow.
pub(super) fn of_flows(
    wire: &str,
    flows: &OAuth2Flows,
    extensions: &IndexMap<String, Value>,
    methods: &mut Scope,
) -> OAuth2 {
    let device = flows.extensions.get(extension::DEVICE_AUTHORIZATION);
    let of_device = |key: &str| text(device?.get(key)?.as_str());
    let metadata = extensions.get(extension::OAUTH2_METADATA_URL);
    let code = flows.authorization_code.as_ref();
    let implicit = flows.implicit.as_ref();
    let password = flows.password.as_ref();
    let credentials = flows.client_credentials.as_ref();
    let token_url = text(code.map(|flow| flow.token_url.as_str()))
        .or_else(|| text(password.map(|flow| flow.token_url.as_str())))
        .or_else(|| of_device("tokenUrl"));
    let refresh_url = text(code.and_then(|flow| flow.refresh_url.as_deref()))
        .or_else(|| text(password.and_then(|flow| flow.refresh_url.as_deref())))
        .or_else(|| of_device("refreshUrl"))
        .or_else(|| text(credentials.and_then(|flow| flow.refresh_url.as_deref())));
    let authorization_url = text(code.map(|flow| flow.authorization_url.as_str()))
        .or_else(|| text(implicit.map(|flow| flow.authorization_url.as_str())));
    let mut oauth2 = OAuth2 {
        client_credentials_url: text(credentials.map(|flow| flow.token_url.as_str())),
        token_url,
        refresh_url,
        authorization_url,
        device_authorization_url: of_device("deviceAuthorizationUrl"),
        metadata_url: text(metadata.and_then(Value::as_str)),
        ..OAuth2::default()
    };
    let has_person = code.is_some() || password.is_some() || device.is_some();
    if credentials.is_some() {
        oauth2.client_credentials = Some(method("client_credentials", wire, methods));
    }
    if has_person || oauth2.refresh_url.is_some() {
        oauth2.refresh_token = Some(method("refresh_token", wire, methods));
    }
    oauth2
}

/// What OpenID Connect leaves to its metadata: any grant may be allowed.
pub(super) fn of_metadata(wire: &str, url: &str, methods: &mut Scope) -> OAuth2 {
    OAuth2 {
        client_credentials: Some(method("client_credentials", wire, methods)),
        refresh_token: Some(method("refresh_token", wire, methods)),
        metadata_url: text(Some(url)),
        ..OAuth2::default()
    }
}

/// The usual name for the first scheme that wants it; with the scheme's own name before it for further ones.
pub(super) fn method(usual: &str, wire: &str, methods: &mut Scope) -> Ident {
    let wanted = naming::snake_name(usual);
    let claimed = methods.claim(&wanted);
    if claimed == wanted {
        return claimed;
    }
    methods.release(&claimed);
    methods.claim(&naming::snake_name(&format!("{wire} {usual}")))
}
