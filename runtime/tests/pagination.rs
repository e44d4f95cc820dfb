//! Pages of every kind: none, one and many, cursors that repeat, failures in the middle.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

mod paged;

use clientsmith_runtime as rt;
pub use paged::Call;
use paged::{
    ByCursor, ByLink, ByOffset, ByPage, BySearch, ByUrl, Operation, asked, call, client, fault,
    lost, page,
};
use rt::PageFault;
use rt::test_util::Reply;

/// No items.
const NONE: [i64; 0] = [];

#[tokio::test]
async fn a_cursor_leads_from_page_to_page_and_an_empty_page_goes_on() {
    let (client, transport) = client([
        page(r#"{"data":[1,2],"next":"a&b","more":true}"#),
        page(r#"{"data":[],"next":"c"}"#),
        page(r#"{"data":[3],"next":""}"#),
    ]);
    let call: ByCursor = call(&client, Operation::Cursor);
    let mut items = call.limit(2).items();
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item.unwrap());
    }
    assert_eq!(all, [1, 2, 3]);
    assert!(items.is_finished() && items.next().await.is_none());
    assert_eq!(
        asked(&transport),
        [
            "/base/cursor?limit=2",
            "/base/cursor?after=a%26b&limit=2",
            "/base/cursor?after=c&limit=2"
        ]
    );
}

#[tokio::test]
async fn no_items_are_no_items_for_every_kind() {
    let empty = || page(r#"{"data":[],"next":null}"#);
    let (client, transport) = client([empty(), empty(), empty(), page("[]"), empty(), empty()]);
    let by_cursor: ByCursor = call(&client, Operation::Cursor);
    let by_search: BySearch = call(&client, Operation::Search);
    let by_url: ByUrl = call(&client, Operation::Url);
    let by_link: ByLink = call(&client, Operation::Link);
    let by_offset: ByOffset = call(&client, Operation::Offset);
    let by_page: ByPage = call(&client, Operation::Page);
    assert_eq!(by_cursor.items().collect().await.unwrap(), NONE);
    assert_eq!(by_search.items().collect().await.unwrap(), NONE);
    assert_eq!(by_url.items().collect().await.unwrap(), NONE);
    assert_eq!(by_link.items().collect().await.unwrap(), NONE);
    assert_eq!(by_offset.items().collect().await.unwrap(), NONE);
    assert_eq!(by_page.items().collect().await.unwrap(), NONE);
    assert_eq!(transport.requests().len(), 6, "a page each");
}

#[tokio::test]
async fn has_more_ends_it_whatever_the_cursor_says() {
    let (client, _) = client([page(r#"{"data":[1],"next":"a","more":false}"#)]);
    let call: ByCursor = call(&client, Operation::Cursor);
    assert_eq!(call.items().collect().await.unwrap(), [1]);
}

#[tokio::test]
async fn more_without_saying_where_is_an_error() {
    let (client, _) = client([page(r#"{"data":[1],"more":true}"#)]);
    let call: ByCursor = call(&client, Operation::Cursor);
    let mut pages = call.pages();
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(fault(&error), Some(PageFault::Missing), "{error}");
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_cursor_that_repeats_ends_with_an_error() {
    let page_to = |next: &str| page(&format!(r#"{{"data":[1],"next":"{next}"}}"#));
    let (client, transport) = client([page_to("a"), page_to("b"), page_to("a"), page_to("b")]);
    let call: ByCursor = call(&client, Operation::Cursor);
    let mut items = call.items();
    for _ in 0..3 {
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
    }
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(fault(&error), Some(PageFault::Repeated));
    assert!(error.to_string().starts_with("byCursor: "), "{error}");
    assert!(items.next().await.is_none(), "the error is the end");
    assert_eq!(
        transport.requests().len(),
        3,
        "the page that repeats is not asked for"
    );
}

#[tokio::test]
async fn a_failure_in_the_middle_is_an_item_and_the_same_page_is_asked_for_again() {
    let (client, transport) = client([
        page(r#"{"data":[1],"next":"a"}"#),
        lost(),
        Reply::new(404, &[], "not yet"),
        page(r#"{"data":[2],"next":7}"#),
        page(r#"{"data":[2],"next":"b"}"#),
        page(r#"{"data":[3]}"#),
    ]);
    let call: ByCursor = call(&client, Operation::Cursor);
    let mut items = call.items();
    let mut said = Vec::new();
    while let Some(item) = items.next().await {
        said.push(item.map_or_else(|error| error.to_string(), |item| item.to_string()));
    }
    expect_three_failures(&said);
    let after_first = "/base/cursor?after=a".to_owned();
    let asked = asked(&transport);
    assert_eq!(
        asked[1..5],
        [
            after_first.clone(),
            after_first.clone(),
            after_first.clone(),
            after_first
        ]
    );
    assert_eq!(asked[5], "/base/cursor?after=b");
}

/// What a stream with three failures in the middle gives.
fn expect_three_failures(said: &[String]) {
    assert_eq!(said.len(), 6, "{said:?}");
    assert_eq!((&*said[0], &*said[4], &*said[5]), ("1", "2", "3"));
    assert!(said[1].contains("gone"), "{}", said[1]);
    assert!(said[2].contains("404"), "{}", said[2]);
    assert!(said[3].contains("$.next: expected a string"), "{}", said[3]);
}

#[tokio::test]
async fn a_stream_is_taken_up_where_another_was_left() {
    let pages = || {
        [
            page(r#"{"data":[1,2],"next":"a"}"#),
            page(r#"{"data":[3,4],"next":"b"}"#),
        ]
    };
    let (client, _) = client(pages());
    let first: ByCursor = call(&client, Operation::Cursor);
    let mut items = first.items();
    assert_eq!(items.cursor(), None, "the first page has none");
    for _ in 0..3 {
        items.next().await.unwrap().unwrap();
    }
    let (cursor, left) = (items.cursor().unwrap().to_string(), items.left());
    assert_eq!((cursor.as_str(), left), ("a", 1));
    items.next().await.unwrap().unwrap();
    assert_eq!(
        items.cursor().unwrap().to_string(),
        "b",
        "all of that page is given"
    );

    let (client, transport) = paged::client([page(r#"{"data":[3,4]}"#)]);
    let again: ByCursor = call(&client, Operation::Cursor);
    assert_eq!(
        again.items().resume(cursor).collect().await.unwrap(),
        [3, 4]
    );
    assert_eq!(asked(&transport), ["/base/cursor?after=a"]);
}

#[tokio::test]
async fn a_cursor_in_the_body_is_set_beside_what_is_there() {
    let (client, transport) = client([page(r#"{"data":[1,2]}"#), page(r#"{"data":[]}"#)]);
    let core = client.call(Operation::Search.table());
    let call = BySearch::from(core.json::<rt::Value>(serde_json::json!({"q": "x"})));
    assert_eq!(call.items().collect().await.unwrap(), [1, 2]);
    let requests = transport.requests();
    assert_eq!(requests[0].body(), r#"{"q":"x"}"#);
    assert_eq!(requests[1].body(), r#"{"q":"x","page":{"after":2}}"#);
}

#[tokio::test]
async fn an_offset_counts_the_items_that_came() {
    let (client, transport) = client([
        page(r#"{"data":[1,2,3]}"#),
        lost(),
        page(r#"{"data":[4]}"#),
        page(r#"{"data":[]}"#),
    ]);
    let call: ByOffset = call(&client, Operation::Offset);
    let mut items = call.offset(10).items();
    let mut said = Vec::new();
    while let Some(item) = items.next().await {
        said.push(item.ok());
    }
    assert_eq!(said, [Some(1), Some(2), Some(3), None, Some(4)]);
    let offsets = ["10", "13", "13", "14"].map(|offset| format!("/base/offset?offset={offset}"));
    assert_eq!(asked(&transport), offsets);
}

#[tokio::test]
async fn a_total_saves_the_last_question() {
    let (client, transport) = client([
        page(r#"{"data":[1,2],"total":3}"#),
        page(r#"{"data":[3],"total":3}"#),
    ]);
    let call: ByOffset = call(&client, Operation::Offset);
    assert_eq!(call.items().collect().await.unwrap(), [1, 2, 3]);
    assert_eq!(asked(&transport), ["/base/offset", "/base/offset?offset=2"]);

    let (client, transport) = paged::client([
        page(r#"{"data":[1],"total":2}"#),
        page(r#"{"data":[2],"total":2}"#),
    ]);
    let call: ByPage = paged::call(&client, Operation::Page);
    assert_eq!(call.items().collect().await.unwrap(), [1, 2]);
    assert_eq!(asked(&transport), ["/base/page", "/base/page?page=2"]);
}

#[tokio::test]
async fn an_offset_that_would_not_move_is_an_error() {
    let (client, _) = client([page(r#"{"data":[],"more":true}"#)]);
    let call: ByOffset = call(&client, Operation::Offset);
    let error = call.items().collect().await.unwrap_err();
    assert_eq!(fault(&error), Some(PageFault::Missing));
}

#[tokio::test]
async fn pages_are_counted_from_where_the_user_begins() {
    let (client, transport) = client([
        page(r#"{"data":[1]}"#),
        page(r#"{"data":[],"more":true}"#),
        lost(),
        page(r#"{"data":[2],"more":false}"#),
    ]);
    let call: ByPage = call(&client, Operation::Page);
    let mut items = call.page(3).items();
    let mut said = Vec::new();
    while let Some(item) = items.next().await {
        said.push(item.ok());
    }
    assert_eq!(said, [Some(1), None, Some(2)]);
    let pages = [3, 4, 5, 5].map(|page| format!("/base/page?page={page}"));
    assert_eq!(asked(&transport), pages);
}

#[tokio::test]
async fn the_same_items_twice_in_a_row_are_an_error_where_pages_are_counted() {
    let (client, transport) = client([
        page(r#"{"data":[1,2]}"#),
        lost(),
        page(r#"{"data":[3]}"#),
        page(r#"{"data":[3]}"#),
    ]);
    let call: ByPage = call(&client, Operation::Page);
    let mut items = call.items();
    let mut said = Vec::new();
    let error = loop {
        match items.next().await.unwrap() {
            Ok(item) => said.push(item),
            Err(rt::Error::Decode(error)) => break error,
            Err(_) => said.push(0),
        }
    };
    assert_eq!(
        said,
        [1, 2, 0, 3],
        "an item of the page that repeats is not given again"
    );
    assert!(matches!(error.fault(), rt::DecodeFault::RepeatedPage));
    assert!(error.to_string().contains("the same items came"), "{error}");
    assert_eq!(error.bytes(), r#"{"data":[3]}"#);
    assert!(items.next().await.is_none(), "the error is the end");
    let pages = ["", "?page=2", "?page=2", "?page=3"].map(|page| format!("/base/page{page}"));
    assert_eq!(asked(&transport), pages);
}

#[tokio::test]
async fn pages_that_are_alike_are_pages_where_something_else_ends_them() {
    let alike = || page(r#"{"data":[1],"total":3}"#);
    let (by_total, _) = client([alike(), alike(), alike()]);
    let call: ByOffset = call(&by_total, Operation::Offset);
    assert_eq!(call.items().collect().await.unwrap(), [1, 1, 1]);

    let (by_offset, transport) = client([page(r#"{"data":[1]}"#), page(r#"{"data":[1]}"#)]);
    let call: ByOffset = paged::call(&by_offset, Operation::Offset);
    let error = call.pages().collect().await.unwrap_err();
    assert!(matches!(error, rt::Error::Decode(_)), "{error}");
    assert_eq!(asked(&transport).len(), 2);
}

#[cfg(feature = "blocking")]
#[test]
fn items_are_waited_for_where_nothing_is_async() {
    let (client, transport) = client([
        page(r#"{"data":[1,2],"next":"a"}"#),
        lost(),
        page(r#"{"data":[3]}"#),
    ]);
    let call: ByCursor = call(&client, Operation::Cursor);
    let mut items = call.items().blocking();
    let said: Vec<Option<i64>> = items.by_ref().map(Result::ok).collect();
    assert_eq!(said, [Some(1), Some(2), None, Some(3)]);
    assert!(items.next().is_none());
    assert_eq!(transport.requests().len(), 3);
}

#[cfg(feature = "blocking")]
#[tokio::test]
async fn pages_are_waited_for_within_a_runtime_too() {
    let (client, _) = client([page(r#"{"data":[1],"next":"a"}"#), page(r#"{"data":[2]}"#)]);
    let call: ByCursor = call(&client, Operation::Cursor);
    assert_eq!(call.pages().blocking().count(), 2);
}

#[test]
fn streams_may_be_moved_between_threads() {
    fn is_free<T: Send + Unpin>(_: &T) {}
    let (client, _) = client([]);
    let by_cursor: ByCursor = call(&client, Operation::Cursor);
    let mut items = by_cursor.items();
    is_free(&items);
    let next = items.next();
    fn is_send<T: Send>(_: &T) {}
    is_send(&next);
    let by_cursor: ByCursor = call(&client, Operation::Cursor);
    is_free(&by_cursor.pages());
}
