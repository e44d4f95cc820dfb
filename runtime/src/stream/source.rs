//! The events of a call, over as many connections as it takes.

use super::parser::EventParser;
use super::splitter::TooLong;
use super::{ByteStream, Event, Opened};
use crate::error::{Error, Facts, StreamFault};
use crate::execute::{Fault, execute};
use crate::request::Call;
use crate::response::Answer;
use crate::time::BoxFuture;
use http::StatusCode;
use http::header::{HeaderName, HeaderValue};
use std::convert::Infallible;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// The wait before a stream is opened again, unless the server says another one.
const WAIT: Duration = Duration::from_secs(3);
/// No longer wait than this, whatever the server says.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Which event was the last one (WHATWG HTML, §9.2.4).
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Events as they come, before their data are read.
pub(super) struct EventSource {
    call: Call,
    connection: Connection,
    parser: EventParser,
}

enum Connection {
    Open(ByteStream),
    /// Waiting, and then sending the call again.
    Opening(BoxFuture<'static, Result<(Answer, Facts), Fault>>),
}

impl EventSource {
    pub(super) fn new(opened: Opened) -> Self {
        let call = opened.call.clone();
        Self {
            parser: EventParser::new(call.client.inner().limits.max_response_bytes),
            connection: Connection::Open(ByteStream::new(opened)),
            call,
        }
    }

    /// The operation's name.
    pub(super) fn operation(&self) -> &'static str {
        self.call.operation.id
    }

    /// The next event. After the end, and after a fault, there is none.
    pub(super) fn poll_event(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Event<String>, StreamFault>>> {
        loop {
            match self.parser.next() {
                Some(Ok(event)) if self.call.operation.done == Some(event.data.as_str()) => {
                    return Poll::Ready(None);
                }
                Some(Ok(event)) => return Poll::Ready(Some(Ok(event))),
                Some(Err(TooLong { limit })) => {
                    return Poll::Ready(Some(Err(StreamFault::TooLong { limit })));
                }
                None => {}
            }
            match ready!(self.poll_more(context)) {
                Ok(true) => {}
                Ok(false) => return Poll::Ready(None),
                Err(fault) => return Poll::Ready(Some(Err(fault))),
            }
        }
    }

    /// Goes one step on: a piece of the body, or a connection. False at the end.
    fn poll_more(&mut self, context: &mut Context<'_>) -> Poll<Result<bool, StreamFault>> {
        match &mut self.connection {
            Connection::Open(bytes) => match ready!(bytes.poll_piece(context)) {
                Some(Ok(piece)) => self.parser.push(&piece),
                _ if self.call.options.reconnects => self.reopen(),
                Some(Err(fault)) => return Poll::Ready(Err(fault)),
                None => return Poll::Ready(Ok(false)),
            },
            Connection::Opening(answer) => match reopened(ready!(answer.as_mut().poll(context)))? {
                Some(opened) => self.connection = Connection::Open(ByteStream::new(opened)),
                None => return Poll::Ready(Ok(false)),
            },
        }
        Poll::Ready(Ok(true))
    }

    /// Leaves what was begun and asks for what comes after the last event.
    fn reopen(&mut self) {
        self.parser.restart();
        let mut call = self.call.clone();
        let last_id = self.parser.last_id();
        // An id that no header can hold is one that the server cannot ask for either.
        if !last_id.is_empty()
            && let Ok(id) = HeaderValue::from_bytes(last_id.as_bytes())
        {
            call.headers.insert(LAST_EVENT_ID, id);
        }
        let wait = self.parser.retry().unwrap_or(WAIT).min(LONGEST_WAIT);
        let sleep = call.client.inner().sleeper.sleep(wait);
        self.connection = Connection::Opening(Box::pin(async move {
            sleep.await;
            execute(call).await
        }));
    }
}

/// The body of the answer to a call that was sent again; none if the server wants it sent no more (204).
fn reopened(outcome: Result<(Answer, Facts), Fault>) -> Result<Option<Opened>, StreamFault> {
    let (mut answer, _) = outcome.map_err(|fault| {
        let error: Error<Infallible> = fault.into();
        StreamFault::Reopen(error.into())
    })?;
    let status = answer.head.status;
    match answer.opened.take() {
        Some(opened) => Ok(Some(*opened)),
        None if status == StatusCode::NO_CONTENT => Ok(None),
        None => Err(StreamFault::Refused { status }),
    }
}
