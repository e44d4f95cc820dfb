//! How the pages of an operation follow each other.

use super::JsonPath;

/// How the pages of an operation follow each other, as a table.
///
/// Paths lead from the body of an answer (or of a request) to a value in it: keys of objects, and `-1` for the last
/// element of an array.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// static BY_CURSOR: rt::Pagination =
///     rt::Pagination::cursor(rt::PageArgument::Query("after"), &["meta", "next"]).items(&["data"]);
/// ```
#[derive(Debug)]
pub struct Pagination {
    pub(super) step: Step,
    pub(super) items: JsonPath,
    pub(super) more: Option<JsonPath>,
    pub(super) total: Option<JsonPath>,
}

/// What leads from a page to the next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// A value of the answer, which becomes an argument of the next call.
    Cursor {
        argument: PageArgument,
        next: JsonPath,
    },
    /// A URL in the body.
    NextUrl { next: JsonPath },
    /// The URL of the header `Link` whose relation is `next` (RFC 8288).
    Link,
    /// An argument that counts items.
    Offset { argument: PageArgument },
    /// An argument that counts pages.
    Page { argument: PageArgument, first: i64 },
}

/// The argument of a call that says which page is wanted.
#[derive(Debug, Clone, Copy)]
pub enum PageArgument {
    /// A parameter of the query.
    Query(&'static str),
    /// A header.
    Header(&'static str),
    /// A member of the JSON body.
    Body(&'static [&'static str]),
}

impl Pagination {
    const fn new(step: Step) -> Self {
        Self {
            step,
            items: &[],
            more: None,
            total: None,
        }
    }

    /// The answer holds a cursor at `next`, which `argument` takes; none, null and an empty text end it.
    pub const fn cursor(argument: PageArgument, next: &'static [&'static str]) -> Self {
        Self::new(Step::Cursor { argument, next })
    }

    /// The answer holds the next page's URL at `next`; none, null and an empty text end it.
    pub const fn next_url(next: &'static [&'static str]) -> Self {
        Self::new(Step::NextUrl { next })
    }

    /// The next page's URL stands in the header `Link`, with the relation `next` (RFC 8288).
    pub const fn link() -> Self {
        Self::new(Step::Link)
    }

    /// `argument` says how many items come before the page. A page without items ends it.
    pub const fn offset(argument: PageArgument) -> Self {
        Self::new(Step::Offset { argument })
    }

    /// `argument` is the page's number, `first` that of the first. A page without items ends it.
    pub const fn page(argument: PageArgument, first: i64) -> Self {
        Self::new(Step::Page { argument, first })
    }

    /// Where in the body the items are; the body itself unless this is said.
    #[must_use]
    pub const fn items(mut self, path: &'static [&'static str]) -> Self {
        self.items = path;
        self
    }

    /// Where in the body stands whether there is more: `false` ends it, whatever else the answer says.
    #[must_use]
    pub const fn more(mut self, path: &'static [&'static str]) -> Self {
        self.more = Some(path);
        self
    }

    /// Where in the body stands how much there is in total: items for [`offset`](Self::offset), pages for
    /// [`page`](Self::page). Having come so far ends it, which saves asking for an empty page.
    #[must_use]
    pub const fn total(mut self, path: &'static [&'static str]) -> Self {
        self.total = Some(path);
        self
    }
}
