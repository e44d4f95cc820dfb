//! Pages that are found by URLs, in the body or in the header `Link`: where they may lead, and with which credentials.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

mod paged;

use clientsmith_runtime as rt;
pub use paged::Call;
use paged::{
    ByLink, ByUrl, Operation, asked, call, client, client_with, fault, linked, lost, page,
};
use rt::{Error, PageFault};

#[tokio::test]
async fn a_next_url_is_followed_with_headers_and_credentials() {
    let (client, transport) = client([
        page(r#"{"data":[1],"next":"https://api.test/base/v1/url?token=t%20u#top"}"#),
        page(r#"{"data":[2],"next":"?token=v"}"#),
        page(r#"{"data":[3],"next":"/elsewhere"}"#),
        page("4"),
    ]);
    let call: ByUrl = call(&client, Operation::Url);
    let call = call.q("x").trace("abc");
    assert_eq!(call.items().collect().await.unwrap(), [1, 2, 3, 4]);
    assert_eq!(
        asked(&transport),
        [
            "/base/v1/url?q=x",
            "/base/v1/url?token=t%20u",
            "/base/v1/url?token=v",
            "/elsewhere"
        ]
    );
    for request in transport.requests() {
        assert_eq!(request.headers()["authorization"], "Bearer hunter2");
        assert_eq!(request.headers()["x-trace"], "abc");
    }
}

#[tokio::test]
async fn a_credential_in_the_query_is_there_once_on_every_page() {
    let (client, transport) = client_with(
        [
            page(r#"{"data":[1],"next":"?a=1&key=stale&b=2"}"#),
            page(r#"{"data":[2]}"#),
        ],
        1,
    );
    let call: ByUrl = call(&client, Operation::Url);
    assert_eq!(call.items().collect().await.unwrap(), [1, 2]);
    assert_eq!(
        asked(&transport),
        [
            "/base/v1/url?key=hunter2",
            "/base/v1/url?a=1&b=2&key=hunter2"
        ]
    );
}

#[tokio::test]
async fn a_next_url_of_another_origin_is_refused() {
    for next in [
        "https://evil.test/base/v1/url",
        "http://api.test/base/v1/url",
        "https://api.test:444/base/v1/url",
        "//evil.test/x",
        "https://api.test@evil.test/x",
    ] {
        let (client, transport) = client([page(&format!(r#"{{"data":[1],"next":"{next}"}}"#))]);
        let call: ByUrl = call(&client, Operation::Url);
        let mut items = call.items();
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
        let error = items.next().await.unwrap().unwrap_err();
        assert!(
            matches!(fault(&error), Some(PageFault::OtherOrigin { .. })),
            "{next}: {error}"
        );
        assert_eq!(error.was_sent(), rt::WasSent::No);
        assert!(items.next().await.is_none());
        assert_eq!(transport.requests().len(), 1, "nothing went to {next}");
    }
}

#[tokio::test]
async fn an_origin_that_is_allowed_is_asked() {
    let replies = [
        page(r#"{"data":[1],"next":"https://me:pw@eu.test/x"}"#),
        page(r#"{"data":[2]}"#),
    ];
    let (client, transport) = client(replies);
    let call: ByUrl = call(&client, Operation::Url);
    let items = call.items().allow_origin("https://eu.test");
    assert_eq!(items.collect().await.unwrap(), [1, 2]);
    let request = &transport.requests()[1];
    assert_eq!(
        request.uri(),
        "https://eu.test/x",
        "without the user that the server wrote"
    );
    assert_eq!(request.headers()["authorization"], "Bearer hunter2");
}

#[tokio::test]
async fn what_is_no_url_is_refused() {
    for next in ["https://[", "mailto:me@api.test", "7"] {
        let next = if next == "7" {
            next.to_owned()
        } else {
            format!("{next:?}")
        };
        let (client, _) = client([page(&format!(r#"{{"data":[1],"next":{next}}}"#))]);
        let call: ByUrl = call(&client, Operation::Url);
        let error = call.items().collect().await.unwrap_err();
        assert!(fault(&error).is_some() || next == "7", "{next}: {error}");
    }
}

#[tokio::test]
async fn a_url_that_was_asked_for_before_is_not_asked_for_again() {
    for next in [
        "https://api.test/base/v1/url?q=x",
        "?q=x",
        "/base/v1/../v1/url?q=x#again",
    ] {
        let (client, transport) = client([page(&format!(r#"{{"data":[1],"next":"{next}"}}"#))]);
        let call: ByUrl = call(&client, Operation::Url);
        let error = call.q("x").items().collect().await.unwrap_err();
        assert_eq!(fault(&error), Some(PageFault::Repeated), "{next}");
        assert_eq!(transport.requests().len(), 1);
    }
}

#[tokio::test]
async fn an_alternative_without_items_is_an_error_and_can_be_asked_for_again() {
    let replies = [
        page(r#"{"data":[1],"next":"?p=2"}"#),
        page(r#""oops""#),
        page("2"),
    ];
    let (client, transport) = client(replies);
    let call: ByUrl = call(&client, Operation::Url);
    let mut items = call.items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    let Err(Error::Decode(error)) = items.next().await.unwrap() else {
        panic!("there are no items in it")
    };
    assert!(matches!(error.fault(), rt::DecodeFault::Items));
    assert_eq!(error.bytes().as_ref(), br#""oops""#);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert_eq!(
        asked(&transport)[1..],
        ["/base/v1/url?p=2", "/base/v1/url?p=2"]
    );
}

#[tokio::test]
async fn links_lead_from_page_to_page() {
    let (client, transport) = client([
        linked(
            r#"<https://api.test/base/link?page=2>; rel="next", <https://api.test/base/link?page=3>; rel="last""#,
            "[1,2]",
        ),
        lost(),
        linked(r#"<?page=1>; rel=prev, <?page=3>; rel="next last""#, "[]"),
        linked(r#"<?page=1>; rel="first""#, "[3]"),
    ]);
    let call: ByLink = call(&client, Operation::Link);
    let mut items = call.items();
    let mut said = Vec::new();
    while let Some(item) = items.next().await {
        said.push(item.ok());
    }
    assert_eq!(said, [Some(1), Some(2), None, Some(3)]);
    assert_eq!(
        asked(&transport),
        [
            "/base/link",
            "/base/link?page=2",
            "/base/link?page=2",
            "/base/link?page=3"
        ]
    );
}

#[tokio::test]
async fn a_link_to_a_page_that_was_there_is_refused() {
    let (client, _) = client([
        linked(r#"</base/link?page=2>; rel="next""#, "[1]"),
        linked(r#"</base/link>; rel="next""#, "[2]"),
    ]);
    let call: ByLink = call(&client, Operation::Link);
    let error = call.items().collect().await.unwrap_err();
    assert_eq!(fault(&error), Some(PageFault::Repeated));
}

#[tokio::test]
async fn a_page_keeps_its_status_and_headers() {
    let (client, _) = client([linked("<?page=2>; rel=next", "[1]"), linked("", "[2]")]);
    let call: ByLink = call(&client, Operation::Link);
    let pages = call.pages().collect().await.unwrap();
    assert_eq!(
        (pages.len(), pages[0].headers()["link"].to_str().unwrap()),
        (2, "<?page=2>; rel=next")
    );
}
