//! Answers that are handed over as they come in: bytes, server-sent events, lines of JSON.
//!
//! A stream has no limit on its whole, neither of time nor of size. What is limited is how long nothing may come (the
//! stall limit) and how large one line or event may be, which must be held in memory. Dropping a stream drops the body
//! under it, and with that the connection.

#[cfg(feature = "blocking")]
mod blocking;
mod bytes;
mod event;
mod events;
mod json;
mod options;
mod parser;
mod source;
mod splitter;

pub use self::bytes::ByteStream;
#[cfg(feature = "blocking")]
pub use blocking::Blocking;
pub use event::{Event, EventData, Text};
pub use events::EventStream;
pub(crate) use json::Framing;
pub use json::JsonStream;

use crate::error::{StreamError, StreamFault};
use crate::request::Call;
use crate::transport::ResponseBody;
use ::bytes::Bytes;
use std::sync::{Mutex, PoisonError};

/// The body of an answer whose head is read, and the call that it answers.
pub(crate) struct Opened {
    /// Never waited for: it is there because errors keep answers and are shared between threads, which a body cannot be.
    body: Mutex<ResponseBody>,
    call: Call,
}

impl Opened {
    pub(crate) fn new(body: ResponseBody, call: Call) -> Self {
        Self {
            body: Mutex::new(body),
            call,
        }
    }

    fn into_body(self) -> ResponseBody {
        self.body
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A fault of one item of an operation's stream, with the text that does not fit.
fn of_item(operation: &'static str, fault: StreamFault, raw: Bytes) -> StreamError {
    StreamError::new(operation, fault, Some(raw))
}
