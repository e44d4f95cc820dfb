//! Transports without a network.

use crate::time::BoxFuture;
use crate::transport::{BoxError, RequestBody, ResponseBody, Transport, TransportFault, full_body};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};
use http_body::{Body, Frame};
use http_body_util::BodyExt as _;
use std::collections::VecDeque;
use std::future::{Future, pending, ready};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

/// What a [`Replay`] does with a request.
#[derive(Debug)]
pub enum Reply {
    /// Answers.
    Answer(Response<Bytes>),
    /// Answers, and the connection breaks behind these bytes of the body.
    Cut(Response<Bytes>),
    /// Answers, and nothing comes behind these bytes of the body, nor does it end.
    Stall(Response<Bytes>),
    /// Answers with a body that comes in these pieces.
    Pieces(Response<Vec<Bytes>>, Ending),
    /// Fails.
    Fail(TransportFault),
    /// Waits for ever.
    Hang,
}

/// How a body that comes in pieces ends.
#[derive(Debug)]
pub enum Ending {
    /// With this piece, which may be empty.
    Whole(Bytes),
    /// It breaks off.
    Cut,
    /// Nothing comes any more, nor does it end.
    Stalled,
}

impl Reply {
    /// An answer with a JSON body.
    pub fn json(status: u16, body: &str) -> Self {
        Self::new(status, &[("content-type", "application/json")], body)
    }

    /// An answer with these headers and this body. What is no status or header is left out.
    pub fn new(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        Self::bytes(status, headers, Bytes::copy_from_slice(body.as_bytes()))
    }

    /// The same with a body of any bytes.
    pub fn bytes(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Self {
        Self::Answer(response(status, headers, body.into()))
    }

    /// The same with a body that comes in these pieces, and ends with `end` unless it is [cut](Self::cut) or
    /// [stalled](Self::stalled).
    pub fn pieces(
        status: u16,
        headers: &[(&str, &str)],
        pieces: Vec<Bytes>,
        end: impl Into<Bytes>,
    ) -> Self {
        Self::Pieces(response(status, headers, pieces), Ending::Whole(end.into()))
    }

    /// The same answer, whose body breaks off where it would end.
    #[must_use]
    pub fn cut(self) -> Self {
        match self {
            Self::Answer(response) => Self::Cut(response),
            Self::Pieces(response, _) => Self::Pieces(response, Ending::Cut),
            other => other,
        }
    }

    /// The same answer, whose body comes to a standstill where it would end.
    #[must_use]
    pub fn stalled(self) -> Self {
        match self {
            Self::Answer(response) => Self::Stall(response),
            Self::Pieces(response, _) => Self::Pieces(response, Ending::Stalled),
            other => other,
        }
    }
}

/// An answer; what is no status or header is left out.
fn response<B>(status: u16, headers: &[(&str, &str)], body: B) -> Response<B> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        ) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// Does what a reply says.
pub(super) async fn give(reply: Reply) -> Result<Response<ResponseBody>, TransportFault> {
    match reply {
        Reply::Answer(response) => Ok(response.map(full_body)),
        Reply::Cut(response) => {
            Ok(response.map(|bytes| followed_by(full_body(bytes), ready(Some(Err(cut()))))))
        }
        Reply::Stall(response) => {
            Ok(response.map(|bytes| followed_by(full_body(bytes), pending())))
        }
        Reply::Pieces(response, ending) => Ok(response.map(|pieces| in_pieces(pieces, ending))),
        Reply::Fail(fault) => Err(fault),
        Reply::Hang => pending().await,
    }
}

fn cut() -> BoxError {
    BoxError::from("broken off by the script")
}

fn in_pieces(pieces: Vec<Bytes>, ending: Ending) -> ResponseBody {
    let mut pieces = VecDeque::from(pieces);
    match ending {
        Ending::Whole(end) => {
            pieces.push_back(end);
            Pieces(pieces).boxed_unsync()
        }
        Ending::Cut => followed_by(Pieces(pieces).boxed_unsync(), ready(Some(Err(cut())))),
        Ending::Stalled => followed_by(Pieces(pieces).boxed_unsync(), pending()),
    }
}

/// A body whose end is the outcome of a future: trailers stand behind all data.
fn followed_by(
    body: ResponseBody,
    end: impl Future<Output = Option<Result<HeaderMap, BoxError>>> + Send + 'static,
) -> ResponseBody {
    body.with_trailers(end).boxed_unsync()
}

/// A body with a frame for each piece that is not empty.
struct Pieces(VecDeque<Bytes>);

impl Body for Pieces {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let next = std::iter::from_fn(|| self.0.pop_front()).find(|piece| !piece.is_empty());
        Poll::Ready(next.map(|piece| Ok(Frame::data(piece))))
    }
}

/// Gives prepared replies in order and keeps the requests, each with its whole body. Clones share both.
#[derive(Debug, Clone, Default)]
pub struct Replay(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    replies: VecDeque<Reply>,
    requests: Vec<Request<Bytes>>,
}

impl Replay {
    /// A transport that gives these replies; when they are used up, connections are refused.
    pub fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies = replies.into_iter().collect();
        Self(Arc::new(Mutex::new(State {
            replies,
            requests: Vec::new(),
        })))
    }

    /// Keeps a request and takes the reply to it.
    fn next(&self, request: Request<Bytes>) -> Option<Reply> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.requests.push(request);
        state.replies.pop_front()
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .requests
            .clone()
    }
}

impl Transport for Replay {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFault>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.map_err(TransportFault::lost)?;
            match self.next(Request::from_parts(head, body.to_bytes())) {
                Some(reply) => give(reply).await,
                None => Err(TransportFault::connect("no reply is left")),
            }
        })
    }
}

/// Takes requests and never answers.
#[derive(Debug, Clone, Copy, Default)]
pub struct NeverAnswers;

impl Transport for NeverAnswers {
    fn send(
        &self,
        _request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFault>> {
        Box::pin(pending())
    }
}
