//! What is known about the attempts of a call.

use crate::response::Head;
use std::fmt;
use std::time::Duration;

/// Whether a request has reached the server. The order is that of certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WasSent {
    /// Nothing of it left.
    No,
    /// It left, and nobody knows whether it arrived.
    Maybe,
    /// The server answered.
    Yes,
}

impl WasSent {
    /// `no`, `maybe` or `yes`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Maybe => "maybe",
            Self::Yes => "yes",
        }
    }
}

impl fmt::Display for WasSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What every error but `Build` tells.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) operation: &'static str,
    pub(crate) attempts: u32,
    /// The most that any attempt did.
    pub(crate) was_sent: WasSent,
    pub(crate) head: Option<Head>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) budget_exhausted: bool,
}

impl Facts {
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.head.as_ref().and_then(Head::request_id)
    }

    /// ` (after 3 attempts)` and the like, for the end of a message.
    pub(crate) fn suffix(&self) -> String {
        let mut text = String::new();
        if self.attempts > 1 {
            text.push_str(&format!(" (after {} attempts)", self.attempts));
        }
        if let Some(wait) = self.retry_after {
            text.push_str(&format!(
                " (the server asks to wait {} s)",
                wait.as_secs_f64()
            ));
        }
        if self.budget_exhausted {
            text.push_str(" (not tried again: the retry budget is used up)");
        }
        if let Some(id) = self.request_id() {
            text.push_str(&format!(" (request id {id:?})"));
        }
        text
    }
}
