//! Typed headers.

use std::fmt;

/// A header that the document promises and the answer does not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    is_missing: bool,
}

impl HeaderError {
    pub(crate) const fn missing(name: &'static str) -> Self {
        Self {
            name,
            is_missing: true,
        }
    }

    pub(crate) const fn unfit(name: &'static str) -> Self {
        Self {
            name,
            is_missing: false,
        }
    }

    /// The header's name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it is not there at all.
    pub const fn is_missing(&self) -> bool {
        self.is_missing
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fault = if self.is_missing {
            "is not there"
        } else {
            "has a value that does not fit its type"
        };
        write!(f, "the header `{}` {fault}", self.name)
    }
}

impl std::error::Error for HeaderError {}
