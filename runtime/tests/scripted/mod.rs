//! A transport whose bodies come piece by piece, and break off when they are told to.
#![allow(dead_code)] // each test uses some of it

use clientsmith_runtime as rt;
use http_body::{Body, Frame};
use http_body_util::BodyExt as _;
use rt::{BoxError, BoxFuture, Bytes, ResponseBody, Transport, TransportFault};
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// What comes next of a body.
#[derive(Debug, Clone)]
pub enum Piece {
    Data(&'static str),
    /// The connection breaks.
    Cut,
    /// Nothing comes any more.
    Silence,
}

/// An answer: its status, its media type, and the pieces of its body.
pub struct Script(pub u16, pub &'static str, pub Vec<Piece>);

/// An event stream of these pieces.
pub fn events(pieces: &[&'static str]) -> Script {
    let pieces = pieces.iter().map(|piece| Piece::Data(piece)).collect();
    Script(200, "text/event-stream", pieces)
}

/// Answers by scripts, one after the other, and keeps the heads of requests.
#[derive(Clone, Default)]
pub struct Scripted(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    scripts: VecDeque<Script>,
    requests: Vec<rt::HeaderMap>,
    open_bodies: usize,
}

impl Scripted {
    pub fn new(scripts: impl IntoIterator<Item = Script>) -> Self {
        let scripts = scripts.into_iter().collect();
        Self(Arc::new(Mutex::new(State {
            scripts,
            ..State::default()
        })))
    }

    /// The headers of the requests so far.
    pub fn requests(&self) -> Vec<rt::HeaderMap> {
        self.0.lock().unwrap().requests.clone()
    }

    /// How many bodies are neither read to their end nor dropped.
    pub fn open_bodies(&self) -> usize {
        self.0.lock().unwrap().open_bodies
    }
}

impl Transport for Scripted {
    fn send(
        &self,
        request: http::Request<rt::RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportFault>> {
        let mut state = self.0.lock().unwrap();
        state.requests.push(request.headers().clone());
        let Some(Script(status, media_type, pieces)) = state.scripts.pop_front() else {
            return Box::pin(async { Err(TransportFault::connect("no script is left")) });
        };
        state.open_bodies += 1;
        let body = Pieces(pieces.into(), Arc::clone(&self.0));
        let mut response = http::Response::new(body.boxed_unsync());
        *response.status_mut() = rt::StatusCode::from_u16(status).unwrap();
        if !media_type.is_empty() {
            let value = media_type.parse().unwrap();
            response.headers_mut().insert("content-type", value);
        }
        Box::pin(async { Ok(response) })
    }
}

struct Pieces(VecDeque<Piece>, Arc<Mutex<State>>);

impl Drop for Pieces {
    fn drop(&mut self) {
        self.1.lock().unwrap().open_bodies -= 1;
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.0.pop_front() {
            Some(Piece::Data(text)) => Poll::Ready(Some(Ok(Frame::data(text.into())))),
            Some(Piece::Cut) => Poll::Ready(Some(Err("reset by peer".into()))),
            Some(Piece::Silence) => {
                self.0.push_front(Piece::Silence);
                Poll::Pending
            }
            None => Poll::Ready(None),
        }
    }
}
