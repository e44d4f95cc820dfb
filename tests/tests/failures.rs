//! What happens when a call does not go as it should.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are no tests to clippy"
)]

use ada_client::types::{EndUserCreate, EndUserProfileInput, EndUserUpdate};
use clientsmith_runtime as rt;
use clientsmith_tests::{
    Hurried, RawServer, SECRET, assert_debug_hides_secret, assert_hides_secret, json, only_request,
    refusing_url, requests, serve, serve_in_order,
};
use heron_client::operations::{CreateEndUser, CreateEndUserError};
use heron_client::types::{CreateEndUserRequest, EndUserPostParams};
use heron_client::{Client, ClientBuilder, Error, WasSent};
use rt::{DecodeFault, TimeoutKind};
use std::time::Duration;
use wiremock::{MockServer, ResponseTemplate};

const CREATED: &str = r#"{"end_user":{"end_user_id":"crm-42"}}"#;
const ADA_USER: &str = r#"{"end_user_id":"1"}"#;

fn builder(url: &str) -> ClientBuilder {
    Client::builder().api_key(SECRET).base_url(url)
}

fn call(client: &Client) -> CreateEndUser {
    client.create_end_user(CreateEndUserRequest::new().end_user(EndUserPostParams::new("crm-42")))
}

/// A client that is told to wait, and does not; and what it was told.
fn hurried(server: &MockServer) -> (Client, Hurried) {
    let time = Hurried::default();
    (
        builder(&server.uri())
            .sleeper(time.clone())
            .build()
            .unwrap(),
        time,
    )
}

fn hurried_ada(server: &MockServer) -> (ada_client::Client, Hurried) {
    let time = Hurried::default();
    let builder = ada_client::Client::builder()
        .bearer_token(SECRET)
        .base_url(server.uri());
    (builder.sleeper(time.clone()).build().unwrap(), time)
}

fn asking_to_wait(status: u16, seconds: &str) -> ResponseTemplate {
    json(status, "{}").insert_header("retry-after", seconds)
}

/// The error of a call that this answer does not satisfy, shown to hold no secret.
async fn error_of(answer: ResponseTemplate) -> Error<CreateEndUserError> {
    let server = serve(answer).await;
    let error = call(&builder(&server.uri()).build().unwrap())
        .await
        .unwrap_err();
    only_request(&server).await;
    assert_hides_secret(&error);
    error
}

#[tokio::test]
async fn a_post_that_came_too_early_is_sent_again_when_the_server_says() {
    let server = serve_in_order([asking_to_wait(429, "2"), json(201, CREATED)]).await;
    let (client, time) = hurried(&server);
    let response = call(&client).await.unwrap();
    assert_eq!((response.status().as_u16(), response.attempts()), (201, 2));
    assert_eq!(time.waits(), [Duration::from_secs(2)]);

    let sent = requests(&server).await;
    assert_eq!(sent.len(), 2);
    assert_eq!(
        (&sent[0].headers, &sent[0].body),
        (&sent[1].headers, &sent[1].body),
        "the same request"
    );
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_given_back() {
    let server = serve(asking_to_wait(429, "61")).await;
    let (client, time) = hurried(&server);
    let error = call(&client).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.retry_after()),
        (1, Some(Duration::from_secs(61)))
    );
    assert_eq!(time.waits(), []);
}

