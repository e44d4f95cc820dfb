//! Tokens that cannot be had.

use crate::response::{Named, shortened};
use crate::transport::TransportFault;
use http::StatusCode;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Why a token endpoint gave no token.
#[derive(Debug)]
pub struct TokenEndpointError {
    kind: Kind,
    /// Whether asking again may do better, and can do no harm.
    pub(super) may_retry: bool,
    pub(super) retry_after: Option<Duration>,
}

#[derive(Debug)]
enum Kind {
    /// It cannot be asked.
    Unusable(String),
    /// There is no whole answer.
    NoAnswer(TransportFault),
    /// The answer is an error (RFC 6749 §5.2).
    Refused {
        status: StatusCode,
        code: Option<String>,
        /// What it says beside the code, or the beginning of what is no such answer.
        text: String,
    },
    /// The answer is a success without a token that can be used.
    Unfit(String),
}

impl TokenEndpointError {
    const fn new(kind: Kind) -> Self {
        Self {
            kind,
            may_retry: false,
            retry_after: None,
        }
    }

    pub(super) const fn unusable(why: String) -> Self {
        Self::new(Kind::Unusable(why))
    }

    pub(super) fn unfit(why: impl Into<String>) -> Self {
        Self::new(Kind::Unfit(why.into()))
    }

    /// `repeatable`: whether the request may be sent although the server may have had it already.
    pub(super) fn no_answer(fault: TransportFault, repeatable: bool) -> Self {
        let may_retry = repeatable || fault.is_connect();
        Self {
            may_retry,
            ..Self::new(Kind::NoAnswer(fault))
        }
    }

    pub(super) fn refused(
        status: StatusCode,
        code: Option<String>,
        description: Option<String>,
        body: &[u8],
    ) -> Self {
        let text = match (description, &code) {
            (Some(text), _) => shortened(text.as_bytes()),
            (None, Some(_)) => String::new(),
            (None, None) => shortened(body),
        };
        Self::new(Kind::Refused { status, code, text })
    }

    /// The answer's status, if there was one that refused.
    pub const fn status(&self) -> Option<StatusCode> {
        match &self.kind {
            Kind::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The answer's `error`, such as `invalid_client` (RFC 6749 §5.2).
    pub fn code(&self) -> Option<&str> {
        match &self.kind {
            Kind::Refused { code, .. } => code.as_deref(),
            _ => None,
        }
    }

    /// Whether no connection came about.
    pub const fn is_connect(&self) -> bool {
        match &self.kind {
            Kind::NoAnswer(fault) => fault.is_connect(),
            _ => false,
        }
    }
}

impl fmt::Display for TokenEndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Unusable(why) => f.write_str(why),
            Kind::NoAnswer(fault) => write!(f, "the token endpoint gave {fault}"),
            Kind::Unfit(why) => write!(f, "the token endpoint's answer does not fit: {why}"),
            Kind::Refused { status, code, text } => {
                write!(f, "the token endpoint answered {}", Named(*status))?;
                if let Some(code) = code {
                    write!(f, ": {}", shortened(code.as_bytes()))?;
                }
                if text.is_empty() {
                    return Ok(());
                }
                write!(f, ": {text}")
            }
        }
    }
}

impl StdError for TokenEndpointError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.kind {
            Kind::NoAnswer(fault) => fault.source(),
            _ => None,
        }
    }
}
