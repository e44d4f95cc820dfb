//! Heron over real HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are no tests to clippy"
)]

use clientsmith_runtime as rt;
use clientsmith_tests::{SECRET, body, header, json, only_request, serve};
use heron_client::types::{
    CreateEndUserRequest, CreateEndUserResponse, DataSourceStatus, EndUser, EndUserPostParams,
    EndUserStatus, Metric, MetricContext, MetricStatus, MetricUnit,
};
use heron_client::{Client, Error, Maybe, Response};
use serde_json::{Value, json as value};

const CREATED: &str = r#"{"end_user":{"end_user_id":"crm-42"}}"#;

fn client(url: &str) -> Client {
    Client::builder()
        .api_key(SECRET)
        .base_url(url)
        .build()
        .unwrap()
}

fn request(end_user: EndUserPostParams) -> CreateEndUserRequest {
    CreateEndUserRequest::new().end_user(end_user)
}

/// The body that is sent for an end user.
async fn sent(end_user: EndUserPostParams) -> String {
    let server = serve(json(201, CREATED)).await;
    client(&server.uri())
        .create_end_user(request(end_user))
        .await
        .unwrap();
    body(&only_request(&server).await).to_owned()
}

/// The answer to a call, when the server says that the end user is `end_user`.
async fn answered(end_user: Value) -> Response<CreateEndUserResponse> {
    let server = serve(json(201, &value!({ "end_user": end_user }).to_string())).await;
    client(&server.uri())
        .create_end_user(request(EndUserPostParams::new("crm-42")))
        .await
        .unwrap()
}

async fn end_user(end_user: Value) -> EndUser {
    answered(end_user).await.into_body().end_user.unwrap()
}

