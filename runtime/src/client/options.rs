//! Limits, with the defaults that RUNTIME.md of the design gives.

use std::fmt;
use std::time::Duration;

/// What can be set for one call.
#[derive(Clone)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) max_retries: u32,
    /// How long nothing may come of an answer that is handed over as it comes in.
    pub(crate) stall_timeout: Duration,
    /// Whether events that break off are asked for again.
    pub(crate) reconnects: bool,
    pub(crate) idempotency_key: Option<String>,
}

impl Default for CallOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(600),
            attempt_timeout: Duration::from_secs(60),
            max_retries: 2,
            stall_timeout: Duration::from_secs(30),
            reconnects: false,
            idempotency_key: None,
        }
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("CallOptions");
        shown
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout);
        shown
            .field("max_retries", &self.max_retries)
            .finish_non_exhaustive()
    }
}

/// What is set for the whole client.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    pub(crate) connect_timeout: Duration,
    /// A longer wait than this is not waited for.
    pub(crate) max_retry_wait: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) validate_requests: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_millis(3100),
            max_retry_wait: Duration::from_secs(60),
            max_response_bytes: 64 * 1024 * 1024,
            validate_requests: true,
        }
    }
}
