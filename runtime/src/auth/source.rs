//! What gives access tokens.

use super::fault::TokenEndpointError;
use super::wire::Http;
use crate::request::{OAuth2, SecurityScheme};
use crate::time::BoxFuture;
use crate::transport::{BoxError, TransportFault};
use crate::types::SecretString;
use bytes::Bytes;
use http::{Request, Response};
use std::fmt;
use std::time::Duration;

/// An access token (RFC 6749 §1.4), and for how long it is good.
#[derive(Debug, Clone)]
pub struct AccessToken {
    pub(super) secret: SecretString,
    pub(super) lifetime: Option<Duration>,
}

impl AccessToken {
    /// A token that is good until the server refuses it.
    pub fn new(secret: impl Into<SecretString>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// The token with the time for which it is good from now on (`expires_in`, RFC 6749 §5.1).
    #[must_use]
    pub const fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// Gives access tokens: the place for the flows that need a person or a store of their own (authorization code, device,
/// password, a cloud's metadata server).
///
/// It is asked when a call needs a token and none is kept, one shortly before it expires, and once after an answer 401. Its
/// tokens are kept for it, and it is never asked twice at a time for the same scopes.
///
/// ```
/// use clientsmith_runtime::{AccessToken, BoxError, BoxFuture, Duration, TokenRequest, TokenSource};
///
/// struct FromFile(std::path::PathBuf);
///
/// impl TokenSource for FromFile {
///     fn token(&self, _: TokenRequest) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
///         Box::pin(async {
///             let token = std::fs::read_to_string(&self.0)?;
///             Ok(AccessToken::new(token.trim()).expires_in(Duration::from_secs(300)))
///         })
///     }
/// }
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// A new token.
    ///
    /// # Errors
    /// There is none; the call ends with [`Error::Token`](crate::Error::Token), which has this error as its source.
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<AccessToken, BoxError>>;

    /// Whether tokens for other scopes are other tokens. By default one token serves all operations.
    fn depends_on_scopes(&self) -> bool {
        false
    }

    /// Whether it may be asked again when it took too long: whether that does no harm although what it asked for may have been
    /// granted. By default it is not.
    fn is_repeatable(&self) -> bool {
        false
    }
}

/// What a token is asked for, and the means to get it.
#[derive(Clone)]
pub struct TokenRequest {
    pub(super) scheme: SecurityScheme,
    pub(super) scopes: &'static str,
    pub(super) http: Http,
}

impl TokenRequest {
    /// The scopes that the operation needs, with spaces between them (RFC 6749 §3.3); empty if the source does not
    /// [depend](TokenSource::depends_on_scopes) on them.
    pub const fn scopes(&self) -> &'static str {
        self.scopes
    }

    /// The security scheme's name in the document.
    pub const fn scheme(&self) -> &'static str {
        self.scheme.name
    }

    /// The addresses that the document gives for OAuth 2.0; may be relative, see [`resolve`](Self::resolve).
    pub fn oauth2(&self) -> OAuth2 {
        self.scheme.oauth2.copied().unwrap_or_default()
    }

    /// An address of the document as a whole URL: relative ones lie below the server that the client calls.
    ///
    /// # Errors
    /// It cannot be a URL, or is relative and there is no server.
    pub fn resolve(&self, address: &str) -> Result<String, TokenEndpointError> {
        self.http.resolve(address)
    }

    /// Sends a request by the client's transport, once. No redirect is followed: the request holds secrets.
    ///
    /// # Errors
    /// There is no whole answer, or one of more than a megabyte.
    pub async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportFault> {
        self.http.send(request).await
    }
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest")
            .field("scheme", &self.scheme.name)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
