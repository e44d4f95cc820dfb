//! All items of all pages of an operation.

use super::{Cursor, PageBody, Pages};
use crate::error::{DecodeError, DecodeFault, Error};
use crate::response::Response;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;

/// The items of all pages of an operation, as a [`Stream`]; [`next`](Self::next) needs no library for streams.
///
/// A page is asked for when all items of the page before are given. What [`Pages`] says of errors holds here: after an
/// `Err` the same page is asked for again, and no item is given twice or left out.
#[must_use = "pages are asked for when their items are wanted"]
pub struct Items<T, I, E> {
    pages: Pages<T, E>,
    /// Takes the items out of a page; none if the page is not what the document says.
    take: fn(T) -> Option<Vec<I>>,
    /// Of the page that came last.
    left: IntoIter<I>,
    /// Where that page begins.
    page: Option<Cursor>,
}

impl<T: PageBody, I, E> Items<T, I, E> {
    /// The items of pages; `take` takes them out of one, and gives none if there is no place for items in it.
    pub fn new(pages: Pages<T, E>, take: fn(T) -> Option<Vec<I>>) -> Self {
        Self {
            pages,
            take,
            left: Vec::new().into_iter(),
            page: None,
        }
    }

    /// Begins at the page that begins at `cursor`, as [`cursor`](Self::cursor) told it.
    pub fn resume(self, cursor: impl Into<Cursor>) -> Self {
        Self::new(self.pages.resume(cursor), self.take)
    }

    /// Where the page begins that the next item is on; none at the first, and after the last. Whoever resumes there gets
    /// the items of that page from its first: all but [`left`](Self::left) of them were given before.
    pub fn cursor(&self) -> Option<&Cursor> {
        match self.left.len() {
            0 => self.pages.cursor(),
            _ => self.page.as_ref(),
        }
    }

    /// How many items of the page that was asked for last are still to be given.
    pub fn left(&self) -> usize {
        self.left.len()
    }

    /// Whether the last item was given.
    pub fn is_finished(&self) -> bool {
        self.left.len() == 0 && self.pages.is_finished()
    }

    /// Lets the server name pages of another origin (`https://other.example.com`), which are then asked for with the
    /// client's credentials. Without it they are refused.
    pub fn allow_origin(mut self, origin: &str) -> Self {
        self.pages = self.pages.allow_origin(origin);
        self
    }

    /// The next item; none after the last.
    ///
    /// # Errors
    /// As of the call itself. Asking again after it asks for the same page.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All items.
    ///
    /// # Errors
    /// As of the call itself, and the items before are lost: [`next`](Self::next) keeps them.
    pub async fn collect(mut self) -> Result<Vec<I>, Error<E>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
            // What came with it is there without waiting.
            items.extend(self.left.by_ref());
        }
        Ok(items)
    }

    #[cfg(feature = "blocking")]
    pub(super) const fn operation(&self) -> &'static str {
        self.pages.operation()
    }

    /// The items of a page.
    ///
    /// # Errors
    /// There is no place for items in it: it is an alternative that the document does not have.
    fn items_of(&self, page: Response<T>) -> Result<Vec<I>, Error<E>> {
        // Read again only where the array is not where it usually is.
        let bytes = match self.pages.has_items(&page) {
            true => Vec::new(),
            false => serde_json::to_vec(&page.body().page()).unwrap_or_default(),
        };
        let (body, head, attempts) = page.into_parts();
        let operation = self.pages.operation();
        (self.take)(body).ok_or_else(|| {
            let fault = DecodeFault::Items;
            Error::Decode(DecodeError::of_page(
                operation, head, attempts, bytes, fault,
            ))
        })
    }
}

impl<T, I, E> Unpin for Items<T, I, E> {}

impl<T: PageBody, I, E> Stream for Items<T, I, E> {
    type Item = Result<I, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.left.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let (page, next) = match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => page,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            match self.items_of(page) {
                Ok(items) => self.left = items.into_iter(),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
            self.page = self.pages.cursor().cloned();
            self.pages.go(next);
        }
    }
}

impl<T, I, E> fmt::Debug for Items<T, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("left", &self.left.len())
            .finish_non_exhaustive()
    }
}