#[tokio::test]
async fn retries_come_to_an_end() {
    let server = serve(asking_to_wait(429, "1")).await;
    let (client, time) = hurried(&server);
    let error = call(&client).await.unwrap_err();
    assert_eq!(
        (
            error.attempts(),
            error.status().map(|status| status.as_u16())
        ),
        (3, Some(429))
    );
    assert_eq!((time.waits().len(), requests(&server).await.len()), (2, 3));
    let error = call(&client).max_retries(0).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_post_is_sent_again_after_503_only_if_the_server_says_when() {
    let server = serve_in_order([asking_to_wait(503, "1.5"), json(201, CREATED)]).await;
    let (client, time) = hurried(&server);
    assert_eq!(call(&client).await.unwrap().attempts(), 2);
    assert_eq!(time.waits(), [Duration::from_millis(1500)]);

    let error = error_of(json(503, "{}")).await;
    assert_eq!((error.attempts(), error.was_sent()), (1, WasSent::Yes));
}

#[tokio::test]
async fn a_fault_of_the_server_is_tried_again_only_where_that_does_no_harm() {
    for status in [500, 502, 503, 504] {
        assert_eq!(
            error_of(json(status, "{}")).await.attempts(),
            1,
            "POST, {status}"
        );

        let server = serve_in_order([json(status, "{}"), json(200, ADA_USER)]).await;
        let (client, time) = hurried_ada(&server);
        assert_eq!(
            client.get_end_user_by_id("1").await.unwrap().attempts(),
            2,
            "GET, {status}"
        );
        let waits = time.waits();
        let half_a_second = Duration::from_millis(250)..=Duration::from_millis(500);
        assert!(
            waits.len() == 1 && half_a_second.contains(&waits[0]),
            "{waits:?}"
        );

        let server = serve(json(status, "{}")).await;
        let (client, _) = hurried_ada(&server);
        let update = EndUserUpdate::new(EndUserProfileInput::new());
        assert_eq!(
            client
                .patch_end_user_by_id("1", update)
                .await
                .unwrap_err()
                .attempts(),
            1,
            "PATCH, {status}"
        );
    }
}

#[tokio::test]
async fn half_an_answer_is_a_transport_error() {
    let half = b"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{\"end_user\":";
    let server = RawServer::answering([half.to_vec()]).await;
    let error = call(&builder(server.url()).build().unwrap())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(
        (error.was_sent(), error.attempts(), error.is_connect()),
        (WasSent::Yes, 1, false)
    );
    assert_eq!(
        server.requests().len(),
        1,
        "a POST that arrived is not sent again"
    );
    assert_hides_secret(&error);
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_answer_may_have_done_its_work() {
    let server = RawServer::answering([Vec::new()]).await;
    let error = call(&builder(server.url()).build().unwrap())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!((error.was_sent(), error.attempts()), (WasSent::Maybe, 1));
    assert_hides_secret(&error);
}

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    let client = builder(&refusing_url().await)
        .sleeper(Hurried::default())
        .build()
        .unwrap();
    let error = call(&client).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(
        (error.was_sent(), error.is_connect(), error.attempts()),
        (WasSent::No, true, 3)
    );
    assert_eq!(error.status(), None);
    assert_hides_secret(&error);
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_a_timeout() {
    let server = RawServer::silent().await;
    let client = builder(server.url()).build().unwrap();
    let limit = Duration::from_millis(50);
    for (call, kind) in [
        (call(&client).timeout(limit), TimeoutKind::Call),
        (call(&client).attempt_timeout(limit), TimeoutKind::Attempt),
    ] {
        let error = call.await.unwrap_err();
        let Error::Timeout(timeout) = &error else {
            panic!("{error}")
        };
        assert_eq!((timeout.kind(), timeout.limit()), (kind, limit));
        assert_eq!(
            (error.is_timeout(), error.was_sent(), error.attempts()),
            (true, WasSent::Maybe, 1)
        );
        assert_hides_secret(&error);
    }
}

#[tokio::test]
async fn an_empty_body_is_no_json() {
    let answer = ResponseTemplate::new(201).insert_header("x-request-id", "req-7");
    let error = error_of(answer).await;
    let Error::Decode(decode) = &error else {
        panic!("{error}")
    };
    assert!(matches!(decode.fault(), DecodeFault::Empty));
    assert_eq!(
        (
            decode.status().as_u16(),
            decode.bytes().len(),
            decode.path()
        ),
        (201, 0, None)
    );
    assert_eq!(
        (error.was_sent(), error.request_id()),
        (WasSent::Yes, Some("req-7"))
    );
    assert!(
        error.to_string().contains("expected a body, found none"),
        "{error}"
    );
}

#[tokio::test]
async fn a_page_of_html_is_no_json() {
    let page = "<html>maintenance</html>";
    let error = error_of(ResponseTemplate::new(200).set_body_raw(page, "text/html")).await;
    let Error::Decode(decode) = &error else {
        panic!("{error}")
    };
    assert!(matches!(decode.fault(), DecodeFault::MediaType(found) if found == "text/html"));
    assert_eq!(
        (decode.status().as_u16(), decode.bytes().as_ref()),
        (200, page.as_bytes())
    );
    assert_eq!(decode.headers()["content-type"], "text/html");
    assert!(error.to_string().contains(page), "{error}");
}

#[tokio::test]
async fn json_of_another_shape_is_refused_with_its_path() {
    for (body, path, said) in [
        (
            r#"{"end_user":{"end_user_id":"u","created":7}}"#,
            "$.end_user.created",
            "7",
        ),
        (
            r#"{"end_user":{"end_user_id":"u","created":"soon"}}"#,
            "$.end_user.created",
            "soon",
        ),
        (
            r#"{"end_user":{"end_user_id":7}}"#,
            "$.end_user.end_user_id",
            "7",
        ),
        (
            r#"{"end_user":{"name":"Acme"}}"#,
            "$.end_user",
            "end_user_id",
        ),
        (
            r#"{"end_user":{"end_user_id":"u","criteria":[{},{"label":[]}]}}"#,
            "$.end_user.criteria[1].label",
            "string",
        ),
        (
            r#"{"end_user":{"end_user_id":"u","meta":{"a b":1}}}"#,
            r#"$.end_user.meta["a b"]"#,
            "string",
        ),
        ("[]", "$", "sequence"),
    ] {
        let error = error_of(json(201, body)).await;
        let Error::Decode(decode) = &error else {
            panic!("{body}: {error}")
        };
        assert_eq!(
            (decode.path(), decode.bytes().as_ref()),
            (Some(path), body.as_bytes())
        );
        let fault = decode.fault().to_string();
        assert!(
            fault.starts_with(&format!("{path}: ")) && fault.contains(said),
            "{fault}"
        );
        assert!(error.to_string().contains(&fault), "{error}");
    }
}

#[tokio::test]
async fn json_that_ends_early_or_goes_on_is_refused() {
    for body in [r#"{"end_user":{"end_user_id":"u""#, r#"{} {}"#, "\u{feff}{"] {
        let error = error_of(json(201, body)).await;
        let Error::Decode(decode) = &error else {
            panic!("{body}: {error}")
        };
        assert!(matches!(decode.fault(), DecodeFault::Json(_)), "{error}");
        assert_eq!(decode.bytes().as_ref(), body.as_bytes());
    }
}

#[tokio::test]
async fn an_error_page_keeps_its_bytes() {
    let page = "<h1>Bad Gateway</h1>";
    let error = error_of(ResponseTemplate::new(502).set_body_raw(page, "text/html")).await;
    let Error::Api(api) = &error else {
        panic!("{error}")
    };
    assert_eq!(api.body(), &CreateEndUserError::Undocumented);
    assert_eq!(
        (
            api.status().as_u16(),
            api.bytes().as_ref(),
            api.text().as_ref()
        ),
        (502, page.as_bytes(), page)
    );
}

#[tokio::test]
async fn a_documented_error_that_does_not_fit_says_why() {
    let server = serve(
        ResponseTemplate::new(400).set_body_raw(r#"{"errors":[{"type":"x"}]}"#, "application/json"),
    )
    .await;
    let (client, _) = hurried_ada(&server);
    let error = client
        .create_end_user(EndUserCreate::new())
        .await
        .unwrap_err();
    let Error::Api(api) = &error else {
        panic!("{error}")
    };
    assert_eq!(
        api.body(),
        &ada_client::operations::CreateEndUserError::Undocumented
    );
    let fault = api.decode_fault().unwrap().to_string();
    assert!(
        fault.starts_with("$.errors[0]: ") && fault.contains("message"),
        "{fault}"
    );
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_not_read_on() {
    let server = serve(json(201, CREATED)).await;
    let client = builder(&server.uri())
        .max_response_bytes(CREATED.len() - 1)
        .build()
        .unwrap();
    let error = call(&client).await.unwrap_err();
    let Error::Decode(decode) = &error else {
        panic!("{error}")
    };
    assert!(
        matches!(decode.fault(), DecodeFault::TooLong { limit } if *limit == CREATED.len() - 1)
    );
    let client = builder(&server.uri())
        .max_response_bytes(CREATED.len())
        .build()
        .unwrap();
    call(&client).await.unwrap();
}

#[tokio::test]
async fn a_redirect_does_not_take_the_key_to_another_host() {
    let other = serve(json(201, CREATED)).await;
    let location = format!("{}/elsewhere", other.uri());
    let server =
        serve(ResponseTemplate::new(307).insert_header("location", location.as_str())).await;
    call(&builder(&server.uri()).build().unwrap())
        .await
        .unwrap();
    let request = only_request(&other).await;
    assert_eq!(request.url.path(), "/elsewhere");
    assert!(!format!("{:?}", request.headers).contains(SECRET));
    assert!(!request.headers.contains_key("x-api-key"));
}

#[tokio::test]
async fn no_debug_shows_a_credential() {
    let url = refusing_url().await;
    let heron = builder(&url).default_header("x-other-key", SECRET);
    assert_debug_hides_secret(&heron);
    let heron = heron.build().unwrap();
    assert_debug_hides_secret(&heron);
    assert_debug_hides_secret(&call(&heron).header("x-third-key", SECRET));

    let altur = altur_client::Client::builder()
        .api_key(SECRET)
        .base_url(&url);
    assert_debug_hides_secret(&altur);
    assert_debug_hides_secret(&altur.build().unwrap());
    let conductor = conductor_client::Client::builder()
        .bearer_token(SECRET)
        .base_url(&url);
    assert_debug_hides_secret(&conductor);
    assert_debug_hides_secret(&conductor.build().unwrap());
    let versori = versori_client::Client::builder()
        .bearer_token(SECRET)
        .api_key(SECRET)
        .base_url(&url);
    assert_debug_hides_secret(&versori);
    assert_debug_hides_secret(&versori.build().unwrap().create_end_user("o", None));
    let ada = ada_client::Client::builder()
        .bearer_token(SECRET)
        .base_url(&url);
    assert_debug_hides_secret(&ada);
    assert_debug_hides_secret(&ada.build().unwrap().get_end_users());
}

#[tokio::test]
async fn a_credential_that_cannot_be_sent_is_not_shown() {
    let unfit = format!("{SECRET}\r\nx-evil: 1");
    let url = refusing_url().await;
    let heron = Client::builder()
        .api_key(unfit.clone())
        .base_url(&url)
        .build()
        .unwrap();
    let error = call(&heron).await.unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error}");
    assert_hides_secret(&error);
    let versori = versori_client::Client::builder()
        .api_key(format!("{SECRET}; a=b"))
        .base_url(&url)
        .build()
        .unwrap();
    let error = versori.create_end_user("o", None).await.unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error}");
    assert_hides_secret(&error);
}
