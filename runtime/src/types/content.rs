//! What is sent as it is: bytes at hand, or a stream.

use super::chunks::Chunks;
use crate::error::BuildError;
use crate::transport::{BoxError, RequestBody};
use bytes::Bytes;
use futures_core::Stream;
use http_body::Body;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// What is sent as it is, as a whole body or as a part of one: bytes at hand, or a stream.
///
/// Bytes, texts and vectors become one by `into()`. They can be sent again: after a lost connection, or where the server
/// redirects to. A stream is read while it is sent, and so is sent only once: its call is never retried, a redirect of it
/// is an error, and of the clones of a call or a value the first that is sent takes it.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// let greeting = rt::Content::from("hello");
/// assert_eq!(greeting.bytes().map(|bytes| bytes.len()), Some(5));
/// ```
#[derive(Clone)]
pub struct Content(Source);

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    Stream {
        length: Option<u64>,
        /// Taken by the first that sends it.
        body: Arc<Mutex<Option<RequestBody>>>,
    },
}

impl Content {
    /// A stream of unknown length: over HTTP/1.1 it goes out in chunks, which a few servers do not take. An error of the
    /// stream ends the request.
    pub fn stream<S, D, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<D, E>> + Send + 'static,
        D: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::body(Chunks::new(stream, None))
    }

    /// A stream of so many bytes, which is told to the server beforehand (`Content-Length`). One that ends too early or
    /// goes on for longer ends the request with an error.
    pub fn sized_stream<S, D, E>(length: u64, stream: S) -> Self
    where
        S: Stream<Item = Result<D, E>> + Send + 'static,
        D: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::body(Chunks::new(stream, Some(length)))
    }

    /// Any HTTP body, such as that of another request to pass on. Its length is known if its `size_hint` is exact.
    pub fn body<B>(body: B) -> Self
    where
        B: Body<Data = Bytes> + Send + Sync + 'static,
        B::Error: Into<BoxError>,
    {
        let length = body.size_hint().exact();
        let body = RequestBody::stream(body);
        Self(Source::Stream {
            length,
            body: Arc::new(Mutex::new(Some(body))),
        })
    }

    /// How many bytes it has, as far as that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Source::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Source::Stream { length, .. } => *length,
        }
    }

    /// The bytes; none of a stream.
    pub const fn bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Source::Bytes(bytes) => Some(bytes),
            Source::Stream { .. } => None,
        }
    }

    /// Whether it can be sent more than once.
    pub(crate) const fn is_replayable(&self) -> bool {
        self.bytes().is_some()
    }

    /// The body to be sent; that of a stream is given out once.
    ///
    /// # Errors
    /// The stream was given out before.
    pub(crate) fn open(&self) -> Result<RequestBody, BuildError> {
        match &self.0 {
            Source::Bytes(bytes) => Ok(bytes.clone().into()),
            Source::Stream { body, .. } => body
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take()
                .ok_or_else(|| {
                    BuildError::new("the body is a stream, which has been sent already")
                }),
        }
    }
}

/// No bytes.
impl Default for Content {
    fn default() -> Self {
        Self(Source::Bytes(Bytes::new()))
    }
}

/// Bytes are equal by value; a stream is equal to its own clones alone.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Source::Bytes(one), Source::Bytes(other)) => one == other,
            (Source::Stream { body: one, .. }, Source::Stream { body: other, .. }) => {
                Arc::ptr_eq(one, other)
            }
            _ => false,
        }
    }
}

/// What it holds may be long, and secret: only its length is shown.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &self.0 {
            Source::Bytes(_) => "bytes",
            Source::Stream { .. } => "stream",
        };
        match self.length() {
            Some(length) => write!(f, "Content({kind}, {length} bytes)"),
            None => write!(f, "Content({kind})"),
        }
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self(Source::Bytes(bytes))
    }
}

/// Whatever becomes bytes.
macro_rules! from_bytes {
    ($($type:ty),*) => { $(
        impl From<$type> for Content {
            fn from(bytes: $type) -> Self {
                Self::from(Bytes::from(bytes))
            }
        }
    )* };
}

from_bytes!(Vec<u8>, String, Box<[u8]>, &'static str, &'static [u8]);

#[cfg(test)]
mod tests {
    use super::Content;
    use bytes::Bytes;
    use http_body_util::{BodyExt as _, Full};

    #[tokio::test]
    async fn bytes_are_given_out_again_and_again() {
        let content = Content::from("abc");
        for _ in 0..2 {
            let body = content.open().unwrap();
            assert_eq!(body.collect().await.unwrap().to_bytes(), "abc");
        }
        assert!(content.is_replayable());
    }

    #[tokio::test]
    async fn a_body_is_given_out_once_whoever_asks() {
        let content = Content::body(Full::new(Bytes::from_static(b"abc")));
        assert_eq!((content.length(), content.bytes()), (Some(3), None));
        let clone = content.clone();
        let body = clone.open().unwrap();
        assert_eq!(body.collect().await.unwrap().to_bytes(), "abc");
        assert_eq!(
            content.open().unwrap_err().to_string(),
            "the body is a stream, which has been sent already"
        );
    }

    #[test]
    fn streams_are_equal_to_their_clones_alone() {
        let stream = || Content::body(Full::new(Bytes::from_static(b"abc")));
        let one = stream();
        assert_eq!(one, one.clone());
        assert_ne!(one, stream());
        assert_ne!(one, Content::from("abc"));
        assert_eq!(Content::from("abc"), Content::from(b"abc".to_vec()));
    }

    #[test]
    fn what_it_holds_is_not_shown() {
        assert_eq!(
            format!("{:?}", Content::from("hunter2")),
            "Content(bytes, 7 bytes)"
        );
    }
}
