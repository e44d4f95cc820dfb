//! What can go wrong with a call, and what is known then.

mod api;
mod build;
mod decode;
mod facts;
mod stream;
mod timeout;
mod token;
mod transport;

pub use api::ApiError;
pub use build::BuildError;
pub use decode::{DecodeError, DecodeFault};
pub(crate) use facts::Facts;
pub use facts::WasSent;
pub use stream::{StreamError, StreamFault};
pub use timeout::{TimeoutError, TimeoutKind};
pub use token::TokenError;
pub use transport::TransportError;

use http::StatusCode;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Why a call gave no value. `E` is the operation's own enum of error answers.
///
/// Each variant also tells how far the call came: `Build`, and nothing has left; `Transport`, `Timeout` and `Token`, and
/// there is no whole answer (ask [`was_sent`](Self::was_sent)); `Api` and `Decode`, and the answer is kept whole.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request could not be made; nothing has left.
    Build(BuildError),
    /// The connection failed.
    Transport(TransportError),
    /// It took too long.
    Timeout(TimeoutError),
    /// The server answered with an error.
    Api(ApiError<E>),
    /// The server's answer is not what the document says.
    Decode(DecodeError),
    /// There is no access token to send.
    Token(TokenError),
}

impl<E> Error<E> {
    /// What is known about the attempts; nothing if none was made.
    fn facts(&self) -> Option<&Facts> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) => Some(error.facts()),
            Self::Timeout(error) => Some(error.facts()),
            Self::Api(error) => Some(error.facts()),
            Self::Decode(error) => Some(error.facts()),
            Self::Token(error) => Some(error.facts()),
        }
    }

    /// Whether a time limit ended the call.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Token(error) => error.is_timeout(),
            _ => false,
        }
    }

    /// Whether no connection came about, to the server or to the token endpoint.
    pub fn is_connect(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_connect(),
            Self::Timeout(error) => error.kind() == TimeoutKind::Connect,
            Self::Token(error) => error.is_connect(),
            _ => false,
        }
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.facts()
            .and_then(|facts| facts.head.as_ref())
            .map(|head| head.status)
    }

    /// How long the server asked to wait, if it did.
    pub fn retry_after(&self) -> Option<Duration> {
        self.facts().and_then(|facts| facts.retry_after)
    }

    /// How many attempts were made; 0 if nothing left.
    pub fn attempts(&self) -> u32 {
        self.facts().map_or(0, |facts| facts.attempts)
    }

    /// Whether the request has reached the server, over all attempts.
    pub fn was_sent(&self) -> WasSent {
        self.facts().map_or(WasSent::No, |facts| facts.was_sent)
    }

    /// The server's name for the request, by which its makers find it in their logs.
    pub fn request_id(&self) -> Option<&str> {
        self.facts().and_then(Facts::request_id)
    }

    /// Whether it would have been tried again if the client's retry budget had not been used up.
    pub fn is_retry_budget_exhausted(&self) -> bool {
        self.facts().is_some_and(|facts| facts.budget_exhausted)
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Token(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Build(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Timeout(error) => error.source(),
            Self::Api(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::Token(error) => error.source(),
        }
    }
}
