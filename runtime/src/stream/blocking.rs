//! Streams in programs that are not async (feature `blocking`).

use super::{ByteStream, EventData, EventStream, JsonStream};
use crate::blocking::wait;
use crate::error::{StreamError, StreamFault};
use crate::json::Field;
use futures_core::Stream;
use std::future::poll_fn;
use std::pin::Pin;

/// The items of a stream, one after the other; this thread is blocked until the next one is there.
///
/// Works in any thread, also in one that runs a Tokio runtime, whose other tasks then wait as well.
#[derive(Debug)]
pub struct Blocking<S> {
    operation: &'static str,
    /// None when it has ended.
    stream: Option<S>,
}

impl<S, T> Iterator for Blocking<S>
where
    S: Stream<Item = Result<T, StreamError>> + Unpin + Send + 'static,
    T: Send + 'static,
{
    type Item = Result<T, StreamError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut stream = self.stream.take()?;
        let work = async move {
            let item = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await;
            (stream, item)
        };
        match wait(work) {
            Ok((stream, item)) => {
                self.stream = item.is_some().then_some(stream);
                item
            }
            Err(error) => {
                let fault = StreamFault::Wait(error);
                Some(Err(StreamError::new(self.operation, fault, None)))
            }
        }
    }
}

impl ByteStream {
    /// The pieces as an iterator that blocks this thread for each.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking {
            operation: self.operation(),
            stream: Some(self),
        }
    }
}

impl<T: EventData> EventStream<T> {
    /// The events as an iterator that blocks this thread for each.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking {
            operation: self.operation(),
            stream: Some(self),
        }
    }
}

impl<T: Field> JsonStream<T> {
    /// The items as an iterator that blocks this thread for each.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking {
            operation: self.operation(),
            stream: Some(self),
        }
    }
}
