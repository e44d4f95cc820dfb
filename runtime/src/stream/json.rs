//! JSON texts one after the other, as a stream.

use super::bytes::ByteStream;
use super::splitter::{Splitter, TooLong};
use super::{Opened, of_item};
use crate::error::{StreamError, StreamFault};
use crate::json::{Field, from_slice};
use ::bytes::Bytes;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// How JSON texts are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Each on its line (JSON Lines, NDJSON).
    Lines,
    /// Each behind a record separator (RFC 7464).
    Sequence,
}

/// The record separator of RFC 7464, §2.2.
const RECORD_SEPARATOR: u8 = 0x1e;

/// The JSON texts of an answer, one after the other, each read into `T`: lines of JSON, or a JSON text sequence.
///
/// It ends where the body ends; a body that was cut off ends with an error. A text that does not fit is an error too, but
/// not the end: the next may fit. Empty lines are skipped. Dropping the stream closes the connection.
pub struct JsonStream<T> {
    /// None when it has ended.
    source: Option<Source>,
    item: PhantomData<fn() -> T>,
}

struct Source {
    operation: &'static str,
    bytes: ByteStream,
    splitter: Splitter,
    framing: Framing,
}

impl<T: Field> JsonStream<T> {
    /// The texts of a body; without one, none.
    pub(crate) fn new(opened: Option<Opened>, framing: Framing) -> Self {
        Self {
            source: opened.map(|opened| Source::new(opened, framing)),
            item: PhantomData,
        }
    }

    /// The operation's name; after the end it is not known.
    #[cfg(feature = "blocking")]
    pub(super) fn operation(&self) -> &'static str {
        self.source
            .as_ref()
            .map_or("stream", |source| source.operation)
    }

    /// The next item; none at the end.
    ///
    /// # Errors
    /// The text does not fit. Or, and nothing comes after it: the body was cut off, nothing came for as long as the stall
    /// limit, or a text is longer than an answer may be.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Source {
    fn new(opened: Opened, framing: Framing) -> Self {
        let limit = opened.call.client.inner().limits.max_response_bytes;
        let is_end: fn(u8) -> bool = match framing {
            Framing::Lines => |byte| byte == b'\n',
            Framing::Sequence => |byte| byte == RECORD_SEPARATOR,
        };
        Self {
            operation: opened.call.operation.id,
            bytes: ByteStream::new(opened),
            splitter: Splitter::new(is_end, limit),
            framing,
        }
    }

    /// The next text that is not empty, and whether another may follow.
    fn poll_text(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<(Bytes, bool)>, StreamFault>> {
        loop {
            match self.splitter.next() {
                Some(Ok(text)) if text.trim_ascii().is_empty() => continue,
                Some(Ok(text)) => return Poll::Ready(Ok(Some((text, true)))),
                Some(Err(TooLong { limit })) => {
                    return Poll::Ready(Err(StreamFault::TooLong { limit }));
                }
                None => {}
            }
            match ready!(self.bytes.poll_piece(context)) {
                Some(Ok(piece)) => self.splitter.push(&piece),
                Some(Err(fault)) => return Poll::Ready(Err(fault)),
                None => {
                    let rest = self.splitter.rest();
                    let is_text = !rest.trim_ascii().is_empty();
                    return Poll::Ready(Ok(is_text.then_some((rest, false))));
                }
            }
        }
    }
}

impl<T: Field> Stream for JsonStream<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(source) = &mut self.source else {
            return Poll::Ready(None);
        };
        let (operation, framing) = (source.operation, source.framing);
        let (item, goes_on) = match ready!(source.poll_text(context)) {
            Ok(Some((text, goes_on))) => (Some(read(operation, text, framing)), goes_on),
            Ok(None) => (None, false),
            Err(fault) => (Some(Err(StreamError::new(operation, fault, None))), false),
        };
        if !goes_on {
            self.source = None;
        }
        Poll::Ready(item)
    }
}

fn read<T: Field>(
    operation: &'static str,
    text: Bytes,
    framing: Framing,
) -> Result<T, StreamError> {
    if framing == Framing::Sequence && may_be_cut(&text) {
        return Err(of_item(operation, StreamFault::Truncated, text));
    }
    from_slice(&text).map_err(|error| of_item(operation, StreamFault::Json(error), text))
}

/// Whether the end of a text may be missing without its being noticed: a number or a word that no white space ends (RFC
/// 7464, §2.4).
fn may_be_cut(text: &[u8]) -> bool {
    let closes_itself = matches!(text.trim_ascii_start().first(), Some(b'{' | b'[' | b'"'));
    !closes_itself && !text.last().is_some_and(u8::is_ascii_whitespace)
}

impl<T> fmt::Debug for JsonStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonStream")
            .field("has_ended", &self.source.is_none())
            .finish_non_exhaustive()
    }
}
