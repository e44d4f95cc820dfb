//! A body as it comes in.

use super::Opened;
use crate::error::{StreamError, StreamFault};
use crate::time::{BoxFuture, Sleeper};
use crate::transport::{ResponseBody, TransportFault};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::Body as _;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// The bytes of an answer as they come in, decompressed, in pieces of any size.
///
/// It ends where the body ends; a body that was cut off ends with an error. Nothing comes after an error. Dropping it
/// closes the connection.
pub struct ByteStream {
    /// None when it has ended.
    body: Option<ResponseBody>,
    operation: &'static str,
    stall_timeout: Duration,
    sleeper: Arc<dyn Sleeper>,
    /// Goes off when nothing has come for too long; there only while something is waited for.
    alarm: Option<BoxFuture<'static, ()>>,
}

impl ByteStream {
    pub(crate) fn new(opened: Opened) -> Self {
        let call = &opened.call;
        Self {
            operation: call.operation.id,
            stall_timeout: call.options.stall_timeout,
            sleeper: Arc::clone(&call.client.inner().sleeper),
            alarm: None,
            body: Some(opened.into_body()),
        }
    }

    /// The operation's name.
    #[cfg(feature = "blocking")]
    pub(super) const fn operation(&self) -> &'static str {
        self.operation
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    /// The body was cut off or cannot be decompressed, or nothing came for as long as the stall limit.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All that is still to come, at once.
    ///
    /// # Errors
    /// As of [`next`](Self::next), or there are more than `limit` bytes.
    pub async fn read_to_end(mut self, limit: usize) -> Result<Bytes, StreamError> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await {
            let piece = piece?;
            if all.len().saturating_add(piece.len()) > limit {
                return Err(self.error(StreamFault::TooLong { limit }));
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }

    pub(super) fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, StreamFault>>> {
        while let Some(body) = &mut self.body {
            match Pin::new(body).poll_frame(context) {
                Poll::Pending => return self.poll_alarm(context),
                Poll::Ready(Some(Ok(frame))) => {
                    self.alarm = None;
                    // Trailers say nothing that we want to know.
                    if let Ok(piece) = frame.into_data()
                        && !piece.is_empty()
                    {
                        return Poll::Ready(Some(Ok(piece)));
                    }
                }
                Poll::Ready(Some(Err(error))) => {
                    self.close();
                    let fault = TransportFault::cut(error);
                    return Poll::Ready(Some(Err(StreamFault::Cut(fault))));
                }
                Poll::Ready(None) => self.close(),
            }
        }
        Poll::Ready(None)
    }

    fn poll_alarm(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, StreamFault>>> {
        let limit = self.stall_timeout;
        let alarm = self.alarm.get_or_insert_with(|| self.sleeper.sleep(limit));
        ready!(alarm.as_mut().poll(context));
        self.close();
        Poll::Ready(Some(Err(StreamFault::Stalled { limit })))
    }

    fn close(&mut self) {
        self.body = None;
        self.alarm = None;
    }

    fn error(&self, fault: StreamFault) -> StreamError {
        StreamError::new(self.operation, fault, None)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.poll_piece(context));
        Poll::Ready(piece.map(|piece| piece.map_err(|fault| self.error(fault))))
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("operation", &self.operation)
            .field("has_ended", &self.body.is_none())
            .finish_non_exhaustive()
    }
}
