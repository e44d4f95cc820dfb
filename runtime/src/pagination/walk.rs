//! Which page is asked for next. Knows no types: bodies are seen through their [`View`].

use super::path;
use super::table::{PageArgument, Step};
use super::{Cursor, PageFault, Pagination, link};
use crate::error::BuildError;
use crate::json::View;
use crate::request::Call;
use http::HeaderMap;
use serde_json::Value;
use std::collections::HashSet;
use url::{Origin, Url};

/// A call of an operation, and how far its pages have come.
pub(super) struct Walk {
    /// As the user made it: for the first page.
    call: Call,
    table: &'static Pagination,
    next: Next,
    /// The cursors and URLs that servers gave so far, as text.
    seen: HashSet<String>,
    /// What the items of the page come to that was given last, where pages are counted.
    given: Option<u64>,
    /// The same of the page that came after it.
    came: Option<u64>,
    /// The URL of the page that was asked for last, without credentials; only where pages are found by URLs.
    base: Option<Url>,
    /// Where pages may be beside the origin of the call itself.
    allowed: Vec<Origin>,
}

/// What is to be asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Next {
    /// The page that the call itself asks for.
    First,
    /// The page that begins here.
    At(Cursor),
    /// Nothing, for this reason.
    Refused(PageFault),
    /// Nothing: there is no more.
    End,
}

impl Walk {
    pub(super) fn new(call: Call, table: &'static Pagination) -> Self {
        Self {
            call,
            table,
            next: Next::First,
            seen: HashSet::new(),
            given: None,
            came: None,
            base: None,
            allowed: Vec::new(),
        }
    }