#[tokio::test]
async fn the_request_is_what_the_document_says() {
    let server = serve(json(201, CREATED)).await;
    let end_user = EndUserPostParams::new("crm-42")
        .name("Acme Ltd")
        .is_portfolio(true);
    let response = client(&server.uri())
        .create_end_user(request(end_user))
        .await
        .unwrap();
    assert_eq!((response.status().as_u16(), response.attempts()), (201, 1));

    let request = only_request(&server).await;
    assert_eq!(
        (
            request.method.as_str(),
            request.url.path(),
            request.url.query()
        ),
        ("POST", "/api/end_users", None)
    );
    assert_eq!(header(&request, "x-api-key"), Some(SECRET));
    assert_eq!(header(&request, "authorization"), None);
    assert_eq!(header(&request, "content-type"), Some("application/json"));
    let agent = format!(
        "heron-client/0.1.0 clientsmith-runtime/{}",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(header(&request, "user-agent"), Some(agent.as_str()));
    assert_eq!(
        header(&request, "accept"),
        Some("application/json, application/problem+json;q=0.05")
    );
    assert_eq!(
        body(&request),
        r#"{"end_user":{"end_user_id":"crm-42","is_portfolio":true,"name":"Acme Ltd"}}"#
    );
}

#[tokio::test]
async fn the_documents_server_is_called_without_a_base_url() {
    let transport = rt::test_util::Replay::new([rt::test_util::Reply::json(201, CREATED)]);
    let client = Client::builder()
        .api_key(SECRET)
        .transport(transport.clone())
        .build()
        .unwrap();
    client
        .create_end_user(request(EndUserPostParams::new("crm-42")))
        .await
        .unwrap();
    assert_eq!(
        transport.requests()[0].uri(),
        "https://app.herondata.io/api/end_users"
    );
}

#[tokio::test]
async fn read_only_properties_cannot_be_sent() {
    // Every property of the document's EndUser and EndUserPostParams; whatever the request's type knows, it takes.
    let all = value!({
        "confidence": 0.42, "created": "2026-05-15T19:44:51Z", "criteria": [], "data_sources": [], "end_user_id": "crm-42",
        "heron_id": "eus_1", "is_portfolio": true, "last_processed_at": "2026-05-15T19:44:51Z",
        "last_updated": "2026-05-15T19:44:51Z", "meta": {"a": "b"}, "name": "Acme", "profit_and_loss_layout": [1],
        "status": "ready",
    });
    let end_user: EndUserPostParams = serde_json::from_value(all).unwrap();
    assert_eq!(
        sent(end_user).await,
        r#"{"end_user":{"end_user_id":"crm-42","is_portfolio":true,"meta":{"a":"b"},"name":"Acme","profit_and_loss_layout":[1]}}"#
    );
}

#[tokio::test]
async fn meta_is_sent_absent_null_or_as_a_map() {
    let new = || EndUserPostParams::new("u");
    assert_eq!(sent(new()).await, r#"{"end_user":{"end_user_id":"u"}}"#);
    assert_eq!(
        sent(new().null_meta()).await,
        r#"{"end_user":{"end_user_id":"u","meta":null}}"#
    );
    let meta = rt::Map::from([("attribution_key".to_owned(), "lender_42".to_owned())]);
    assert_eq!(
        sent(new().meta(meta)).await,
        r#"{"end_user":{"end_user_id":"u","meta":{"attribution_key":"lender_42"}}}"#
    );
}

#[tokio::test]
async fn meta_comes_back_absent_null_or_as_a_map() {
    assert_eq!(
        end_user(value!({"end_user_id": "u"})).await.meta,
        Maybe::Absent
    );
    assert_eq!(
        end_user(value!({"end_user_id": "u", "meta": null}))
            .await
            .meta,
        Maybe::Null
    );
    let meta = rt::Map::from([("a".to_owned(), "b".to_owned())]);
    assert_eq!(
        end_user(value!({"end_user_id": "u", "meta": {"a": "b"}}))
            .await
            .meta,
        Maybe::Value(meta)
    );
}

#[tokio::test]
async fn what_has_no_type_is_any_json_and_is_kept() {
    let anything = [
        value!(null),
        value!(42.42),
        value!("n/a"),
        value!(false),
        value!([1, [null]]),
        value!({"rows": [{"deep": 1}]}),
    ];
    for any in anything {
        let json = value!({"end_user": {
            "criteria": [{"value": any}], "end_user_id": "u", "profit_and_loss_layout": any,
        }});
        let answer = answered(json["end_user"].clone()).await;
        assert_eq!(
            serde_json::to_value(answer.body()).unwrap(),
            json,
            "read and written back"
        );

        let layout: EndUserPostParams =
            serde_json::from_value(value!({"end_user_id": "u", "profit_and_loss_layout": any}))
                .unwrap();
        let body: Value = serde_json::from_str(&sent(layout).await).unwrap();
        assert_eq!(
            body,
            value!({"end_user": {"end_user_id": "u", "profit_and_loss_layout": any}}),
            "sent"
        );
    }
}

#[tokio::test]
async fn enums_that_list_null_are_nullable() {
    let metrics = value!([
        {"context": null, "status": null},
        {"context": "lower_is_better", "status": "not_available"},
        {},
    ]);
    let found = end_user(value!({"end_user_id": "u", "criteria": metrics})).await;
    let expected = vec![
        Metric::new().null_context().null_status(),
        Metric::new()
            .context(MetricContext::LowerIsBetter)
            .status(MetricStatus::NotAvailable),
        Metric::new(),
    ];
    assert_eq!(serde_json::to_value(&found.criteria).unwrap(), metrics);
    assert_eq!(found.criteria, Some(expected));
}

#[tokio::test]
async fn dates_without_an_offset_are_utc() {
    let found = end_user(value!({
        "end_user_id": "u",
        "created": "2026-05-15T19:44:51.427900",
        "last_updated": "2026-06-26T21:44:51.427939+02:00",
    }))
    .await;
    assert_eq!(
        found.created,
        Some("2026-05-15T19:44:51.4279Z".parse().unwrap())
    );
    assert_eq!(
        found.last_updated,
        Some("2026-06-26T19:44:51.427939Z".parse().unwrap())
    );
    let written = serde_json::to_value(&found).unwrap();
    assert_eq!(
        written["created"], "2026-05-15T19:44:51.4279Z",
        "written with the offset that it was read with"
    );
}

#[tokio::test]
async fn enum_values_that_the_document_does_not_list_are_kept() {
    let json = value!({
        "criteria": [{"unit": "n"}, {"unit": "furlong"}],
        "data_sources": [{"status": "unknown", "type": "pdf"}, {"status": "paused", "type": "fax"}],
        "end_user_id": "u",
        "status": "on_hold",
    });
    let found = end_user(json.clone()).await;
    assert_eq!(
        found.status,
        Some(EndUserStatus::Unknown("on_hold".to_owned()))
    );
    let criteria = found.criteria.as_ref().unwrap();
    assert_eq!(criteria[0].unit, Some(MetricUnit::N));
    assert_eq!(
        criteria[1].unit,
        Some(MetricUnit::Unknown("furlong".to_owned()))
    );
    let sources = found.data_sources.as_ref().unwrap();
    assert_eq!(
        sources[0].status,
        Some(DataSourceStatus::UnknownValue),
        "a documented value called `unknown`"
    );
    assert_eq!(
        sources[1].status,
        Some(DataSourceStatus::Unknown("paused".to_owned()))
    );
    assert_eq!(serde_json::to_value(&found).unwrap(), json);
}

#[tokio::test]
async fn constraints_hold_before_anything_is_sent() {
    let server = serve(json(201, CREATED)).await;
    let client = client(&server.uri());
    for (end_user, path) in [
        (EndUserPostParams::new(""), "$.end_user.end_user_id"),
        (
            EndUserPostParams::new("x".repeat(141)),
            "$.end_user.end_user_id",
        ),
        (
            EndUserPostParams::new("u").name("x".repeat(129)),
            "$.end_user.name",
        ),
    ] {
        let error = client.create_end_user(request(end_user)).await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{error}");
        assert!(error.to_string().contains(path), "{error}");
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}
