//! The client: what all calls of an API share.

mod api;
mod builder;
mod declare;
pub(crate) mod options;

pub use api::Api;
pub use builder::ClientBuilder;

use crate::auth::{Http, TokenStore};
use crate::error::BuildError;
use crate::execute::Hook;
use crate::execute::budget::Budget;
use crate::execute::gate::Gate;
use crate::request::server::ServerTemplate;
use crate::request::{Call, Credential, Held, Operation, SecurityScheme};
use crate::time::{Clock, Randomness, Sleeper};
use crate::transport::Transport;
use http::{HeaderMap, HeaderValue};
use options::{CallOptions, Limits};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A client of an API. Cheap to clone; clones share connections, credentials and the retry budget.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

pub(crate) struct Inner {
    api: &'static Api,
    /// What the user chose: it stands in for all of the document's servers.
    chosen_base_url: Option<String>,
    /// The URL of the API's own servers, or why there is none.
    server_url: Result<String, BuildError>,
    variables: BTreeMap<&'static str, String>,
    /// The same with the defaults of the server that was chosen.
    all_variables: Arc<BTreeMap<&'static str, String>>,
    credentials: BTreeMap<usize, Held>,
    pub(crate) hooks: Vec<Arc<dyn Hook>>,
    headers: HeaderMap,
    user_agent: HeaderValue,
    options: CallOptions,
    pub(crate) limits: Limits,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sleeper: Arc<dyn Sleeper>,
    pub(crate) randomness: Arc<dyn Randomness>,
    pub(crate) budget: Budget,
    pub(crate) gate: Option<Gate>,
}

impl Inner {
    /// A credential for a scheme, with a place for its tokens if it is a source of some.
    pub(crate) fn hold(&self, scheme: &SecurityScheme, credential: Credential) -> Held {
        let tokens = credential.token_source().map(|source| {
            let base_url = self.chosen_base_url.clone();
            let http = Http {
                transport: Arc::clone(&self.transport),
                user_agent: self.user_agent.clone(),
                clock: Arc::clone(&self.clock),
                base_url: base_url.map_or_else(|| self.server_url.clone(), Ok),
                variables: Arc::clone(&self.all_variables),
            };
            let limit = self.options.attempt_timeout;
            Arc::new(TokenStore::new(source, scheme, http, &self.sleeper, limit))
        });
        Held { credential, tokens }
    }

    /// With these credentials, by the indexes of their schemes.
    fn with_credentials(mut self, credentials: BTreeMap<usize, Credential>) -> Self {
        let schemes = self.api.security_schemes;
        let held = credentials.into_iter().filter_map(|(index, credential)| {
            Some((index, self.hold(schemes.get(index)?, credential)))
        });
        self.credentials = held.collect();
        self
    }
}

impl Client {
    /// Starts a call, without arguments.
    pub fn call(&self, operation: &'static Operation) -> Call {
        Call::new(self, operation)
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn options(&self) -> CallOptions {
        self.0.options.clone()
    }

    pub(crate) fn validates_requests(&self) -> bool {
        self.0.limits.validate_requests
    }

    /// The scheme of this name, and its index.
    pub(crate) fn scheme(&self, name: &str) -> Option<(usize, &'static SecurityScheme)> {
        let mut schemes = self.0.api.security_schemes.iter().enumerate();
        schemes.find(|(_, scheme)| scheme.name == name)
    }

    /// The credential for the scheme of this index.
    pub(crate) fn credential(&self, scheme: usize) -> Option<&Held> {
        self.0.credentials.get(&scheme)
    }

    pub(crate) fn default_headers(&self) -> HeaderMap {
        self.0.headers.clone()
    }

    pub(crate) fn user_agent(&self) -> HeaderValue {
        self.0.user_agent.clone()
    }

    /// Where an operation is called: the user's choice, else the operation's own server, else the API's.
    pub(crate) fn base_url(&self, operation: &Operation) -> Result<Cow<'_, str>, BuildError> {
        match (&self.0.chosen_base_url, operation.servers.first()) {
            (Some(url), _) => Ok(url.into()),
            (None, Some(server)) => {
                ServerTemplate::resolve(server, &self.0.variables).map(Into::into)
            }
            (None, None) => self
                .0
                .server_url
                .as_deref()
                .map(Into::into)
                .map_err(Clone::clone),
        }
    }

    /// A text between the parts of a body, which is in none of them: with 128 random bits that is sure enough.
    pub(crate) fn new_boundary(&self) -> String {
        let random = || self.0.randomness.next_u64();
        format!("{:016x}{:016x}", random(), random())
    }

    /// A random UUID (RFC 9562 §5.4).
    pub(crate) fn new_idempotency_key(&self) -> String {
        let random = [self.0.randomness.next_u64(), self.0.randomness.next_u64()];
        uuid::Builder::from_random_bytes(
            uuid::Uuid::from_u64_pair(random[0], random[1]).into_bytes(),
        )
        .into_uuid()
        .to_string()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers and credentials are secret.
        let mut shown = f.debug_struct("Client");
        shown.field(
            "base_url",
            &self
                .0
                .chosen_base_url
                .as_ref()
                .or(self.0.server_url.as_ref().ok()),
        );
        shown
            .field("user_agent", &self.0.user_agent)
            .field("options", &self.0.options)
            .finish_non_exhaustive()
    }
}
