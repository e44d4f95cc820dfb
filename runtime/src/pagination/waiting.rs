//! Pages and items in programs that are not async (feature `blocking`).

use super::{Items, Pages};
use crate::error::Error;
use crate::json::Field;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;

/// What a stream gives, each waited for: an iterator. It may be used inside an async runtime too, whose thread waits then.
#[must_use = "pages are asked for when they are wanted"]
pub struct Waiting<S>(Option<S>);

impl<T: Field, E> Pages<T, E> {
    /// The pages as an iterator that waits for each (feature `blocking`).
    pub const fn wait(self) -> Waiting<Self> {
        Waiting(Some(self))
    }
}

impl<T: Field, I, E> Items<T, I, E> {
    /// The items as an iterator that waits for each page (feature `blocking`).
    pub const fn wait(self) -> Waiting<Self> {
        Waiting(Some(self))
    }
}

impl<S> Waiting<S> {
    /// The stream that is waited for; it says how far it has come. None after waiting was refused, because it would have
    /// waited for itself.
    pub const fn stream(&self) -> Option<&S> {
        self.0.as_ref()
    }
}

impl<S, T, E> Iterator for Waiting<S>
where
    S: Stream<Item = Result<T, Error<E>>> + Send + Unpin + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    type Item = Result<T, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut stream = self.0.take()?;
        let waited = crate::blocking::wait(async move {
            let next = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await;
            (stream, next)
        });
        match waited {
            Ok((stream, next)) => {
                self.0 = Some(stream);
                next
            }
            Err(error) => Some(Err(Error::Build(error))),
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for Waiting<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Waiting").field(&self.0).finish()
    }
}
