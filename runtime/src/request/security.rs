//! Security schemes and credentials.

use crate::error::BuildError;
use crate::types::SecretString;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// A security scheme of the document.
#[derive(Debug, Clone, Copy)]
pub struct SecurityScheme {
    /// The scheme's name in the document.
    pub(crate) name: &'static str,
    pub(crate) carrier: Carrier,
    prefix: &'static str,
}

/// What carries a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    /// `Authorization: Basic …`
    Basic,
}

impl SecurityScheme {
    const fn new(name: &'static str, carrier: Carrier, prefix: &'static str) -> Self {
        Self {
            name,
            carrier,
            prefix,
        }
    }

    /// `Authorization: Bearer …` (RFC 6750 §2.1).
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, Carrier::Header("authorization"), "Bearer ")
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

    /// What is written for a credential.
    pub(crate) fn text(&self, credential: &Credential) -> String {
        match &credential.0 {
            Secret::Token(token) => format!("{}{}", self.prefix, token.expose_secret()),
            Secret::Basic { user, password } => {
                format!(
                    "{}{}",
                    self.prefix,
                    STANDARD.encode(format!("{user}:{}", password.expose_secret()))
                )
            }
        }
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
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The schemes to use: the first alternative whose credentials are all there (OpenAPI 3.0.4 §4.8.30).
///
/// An alternative that needs nothing is taken only if no other is there: who gives a credential wants it used.
pub(crate) fn choose(
    alternatives: &'static [&'static [&'static str]],
    has: impl Fn(&str) -> bool,
) -> Result<&'static [&'static str], BuildError> {
    let complete = |alternative: &&&'static [&'static str]| {
        !alternative.is_empty() && alternative.iter().all(|name| has(name))
    };
    if let Some(alternative) = alternatives.iter().find(complete) {
        return Ok(alternative);
    }
    if alternatives.is_empty()
        || alternatives
            .iter()
            .any(|alternative| alternative.is_empty())
    {
        return Ok(&[]);
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
        assert_eq!(choose(alternatives, |name| name != "a").unwrap(), ["c"]);
        assert_eq!(
            choose(alternatives, |name| name != "c").unwrap(),
            ["a", "b"]
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = choose(&[&["bearerToken", "cookie"], &["key"]], |_| false).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the operation needs credentials for `bearerToken` and `cookie`, or for `key`, and the client has none"
        );
    }

    #[test]
    fn anonymous_is_the_last_resort() {
        assert_eq!(choose(&[&[], &["a"]], |_| true).unwrap(), ["a"]);
        assert!(choose(&[&[], &["a"]], |_| false).unwrap().is_empty());
        assert!(choose(&[], |_| false).unwrap().is_empty());
    }

    #[test]
    fn credentials_are_written_with_their_prefix_and_never_shown() {
        let token = Credential::token("hunter2".into());
        assert_eq!(SCHEMES[0].text(&token), "Bearer hunter2");
        assert_eq!(SCHEMES[2].text(&token), "api-key hunter2");
        let basic = Credential::basic("Aladdin".to_owned(), "open sesame".into());
        assert_eq!(
            SCHEMES[3].text(&basic),
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
        );
        assert_eq!(format!("{basic:?}"), "[redacted]");
    }
}
