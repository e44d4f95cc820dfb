//! Answers that are not what the document says.

use super::{Facts, WasSent};
use crate::json::JsonError;
use crate::response::{Answer, Head, Named, shortened};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::error::Error as StdError;
use std::fmt;

/// Why an answer could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum DecodeFault {
    /// There is no body, and one is needed.
    Empty,
    /// The body is of another media type, and cannot be read as the expected one either.
    MediaType {
        /// What was expected: `JSON`, `XML`, or a media type.
        expected: &'static str,
        /// The header `Content-Type`.
        found: String,
    },
    /// The JSON does not fit its type.
    Json(JsonError),
    /// The XML does not fit its type.
    #[cfg(feature = "xml")]
    Xml(crate::XmlError),
    /// The text is not UTF-8.
    Text(std::str::Utf8Error),
    /// The document knows no such success.
    Status(StatusCode),
    /// A page has no place for items: it is an alternative that the document does not have.
    Items,
    /// A page has the same items as the one before it, although another was asked for: it would go on for ever.
    RepeatedPage,
    /// The body is longer than the client's limit.
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
}

impl fmt::Display for DecodeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("expected a body, found none"),
            Self::MediaType { expected, found } => {
                write!(f, "expected {expected}, found {found:?}")
            }
            Self::Json(error) => error.fmt(f),
            #[cfg(feature = "xml")]
            Self::Xml(error) => error.fmt(f),
            Self::Text(error) => write!(f, "expected UTF-8 text: {error}"),
            Self::Status(status) => write!(f, "the document has no answer {}", Named(*status)),
            Self::Items => f.write_str("expected a page of items, found something else"),
            Self::RepeatedPage => f.write_str(
                "another page was asked for, and the same items came as on the page before",
            ),
            Self::TooLong { limit } => write!(f, "the body is longer than {limit} bytes"),
        }
    }
}

impl StdError for DecodeFault {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            // Its text is this one's.
            Self::Json(error) => error.source(),
            Self::Text(error) => Some(error),
            _ => None,
        }
    }
}

/// An answer that does not fit its type. It is kept whole.
#[derive(Debug)]
pub struct DecodeError(Box<Inner>);

struct Inner {
    facts: Facts,
    answer: Answer,
    fault: DecodeFault,
}

/// The bytes and headers are left out: they may be long.
impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Answer");
        shown
            .field("operation", &self.facts.operation)
            .field("status", &self.answer.head.status);
        shown.field("fault", &self.fault).finish_non_exhaustive()
    }
}

impl DecodeError {
    pub(crate) fn new(facts: Facts, answer: Answer, fault: DecodeFault) -> Self {
        Self(Box::new(Inner {
            facts,
            answer,
            fault,
        }))
    }

    /// A page that was read, and whose items are not to be had or not to be given; `bytes` is its body as JSON.
    pub(crate) fn of_page(
        operation: &'static str,
        head: Head,
        attempts: u32,
        bytes: impl Into<Bytes>,
        fault: DecodeFault,
    ) -> Self {
        let facts = Facts {
            operation,
            attempts,
            was_sent: WasSent::Yes,
            head: Some(head.clone()),
            retry_after: None,
            budget_exhausted: false,
        };
        let bytes = bytes.into();
        Self::new(facts, Answer::new(head, bytes), fault)
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// Why it does not fit.
    pub fn fault(&self) -> &DecodeFault {
        &self.0.fault
    }

    /// The path of what does not fit: `$.data[3].name` in JSON, `/data/item[4]/name` in XML.
    pub fn path(&self) -> Option<&str> {
        match &self.0.fault {
            DecodeFault::Json(error) => Some(error.path()),
            #[cfg(feature = "xml")]
            DecodeFault::Xml(error) => Some(error.path()),
            _ => None,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.answer.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.answer.head.headers
    }

    /// The body as it came; of one that was too long, its beginning.
    pub fn bytes(&self) -> &Bytes {
        &self.0.answer.bytes
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            facts,
            answer,
            fault,
        } = &*self.0;
        write!(
            f,
            "{}: the answer {} does not fit: {fault}{}",
            facts.operation,
            Named(answer.head.status),
            facts.suffix()
        )?;
        if answer.bytes.is_empty() {
            Ok(())
        } else {
            write!(f, ": {}", shortened(&answer.bytes))
        }
    }
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0.fault)
    }
}
