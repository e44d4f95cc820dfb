//! Requests that cannot be made.

use crate::validate::ValidationError;
use std::error::Error as StdError;
use std::fmt;

/// Why a client or a request could not be made. Nothing has left.
#[derive(Debug, Clone)]
pub struct BuildError(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    message: String,
    source: Option<Source>,
}

#[derive(Debug, Clone)]
enum Source {
    Validation(ValidationError),
    Other(std::sync::Arc<dyn StdError + Send + Sync>),
}

impl BuildError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            message: message.into(),
            source: None,
        }))
    }

    pub(crate) fn because(
        message: impl Into<String>,
        source: impl StdError + Send + Sync + 'static,
    ) -> Self {
        let message = format!("{}: {source}", message.into());
        Self(Box::new(Inner {
            message,
            source: Some(Source::Other(std::sync::Arc::new(source))),
        }))
    }

    pub(crate) fn argument(name: &str, fault: &str) -> Self {
        Self::new(format!("the argument `{name}` {fault}"))
    }

    pub(crate) fn validation(source: ValidationError) -> Self {
        Self(Box::new(Inner {
            message: source.to_string(),
            source: Some(Source::Validation(source)),
        }))
    }

    /// What the document demands and the body is not, if that is why.
    pub fn validation_error(&self) -> Option<&ValidationError> {
        match &self.0.source {
            Some(Source::Validation(error)) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.source {
            Some(Source::Validation(error)) => Some(error),
            Some(Source::Other(error)) => Some(&**error),
            None => None,
        }
    }
}
