//! One attempt: a request, the redirects it meets, and the answer: whole, or its head where the body is to be a stream.

use super::redirect;
use super::retry::{Ending, should_retry};
use super::retry_after::retry_after;
use super::within::within;
use crate::auth::SharedFault;
use crate::client::Inner;
use crate::error::{BuildError, TimeoutKind, WasSent};
use crate::request::Call;
use crate::request::assemble::Prepared;
use crate::response::{Answer, Head};
use crate::stream::Opened;
use crate::transport::{FaultKind, ResponseBody, TransportFault};
use bytes::{Bytes, BytesMut};
use http::Request;
use http::header::CONTENT_LENGTH;
use http_body_util::BodyExt as _;
use std::time::Duration;

/// Why an attempt gave no answer.
#[derive(Debug)]
pub(super) enum Failure {
    Build(BuildError),
    Transport(TransportFault),
    Timeout {
        kind: TimeoutKind,
        limit: Duration,
        was_sent: WasSent,
    },
    TooLong {
        answer: Answer,
        limit: usize,
    },
    /// There is no token to send.
    Token {
        scheme: &'static str,
        fault: SharedFault,
    },
}

impl Failure {
    pub(super) fn was_sent(&self) -> WasSent {
        match self {
            Self::Build(_) | Self::Token { .. } => WasSent::No,
            // The server that answered with the redirect has seen it.
            Self::Transport(fault) if fault.is_redirected() => WasSent::Yes,
            Self::Transport(fault) => match fault.kind() {
                FaultKind::Connect | FaultKind::ConnectTimeout => WasSent::No,
                FaultKind::Lost => WasSent::Maybe,
                FaultKind::Cut | FaultKind::Redirects | FaultKind::Unrepeatable => WasSent::Yes,
            },
            Self::Timeout { was_sent, .. } => *was_sent,
            Self::TooLong { .. } => WasSent::Yes,
        }
    }

    /// A short name, for `error.type` of a trace.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Build(_) => "build",
            Self::Transport(fault) if fault.is_connect() => "connect",
            Self::Transport(_) => "transport",
            Self::Timeout { .. } => "timeout",
            Self::TooLong { .. } => "decode",
            Self::Token { .. } => "token",
        }
    }

    /// How long to wait before another attempt, where that is known.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Token { fault, .. } => fault.retry_after(),
            _ => None,
        }
    }

    pub(super) fn ending(&self) -> Ending {
        match self {
            Self::Build(_)
            | Self::TooLong { .. }
            | Self::Timeout {
                kind: TimeoutKind::Call,
                ..
            } => Ending::Final,
            Self::Token { fault, .. } if !fault.may_retry() => Ending::Final,
            Self::Token { fault, .. } if !fault.is_timeout() => Ending::NotSent,
            Self::Token { .. }
            | Self::Timeout {
                was_sent: WasSent::No,
                ..
            } => Ending::NotSentInTime,
            Self::Timeout { .. } => Ending::TimedOut,
            Self::Transport(fault) => match fault.kind() {
                FaultKind::Connect | FaultKind::ConnectTimeout => Ending::NotSent,
                FaultKind::Lost | FaultKind::Cut => Ending::Lost,
                FaultKind::Redirects | FaultKind::Unrepeatable => Ending::Final,
            },
        }
    }
}

/// How an answer looks to the rules of retrying, and how long the server asks to wait.
pub(super) fn assess(client: &Inner, answer: &Answer) -> (Ending, Option<Duration>) {
    let Head { status, headers } = &answer.head;
    if status.is_success() {
        // What a server says about trying again is looked for where somebody may.
        let ending = Ending::Answered {
            status: *status,
            should_retry: None,
            asks_to_wait: false,
        };
        return (ending, None);
    }
    let wait = retry_after(headers, || client.clock.wall());
    (
        Ending::Answered {
            status: *status,
            should_retry: should_retry(headers),
            asks_to_wait: wait.is_some(),
        },
        wait,
    )
}

