//! What a program does before and after each attempt.

use super::attempt::Failure;
use crate::client::Inner;
use crate::error::{BuildError, WasSent};
use crate::request::Call;
use crate::request::assemble::Prepared;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, Method, StatusCode};
use std::fmt;

/// Is called around each attempt of each call of a client: to count, to log, to add a header.
///
/// A hook must not block: it runs in the task of the call. What has to wait belongs into a
/// [`Transport`](crate::Transport) around another one, or a [`TokenSource`](crate::TokenSource).
///
/// ```
/// use clientsmith_runtime::{Attempt, AttemptError, HeaderMap, Hook, StatusCode};
///
/// struct Log;
///
/// impl Hook for Log {
///     fn before(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
///         headers.insert("x-attempt", attempt.number().into());
///     }
///
///     fn after(&self, attempt: &Attempt<'_>, status: StatusCode, _: &HeaderMap) {
///         println!("{} {status}", attempt.operation());
///     }
///
///     fn on_error(&self, attempt: &Attempt<'_>, error: &AttemptError<'_>) {
///         println!("{} {error}", attempt.operation());
///     }
/// }
/// ```
pub trait Hook: Send + Sync + 'static {
    /// Before an attempt: its headers, credentials among them, may be changed for it alone. Those that say where a body
    /// ends are the transport's, and are dropped.
    fn before(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        let _ = (attempt, headers);
    }

    /// After an attempt that was answered, whatever the status; its body may not have been read yet.
    fn after(&self, attempt: &Attempt<'_>, status: StatusCode, headers: &HeaderMap) {
        let _ = (attempt, status, headers);
    }

    /// After an attempt without a whole answer.
    fn on_error(&self, attempt: &Attempt<'_>, error: &AttemptError<'_>) {
        let _ = (attempt, error);
    }
}

/// An attempt of a call.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    call: &'a Call,
    prepared: &'a Prepared,
    number: u32,
}

impl Attempt<'_> {
    /// The operation's id.
    pub const fn operation(&self) -> &'static str {
        self.call.operation.id
    }

    /// The method.
    pub const fn method(&self) -> &Method {
        &self.prepared.method
    }

    /// The path template of the operation.
    pub const fn path_template(&self) -> &'static str {
        self.call.operation.path
    }

    /// The whole URL. Its query may hold a key.
    pub fn url(&self) -> &str {
        self.prepared.url()
    }

    /// Which attempt of the call it is, from 1.
    pub const fn number(&self) -> u32 {
        self.number
    }
}

impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the URL, which may hold a key.
        f.debug_struct("Attempt")
            .field("operation", &self.operation())
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// Why an attempt has no whole answer. Its text holds no secrets.
#[derive(Debug)]
pub struct AttemptError<'a>(&'a Failure);

impl AttemptError<'_> {
    /// Whether a time limit ended the attempt.
    pub const fn is_timeout(&self) -> bool {
        matches!(self.0, Failure::Timeout { .. })
    }

    /// Whether the request of this attempt has reached the server.
    pub fn was_sent(&self) -> WasSent {
        self.0.was_sent()
    }
}

impl fmt::Display for AttemptError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Failure::Build(error) => error.fmt(f),
            Failure::Transport(fault) => fault.fmt(f),
            Failure::Timeout { limit, .. } => {
                write!(f, "no whole answer within {} s", limit.as_secs_f64())
            }
            Failure::TooLong { limit, .. } => write!(f, "the answer is longer than {limit} bytes"),
            Failure::Token { scheme, fault } => {
                write!(f, "no token for `{scheme}`: {}", fault.error())
            }
        }
    }
}

/// The hooks of a client, around one attempt.
pub(super) struct Hooks<'a> {
    client: &'a Inner,
    call: &'a Call,
    number: u32,
}

impl<'a> Hooks<'a> {
    pub(super) const fn new(client: &'a Inner, call: &'a Call, number: u32) -> Self {
        Self {
            client,
            call,
            number,
        }
    }

    const fn attempt<'b>(&self, prepared: &'b Prepared) -> Attempt<'b>
    where
        'a: 'b,
    {
        Attempt {
            call: self.call,
            prepared,
            number: self.number,
        }
    }

    pub(super) fn before(&self, prepared: &mut Prepared) -> Result<(), BuildError> {
        if self.client.hooks.is_empty() {
            return Ok(());
        }
        let mut headers = prepared.headers(self.call)?.clone();
        for hook in &self.client.hooks {
            hook.before(&self.attempt(prepared), &mut headers);
        }
        headers.remove(CONTENT_LENGTH);
        headers.remove(TRANSFER_ENCODING);
        prepared.headers_of_attempt = Some(headers);
        Ok(())
    }

    pub(super) fn after(&self, prepared: &Prepared, status: StatusCode, headers: &HeaderMap) {
        for hook in &self.client.hooks {
            hook.after(&self.attempt(prepared), status, headers);
        }
    }

    pub(super) fn on_error(&self, prepared: &Prepared, failure: &Failure) {
        for hook in &self.client.hooks {
            hook.on_error(&self.attempt(prepared), &AttemptError(failure));
        }
    }
}
