//! Answers that are errors.

use super::{DecodeFault, Facts};
use crate::response::{Answer, Named, Problem, shortened};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

/// An answer whose status says that the call failed. The typed body was chosen by status; the bytes are always there.
#[derive(Debug)]
pub struct ApiError<E>(Box<Inner<E>>);

struct Inner<E> {
    facts: Facts,
    answer: Answer,
    body: E,
    fault: Option<DecodeFault>,
}

/// The bytes and headers are left out: they may be long.
impl<E: fmt::Debug> fmt::Debug for Inner<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Answer");
        shown
            .field("operation", &self.facts.operation)
            .field("status", &self.answer.head.status)
            .field("body", &self.body);
        shown
            .field("attempts", &self.facts.attempts)
            .field("decode_fault", &self.fault)
            .finish_non_exhaustive()
    }
}

impl<E> ApiError<E> {
    pub(crate) fn new(facts: Facts, answer: Answer, body: E, fault: Option<DecodeFault>) -> Self {
        Self(Box::new(Inner {
            facts,
            answer,
            body,
            fault,
        }))
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// The answer's body in its type.
    pub fn body(&self) -> &E {
        &self.0.body
    }

    /// The answer's body by itself.
    pub fn into_body(self) -> E {
        self.0.body
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.answer.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.answer.head.headers
    }

    /// The body as it came.
    pub fn bytes(&self) -> &Bytes {
        &self.0.answer.bytes
    }

    /// The body as text; what is not UTF-8 is replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0.answer.bytes)
    }

    /// What went wrong, if the answer tells it in the standard form (RFC 9457), whatever the document says of its body.
    pub fn problem(&self) -> Option<Problem> {
        Problem::of(&self.0.answer)
    }

    /// How many attempts were made.
    pub fn attempts(&self) -> u32 {
        self.0.facts.attempts
    }

    /// Why the body did not fit the type that the document gives it, if it did not.
    pub fn decode_fault(&self) -> Option<&DecodeFault> {
        self.0.fault.as_ref()
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { facts, answer, .. } = &*self.0;
        write!(
            f,
            "{}: the server answered {}{}",
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

impl<E: fmt::Debug> StdError for ApiError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.fault.as_ref().map(|fault| fault as _)
    }
}
