//! Content made of several contents.

use crate::error::BuildError;
use crate::transport::{BoxError, RequestBody};
use crate::types::Content;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Bytes and streams, one after the other. As long as there is no stream it is all one piece of bytes, which can be sent
/// again.
#[derive(Default)]
pub(super) struct Joined {
    /// What comes before the bytes below.
    before: VecDeque<RequestBody>,
    bytes: Vec<u8>,
}

impl Joined {
    pub(super) fn push_bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Adds what a caller gives.
    ///
    /// # Errors
    /// It is a stream that has been sent already.
    pub(super) fn push(&mut self, content: &Content) -> Result<(), BuildError> {
        match content.bytes() {
            Some(bytes) => self.push_bytes(bytes),
            None => {
                let stream = content.open()?;
                let bytes = Content::from(std::mem::take(&mut self.bytes));
                self.before.extend([bytes.open()?, stream]);
            }
        }
        Ok(())
    }

    /// All of it.
    pub(super) fn finish(mut self) -> Result<Content, BuildError> {
        let bytes = Content::from(self.bytes);
        if self.before.is_empty() {
            return Ok(bytes);
        }
        self.before.push_back(bytes.open()?);
        Ok(Content::body(Sequence(self.before)))
    }
}

/// Bodies, one after the other.
struct Sequence(VecDeque<RequestBody>);

impl Body for Sequence {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let bodies = &mut self.get_mut().0;
        while let Some(body) = bodies.front_mut() {
            match ready!(Pin::new(body).poll_frame(context)) {
                // Trailers of a part have no place between parts.
                Some(Ok(frame)) if frame.is_data() => return Poll::Ready(Some(Ok(frame))),
                Some(Ok(_)) => {}
                Some(Err(error)) => {
                    bodies.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    bodies.pop_front();
                }
            }
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.0.iter().all(Body::is_end_stream)
    }

    /// The length is known if that of each is.
    fn size_hint(&self) -> SizeHint {
        let lengths = self.0.iter().map(|body| body.size_hint().exact());
        let sum = lengths.sum::<Option<u64>>();
        sum.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