/// Makes one attempt within `limit`; `kind` says whose limit that is. A stream has begun in time when its head is there.
pub(super) async fn attempt(
    call: &Call,
    prepared: &mut Prepared,
    limit: Duration,
    kind: TimeoutKind,
) -> Result<Answer, Failure> {
    let client = call.client.inner();
    let mut was_sent = WasSent::Maybe;
    let outcome = within(
        &*client.sleeper,
        limit,
        exchange(call, prepared, &mut was_sent),
    )
    .await;
    match outcome {
        Some(Err(Failure::Transport(fault)))
            if fault.kind() == FaultKind::ConnectTimeout && !fault.is_redirected() =>
        {
            Err(Failure::Timeout {
                kind: TimeoutKind::Connect,
                limit: client.limits.transport.connect_timeout,
                was_sent: WasSent::No,
            })
        }
        Some(outcome) => outcome,
        None => Err(Failure::Timeout {
            kind,
            limit,
            was_sent,
        }),
    }
}

/// Sends, follows redirects, and reads the answer.
async fn exchange(
    call: &Call,
    prepared: &mut Prepared,
    was_sent: &mut WasSent,
) -> Result<Answer, Failure> {
    let client = call.client.inner();
    let mut redirected: Option<Request<()>> = None;
    for _ in 0..=redirect::MOST {
        // Sent away, and made again only for a redirect: few answers are one, and a copy costs every call.
        let request = head(call, prepared, redirected.as_ref()).map_err(Failure::Build)?;
        let body = prepared.body.open().map_err(Failure::Build)?;
        let sending = client.transport.send(request.map(|()| body));
        let response = sending.await.map_err(|fault| match redirected {
            Some(_) => Failure::Transport(fault.after_redirect()),
            None => Failure::Transport(fault),
        })?;
        *was_sent = WasSent::Yes;
        let (parts, body) = response.into_parts();
        let next = match parts.status.is_redirection() {
            true => redirect::follow(
                &head(call, prepared, redirected.as_ref()).map_err(Failure::Build)?,
                parts.status,
                &parts.headers,
                &prepared.secret_query,
            ),
            false => None,
        };
        match next {
            Some(next) if prepared.body.is_replayable() => redirected = Some(next),
            Some(_) => return Err(Failure::Transport(TransportFault::unrepeatable())),
            None => {
                let head = Head {
                    status: parts.status,
                    headers: parts.headers,
                };
                return receive(call, head, body).await;
            }
        }
    }
    Err(Failure::Transport(TransportFault::redirects(
        redirect::MOST,
    )))
}

/// The head of a request: of the call, or of the last redirect.
fn head(
    call: &Call,
    prepared: &mut Prepared,
    redirected: Option<&Request<()>>,
) -> Result<Request<()>, BuildError> {
    match redirected {
        Some(next) => Ok(next.clone()),
        None => prepared.head(call),
    }
}

/// Takes a body as the call wants it.
async fn receive(call: &Call, head: Head, body: ResponseBody) -> Result<Answer, Failure> {
    if !(call.streams)(&head) {
        return read(head, body, call.client.inner().limits.max_response_bytes).await;
    }
    let mut answer = Answer::new(head, Bytes::new());
    answer.opened = Some(Box::new(Opened::new(body, call.clone())));
    Ok(answer)
}

/// Reads a body up to a limit; what is longer is not read on.
async fn read(head: Head, mut body: ResponseBody, limit: usize) -> Result<Answer, Failure> {
    let announced = head
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let mut first: Option<Bytes> = None;
    let mut all = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Failure::Transport(TransportFault::cut(error)))?;
        // Trailers say nothing that we want to know.
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let length = all.len() + first.as_ref().map_or(0, Bytes::len) + data.len();
        if length > limit {
            let bytes = first.unwrap_or_else(|| all.freeze());
            return Err(Failure::TooLong {
                answer: Answer::new(head, bytes),
                limit,
            });
        }
        match first.take() {
            // Most answers come in one piece, which needs no copy.
            None if all.is_empty() => first = Some(data),
            piece => {
                if all.is_empty() {
                    all.reserve(announced.unwrap_or(0).min(limit).max(length));
                }
                all.extend_from_slice(&piece.unwrap_or_default());
                all.extend_from_slice(&data);
            }
        }
    }
    Ok(Answer::new(head, first.unwrap_or_else(|| all.freeze())))
}
