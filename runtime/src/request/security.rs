//! Security schemes and credentials.

use crate::auth::TokenSource;
use crate::error::BuildError;
use crate::types::SecretString;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt;
use std::sync::Arc;

/// A security scheme of the document.
#[derive(Debug, Clone, Copy)]
pub struct SecurityScheme {
    /// The scheme's name in the document.
    pub(crate) name: &'static str,
    pub(crate) carrier: Carrier,
    pub(crate) prefix: &'static str,
    pub(crate) oauth2: Option<&'static OAuth2>,
}

/// Where the document says that tokens come from (OAuth Flows Object). What it does not say is empty; what it says may be
/// relative to the server.
#[derive(Debug, Clone, Copy, Default)]
pub struct OAuth2 {
    /// `tokenUrl` of the flow `clientCredentials`.
    pub client_credentials_url: &'static str,
    /// `tokenUrl` of the flows in which a person takes part.
    pub token_url: &'static str,
    /// `refreshUrl`.
    pub refresh_url: &'static str,
    /// `authorizationUrl`: where a person lets the program act for them.
    pub authorization_url: &'static str,
    /// `deviceAuthorizationUrl` (RFC 8628 §3.1).
    pub device_authorization_url: &'static str,
    /// `openIdConnectUrl` or `oauth2MetadataUrl`: where metadata names the addresses.
    pub metadata_url: &'static str,
}

impl OAuth2 {
    /// No addresses.
    pub const NONE: Self = Self {
        client_credentials_url: "",
        token_url: "",
        refresh_url: "",
        authorization_url: "",
        device_authorization_url: "",
        metadata_url: "",
    };
}

/// What carries a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    /// `Authorization: Basic …`
    Basic,
    /// The connection itself (mutual TLS).
    Connection,
}

impl SecurityScheme {
    const fn new(name: &'static str, carrier: Carrier, prefix: &'static str) -> Self {
        Self {
            name,
            carrier,
            prefix,
            oauth2: None,
        }
    }

    /// `Authorization: Bearer …` (RFC 6750 §2.1).
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, Carrier::Header("authorization"), "Bearer ")
    }

    /// A bearer token that comes from these addresses.
    pub const fn oauth2(name: &'static str, addresses: &'static OAuth2) -> Self {
        let mut scheme = Self::bearer(name);
        scheme.oauth2 = Some(addresses);
        scheme
    }

    /// A certificate of the client, which the transport shows (RFC 8446 §4.4.2).
    pub const fn mutual_tls(name: &'static str) -> Self {
        Self::new(name, Carrier::Connection, "")
    }

    /// `Authorization: Basic …` (RFC 7617 §2).
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, Carrier::Basic, "Basic ")
    }

    /// A key in a header.
    pub const fn api_key_header(name: &'static str, header: &'static str) -> Self {
        Self::new(name, Carrier::Header(header), "")
    }

    /// A key in the query.
    pub const fn api_key_query(name: &'static str, parameter: &'static str) -> Self {
        Self::new(name, Carrier::Query(parameter), "")
    }

    /// A key in a cookie.
    pub const fn api_key_cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::new(name, Carrier::Cookie(cookie), "")
    }

    /// With something that is written before the key.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// What is written for a credential; nothing for one that is not known yet, or not written.
    pub(crate) fn text(&self, credential: &Credential) -> Option<String> {
        match &credential.0 {
            Secret::Token(token) => Some(self.with_prefix(token)),
            Secret::Basic { user, password } => {
                let pair = format!("{user}:{}", password.expose_secret());
                Some([self.prefix, &STANDARD.encode(pair)].concat())
            }
            Secret::Source(_) | Secret::OfConnection => None,
        }
    }

    /// What is written for a token.
    pub(crate) fn with_prefix(&self, token: &SecretString) -> String {
        [self.prefix, token.expose_secret()].concat()
    }
}

/// What a caller proves itself with.
#[derive(Clone)]
pub struct Credential(Secret);

#[derive(Clone)]
enum Secret {
    Token(SecretString),
    Basic {
        user: String,
        password: SecretString,
    },
    /// Gives tokens.
    Source(Arc<dyn TokenSource>),
    /// The transport shows it.
    OfConnection,
}

impl Credential {
    /// A token or key.
    pub const fn token(token: SecretString) -> Self {
        Self(Secret::Token(token))
    }

    /// A name and a password.
    pub const fn basic(user: String, password: SecretString) -> Self {
        Self(Secret::Basic { user, password })
    }

