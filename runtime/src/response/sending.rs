//! The future of a call.

use super::{Answer, Codec, Replies, Response, UNDOCUMENTED, reply_status};
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
pub fn start<C: Codec, E: Replies>(mut call: Call) -> Sending<C::Value, E> {
    call.accept = match call.operation.accept {
        "" => C::ACCEPT,
        accept => accept,
    };
    call.streams = C::streams;
    Sending {
        call: Box::pin(execute(call)),
        decode: decode::<C, E>,
    }
}

fn decode<C: Codec, E: Replies>(
    mut answer: Answer,
    mut facts: Facts,
) -> Result<Response<C::Value>, Error<E>> {
    let status = answer.head.status;
    if C::is_success(status) {
        return match C::decode(&mut answer) {
            Ok(body) => Ok(Response::new(body, answer.head, facts.attempts)),
            Err(fault) => {
                facts.head = Some(answer.head.clone());
                Err(Error::Decode(DecodeError::new(facts, answer, fault)))
            }
        };
    }
    facts.head = Some(answer.head.clone());
    let documented = reply_status(E::STATUSES, &answer.head).unwrap_or(UNDOCUMENTED);
    let (body, fault) = match E::read(documented, &answer) {
        Ok(body) => (Ok(body), None),
        Err(fault) => (E::read(UNDOCUMENTED, &answer), Some(fault)),
    };
    Err(match body {
        Ok(body) => Error::Api(ApiError::new(facts, answer, body, fault)),
        // An enum of errors has a variant for what the document does not describe.
        Err(fault) => Error::Decode(DecodeError::new(facts, answer, fault)),
    })
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

#[cfg(feature = "blocking")]
impl<T, E> Sending<T, E> {
    /// Blocks this thread until the call is done.
    ///
    /// # Errors
    /// The same as those of awaiting it.
    pub fn wait(self) -> Result<Response<T>, Error<E>> {
        match crate::blocking::wait(self.call) {
            Ok(Ok((answer, facts))) => (self.decode)(answer, facts),
            Ok(Err(fault)) => Err(fault.into()),
            Err(fault) => Err(Error::Build(fault)),
        }
    }
}

impl<T, E> fmt::Debug for Sending<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}
