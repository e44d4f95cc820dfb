//! Streams that break off, and items of them that do not fit.

use super::BuildError;
use crate::json::JsonError;
use crate::response::{Named, shortened};
use crate::transport::{BoxError, TransportFault};
use bytes::Bytes;
use http::StatusCode;
use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

/// What is wrong with a stream or with one of its items.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamFault {
    /// The body ended before it was whole, or could not be read on.
    Cut(TransportFault),
    /// Nothing came for so long.
    Stalled {
        /// The limit.
        limit: Duration,
    },
    /// A line, an event, or all that was asked for at once is longer than is allowed.
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// The stream broke off and could not be opened again.
    Reopen(BoxError),
    /// The stream broke off, and the server's answer to its being opened again was none.
    Refused {
        /// The answer's status.
        status: StatusCode,
    },
    /// The stream cannot be waited for here (feature `blocking`).
    Wait(BuildError),
    /// An item does not fit its type; the next may.
    Json(JsonError),
    /// An item of a JSON text sequence whose end may be missing (RFC 7464, §2.4); the next may be whole.
    Truncated,
}

impl fmt::Display for StreamFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut(fault) => fault.fmt(f),
            Self::Stalled { limit } => {
                write!(f, "nothing came for {} s", limit.as_secs_f64())
            }
            Self::TooLong { limit } => write!(f, "it is longer than {limit} bytes"),
            Self::Reopen(error) => write!(f, "the stream could not be opened again: {error}"),
            Self::Refused { status } => {
                write!(f, "the stream was not opened again: {}", Named(*status))
            }
            Self::Wait(error) => error.fmt(f),
            Self::Json(error) => write!(f, "an item does not fit: {error}"),
            Self::Truncated => f.write_str("the end of an item may be missing"),
        }
    }
}

impl StdError for StreamFault {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            // Their texts are in this one's.
            Self::Cut(fault) => fault.source(),
            Self::Reopen(error) => error.source(),
            Self::Json(error) => error.source(),
            Self::Wait(error) => error.source(),
            _ => None,
        }
    }
}

/// A stream that broke off, or an item of it that does not fit.
#[derive(Debug)]
pub struct StreamError(Box<Inner>);

struct Inner {
    operation: &'static str,
    fault: StreamFault,
    raw: Option<Bytes>,
}

/// The text is left out: it may be long.
impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream")
            .field("operation", &self.operation)
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

impl StreamError {
    pub(crate) fn new(operation: &'static str, fault: StreamFault, raw: Option<Bytes>) -> Self {
        Self(Box::new(Inner {
            operation,
            fault,
            raw,
        }))
    }

    /// What is wrong.
    pub fn fault(&self) -> &StreamFault {
        &self.0.fault
    }

    /// Whether it was about one item alone, so that the stream goes on.
    pub fn is_of_item(&self) -> bool {
        self.0.raw.is_some()
    }

    /// Whether nothing came for too long.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.fault, StreamFault::Stalled { .. })
    }

    /// The JSON path of what does not fit, if an item does not.
    pub fn path(&self) -> Option<&str> {
        match &self.0.fault {
            StreamFault::Json(error) => Some(error.path()),
            _ => None,
        }
    }

    /// The item that does not fit, as it came: a line, or the data of an event.
    pub fn raw(&self) -> Option<&Bytes> {
        self.0.raw.as_ref()
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            operation,
            fault,
            raw,
        } = &*self.0;
        write!(f, "{operation}: {fault}")?;
        match raw {
            Some(raw) if !raw.is_empty() => write!(f, ": {}", shortened(raw)),
            _ => Ok(()),
        }
    }
}

impl StdError for StreamError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0.fault)
    }
}

/// For readers of bytes, whose errors are those of input and output.
impl From<StreamError> for io::Error {
    fn from(error: StreamError) -> Self {
        let kind = match error.fault() {
            StreamFault::Cut(_) => io::ErrorKind::UnexpectedEof,
            StreamFault::Stalled { .. } => io::ErrorKind::TimedOut,
            StreamFault::Json(_) | StreamFault::Truncated => io::ErrorKind::InvalidData,
            _ => io::ErrorKind::Other,
        };
        Self::new(kind, error)
    }
}
