//! Calls that take too long.

use super::Facts;
use std::fmt;
use std::time::Duration;

/// Which limit ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// For the connection; nothing was sent.
    Connect,
    /// For one attempt.
    Attempt,
    /// For the whole call, retries and waits included.
    Call,
}

/// A time limit ran out before the whole answer was there.
#[derive(Debug)]
pub struct TimeoutError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    facts: Facts,
    kind: TimeoutKind,
    limit: Duration,
}

impl TimeoutError {
    pub(crate) fn new(facts: Facts, kind: TimeoutKind, limit: Duration) -> Self {
        Self(Box::new(Inner { facts, kind, limit }))
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// Which limit ran out.
    pub fn kind(&self) -> TimeoutKind {
        self.0.kind
    }

    /// How long it was.
    pub fn limit(&self) -> Duration {
        self.0.limit
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.0.kind {
            TimeoutKind::Connect => "no connection",
            TimeoutKind::Attempt => "no whole answer to an attempt",
            TimeoutKind::Call => "no whole answer",
        };
        let limit = self.0.limit.as_secs_f64();
        write!(
            f,
            "{}: {what} within {limit} s{}",
            self.0.facts.operation,
            self.0.facts.suffix()
        )
    }
}

impl std::error::Error for TimeoutError {}
