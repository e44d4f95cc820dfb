//! What the generator would write for an API whose answers are pages, one operation for each way in which they follow
//! each other, and what tests of them have in common.
#![allow(dead_code)] // each test uses some of it

use clientsmith_runtime as rt;
use rt::test_util::{FixedRandomness, ManualTime, Replay, Reply};
use rt::{Error, PageFault, TransportFault};

rt::calls! {
    /// A call of this API.
    pub struct Call;
}

rt::object! {
    /// A page of numbers.
    pub struct Page {
        data: required_value(Vec<i64>) = "data",
        next: maybe(String, null_next) = "next",
        more: optional(bool) = "more",
        total: optional(i64) = "total",
    }
}

rt::union! {
    /// A page, or a number alone.
    pub enum Found {
        Page(Page): object requires ["data"] from [Page],
        Alone(i64): integer from [i64],
    }
}

rt::operation! {
    /// By a cursor in the query.
    pub type ByCursor = GET "/cursor" -> json Page, ByCursorError {
        id "byCursor",
        query after: String = "after",
        query limit: i64 = "limit",
    }
}
rt::replies! { pub enum ByCursorError { NotFound = "404": text String } }
rt::paginated! {
    ByCursor -> Page, ByCursorError {
        by cursor(Query("after"), &["next"]).items(&["data"]).more(&["more"]),
        fn items(page) -> i64 { Some(page.data) }
    }
}

rt::operation! {
    /// By a cursor in the body: the last item itself.
    pub type BySearch = POST "/search" -> json Page, BySearchError { id "bySearch" with(idempotent: true), }
}
rt::replies! { pub enum BySearchError {} }
rt::paginated! {
    BySearch -> Page, BySearchError {
        by cursor(Body(&["page", "after"]), &["data", "-1"]).items(&["data"]),
        fn items(page) -> i64 { Some(page.data) }
    }
}

rt::operation! {
    /// By the next page's URL.
    pub type ByUrl = GET "/v1/url" -> json Found, ByUrlError {
        id "byUrl" security ["key"] ["query"],
        query q: String = "q",
        header trace: String = "X-Trace",
    }
}
rt::replies! { pub enum ByUrlError {} }
rt::paginated! {
    ByUrl -> Found, ByUrlError {
        by next_url(&["next"]).items(&["data"]),
        fn items(page) -> i64 {
            match page {
                Found::Page(page) => Some(page.data),
                Found::Alone(item) => Some(vec![item]),
                _ => None,
            }
        }
    }
}

rt::operation! {
    /// By the header `Link`.
    pub type ByLink = GET "/link" -> json Vec<i64>, ByLinkError { id "byLink", }
}
rt::replies! { pub enum ByLinkError {} }
rt::paginated! {
    ByLink -> Vec<i64>, ByLinkError { by link(), fn items(page) -> i64 { Some(page) } }
}

rt::operation! {
    /// By an offset.
    pub type ByOffset = GET "/offset" -> json Page, ByOffsetError {
        id "byOffset",
        query offset: i64 = "offset",
    }
}
rt::replies! { pub enum ByOffsetError {} }
rt::paginated! {
    ByOffset -> Page, ByOffsetError {
        by offset(Query("offset")).items(&["data"]).total(&["total"]).more(&["more"]),
        fn items(page) -> i64 { Some(page.data) }
    }
}

rt::operation! {
    /// By a page's number.
    pub type ByPage = GET "/page" -> json Page, ByPageError {
        id "byPage",
        query page: i64 = "page",
    }
}
rt::replies! { pub enum ByPageError {} }
rt::paginated! {
    ByPage -> Page, ByPageError {
        by page(Query("page"), 1).items(&["data"]).total(&["total"]).more(&["more"]),
        fn items(page) -> i64 { Some(page.data) }
    }
}

static API: rt::Api = rt::Api {
    user_agent: "paged/0.1.0",
    servers: &[rt::ServerTemplate {
        url: "https://api.test/base",
        variables: &[],
    }],
    security_schemes: &[
        rt::SecurityScheme::bearer("key"),
        rt::SecurityScheme::api_key_query("query", "key"),
    ],
};

/// A client whose requests are answered by these replies; it retries nothing by itself.
pub fn client(replies: impl IntoIterator<Item = Reply>) -> (rt::Client, Replay) {
    client_with(replies, 0)
}

/// The same with a credential for the scheme of this index.
pub fn client_with(
    replies: impl IntoIterator<Item = Reply>,
    scheme: usize,
) -> (rt::Client, Replay) {
    let transport = Replay::new(replies);
    let mut builder = rt::ClientBuilder::new(&API);
    builder.transport(transport.clone());
    builder.clock(ManualTime::default());
    builder.sleeper(ManualTime::default());
    builder.randomness(FixedRandomness(0));
    builder.max_retries(0);
    builder.credential(scheme, rt::Credential::token("hunter2".into()));
    (builder.build().unwrap(), transport)
}

/// A call without arguments.
pub fn call<C, E>(client: &rt::Client, operation: Operation) -> Call<C, E> {
    client.call(operation.table()).into()
}

/// The operations, by their tables.
pub enum Operation {
    Cursor,
    Search,
    Url,
    Link,
    Offset,
    Page,
}

impl Operation {
    /// What the client is given.
    pub fn table(self) -> &'static rt::Operation {
        match self {
            Self::Cursor => &ByCursor,
            Self::Search => &BySearch,
            Self::Url => &ByUrl,
            Self::Link => &ByLink,
            Self::Offset => &ByOffset,
            Self::Page => &ByPage,
        }
    }
}

/// An answer with a page.
pub fn page(body: &str) -> Reply {
    Reply::json(200, body)
}

/// The same with the header `Link`.
pub fn linked(link: &str, body: &str) -> Reply {
    let headers = [("content-type", "application/json"), ("link", link)];
    Reply::new(200, &headers, body)
}

/// A connection that breaks.
pub fn lost() -> Reply {
    Reply::Fail(TransportFault::lost("gone"))
}

/// The paths and queries that were asked for.
pub fn asked(transport: &Replay) -> Vec<String> {
    let requests = transport.requests();
    let asked = requests.iter();
    asked
        .map(|request| request.uri().path_and_query().unwrap().to_string())
        .collect()
}

/// The fault that ended the pages.
pub fn fault<E>(error: &Error<E>) -> Option<PageFault> {
    match error {
        Error::Build(error) => error.page_fault().cloned(),
        _ => None,
    }
}