    /// The operation's id, for errors.
    pub(super) const fn operation(&self) -> &'static str {
        self.call.operation_id()
    }

    /// Where the next page begins; none for the first, and where there is none.
    pub(super) const fn cursor(&self) -> Option<&Cursor> {
        match &self.next {
            Next::At(cursor) => Some(cursor),
            _ => None,
        }
    }

    /// Whether no further page will be asked for.
    pub(super) const fn is_finished(&self) -> bool {
        matches!(self.next, Next::End)
    }

    /// Begins at another page than the first.
    pub(super) fn resume(&mut self, cursor: Cursor) {
        self.next = Next::At(cursor);
    }

    /// Lets pages be asked for at another origin, with the client's credentials.
    pub(super) fn allow(&mut self, origin: &str) {
        // What is no URL allows nothing.
        self.allowed
            .extend(Url::parse(origin).ok().map(|url| url.origin()));
    }

    const fn finds_urls(&self) -> bool {
        matches!(self.table.step, Step::NextUrl { .. } | Step::Link)
    }

    const fn counts(&self) -> bool {
        matches!(self.table.step, Step::Offset { .. } | Step::Page { .. })
    }

    /// The call for the next page; none when there is no more.
    ///
    /// # Errors
    /// The server gave a page as the next that is not asked for; there is none after that.
    pub(super) fn request(&mut self) -> Option<Result<Call, BuildError>> {
        let call = match &self.next {
            Next::End => return None,
            Next::Refused(fault) => Err(BuildError::page(fault.clone())),
            Next::First => {
                if self.finds_urls() {
                    // A call without a URL fails by itself, and says why.
                    self.base = self.call.url().ok();
                    self.seen.extend(self.base.as_ref().map(Url::to_string));
                }
                Ok(self.call.clone())
            }
            Next::At(cursor) => {
                let cursor = cursor.clone();
                self.call_at(&cursor)
            }
        };
        if call.is_err() {
            self.next = Next::End;
        }
        Some(call.map_err(|error| error.in_operation(self.operation())))
    }

    fn call_at(&mut self, Cursor(value): &Cursor) -> Result<Call, BuildError> {
        let call = self.call.clone();
        match self.table.step {
            Step::Cursor { argument, .. }
            | Step::Offset { argument }
            | Step::Page { argument, .. } => Ok(with_argument(call, argument, value)),
            Step::NextUrl { .. } | Step::Link => {
                let url = self
                    .resolve(&call.url()?, value)
                    .map_err(BuildError::page)?;
                self.base = Some(url.clone());
                Ok(call.at_url(url))
            }
        }
    }

    /// What comes after a page with these headers and this body.
    pub(super) fn after(&self, headers: &HeaderMap, body: View<'_>) -> Next {
        let more = self.table.more.and_then(|path| path::value(body, path));
        let more = more.and_then(|more| more.as_bool());
        if more == Some(false) {
            return Next::End;
        }
        let given = match self.table.step {
            Step::Cursor { next, .. } => path::value(body, next),
            Step::NextUrl { next } => path::value(body, next).map(|url| self.absolute(url)),
            Step::Link => link::next(headers).map(|url| self.absolute(url.into())),
            Step::Offset { .. } | Step::Page { .. } => return self.counted(body, more),
        };
        match given {
            None if more == Some(true) => Next::Refused(PageFault::Missing),
            None => Next::End,
            Some(value) => {
                let cursor = Cursor(value);
                let was_asked_for = self.cursor() == Some(&cursor);
                if was_asked_for || self.seen.contains(&cursor.to_string()) {
                    return Next::Refused(PageFault::Repeated);
                }
                Next::At(cursor)
            }
        }
    }

    /// The page after one whose place is counted.
    fn counted(&self, body: View<'_>, more: Option<bool>) -> Next {
        let items = path::count(body, self.table.items).unwrap_or(0);
        let total = self.table.total.and_then(|path| path::value(body, path));
        let total = total.and_then(|total| Cursor(total).number());
        let (next, reached) = match self.table.step {
            Step::Page { argument, first } => {
                let page = self.place(argument).unwrap_or(first);
                // Pages are counted from `first`, totals from one.
                let pages = page.saturating_sub(first).saturating_add(1);
                (page.saturating_add(1), pages)
            }
            Step::Offset { argument } => {
                let before = self.place(argument).unwrap_or(0);
                let after = before.saturating_add(i64::try_from(items).unwrap_or(i64::MAX));
                (after, after)
            }
            _ => return Next::End,
        };
        let is_offset = matches!(self.table.step, Step::Offset { .. });
        match (items, more) {
            // It would be the same page again.
            (0, Some(true)) if is_offset => Next::Refused(PageFault::Missing),
            (0, None | Some(false)) => Next::End,
            _ if total.is_some_and(|total| reached >= total) => Next::End,
            _ => Next::At(next.into()),
        }
    }

    /// Whether a page that came has the same items as the one that was given before: a server that does not know the
    /// argument, or takes any number beyond the last for that, gives one page for ever. Where a total ends it, two pages may
    /// well be alike; and cursors and URLs are known by themselves.
    pub(super) fn repeats(&mut self, body: View<'_>) -> bool {
        let total = self.table.total.and_then(|path| path::value(body, path));
        if !self.counts() || total.is_some() {
            return false;
        }
        self.came = path::digest(body, self.table.items);
        self.came.is_some() && self.came == self.given
    }

    /// Whether there is an array where the table says that the items are.
    pub(super) fn has_items(&self, body: View<'_>) -> bool {
        path::count(body, self.table.items).is_some()
    }

    /// The place of the page that was asked for: as we counted it, or as the user set it.
    fn place(&self, argument: PageArgument) -> Option<i64> {
        self.cursor()
            .and_then(Cursor::number)
            .or_else(|| self.call.number(argument))
    }

    /// Goes on to what [`after`](Self::after) gave.
    pub(super) fn go(&mut self, next: Next) {
        self.given = self.came.take();
        if let Next::At(cursor) = &next
            && !self.counts()
        {
            self.seen.insert(cursor.to_string());
        }
        self.next = next;
    }

    /// A URL as an answer writes it, resolved against the one that was asked for (RFC 3986 §5) and without its fragment,
    /// which is never sent; as it is if it is none.
    fn absolute(&self, given: Value) -> Value {
        let base = self.base.as_ref();
        let url = base.and_then(|base| base.join(given.as_str()?).ok());
        url.map_or(given, |mut url| {
            url.set_fragment(None);
            url.as_str().into()
        })
    }

    /// A URL that may be asked for: of the call's own origin, or of one that is allowed. So neither another host nor
    /// `http` after `https` sees the client's credentials.
    fn resolve(&self, own: &Url, given: &Value) -> Result<Url, PageFault> {
        let text = given.as_str().ok_or(PageFault::Url)?;
        let mut url = own.join(text).map_err(|_| PageFault::Url)?;
        let origin = url.origin();
        if origin != own.origin() && !self.allowed.contains(&origin) {
            let origin = origin.ascii_serialization();
            return Err(PageFault::OtherOrigin { origin });
        }
        // The user in a URL is a credential that nobody gave; the fragment is never sent.
        url.set_fragment(None);
        url.set_username("").map_err(|()| PageFault::Url)?;
        url.set_password(None).map_err(|()| PageFault::Url)?;
        Ok(url)
    }
}

fn with_argument(call: Call, argument: PageArgument, value: &Value) -> Call {
    match argument {
        PageArgument::Query(name) => call.query::<Value>(name, value.clone()),
        PageArgument::Header(name) => call.header::<Value>(name, value.clone()),
        PageArgument::Body(path) => call.with_member(path, value),
    }
}
