//! A server in memory that is told what to answer to which operation.

use super::recorded::Recorded;
use super::replay::{Reply, give};
use super::{Encode, ManualTime};
use crate::error::DecodeFault;
use crate::json::Field;
use crate::request::Operation;
use crate::response::{Answer, Codec, Head, Replies, reply_status};
use crate::time::BoxFuture;
use crate::transport::{RequestBody, ResponseBody, Transport, TransportFault};
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The types of the calls of an operation. Implemented for all calls of a generated crate at once.
pub trait TypedCall {
    /// How a success is read.
    type Codec: Codec;
    /// The errors by status.
    type Error: Replies;
}

/// The calls of one operation: the types in `operations` of a generated crate, such as `CreateUser`.
pub trait Mocked: TypedCall {
    /// The operation.
    fn operation() -> &'static Operation;
}

/// A server in memory. It is a [`Transport`]; what it is to answer is [scripted](Mock::on) by operation, and what it was
/// sent is [kept](Mock::requests). Clones share both.
///
/// A call for which no answer is scripted (or one that the document does not have) fails, and its error says so.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// By the operation's id.
    scripts: HashMap<&'static str, VecDeque<Step>>,
    requests: Vec<Recorded>,
    time: ManualTime,
}

/// The id of what belongs to no operation.
const NO_OPERATION: &str = "";

/// What is done with one request.
enum Step {
    Reply(Reply),
    /// The script is wrong; it is told to every call from here on.
    Wrong(String),
}

impl Mock {
    /// A server that has no answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The script of an operation: each further step is the answer to one further request.
    pub fn on<O: Mocked>(&self) -> Script<'_, O> {
        Script {
            mock: self,
            operation: PhantomData,
        }
    }

    /// Answers a request that belongs to no operation: one for a token, or for the document that says where tokens are.
    pub fn for_token(&self, reply: Reply) -> &Self {
        let mut state = self.state();
        let script = state.scripts.entry(NO_OPERATION).or_default();
        script.push_back(Step::Reply(reply));
        self
    }

    /// All requests so far, in order; retries are requests of their own.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// The requests of one operation.
    pub fn requests_of<O: Mocked>(&self) -> Vec<Recorded> {
        let mut requests = self.requests();
        requests.retain(|request| request.operation == O::operation().id);
        requests
    }

    /// How many answers are scripted that nobody asked for.
    pub fn left(&self) -> usize {
        self.state().scripts.values().map(VecDeque::len).sum()
    }

    /// The clock of a client that waits for nothing: give it to the builder as clock and as sleeper.
    pub fn time(&self) -> ManualTime {
        self.state().time.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a request and answers it.
    fn take(&self, request: Recorded) -> Result<Reply, TransportFault> {
        let mut state = self.state();
        let id = request.operation;
        state.requests.push(request);
        let script = state.scripts.entry(id).or_default();
        match script.front() {
            None => Err(TransportFault::connect(match id {
                NO_OPERATION => "no answer is scripted for a token".to_owned(),
                id => format!("no answer is scripted for `{id}`"),
            })),
            Some(Step::Wrong(why)) => Err(TransportFault::connect(why.clone())),
            Some(Step::Reply(_)) => match script.pop_front() {
                Some(Step::Reply(reply)) => Ok(reply),
                _ => Ok(Reply::Hang),
            },
        }
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Mock")
            .field("requests", &state.requests)
            .finish_non_exhaustive()
    }
}

impl Transport for Mock {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFault>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(TransportFault::lost)?;
            let body = body.to_bytes();
            let operation = parts.extensions.get::<&'static Operation>();
            let operation = operation.map_or(NO_OPERATION, |operation| operation.id);
            give(self.take(Recorded::new(operation, parts, body))?).await
        })
    }
}

/// What a [`Mock`] is to do with the requests of one operation.
pub struct Script<'a, O> {
    mock: &'a Mock,
    operation: PhantomData<fn() -> O>,
}