    /// What gives tokens: for a scheme that travels in a header.
    pub fn source(source: impl TokenSource) -> Self {
        Self(Secret::Source(Arc::new(source)))
    }

    /// A certificate that the transport shows: for mutual TLS.
    pub const fn of_connection() -> Self {
        Self(Secret::OfConnection)
    }

    /// What gives the tokens, if they come from somewhere.
    pub(crate) const fn token_source(&self) -> Option<&Arc<dyn TokenSource>> {
        match &self.0 {
            Secret::Source(source) => Some(source),
            _ => None,
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Which alternative is used: the first whose credentials are all there (OpenAPI 3.0.4 §4.8.30), those before others that
/// hold a credential of the call itself. None: no credentials are sent.
///
/// An alternative that needs nothing is taken only if no other is there: who gives a credential wants it used.
pub(crate) fn choose(
    alternatives: &[&[&str]],
    has: impl Fn(&str) -> bool,
    is_of_call: impl Fn(&str) -> bool,
) -> Result<Option<usize>, BuildError> {
    let is_complete = |names: &[&str]| !names.is_empty() && names.iter().all(|name| has(name));
    let chosen = |wanted: &dyn Fn(&[&str]) -> bool| {
        let mut all = alternatives.iter();
        all.position(|names| is_complete(names) && wanted(names))
    };
    let of_call = chosen(&|names| names.iter().any(|name| is_of_call(name)));
    if let Some(index) = of_call.or_else(|| chosen(&|_| true)) {
        return Ok(Some(index));
    }
    if alternatives.is_empty() || alternatives.iter().any(|names| names.is_empty()) {
        return Ok(None);
    }
    let needed: Vec<String> = alternatives
        .iter()
        .map(|names| format!("`{}`", names.join("` and `")))
        .collect();
    Err(BuildError::new(format!(
        "the operation needs credentials for {}, and the client has none",
        needed.join(", or for ")
    )))
}

#[cfg(test)]
mod tests {
    use super::{Credential, SecurityScheme, choose};

    const SCHEMES: &[SecurityScheme] = &[
        SecurityScheme::bearer("bearerToken"),
        SecurityScheme::api_key_cookie("cookie", "session"),
        SecurityScheme::api_key_header("key", "Authorization").prefix("api-key "),
        SecurityScheme::basic("basic"),
    ];

    #[test]
    fn the_first_complete_alternative_is_used() {
        let alternatives: &[&[&str]] = &[&["a", "b"], &["c"], &["b"]];
        let chosen = |missing: &str| choose(alternatives, |name| name != missing, |_| false);
        assert_eq!(chosen("a").unwrap(), Some(1));
        assert_eq!(chosen("c").unwrap(), Some(0));
    }

    #[test]
    fn a_credential_of_the_call_goes_first() {
        let alternatives: &[&[&str]] = &[&[], &["a"], &["b", "c"], &["b"]];
        let chosen = |missing: &str, of_call: &str| {
            choose(alternatives, |name| name != missing, |name| name == of_call).unwrap()
        };
        assert_eq!(chosen("", "b"), Some(2));
        assert_eq!(chosen("c", "b"), Some(3));
        assert_eq!(chosen("", "d"), Some(1));
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = choose(
            &[&["bearerToken", "cookie"], &["key"]],
            |_| false,
            |_| false,
        )
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the operation needs credentials for `bearerToken` and `cookie`, or for `key`, and the client has none"
        );
    }

    #[test]
    fn anonymous_is_the_last_resort() {
        let chosen =
            |alternatives: &[&[&str]], has: bool| choose(alternatives, |_| has, |_| false).unwrap();
        assert_eq!(chosen(&[&[], &["a"]], true), Some(1));
        assert_eq!(chosen(&[&[], &["a"]], false), None);
        assert_eq!(chosen(&[], false), None);
    }

    #[test]
    fn credentials_are_written_with_their_prefix_and_never_shown() {
        let token = Credential::token("hunter2".into());
        let text = |scheme: usize, credential| SCHEMES[scheme].text(credential).unwrap();
        assert_eq!(text(0, &token), "Bearer hunter2");
        assert_eq!(text(2, &token), "api-key hunter2");
        let basic = Credential::basic("Aladdin".to_owned(), "open sesame".into());
        assert_eq!(text(3, &basic), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(format!("{basic:?}"), "[redacted]");
    }
}
