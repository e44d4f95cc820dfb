//! Limits, with the defaults that RUNTIME.md of the design gives.

use crate::transport::Settings;
use std::time::Duration;

/// What can be set for one call.
#[derive(Debug, Clone)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) max_retries: u32,
    /// How long nothing may come of an answer that is handed over as it comes in.
    pub(crate) stall_timeout: Duration,
    /// Whether events that break off are asked for again.
    pub(crate) reconnects: bool,
}

impl Default for CallOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(600),
            attempt_timeout: Duration::from_secs(60),
            max_retries: 2,
            stall_timeout: Duration::from_secs(30),
            reconnects: false,
        }
    }
}

/// What is set for the whole client.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// How the default transport is set up; of another one only `connect_timeout` is known, as what was wished for.
    pub(crate) transport: Settings,
    /// A longer wait than this is not waited for.
    pub(crate) max_retry_wait: Duration,
    pub(crate) max_response_bytes: usize,
    /// How many attempts may be under way at once.
    pub(crate) max_concurrency: Option<usize>,
    pub(crate) validate_requests: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            transport: Settings::default(),
            max_retry_wait: Duration::from_secs(60),
            max_response_bytes: 64 * 1024 * 1024,
            max_concurrency: None,
            validate_requests: true,
        }
    }
}
