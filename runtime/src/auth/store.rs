//! Tokens that are kept.

use super::fault::TokenEndpointError;
use super::flight::Flight;
use super::source::{AccessToken, TokenRequest, TokenSource};
use super::wire::Http;
use crate::execute::within;
use crate::request::SecurityScheme;
use crate::time::Sleeper;
use crate::transport::{BoxError, TransportFault};
use crate::types::SecretString;
use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A token is replaced this long before it expires: it must still be good when the request arrives.
const AHEAD: Duration = Duration::from_secs(60);
/// But not within its first four fifths.
const AHEAD_AT_MOST: u32 = 5;

/// An error for all who waited.
#[derive(Debug, Clone)]
pub(crate) struct SharedFault(Arc<dyn StdError + Send + Sync>);

impl SharedFault {
    pub(crate) fn error(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &*self.0
    }

    fn endpoint(&self) -> Option<&TokenEndpointError> {
        self.0.downcast_ref()
    }

    /// Whether another attempt may do better, and can do no harm.
    pub(crate) fn may_retry(&self) -> bool {
        if let Some(late) = self.0.downcast_ref::<TooLong>() {
            return late.is_repeatable;
        }
        let lost = || self.0.downcast_ref::<TransportFault>();
        self.endpoint().map_or_else(
            || lost().is_some_and(TransportFault::is_connect),
            |error| error.may_retry,
        )
    }

    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.endpoint().and_then(|error| error.retry_after)
    }

    pub(crate) fn is_timeout(&self) -> bool {
        self.0.is::<TooLong>()
    }

    pub(crate) fn is_connect(&self) -> bool {
        self.endpoint().is_some_and(TokenEndpointError::is_connect)
    }
}

impl From<BoxError> for SharedFault {
    fn from(error: BoxError) -> Self {
        Self(error.into())
    }
}

/// The source took longer than a call's attempt may.
#[derive(Debug)]
struct TooLong {
    limit: Duration,
    /// Whether the source may be asked again.
    is_repeatable: bool,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "none came within {} s", self.limit.as_secs_f64())
    }
}

impl StdError for TooLong {}

/// The tokens of a source, kept until they expire.
pub(crate) struct TokenStore {
    source: Arc<dyn TokenSource>,
    scheme: SecurityScheme,
    http: Http,
    sleeper: Arc<dyn Sleeper>,
    /// How long the source may take.
    limit: Duration,
    /// By the scopes.
    entries: Mutex<BTreeMap<&'static str, Entry>>,
}

/// What is known of the token for some scopes.
#[derive(Default)]
struct Entry {
    kept: Option<Kept>,
    /// A request that is under way.
    flight: Option<Arc<Flight<Outcome>>>,
}

type Outcome = Result<Kept, SharedFault>;

/// A token with its times, by the client's clock.
#[derive(Clone)]
struct Kept {
    secret: SecretString,
    replace_at: Duration,
    expires_at: Duration,
}

impl Kept {
    fn new(token: AccessToken, now: Duration) -> Self {
        let lifetime = token.lifetime.unwrap_or(Duration::MAX);
        let ahead = AHEAD.min(lifetime / AHEAD_AT_MOST);
        Self {
            secret: token.secret,
            replace_at: now.saturating_add(lifetime.saturating_sub(ahead)),
            expires_at: now.saturating_add(lifetime),
        }
    }
}

impl TokenStore {
    /// An empty store in front of a source, which may take so long.
    pub(crate) fn new(
        source: &Arc<dyn TokenSource>,
        scheme: &SecurityScheme,
        http: Http,
        sleeper: &Arc<dyn Sleeper>,
        limit: Duration,
    ) -> Self {
        Self {
            source: Arc::clone(source),
            scheme: *scheme,
            http,
            sleeper: Arc::clone(sleeper),
            limit,
            entries: Mutex::default(),
        }
    }

    /// The scheme that the tokens are for.
    pub(crate) const fn scheme(&self) -> &SecurityScheme {
        &self.scheme
    }

    /// A token that is good for these scopes.
    pub(crate) async fn token(&self, scopes: &'static str) -> Result<SecretString, SharedFault> {
        let scopes = self.key(scopes);
        let flight = {
            let mut entries = self.entries();
            let entry = entries.entry(scopes).or_default();
            let now = self.http.clock.elapsed();
            match &entry.kept {
                Some(kept) if now < kept.replace_at => return Ok(kept.secret.clone()),
                _ => {}
            }
            let flight = entry.flight.get_or_insert_with(|| self.ask(scopes));
            Arc::clone(flight)
        };
        let outcome = flight.outcome().await;
        let outcome = outcome.unwrap_or_else(|| Err(BoxError::from("its source panicked").into()));
        self.land(scopes, &flight, outcome)
    }

    /// Another token than the one that the server refused.
    pub(crate) async fn renewed(
        &self,
        scopes: &'static str,
        refused: &SecretString,
    ) -> Option<SecretString> {
        {
            let mut entries = self.entries();
            let entry = entries.entry(self.key(scopes)).or_default();
            // Another call may have been refused first: what it got is not to be thrown away.
            entry.kept.take_if(|kept| kept.secret == *refused);
        }
        let token = self.token(scopes).await.ok()?;
        (token != *refused).then_some(token)
    }

    fn key(&self, scopes: &'static str) -> &'static str {
        if self.source.depends_on_scopes() {
            scopes
        } else {
            ""
        }
    }

    fn entries(&self) -> MutexGuard<'_, BTreeMap<&'static str, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to ask the source.
    fn ask(&self, scopes: &'static str) -> Arc<Flight<Outcome>> {
        let source = Arc::clone(&self.source);
        let (clock, sleeper) = (Arc::clone(&self.http.clock), Arc::clone(&self.sleeper));
        let limit = self.limit;
        let late = TooLong {
            limit,
            is_repeatable: source.is_repeatable(),
        };
        let request = TokenRequest {
            scheme: self.scheme,
            scopes,
            http: self.http.clone(),
        };
        Arc::new(Flight::new(Box::pin(async move {
            match within(&*sleeper, limit, source.token(request)).await {
                Some(Ok(token)) => Ok(Kept::new(token, clock.elapsed())),
                Some(Err(error)) => Err(error.into()),
                None => Err(BoxError::from(late).into()),
            }
        })))
    }

    /// Keeps what the request gave, the first to come for all. A token that is good for a little longer makes up for one
    /// that could not be had.
    fn land(
        &self,
        scopes: &'static str,
        flight: &Arc<Flight<Outcome>>,
        outcome: Outcome,
    ) -> Result<SecretString, SharedFault> {
        let mut entries = self.entries();
        let entry = entries.entry(scopes).or_default();
        if entry
            .flight
            .take_if(|one| Arc::ptr_eq(one, flight))
            .is_some()
            && let Ok(kept) = &outcome
        {
            entry.kept = Some(kept.clone());
        }
        match (outcome, &entry.kept) {
            (Ok(kept), _) => Ok(kept.secret),
            (Err(_), Some(kept)) if self.http.clock.elapsed() < kept.expires_at => {
                Ok(kept.secret.clone())
            }
            (Err(fault), _) => Err(fault),
        }
    }
}
