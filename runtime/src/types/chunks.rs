//! A stream as an HTTP body.

use crate::transport::BoxError;
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

/// A stream as an HTTP body, which keeps to the length that was told of it.
pub(super) struct Chunks<S> {
    /// Never locked: a body must be `Sync`, which streams need not be.
    stream: Mutex<Pin<Box<S>>>,
    /// How many bytes are to come, where that is known.
    left: Option<u64>,
    has_ended: bool,
}

impl<S> Chunks<S> {
    pub(super) fn new(stream: S, length: Option<u64>) -> Self {
        Self {
            stream: Mutex::new(Box::pin(stream)),
            left: length,
            has_ended: false,
        }
    }

    /// Counts what came.
    fn count(&mut self, came: usize) -> Result<(), BoxError> {
        let Some(left) = self.left else {
            return Ok(());
        };
        let came = u64::try_from(came).unwrap_or(u64::MAX);
        match left.checked_sub(came) {
            Some(rest) => {
                self.left = Some(rest);
                Ok(())
            }
            None => Err(format!("the stream is at least {} bytes too long", came - left).into()),
        }
    }

    fn end(&self) -> Result<(), BoxError> {
        match self.left {
            None | Some(0) => Ok(()),
            Some(left) => Err(format!("the stream ended {left} bytes too early").into()),
        }
    }
}

impl<S, D, E> Body for Chunks<S>
where
    S: Stream<Item = Result<D, E>>,
    D: Into<Bytes>,
    E: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        if this.has_ended {
            return Poll::Ready(None);
        }
        let stream = this
            .stream
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        let came = ready!(stream.as_mut().poll_next(context));
        let came = came.map(|came| came.map(Into::into).map_err(Into::into));
        let outcome: Option<Result<Bytes, BoxError>> = match came {
            Some(Ok(data)) => Some(this.count(Bytes::len(&data)).map(|()| data)),
            Some(Err(error)) => Some(Err(error)),
            None => this.end().err().map(Err),
        };
        this.has_ended = !matches!(outcome, Some(Ok(_)));
        Poll::Ready(outcome.map(|outcome| outcome.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.has_ended || self.left == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

#[cfg(test)]
mod tests {
    use super::Chunks;
    use futures_core::Stream;
    use http_body::Body as _;
    use http_body_util::BodyExt as _;
    use std::collections::VecDeque;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    /// A stream of these pieces.
    struct Pieces(VecDeque<Result<&'static str, &'static str>>);

    impl Stream for Pieces {
        type Item = Result<&'static str, &'static str>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(self.0.pop_front())
        }
    }

    async fn collected(
        pieces: &[Result<&'static str, &'static str>],
        length: Option<u64>,
    ) -> Result<bytes::Bytes, String> {
        let chunks = Chunks::new(Pieces(pieces.iter().copied().collect()), length);
        let collected = chunks.collect().await;
        collected
            .map(http_body_util::Collected::to_bytes)
            .map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn pieces_come_in_order() {
        let whole = collected(&[Ok("ab"), Ok(""), Ok("c")], None).await;
        assert_eq!(whole.unwrap(), "abc");
        let whole = collected(&[Ok("ab"), Ok("c")], Some(3)).await;
        assert_eq!(whole.unwrap(), "abc");
    }

    #[tokio::test]
    async fn a_stream_keeps_to_its_length() {
        assert_eq!(
            collected(&[Ok("ab")], Some(3)).await,
            Err("the stream ended 1 bytes too early".to_owned())
        );
        assert_eq!(
            collected(&[Ok("ab"), Ok("cde")], Some(3)).await,
            Err("the stream is at least 2 bytes too long".to_owned())
        );
    }

    #[tokio::test]
    async fn an_error_of_the_stream_is_told() {
        assert_eq!(
            collected(&[Ok("ab"), Err("disk on fire"), Ok("c")], None).await,
            Err("disk on fire".to_owned())
        );
    }

    #[test]
    fn only_a_known_length_is_told() {
        let hint = |length| {
            let chunks = Chunks::new(Pieces(VecDeque::new()), length);
            chunks.size_hint().exact()
        };
        assert_eq!([hint(Some(3)), hint(None)], [Some(3), None]);
    }
}
