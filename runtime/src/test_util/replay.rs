//! Transports without a network.

use crate::time::BoxFuture;
use crate::transport::{BoxError, RequestBody, ResponseBody, Transport, TransportFault, full_body};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use std::collections::VecDeque;
use std::future::{Future, pending, ready};
use std::sync::{Arc, Mutex, PoisonError};

/// What a [`Replay`] does with a request.
#[derive(Debug)]
pub enum Reply {
    /// Answers.
    Answer(Response<Bytes>),
    /// Answers, and the connection breaks behind these bytes of the body.
    Cut(Response<Bytes>),
    /// Answers, and nothing comes behind these bytes of the body, nor does it end.
    Stall(Response<Bytes>),
    /// Fails.
    Fail(TransportFault),
    /// Waits for ever.
    Hang,
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
        let mut response = Response::new(body.into());
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        for (name, value) in headers {
            if let (Ok(name), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(value),
            ) {
                response.headers_mut().append(name, value);
            }
        }
        Self::Answer(response)
    }

    /// The same answer, whose body breaks off where it would end.
    #[must_use]
    pub fn cut(self) -> Self {
        match self {
            Self::Answer(response) => Self::Cut(response),
            other => other,
        }
    }

    /// The same answer, whose body comes to a standstill where it would end.
    #[must_use]
    pub fn stalled(self) -> Self {
        match self {
            Self::Answer(response) => Self::Stall(response),
            other => other,
        }
    }
}

/// Does what a reply says.
pub(super) async fn give(reply: Reply) -> Result<Response<ResponseBody>, TransportFault> {
    match reply {
        Reply::Answer(response) => Ok(response.map(full_body)),
        Reply::Cut(response) => Ok(response.map(|bytes| {
            let cut = BoxError::from("broken off by the script");
            followed_by(bytes, ready(Some(Err(cut))))
        })),
        Reply::Stall(response) => Ok(response.map(|bytes| followed_by(bytes, pending()))),
        Reply::Fail(fault) => Err(fault),
        Reply::Hang => pending().await,
    }
}

/// A body whose end is the outcome of a future: trailers stand behind all data.
fn followed_by(
    bytes: Bytes,
    end: impl Future<Output = Option<Result<HeaderMap, BoxError>>> + Send + 'static,
) -> ResponseBody {
    full_body(bytes).with_trailers(end).boxed_unsync()
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
