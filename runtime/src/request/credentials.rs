//! Putting credentials into a request.

use super::call::Call;
use super::encode::Encoding;
use super::security::{Carrier, Credential, SecurityScheme, choose};
use crate::auth::TokenStore;
use crate::error::BuildError;
use crate::types::SecretString;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use std::sync::Arc;

/// What the credentials of a call add to its request.
pub(super) struct Added {
    /// All headers: those that were there, and these.
    pub(super) headers: HeaderMap,
    pub(super) query: Vec<String>,
    pub(super) cookies: Vec<String>,
    /// Names of query parameters that hold credentials.
    pub(super) secret_query: Vec<&'static str>,
    /// Tokens that are to be had before each attempt.
    pub(super) tokens: Vec<Token>,
}

/// A credential, and what keeps its tokens if it is a source of some. Clones keep the same tokens.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) credential: Credential,
    pub(crate) tokens: Option<Arc<TokenStore>>,
}

/// A place for a token that comes from somewhere.
pub(crate) struct Token {
    pub(crate) store: Arc<TokenStore>,
    pub(crate) scopes: &'static str,
    pub(crate) header: HeaderName,
    /// The token that the last attempt carried.
    pub(crate) sent: Option<SecretString>,
}

impl Token {
    /// The header's value with this token.
    pub(crate) fn value(&self, token: &SecretString) -> Result<HeaderValue, BuildError> {
        let scheme = self.store.scheme();
        sensitive(scheme.with_prefix(token)).ok_or_else(|| unfit(scheme))
    }
}

/// The credentials of the alternative that is used, added to these headers.
pub(super) fn credentials(call: &Call, headers: HeaderMap) -> Result<Added, BuildError> {
    let operation = call.operation;
    let chosen = choose(
        operation.security,
        |name| call.credential_for(name).is_some(),
        |name| call.has_own_credential(name),
    )?;
    let mut added = Added {
        headers,
        query: Vec::new(),
        cookies: Vec::new(),
        secret_query: Vec::new(),
        tokens: Vec::new(),
    };
    let Some(chosen) = chosen else {
        return Ok(added);
    };
    let names = operation.security.get(chosen).copied().unwrap_or_default();
    let scopes = operation.scopes.get(chosen).copied().unwrap_or_default();
    for (place, name) in names.iter().enumerate() {
        if let Some((scheme, held)) = call.credential_for(name) {
            let scopes = scopes.get(place).copied().unwrap_or_default();
            match &held.tokens {
                Some(store) => added.token(scheme, Arc::clone(store), scopes)?,
                None => added.known(scheme, &held.credential)?,
            }
        }
    }
    Ok(added)
}

impl Added {
    /// A credential that is known.
    fn known(
        &mut self,
        scheme: &'static SecurityScheme,
        credential: &Credential,
    ) -> Result<(), BuildError> {
        let Some(text) = scheme.text(credential) else {
            return Ok(());
        };
        match scheme.carrier {
            Carrier::Query(parameter) => {
                let encode = |text: &str| Encoding::Strict.apply(text);
                self.query
                    .push(format!("{}={}", encode(parameter), encode(&text)));
                self.secret_query.push(parameter);
            }
            Carrier::Cookie(_) if !text.bytes().all(is_cookie_octet) => return Err(unfit(scheme)),
            Carrier::Cookie(name) => self.cookies.push(format!("{name}={text}")),
            Carrier::Header(_) | Carrier::Basic => {
                let value = sensitive(text).ok_or_else(|| unfit(scheme))?;
                self.headers.insert(header_of(scheme)?, value);
            }
            Carrier::Connection => {}
        }
        Ok(())
    }

    /// A credential that is asked for before each attempt.
    fn token(
        &mut self,
        scheme: &'static SecurityScheme,
        store: Arc<TokenStore>,
        scopes: &'static str,
    ) -> Result<(), BuildError> {
        self.tokens.push(Token {
            store,
            scopes,
            header: header_of(scheme)?,
            sent: None,
        });
        Ok(())
    }
}

fn header_of(scheme: &SecurityScheme) -> Result<HeaderName, BuildError> {
    match scheme.carrier {
        Carrier::Header(name) => HeaderName::from_bytes(name.as_bytes()).map_err(|_| unfit(scheme)),
        Carrier::Basic => Ok(AUTHORIZATION),
        _ => Err(BuildError::new(format!(
            "`{}` does not travel in a header, and tokens from a source do",
            scheme.name
        ))),
    }
}

fn sensitive(text: String) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn unfit(scheme: &SecurityScheme) -> BuildError {
    BuildError::new(format!(
        "the credential `{}` has characters that cannot be sent",
        scheme.name
    ))
}

/// What a cookie's value may hold (RFC 6265 §4.1.1).
const fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e)
}
