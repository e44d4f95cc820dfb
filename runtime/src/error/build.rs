//! Requests that cannot be made.

use crate::pagination::PageFault;
use crate::transport::BoxError;
use crate::validate::ValidationError;
use std::error::Error as StdError;
use std::fmt;

/// Why a client or a request could not be made. Nothing has left.
#[derive(Debug, Clone)]
pub struct BuildError(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    /// The operation that was called; none if it was the client that could not be made.
    operation: Option<&'static str>,
    message: String,
    source: Option<Source>,
}

#[derive(Debug, Clone)]
enum Source {
    Validation(ValidationError),
    Page(PageFault),
    Other(std::sync::Arc<dyn StdError + Send + Sync>),
}

impl BuildError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::with(message.into(), None)
    }

    fn with(message: String, source: Option<Source>) -> Self {
        Self(Box::new(Inner {
            operation: None,
            message,
            source,
        }))
    }

    pub(crate) fn because(
        message: impl Into<String>,
        source: impl StdError + Send + Sync + 'static,
    ) -> Self {
        let message = format!("{}: {source}", message.into());
        Self::with(message, Some(Source::Other(std::sync::Arc::new(source))))
    }

    /// The same for an error of any type.
    pub(crate) fn boxed(message: impl Into<String>, source: BoxError) -> Self {
        let message = format!("{}: {source}", message.into());
        Self::with(message, Some(Source::Other(source.into())))
    }

    pub(crate) fn argument(name: &str, fault: &str) -> Self {
        Self::new(format!("the argument `{name}` {fault}"))
    }

    /// A page is not asked for.
    pub(crate) fn page(fault: PageFault) -> Self {
        let message = fault.to_string();
        Self::with(message, Some(Source::Page(fault)))
    }

    /// `what` is not as the document demands.
    pub(crate) fn validation(what: &str, source: ValidationError) -> Self {
        let message = format!("{what} is not as the document demands: {source}");
        Self::with(message, Some(Source::Validation(source)))
    }

    /// The same, of a call of this operation.
    pub(crate) fn in_operation(mut self, id: &'static str) -> Self {
        self.0.operation = Some(id);
        self
    }

    /// What the document demands and the body or an argument is not, if that is why. The paths begin at either.
    pub fn validation_error(&self) -> Option<&ValidationError> {
        match &self.0.source {
            Some(Source::Validation(error)) => Some(error),
            _ => None,
        }
    }

    /// Why the next page of an operation is not asked for, if that is what failed.
    pub fn page_fault(&self) -> Option<&PageFault> {
        match &self.0.source {
            Some(Source::Page(fault)) => Some(fault),
            _ => None,
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = self.0.operation {
            write!(f, "{id}: the request could not be made: ")?;
        }
        f.write_str(&self.0.message)
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.source {
            Some(Source::Validation(error)) => Some(error),
            // Its text is this one's.
            Some(Source::Page(_)) => None,
            Some(Source::Other(error)) => Some(&**error),
            None => None,
        }
    }
}
