//! OAuth 2.0 and OpenID Connect: where tokens come from (OAuth Flows Object).

use indexmap::IndexMap;
use openapiv3::OAuth2Flows;
use serde_json::Value;

use super::Lowerer;
use super::naming::{self, Scope};
use super::operations::text;
use super::servers::variables_in;
use crate::diagnostics::{Code, Pointer};
use crate::dialect::extension;
use crate::model::{Ident, OAuth2};

impl Lowerer<'_> {
    /// Scopes with variables (`manage:{project}`), said once each: every operation names them.
    pub(super) fn say_unfilled_scopes(&mut self, scopes: &[String], at: &Pointer) {
        for scope in scopes.iter().filter(|scope| scope.contains('{')) {
            if self.unfilled_scopes.insert(scope.clone()) {
                let message = format!("the scope `{scope}` has a variable, so it is not asked for");
                self.sink.say(Code::UnfilledTemplate, at, message).and_help(
                    "`scopes` of the credentials asks for those that are given there instead",
                );
            }
        }
    }

    /// Addresses of flows with variables that no server has.
    pub(super) fn say_unfilled_addresses(
        &mut self,
        flows: &OAuth2Flows,
        extensions: &IndexMap<String, Value>,
        origin: &Pointer,
    ) {
        let at = origin.join("flows");
        let code = flows.authorization_code.as_ref();
        let password = flows.password.as_ref();
        let credentials = flows.client_credentials.as_ref();
        let of_flow = |flow: &str, key: &str, url: Option<&str>| {
            url.map(|url| (at.at([flow, key]), url.to_owned()))
        };
        let device = flows.extensions.get(extension::DEVICE_AUTHORIZATION);
        let of_device = |key: &str| {
            let url = device.and_then(|device| device.get(key)?.as_str());
            of_flow("deviceAuthorization", key, url)
        };
        let metadata = extensions.get(extension::OAUTH2_METADATA_URL);
        let metadata = metadata.and_then(Value::as_str);
        let addresses = [
            of_flow(
                "authorizationCode",
                "tokenUrl",
                code.map(|flow| flow.token_url.as_str()),
            ),
            of_flow(
                "authorizationCode",
                "refreshUrl",
                code.and_then(|flow| flow.refresh_url.as_deref()),
            ),
            of_flow(
                "password",
                "tokenUrl",
                password.map(|flow| flow.token_url.as_str()),
            ),
            of_flow(
                "password",
                "refreshUrl",
                password.and_then(|flow| flow.refresh_url.as_deref()),
            ),
            of_flow(
                "clientCredentials",
                "tokenUrl",
                credentials.map(|flow| flow.token_url.as_str()),
            ),
            of_device("tokenUrl"),
            of_device("refreshUrl"),
            metadata.map(|url| (origin.join("oauth2MetadataUrl"), url.to_owned())),
        ];
        for (at, url) in addresses.into_iter().flatten() {
            self.say_unfilled_address(&url, &at);
        }
    }

    /// An address is filled in by the variables of the server that is called.
    pub(super) fn say_unfilled_address(&mut self, url: &str, at: &Pointer) {
        let servers = self.openapi.servers.iter();
        let known: Vec<&str> = servers
            .flat_map(|server| variables_in(&server.url))
            .collect();
        for variable in variables_in(url).filter(|variable| !known.contains(variable)) {
            let message = format!("the address has the variable `{variable}`, which no server has");
            self.sink
                .say(Code::UnfilledTemplate, at, message)
                .and_help("`token_url` of the credentials gives the whole one");
        }
    }
}

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
