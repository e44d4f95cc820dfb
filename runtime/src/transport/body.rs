//! The body of a request, as it goes out.

use super::BoxError;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt as _;
use http_body_util::combinators::BoxBody;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The body of a request, as it goes out: bytes at hand, or a stream.
///
/// Its `size_hint` is exact where its length is known: a transport then says the length (`Content-Length`), and sends the
/// body in chunks only where it is not.
pub struct RequestBody(Kind);

enum Kind {
    /// None when they have gone out, and of a body without any.
    Bytes(Option<Bytes>),
    Stream(BoxBody<Bytes, BoxError>),
}

impl RequestBody {
    /// Any body as that of a request.
    pub fn stream<B>(body: B) -> Self
    where
        B: Body<Data = Bytes> + Send + Sync + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Kind::Stream(body.map_err(Into::into).boxed()))
    }

    /// The bytes, for a transport that has a shorter way for them than that of streams.
    ///
    /// # Errors
    /// It is a stream, which is given back.
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Kind::Bytes(bytes) => Ok(bytes.unwrap_or_default()),
            Kind::Stream(_) => Err(self),
        }
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Bytes((!bytes.is_empty()).then_some(bytes)))
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Kind::Bytes(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Kind::Stream(body) => Pin::new(body).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Bytes(bytes) => bytes.is_none(),
            Kind::Stream(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Bytes(bytes) => {
                let length = bytes.as_ref().map_or(0, Bytes::len);
                SizeHint::with_exact(u64::try_from(length).unwrap_or(u64::MAX))
            }
            Kind::Stream(body) => body.size_hint(),
        }
    }
}

/// What is sent may be secret.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, Bytes, RequestBody};
    use http_body_util::{BodyExt as _, Full};

    #[tokio::test]
    async fn bytes_go_out_once_and_their_length_is_known() {
        let mut body = RequestBody::from(Bytes::from_static(b"abc"));
        assert_eq!(body.size_hint().exact(), Some(3));
        let frame = body.frame().await.unwrap().unwrap();
        assert_eq!(frame.into_data().unwrap(), "abc");
        assert!(body.is_end_stream() && body.frame().await.is_none());
        assert_eq!(RequestBody::from(Bytes::new()).size_hint().exact(), Some(0));
    }

    #[test]
    fn only_bytes_at_hand_are_given_as_bytes() {
        let whole = RequestBody::from(Bytes::from_static(b"abc"));
        assert_eq!(whole.into_bytes().unwrap(), "abc");
        let stream = RequestBody::stream(Full::new(Bytes::from_static(b"abc")));
        assert_eq!(
            stream.into_bytes().unwrap_err().size_hint().exact(),
            Some(3)
        );
    }
}
