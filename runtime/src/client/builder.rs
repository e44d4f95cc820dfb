//! Building a client.

use super::options::{CallOptions, Limits};
use super::{Api, Client, Inner};
use crate::error::BuildError;
use crate::execute::Hook;
use crate::execute::budget::Budget;
use crate::execute::gate::Gate;
use crate::request::server::check_base_url;
use crate::request::{Credential, added_header, header};
use crate::time::{Clock, Randomness, Sleeper, SystemClock, SystemRandomness};
use crate::transport::{ClientCertificate, Settings, Transport};
use http::{HeaderMap, HeaderValue};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Gathers what a client needs. A fault is kept until [`build`](Self::build).
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    server: usize,
    variables: BTreeMap<&'static str, String>,
    credentials: BTreeMap<usize, Credential>,
    headers: HeaderMap,
    user_agent_prefix: Option<String>,
    options: CallOptions,
    limits: Limits,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    sleeper: Option<Arc<dyn Sleeper>>,
    randomness: Option<Arc<dyn Randomness>>,
    hooks: Vec<Arc<dyn Hook>>,
    fault: Option<BuildError>,
}

impl ClientBuilder {
    /// A builder for a client of this API.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            server: 0,
            variables: BTreeMap::new(),
            credentials: BTreeMap::new(),
            headers: HeaderMap::new(),
            user_agent_prefix: None,
            options: CallOptions::default(),
            limits: Limits::default(),
            transport: None,
            clock: None,
            sleeper: None,
            randomness: None,
            hooks: Vec::new(),
            fault: None,
        }
    }

    /// Sets the credential for the security scheme of this index.
    pub fn credential(&mut self, scheme: usize, credential: Credential) {
        self.credentials.insert(scheme, credential);
    }

    /// Chooses the server of this index.
    pub const fn server(&mut self, index: usize) {
        self.server = index;
    }

    /// Sets a variable of the servers' URLs.
    pub fn server_variable(&mut self, name: &'static str, value: impl Into<String>) {
        self.variables.insert(name, value.into());
    }

    /// Calls all operations at this URL, whatever the document says.
    pub fn base_url(&mut self, url: impl Into<String>) {
        self.base_url = Some(url.into());
    }

    /// Limits a whole call, retries and waits included (default 10 min).
    pub const fn timeout(&mut self, limit: Duration) {
        self.options.timeout = limit;
    }

    /// Limits each attempt (default 60 s).
    pub const fn attempt_timeout(&mut self, limit: Duration) {
        self.options.attempt_timeout = limit;
    }

    /// Limits the time to a connection (default 3.1 s). A transport of one's own has its own limit.
    pub const fn connect_timeout(&mut self, limit: Duration) {
        self.limits.transport.connect_timeout = limit;
    }

    /// Shows servers this certificate, for the security scheme of this index.
    pub fn client_certificate(&mut self, scheme: usize, certificate: ClientCertificate) {
        self.credential(scheme, Credential::of_connection());
        self.limits.transport.certificate(certificate);
    }

    /// Trusts servers for which this certificate vouches (PEM, one or several), beside those that the machine trusts.
    pub fn root_certificate(&mut self, pem: impl Into<String>) {
        self.limits.transport.roots.push(pem.into());
    }

    /// Limits how long nothing may come of a stream (default 30 s).
    pub const fn stall_timeout(&mut self, limit: Duration) {
        self.options.stall_timeout = limit;
    }

    /// Sets how often a call is tried again (default 2).
    pub const fn max_retries(&mut self, retries: u32) {
        self.options.max_retries = retries;
    }

    /// Sets the longest wait that a server may ask for (default 60 s); for a longer one the error is given back at once.
    pub const fn max_retry_wait(&mut self, limit: Duration) {
        self.limits.max_retry_wait = limit;
    }

    /// Limits how many requests are under way at once (default: no limit); further ones wait for their turn, in order and
    /// within the time of their call. Over HTTP/1.1 each needs a connection, of which a process can have only so many. A
    /// stream counts until it has begun.
    pub const fn max_concurrency(&mut self, most: usize) {
        self.limits.max_concurrency = Some(most);
    }

    /// Limits the size of an answer, decompressed (default 64 MiB); of a stream, that of each line or event.
    pub const fn max_response_bytes(&mut self, limit: usize) {
        self.limits.max_response_bytes = limit;
    }

    /// Puts something before the header `User-Agent`.
    pub fn user_agent_prefix(&mut self, prefix: impl Into<String>) {
        self.user_agent_prefix = Some(prefix.into());
    }

    /// Sends a header with every call.
    pub fn default_header(&mut self, name: &str, value: &str) {
        match added_header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(fault) => {
                self.fault.get_or_insert(fault);
            }
        }
    }

    /// Sets whether requests are checked against what the document demands (default: yes).
    pub const fn validate_requests(&mut self, validate: bool) {
        self.limits.validate_requests = validate;
    }

    /// Sends requests by another transport.
    pub fn transport(&mut self, transport: impl Transport) {
        self.transport = Some(Arc::new(transport));
    }

    /// Tells the time by another clock.
    pub fn clock(&mut self, clock: impl Clock) {
        self.clock = Some(Arc::new(clock));
    }

    /// Waits by another timer.
    pub fn sleeper(&mut self, sleeper: impl Sleeper) {
        self.sleeper = Some(Arc::new(sleeper));
    }

    /// Takes random numbers from elsewhere.
    pub fn randomness(&mut self, randomness: impl Randomness) {
        self.randomness = Some(Arc::new(randomness));
    }

    /// Calls a hook around each attempt; several are called in the order in which they were given.
    pub fn hook(&mut self, hook: impl Hook) {
        self.hooks.push(Arc::new(hook));
    }

    /// Builds the client.
    ///
    /// # Errors
    /// A URL or header that was given cannot be one, or there is no transport.
    pub fn build(self) -> Result<Client, BuildError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let chosen_base_url = self.base_url.as_deref().map(check_base_url).transpose()?;
        let server = self.api.servers.get(self.server);
        let server_url = server.map_or_else(
            || {
                Err(BuildError::new(
                    "the document gives no server; set `base_url`",
                ))
            },
            |server| server.resolve(&self.variables),
        );
        if let (None, Err(fault)) = (&chosen_base_url, &server_url) {
            return Err(fault.clone());
        }
        let transport = match self.transport {
            Some(transport) => {
                self.limits.transport.fit_other_transport()?;
                transport
            }
            None => default_transport(self.limits.transport.clone())?,
        };
        let mut all_variables: BTreeMap<&'static str, String> = server
            .map(|server| server.defaults().collect())
            .unwrap_or_default();
        all_variables.extend(self.variables.clone());
        let inner = Inner {
            api: self.api,
            chosen_base_url,
            server_url,
            variables: self.variables,
            all_variables: Arc::new(all_variables),
            credentials: BTreeMap::new(),
            hooks: self.hooks,
            headers: self.headers,
            user_agent: user_agent(self.api, self.user_agent_prefix.as_deref())?,
            options: self.options,
            limits: self.limits.clone(),
            transport,
            clock: self
                .clock
                .unwrap_or_else(|| Arc::new(SystemClock::default())),
            sleeper: self.sleeper.map_or_else(default_sleeper, Ok)?,
            randomness: self
                .randomness
                .unwrap_or_else(|| Arc::new(SystemRandomness)),
            budget: Budget::default(),
            gate: self.limits.max_concurrency.map(Gate::new),
        };
        Ok(Client(Arc::new(inner.with_credentials(self.credentials))))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers, URL and credentials may be secret.
        f.debug_struct("ClientBuilder")
            .field("options", &self.options)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// `prefix crate/version clientsmith-runtime/version`
fn user_agent(api: &Api, prefix: Option<&str>) -> Result<HeaderValue, BuildError> {
    let own = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    let separator = if prefix.is_some() { " " } else { "" };
    let text = format!(
        "{}{separator}{} {own}",
        prefix.unwrap_or_default(),
        api.user_agent
    );
    header("user-agent", &text).map(|(_, value)| value)
}

#[cfg(feature = "reqwest")]
fn default_transport(settings: Settings) -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(crate::transport::ReqwestTransport::with(
        settings,
    )?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_settings: Settings) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::new(
        "there is no transport: turn the feature `reqwest` on, or give one to the builder",
    ))
}

#[cfg(feature = "reqwest")]
fn default_sleeper() -> Result<Arc<dyn Sleeper>, BuildError> {
    Ok(Arc::new(crate::time::TokioSleeper))
}

#[cfg(not(feature = "reqwest"))]
fn default_sleeper() -> Result<Arc<dyn Sleeper>, BuildError> {
    Err(BuildError::new(
        "there is no timer: turn the feature `reqwest` on, or give a sleeper to the builder",
    ))
}
