//! Connections that fail.

use super::Facts;
use crate::transport::TransportFault;
use std::error::Error as StdError;
use std::fmt;

/// No connection, or one that broke before the whole answer was there.
#[derive(Debug)]
pub struct TransportError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    facts: Facts,
    fault: TransportFault,
}

impl TransportError {
    pub(crate) fn new(facts: Facts, fault: TransportFault) -> Self {
        Self(Box::new(Inner { facts, fault }))
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// Whether no connection came about.
    pub fn is_connect(&self) -> bool {
        self.0.fault.is_connect()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}{}",
            self.0.facts.operation,
            self.0.fault,
            self.0.facts.suffix()
        )
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.fault.source()
    }
}
