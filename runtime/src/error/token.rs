//! Access tokens that cannot be had.

use super::Facts;
use crate::auth::SharedFault;
use std::error::Error as StdError;
use std::fmt;

/// There is no access token for the request, so that it was not sent, at least not by the last attempt.
///
/// Its [`source`](StdError::source) is what the [`TokenSource`](crate::TokenSource) said: a
/// [`TokenEndpointError`](crate::TokenEndpointError) for those of this crate.
#[derive(Debug)]
pub struct TokenError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    facts: Facts,
    scheme: &'static str,
    fault: SharedFault,
}

impl TokenError {
    pub(crate) fn new(facts: Facts, scheme: &'static str, fault: SharedFault) -> Self {
        Self(Box::new(Inner {
            facts,
            scheme,
            fault,
        }))
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// The security scheme's name in the document.
    pub fn scheme(&self) -> &'static str {
        self.0.scheme
    }

    pub(crate) fn is_timeout(&self) -> bool {
        self.0.fault.is_timeout()
    }

    pub(crate) fn is_connect(&self) -> bool {
        self.0.fault.is_connect()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            facts,
            scheme,
            fault,
        } = &*self.0;
        write!(
            f,
            "{}: no token for `{scheme}`: {}{}",
            facts.operation,
            fault.error(),
            facts.suffix()
        )
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.0.fault.error())
    }
}
