//! All pages of an operation.

use super::walk::{Next, Walk};
use super::{Cursor, PageBody, Pagination};
use crate::error::{DecodeError, DecodeFault, Error};
use crate::request::Call;
use crate::response::{Response, Sending};
use futures_core::Stream;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A page, and what comes after it; none after the last.
type Step<T, E> = Option<Result<(Response<T>, Next), Error<E>>>;

/// The pages of an operation, as a [`Stream`] of answers; [`next`](Self::next) needs no library for streams.
///
/// Each page is a call of its own, with the retries and time limits of the call that this was made from, and is asked for
/// when it is wanted. A page that could not be had is an `Err`, and asked for again after it: how often is for the caller
/// to say. Only a page that must not be asked for (a [`PageFault`](crate::PageFault)), or is the one before it once more
/// ([`DecodeFault::RepeatedPage`]), ends the stream after its `Err`.
#[must_use = "pages are asked for when they are wanted"]
pub struct Pages<T, E> {
    walk: Walk,
    send: fn(Call) -> Sending<T, E>,
    /// The page that is on its way.
    asked: Option<Sending<T, E>>,
}

impl<T: PageBody, E> Pages<T, E> {
    /// The pages of a call, by the operation's table; `send` starts a call.
    pub fn new(call: Call, table: &'static Pagination, send: fn(Call) -> Sending<T, E>) -> Self {
        Self {
            walk: Walk::new(call, table),
            send,
            asked: None,
        }
    }

    /// Begins at the page that begins at `cursor`, as [`cursor`](Self::cursor) told it.
    pub fn resume(mut self, cursor: impl Into<Cursor>) -> Self {
        self.walk.resume(cursor.into());
        self
    }

    /// Where the page begins that is asked for next; none at the first, and after the last.
    pub const fn cursor(&self) -> Option<&Cursor> {
        self.walk.cursor()
    }

    /// Whether the last page was given.
    pub const fn is_finished(&self) -> bool {
        self.walk.is_finished()
    }

    /// Lets the server name pages of another origin (`https://other.example.com`), which are then asked for with the
    /// client's credentials. Without it they are refused.
    pub fn allow_origin(mut self, origin: &str) -> Self {
        self.walk.allow(origin);
        self
    }

    /// The next page; none after the last.
    ///
    /// When the future is dropped, the page stays on its way, and the next call of this waits for it.
    ///
    /// # Errors
    /// As of the call itself. Asking again after it asks for the same page.
    pub async fn next(&mut self) -> Option<Result<Response<T>, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All pages.
    ///
    /// # Errors
    /// As of the call itself, and the pages before are lost: [`next`](Self::next) keeps them.
    pub async fn collect(mut self) -> Result<Vec<Response<T>>, Error<E>> {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page?);
        }
        Ok(pages)
    }

    /// The next page, and what comes after it. It is asked for again until [`go`](Self::go).
    pub(super) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Step<T, E>> {
        let asked = match &mut self.asked {
            Some(asked) => asked,
            None => match self.walk.request() {
                Some(Ok(call)) => self.asked.insert((self.send)(call)),
                Some(Err(error)) => return Poll::Ready(Some(Err(Error::Build(error)))),
                None => return Poll::Ready(None),
            },
        };
        let answer = ready!(Pin::new(asked).poll(context));
        self.asked = None;
        Poll::Ready(Some(answer.and_then(|page| {
            if self.walk.repeats(page.body().page()) {
                self.walk.go(Next::End);
                return Err(repeated(self.operation(), page));
            }
            let next = self.walk.after(page.headers(), page.body().page());
            Ok((page, next))
        })))
    }

    pub(super) fn go(&mut self, next: Next) {
        self.walk.go(next);
    }

    /// Whether the array of items is where the table says that it is.
    pub(super) fn has_items(&self, page: &Response<T>) -> bool {
        self.walk.has_items(page.body().page())
    }

    pub(super) const fn operation(&self) -> &'static str {
        self.walk.operation()
    }
}

/// A page that is the one before it once more.
fn repeated<T: PageBody, E>(operation: &'static str, page: Response<T>) -> Error<E> {
    let bytes = serde_json::to_vec(&page.body().page()).unwrap_or_default();
    let (_, head, attempts) = page.into_parts();
    let fault = DecodeFault::RepeatedPage;
    Error::Decode(DecodeError::of_page(
        operation, head, attempts, bytes, fault,
    ))
}

impl<T, E> Unpin for Pages<T, E> {}

impl<T: PageBody, E> Stream for Pages<T, E> {
    type Item = Result<Response<T>, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = ready!(self.poll_page(context));
        Poll::Ready(page.map(|page| {
            page.map(|(page, next)| {
                self.go(next);
                page
            })
        }))
    }
}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Arguments and cursors may be secret.
        f.debug_struct("Pages")
            .field("operation", &self.walk.operation())
            .field("is_finished", &self.walk.is_finished())
            .finish_non_exhaustive()
    }
}
