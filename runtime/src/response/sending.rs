//! The future of a call.

use super::{Answer, Codec, ErrorReplies, Response, reply_index};
use crate::error::{ApiError, DecodeError, Error, Facts};
use crate::execute::{Fault, execute};
use crate::request::Call;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What comes of the work that is the same for all calls.
type Outcome = Result<(Answer, Facts), Fault>;

/// A call on its way.
///
/// The work is done by one future for all operations; only the last step, from bytes to types, differs.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<T, E> {
    call: Pin<Box<dyn Future<Output = Outcome> + Send>>,
    decode: fn(Answer, Facts) -> Result<Response<T>, Error<E>>,
}

/// Starts a call whose answer is read by `C`.
pub fn start<C: Codec, E: ErrorReplies>(call: Call) -> Sending<C::Value, E> {
    Sending {
        call: Box::pin(execute(call)),
        decode: decode::<C, E>,
    }
}

fn decode<C: Codec, E: ErrorReplies>(
    answer: Answer,
    facts: Facts,
) -> Result<Response<C::Value>, Error<E>> {
    let status = answer.head.status;
    if C::is_success(status) {
        return match C::decode(&answer) {
            Ok(body) => Ok(Response::new(body, answer.head, facts.attempts)),
            Err(fault) => Err(Error::Decode(DecodeError::new(facts, answer, fault))),
        };
    }
    let (body, fault) = match reply_index(E::STATUSES, status).map(|index| E::read(index, &answer))
    {
        Some(Ok(body)) => (body, None),
        Some(Err(fault)) => (E::undocumented(), Some(fault)),
        None => (E::undocumented(), None),
    };
    Err(Error::Api(ApiError::new(facts, answer, body, fault)))
}

impl<T, E> Future for Sending<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        self.call
            .as_mut()
            .poll(context)
            .map(|outcome| match outcome {
                Ok((answer, facts)) => decode(answer, facts),
                Err(fault) => Err(fault.into()),
            })
    }
}

impl<T, E> fmt::Debug for Sending<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}

/// Makes a struct around a [`Call`](crate::Call) one that can be sent and awaited.
///
/// The success is read as `json T`, `text`, `bytes`, `empty` or `replies T`.
#[macro_export]
macro_rules! call {
    ($name:ident: $codec:ident $($body:ty)?, $error:ty $(,)?) => {
        impl $name {
            /// Limits this call, retries and waits included.
            pub fn timeout(mut self, limit: $crate::Duration) -> Self {
                self.call.timeout(limit);
                self
            }

            /// Limits each attempt of this call.
            pub fn attempt_timeout(mut self, limit: $crate::Duration) -> Self {
                self.call.attempt_timeout(limit);
                self
            }

            /// Sets how often this call is tried again.
            pub fn max_retries(mut self, retries: u32) -> Self {
                self.call.max_retries(retries);
                self
            }

            /// Adds a header to this call, in place of one of the same name.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.call.header(name, value);
                self
            }

            /// Sends the call; the same as awaiting it.
            pub fn send(self) -> <Self as $crate::__private::IntoFuture>::IntoFuture {
                $crate::__private::start::<$crate::__private::codecs::$codec $(<$body>)?, $error>(self.call)
            }
        }

        impl $crate::__private::IntoFuture for $name {
            type Output = $crate::__private::Result<
                $crate::Response<<$crate::__private::codecs::$codec $(<$body>)? as $crate::__private::Codec>::Value>,
                $crate::Error<$error>,
            >;
            type IntoFuture =
                $crate::Sending<<$crate::__private::codecs::$codec $(<$body>)? as $crate::__private::Codec>::Value, $error>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}
