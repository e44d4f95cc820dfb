//! Answers, and how they become values.

mod call;
mod codec;
mod headers;
mod media_type;
mod problem;
pub mod readers;
mod replies;
mod sending;
mod text;

pub use codec::{Codec, codecs};
pub use headers::{HeaderError, Headers, read as read_header};
pub(crate) use media_type::is as is_media_type;
pub use problem::Problem;
pub use replies::{Replies, SuccessReplies, UNDOCUMENTED, is_documented, reply_status};
pub use sending::{Sending, start};
pub(crate) use text::{Named, shortened};

use crate::stream::Opened;
use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::str::FromStr;
use std::task::{Context, Poll};

/// Status and headers of an answer.
#[derive(Clone)]
pub struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
}

/// Headers may hold secrets (`Set-Cookie`).
impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Head {
    /// The server's name for the request, in one of the headers that are common for it.
    pub(crate) fn request_id(&self) -> Option<&str> {
        const COMMON: [&str; 5] = [
            "x-request-id",
            "request-id",
            "x-amzn-requestid",
            "x-correlation-id",
            "cf-ray",
        ];
        let text = |name: &str| self.headers.get(name)?.to_str().ok();
        let vendors = || {
            let mut of_vendor = self
                .headers
                .iter()
                .filter(|(name, _)| name.as_str().ends_with("-request-id"));
            of_vendor.find_map(|(_, value)| value.to_str().ok())
        };
        let [first, second, rest @ ..] = COMMON;
        text(first)
            .or_else(|| text(second))
            .or_else(vendors)
            .or_else(|| rest.iter().find_map(|name| text(name)))
    }

    /// What the body is, as the server says it (RFC 9110 §8.3).
    pub(crate) fn media_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }
}

/// An answer: whole, or with a body that is still to come.
pub struct Answer {
    pub(crate) head: Head,
    /// The body; empty if it is still to come.
    pub(crate) bytes: Bytes,
    /// The body where it is handed over as it comes in.
    pub(crate) opened: Option<Box<Opened>>,
}

impl Answer {
    /// A whole answer.
    pub(crate) const fn new(head: Head, bytes: Bytes) -> Self {
        Self {
            head,
            bytes,
            opened: None,
        }
    }
}

/// The body may be long, and secret.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("head", &self.head)
            .field("length", &self.bytes.len())
            .finish()
    }
}

/// An answer to a call: its body (to which it derefs), status and headers.
pub struct Response<T> {
    body: T,
    head: Head,
    attempts: u32,
}

impl<T> Response<T> {
    pub(crate) const fn new(body: T, head: Head, attempts: u32) -> Self {
        Self {
            body,
            head,
            attempts,
        }
    }

    /// The body.
    pub const fn body(&self) -> &T {
        &self.body
    }

    /// The body, to be changed: a stream, to be read.
    pub const fn body_mut(&mut self) -> &mut T {
        &mut self.body
    }

    /// The body by itself.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The status.
    pub const fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub const fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// How many attempts it took.
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The server's name for the request.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// The body, what came before it, and how many attempts it took.
    pub(crate) fn into_parts(self) -> (T, Head, u32) {
        (self.body, self.head, self.attempts)
    }

    /// The same answer with another body.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            body: f(self.body),
            head: self.head,
            attempts: self.attempts,
        }
    }

    /// A header that the document says is always there.
    ///
    /// # Errors
    /// It is not there, or is no `H`.
    pub fn required_header<H: FromStr>(&self, name: &'static str) -> Result<H, HeaderError> {
        read_header::required(&self.head.headers, name)
    }

    /// A header that may be there.
    ///
    /// # Errors
    /// It is there, and is no `H`.
    pub fn optional_header<H: FromStr>(
        &self,
        name: &'static str,
    ) -> Result<Option<H>, HeaderError> {
        read_header::optional(&self.head.headers, name)
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.body
    }
}

/// An answer whose body is a stream is one.
impl<S: Stream + Unpin> Stream for Response<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<S::Item>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Response");
        shown
            .field("status", &self.head.status)
            .field("body", &self.body)
            .field("attempts", &self.attempts);
        shown.finish_non_exhaustive()
    }
}
