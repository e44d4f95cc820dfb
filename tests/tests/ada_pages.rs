//! Ada's lists over real HTTP: pages that lead to each other by `next_page_url`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are no tests to clippy"
)]

use ada_client::types::EndUserSearchResult;
use ada_client::{Client, Error, PageFault, WasSent};
use clientsmith_tests::{SECRET, header, json, requests, serve, serve_in_order};
use serde_json::json as value;
use wiremock::matchers::{method, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer};

fn client(url: &str) -> Client {
    let builder = Client::builder().bearer_token(SECRET).base_url(url);
    builder.max_retries(0).build().unwrap()
}

/// A page of these end users; `next` is the next page's URL.
fn page(ids: &[&str], next: Option<&str>) -> String {
    let data: Vec<_> = ids.iter().map(|id| value!({"end_user_id": id})).collect();
    value!({"data": data, "meta": {"next_page_url": next}}).to_string()
}

/// A server with three pages, of which the middle one is empty.
async fn server() -> MockServer {
    let server = MockServer::start().await;
    let url = |cursor: &str| format!("{}/api/v2/end-users/?cursor={cursor}&limit=2", server.uri());
    let first = page(&["1", "2"], Some(&url("b%20c")));
    let (second, third) = (page(&[], Some(&url("d"))), page(&["3"], None));
    let get = || Mock::given(method("GET"));
    get()
        .and(query_param_is_missing("cursor"))
        .respond_with(json(200, &first))
        .mount(&server)
        .await;
    get()
        .and(query_param("cursor", "b c"))
        .respond_with(json(200, &second))
        .mount(&server)
        .await;
    get()
        .and(query_param("cursor", "d"))
        .respond_with(json(200, &third))
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn all_end_users_of_all_pages() {
    let server = server().await;
    let items = client(&server.uri()).get_end_users().limit(2).items();
    let users = items.collect().await.unwrap();
    let ids: Vec<_> = users
        .iter()
        .map(|user| user.end_user_id.as_deref())
        .collect();
    assert_eq!(ids, [Some("1"), Some("2"), Some("3")]);
    let asked = requests(&server).await;
    let queries: Vec<_> = asked
        .iter()
        .map(|request| request.url.query().unwrap())
        .collect();
    assert_eq!(
        queries,
        ["limit=2", "cursor=b%20c&limit=2", "cursor=d&limit=2"]
    );
    for request in &asked {
        let bearer = format!("Bearer {SECRET}");
        assert_eq!(header(request, "authorization"), Some(bearer.as_str()));
    }
}

#[tokio::test]
async fn pages_are_the_answers_themselves() {
    let server = server().await;
    let mut pages = client(&server.uri()).get_end_users().pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        assert_eq!(page.status().as_u16(), 200);
        let EndUserSearchResult::EndUserPage(page) = page.body() else {
            panic!("{page:?}")
        };
        sizes.push(page.data.len());
    }
    assert_eq!(sizes, [2, 0, 1]);
}

#[tokio::test]
async fn an_end_user_who_was_asked_for_by_external_id_is_a_page_of_one() {
    let user = r#"{"end_user_id":"5f7e0e2c","external_id":"crm-42"}"#;
    let server = serve(json(200, user)).await;
    let items = client(&server.uri())
        .get_end_users()
        .external_id("crm-42")
        .items();
    let users = items.collect().await.unwrap();
    assert_eq!(users.len(), 1);
    assert_eq!(requests(&server).await.len(), 1);
}

#[tokio::test]
async fn a_failure_in_the_middle_is_taken_up_again() {
    let fault = r#"{"errors":[{"type":"some_fault","message":"No."}]}"#;
    let next = "/api/v2/end-users/?cursor=b";
    let server = serve_in_order([
        json(200, &page(&["1"], Some(next))),
        json(500, fault),
        json(200, &page(&["2"], None)),
    ])
    .await;
    let mut items = client(&server.uri()).get_end_users().items();
    assert!(items.next().await.unwrap().is_ok());
    let Err(Error::Api(error)) = items.next().await.unwrap() else {
        panic!("500 is an error")
    };
    assert_eq!(error.status().as_u16(), 500);
    let cursor = items.cursor().unwrap().to_string();
    assert_eq!(
        cursor,
        format!("{}{next}", server.uri()),
        "whoever resumes begins there"
    );
    let user = items.next().await.unwrap().unwrap();
    assert_eq!(user.end_user_id.as_deref(), Some("2"));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn the_token_does_not_go_to_another_host() {
    let other = serve(json(200, &page(&["2"], None))).await;
    let next = format!("{}/api/v2/end-users/?cursor=b", other.uri());
    let server = serve(json(200, &page(&["1"], Some(&next)))).await;
    let mut items = client(&server.uri()).get_end_users().items();
    assert!(items.next().await.unwrap().is_ok());
    let error = items.next().await.unwrap().unwrap_err();
    let Error::Build(build) = &error else {
        panic!("{error}")
    };
    let origin = other.uri();
    assert_eq!(build.page_fault(), Some(&PageFault::OtherOrigin { origin }));
    assert_eq!(error.was_sent(), WasSent::No);
    assert!(requests(&other).await.is_empty());
    // The user may know better.
    let items = client(&server.uri()).get_end_users().items();
    let users = items.allow_origin(&other.uri()).collect().await.unwrap();
    assert_eq!(users.len(), 2);
}

#[tokio::test]
async fn a_page_that_leads_to_itself_is_no_loop() {
    let server = serve(json(200, &page(&["1"], Some("?cursor=b")))).await;
    let error = client(&server.uri())
        .get_end_users()
        .items()
        .collect()
        .await
        .unwrap_err();
    let Error::Build(build) = &error else {
        panic!("{error}")
    };
    assert_eq!(build.page_fault(), Some(&PageFault::Repeated));
    assert_eq!(requests(&server).await.len(), 2);
}
