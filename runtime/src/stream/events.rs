//! Server-sent events as a stream.

use super::event::{Event, EventData};
use super::source::EventSource;
use super::{Opened, of_item};
use crate::error::StreamError;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The server-sent events of an answer (WHATWG HTML, §9.2), their data read into `T`.
///
/// It ends where the body ends (an event that no empty line ended is none), or at the event that says so where the API has
/// one (`[DONE]`). A body that was cut off ends with an error, unless the call was told to reconnect: then the call is sent
/// again with `Last-Event-ID`, after 3 s or what the server says (`retry`, at most 30 s), until the server answers 204.
///
/// An event whose data do not fit is an error too, but not the end: the next may fit. Dropping the stream closes the
/// connection.
///
/// ```no_run
/// # use clientsmith_runtime as rt;
/// # async fn f(mut events: rt::EventStream<rt::Value>) -> Result<(), rt::StreamError> {
/// while let Some(event) = events.next().await {
///     let event = event?;
///     println!("{:?} {}", event.name, event.data);
/// }
/// # Ok(())
/// # }
/// ```
pub struct EventStream<T> {
    /// None when it has ended.
    source: Option<EventSource>,
    data: PhantomData<fn() -> T>,
}

impl<T: EventData> EventStream<T> {
    /// The events of a body; without one, none.
    pub(crate) fn new(opened: Option<Opened>) -> Self {
        Self {
            source: opened.map(EventSource::new),
            data: PhantomData,
        }
    }

    /// The operation's name; after the end it is not known.
    #[cfg(feature = "blocking")]
    pub(super) fn operation(&self) -> &'static str {
        self.source
            .as_ref()
            .map_or("stream", EventSource::operation)
    }

    /// The next event; none at the end.
    ///
    /// # Errors
    /// The data of the event do not fit. Or, and nothing comes after it: the body was cut off, nothing came for as long as
    /// the stall limit, an event is longer than an answer may be, or the server does not open the stream again.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: EventData> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(source) = &mut self.source else {
            return Poll::Ready(None);
        };
        let operation = source.operation();
        let item = match ready!(source.poll_event(context)) {
            Some(Ok(event)) => return Poll::Ready(Some(read(operation, event))),
            Some(Err(fault)) => Some(Err(StreamError::new(operation, fault, None))),
            None => None,
        };
        self.source = None;
        Poll::Ready(item)
    }
}

fn read<T: EventData>(
    operation: &'static str,
    event: Event<String>,
) -> Result<Event<T>, StreamError> {
    match T::read(event.name.as_deref(), &event.data) {
        Ok(data) => Ok(event.with(data)),
        Err(fault) => Err(of_item(operation, fault, event.data.into())),
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("has_ended", &self.source.is_none())
            .finish_non_exhaustive()
    }
}
