//! The grants that need no person: client credentials and refresh tokens.

use super::client::{ClientAuthentication, OAuthClient};
use super::discovery::Discovery;
use super::endpoint::{Grant, Granted};
use super::fault::TokenEndpointError;
use super::source::{AccessToken, TokenRequest, TokenSource};
use crate::request::OAuth2;
use crate::time::BoxFuture;
use crate::transport::BoxError;
use crate::types::SecretString;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// Tokens for a program that acts for itself (RFC 6749 §4.4).
///
/// The token endpoint is the document's, unless [`token_url`](Self::token_url) gives another. Asked for are the scopes of
/// each operation, unless [`scopes`](Self::scopes) gives some for all.
///
/// ```
/// use clientsmith_runtime::{ClientAuthentication, ClientCredentials};
///
/// let credentials = ClientCredentials::new("my-program", "secret")
///     .scopes(["read", "write"])
///     .parameter("audience", "https://api.example.com")
///     .authentication(ClientAuthentication::Body);
/// ```
#[derive(Debug)]
pub struct ClientCredentials {
    client: OAuthClient,
    endpoint: Endpoint,
    scopes: Option<String>,
    parameters: Vec<(String, String)>,
}

impl ClientCredentials {
    /// The id and secret of a client that is registered at the authorization server.
    pub fn new(id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self {
            client: OAuthClient {
                id: id.into(),
                secret: Some(secret.into()),
                authentication: ClientAuthentication::default(),
            },
            endpoint: Endpoint::default(),
            scopes: None,
            parameters: Vec::new(),
        }
    }

    /// Asks for these scopes, whatever the operation; for none, so that the server chooses, if there are none.
    #[must_use]
    pub fn scopes<S: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(joined(scopes));
        self
    }

    /// Asks here, whatever the document says. A relative URL lies below the client's server.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint.url = Some(url.into());
        self
    }

    /// Shows id and secret in this way.
    #[must_use]
    pub const fn authentication(mut self, by: ClientAuthentication) -> Self {
        self.client.authentication = by;
        self
    }

    /// Says more to the token endpoint, such as an `audience` or a `resource` (RFC 8707).
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }
}

impl TokenSource for ClientCredentials {
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            let flows = request.oauth2();
            let urls = [flows.client_credentials_url, flows.token_url];
            let url = self.endpoint.find(&request, urls, flows).await?;
            let scopes = self.scopes.as_deref().unwrap_or(request.scopes());
            let mut pairs = vec![("grant_type", "client_credentials"), ("scope", scopes)];
            pairs.extend(of_strs(&self.parameters));
            let grant = Grant {
                url: &url,
                client: Some(&self.client),
                pairs: &pairs,
                repeatable: true,
            };
            Ok(grant.ask(&request.http).await?.token)
        })
    }

    fn depends_on_scopes(&self) -> bool {
        self.scopes.is_none()
    }

    fn is_repeatable(&self) -> bool {
        true
    }
}

/// Tokens for a program that a person has let act for them (RFC 6749 §6).
///
/// The token endpoint is the document's, unless [`token_url`](Self::token_url) gives another. A server may give a new
/// refresh token with each access token and refuse the old one: the new one is used from then on, and
/// [`on_rotation`](Self::on_rotation) is the place to save it.
pub struct RefreshToken {
    current: Mutex<SecretString>,
    client: Option<OAuthClient>,
    endpoint: Endpoint,
    scopes: String,
    on_rotation: Option<Save>,
}

/// What is done with a new refresh token.
type Save = Box<dyn Fn(&SecretString) + Send + Sync>;

impl RefreshToken {
    /// A refresh token that the authorization server gave.
    pub fn new(token: impl Into<SecretString>) -> Self {
        Self {
            current: Mutex::new(token.into()),
            client: None,
            endpoint: Endpoint::default(),
            scopes: String::new(),
            on_rotation: None,
        }
    }

    /// The client to which it was given, with its secret.
    #[must_use]
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        self.client = Some(OAuthClient {
            id: id.into(),
            secret: Some(secret.into()),
            authentication: ClientAuthentication::default(),
        });
        self
    }

    /// The client to which it was given, which has no secret (RFC 6749 §2.1).
    #[must_use]
    pub fn public_client(mut self, id: impl Into<String>) -> Self {
        self.client = Some(OAuthClient {
            id: id.into(),
            secret: None,
            authentication: ClientAuthentication::Body,
        });
        self
    }

    /// Shows id and secret in this way.
    #[must_use]
    pub fn authentication(mut self, by: ClientAuthentication) -> Self {
        if let Some(client) = &mut self.client {
            client.authentication = by;
        }
        self
    }

    /// Asks for these scopes only; without it, for all that were granted.
    #[must_use]
    pub fn scopes<S: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = joined(scopes);
        self
    }

    /// Asks here, whatever the document says. A relative URL lies below the client's server.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint.url = Some(url.into());
        self
    }

    /// Is given each refresh token that takes the place of the one before.
    #[must_use]
    pub fn on_rotation(mut self, save: impl Fn(&SecretString) + Send + Sync + 'static) -> Self {
        self.on_rotation = Some(Box::new(save));
        self
    }

    fn current(&self) -> SecretString {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        current.clone()
    }

    fn rotate(&self, new: SecretString) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if *current == new {
            return;
        }
        *current = new.clone();
        drop(current);
        if let Some(save) = &self.on_rotation {
            save(&new);
        }
    }
}

impl TokenSource for RefreshToken {
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            let flows = request.oauth2();
            let urls = [flows.refresh_url, flows.token_url];
            let url = self.endpoint.find(&request, urls, flows).await?;
            let current = self.current();
            let pairs = [
                ("grant_type", "refresh_token"),
                ("refresh_token", current.expose_secret()),
                ("scope", self.scopes.as_str()),
            ];
            // Not repeatable: a server that has had it may have replaced it, and takes a second use for theft
            // (RFC 9700 §4.14.2).
            let grant = Grant {
                url: &url,
                client: self.client.as_ref(),
                pairs: &pairs,
                repeatable: false,
            };
            let Granted {
                token,
                refresh_token,
            } = grant.ask(&request.http).await?;
            if let Some(new) = refresh_token {
                self.rotate(new);
            }
            Ok(token)
        })
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshToken")
            .field("client", &self.client)
            .field("endpoint", &self.endpoint)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// The token endpoint.
#[derive(Debug, Default)]
struct Endpoint {
    /// What the user chose.
    url: Option<String>,
    discovery: Discovery,
}

impl Endpoint {
    /// The user's choice, else the first of the document's that is one, else what the document's metadata says.
    async fn find(
        &self,
        request: &TokenRequest,
        of_document: [&'static str; 2],
        flows: OAuth2,
    ) -> Result<String, TokenEndpointError> {
        let of_document = of_document.into_iter().find(|url| !url.is_empty());
        if let Some(url) = self.url.as_deref().or(of_document) {
            return request.resolve(url);
        }
        if flows.metadata_url.is_empty() {
            return Err(TokenEndpointError::unusable(format!(
                "the document names no token endpoint for `{}`; give one with `token_url`",
                request.scheme()
            )));
        }
        let discovery = &self.discovery;
        discovery
            .token_endpoint(&request.http, flows.metadata_url)
            .await
    }
}

fn joined<S: AsRef<str>>(scopes: impl IntoIterator<Item = S>) -> String {
    let mut text = String::new();
    for scope in scopes {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(scope.as_ref());
    }
    text
}

fn of_strs(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
}