impl<O: Mocked> Script<'_, O> {
    /// Answers with a success: a value of the type that a call gives.
    pub fn reply(self, status: u16, value: <O::Codec as Codec>::Value) -> Self
    where
        O::Codec: Encode,
    {
        let (media_type, body) = O::Codec::encode(&value);
        self.checked(status, media_type, &body)
    }

    /// Answers with this value as JSON: one of the errors of the operation, or a success that has several forms.
    pub fn json<T: Field>(self, status: u16, value: &T) -> Self {
        let body = serde_json::to_vec(&value.view()).unwrap_or_default();
        self.checked(status, Some("application/json"), &body)
    }

    /// Answers with this value as XML: one of the errors of the operation, or a success that has several forms.
    #[cfg(feature = "xml")]
    pub fn xml<T: crate::Xml>(self, status: u16, value: &T) -> Self {
        let body = crate::xml::to_any_xml(value).unwrap_or_default();
        self.checked(status, Some("application/xml"), body.as_bytes())
    }

    /// Answers with this JSON text.
    pub fn text(self, status: u16, json: &str) -> Self {
        self.checked(status, Some("application/json"), json.as_bytes())
    }

    /// Answers without a body.
    pub fn empty(self, status: u16) -> Self {
        self.checked(status, None, b"")
    }

    /// Does any other thing, whatever the document says of it: fails, waits for ever, ends in the middle.
    pub fn raw(self, reply: Reply) -> Self {
        self.step(Step::Reply(reply))
    }

    /// The connection is refused.
    pub fn refused(self) -> Self {
        self.raw(Reply::Fail(TransportFault::connect(
            "refused by the script",
        )))
    }

    /// The connection breaks after the request was sent.
    pub fn lost(self) -> Self {
        self.raw(Reply::Fail(TransportFault::lost("broken by the script")))
    }

    /// An answer, once it is certain that the document has it.
    fn checked(self, status: u16, media_type: Option<&str>, body: &[u8]) -> Self {
        let headers: Vec<(&str, &str)> = media_type
            .map(|media_type| ("content-type", media_type))
            .into_iter()
            .collect();
        let reply = Reply::bytes(status, &headers, Bytes::copy_from_slice(body));
        let fault = match &reply {
            Reply::Answer(response) => fault::<O>(response),
            _ => None,
        };
        self.step(match fault {
            Some(why) => Step::Wrong(why),
            None => Step::Reply(reply),
        })
    }

    /// Changes the answer that was scripted last.
    pub(super) fn change_last(self, change: fn(Reply) -> Reply) -> Self {
        let id = O::operation().id;
        if let Some(script) = self.mock.state().scripts.get_mut(id)
            && let Some(last) = script.pop_back()
        {
            script.push_back(match last {
                Step::Reply(reply) => Step::Reply(change(reply)),
                wrong @ Step::Wrong(_) => wrong,
            });
        }
        self
    }

    fn step(self, step: Step) -> Self {
        let id = O::operation().id;
        self.mock
            .state()
            .scripts
            .entry(id)
            .or_default()
            .push_back(step);
        self
    }
}

/// Why the operation has no such answer, if it has none.
fn fault<O: Mocked>(response: &Response<Bytes>) -> Option<String> {
    let status = response.status();
    let head = Head {
        status,
        headers: response.headers().clone(),
    };
    let is_success = O::Codec::is_success(status);
    if is_success && O::Codec::streams(&head) {
        // What comes piece by piece is judged where it is read.
        return None;
    }
    let mut answer = Answer::new(head, response.body().clone());
    let fault = if is_success {
        O::Codec::decode(&mut answer).err()
    } else {
        match reply_status(O::Error::STATUSES, &answer.head) {
            Some(documented) => O::Error::read(documented, &answer).err(),
            None => Some(DecodeFault::Status(status)),
        }
    };
    let (id, status) = (O::operation().id, status.as_u16());
    fault.map(|fault| {
        format!("the document has no such answer {status} of `{id}` as is scripted: {fault}")
    })
}
