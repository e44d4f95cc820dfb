//! Calls that get no answer, or one that is not what the document says.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are no tests to clippy"
)]

mod call;

use ada_client::types::EndUserCreate;
use call::{CREATED, builder, call};
use clientsmith_runtime::{DecodeFault, TimeoutKind};
use clientsmith_tests::{
    Hurried, RawServer, assert_hides_secret, json, only_request, refusing_url, serve,
};
use heron_client::operations::CreateEndUserError;
use heron_client::{Error, WasSent};
use std::time::Duration;
use wiremock::ResponseTemplate;

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
    assert!(matches!(decode.fault(), DecodeFault::MediaType { found, .. } if found == "text/html"));
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
        ("[]", "$", "an array"),
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
    let client = ada_client::Client::builder()
        .bearer_token("t")
        .base_url(server.uri())
        .build()
        .unwrap();
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
