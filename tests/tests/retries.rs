//! When a call is sent again, and when it must not be.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

mod call;

use ada_client::types::{EndUserProfileInput, EndUserUpdate};
use call::{CREATED, builder, call};
use clientsmith_tests::{Hurried, SECRET, json, refusing_url, requests, serve, serve_in_order};
use heron_client::{Client, WasSent};
use std::time::Duration;
use wiremock::{MockServer, ResponseTemplate};

const ADA_USER: &str = r#"{"end_user_id":"1"}"#;

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

    let server = serve(json(503, "{}")).await;
    let (client, _) = hurried(&server);
    let error = call(&client).await.unwrap_err();
    assert_eq!((error.attempts(), error.was_sent()), (1, WasSent::Yes));
}

#[tokio::test]
async fn a_fault_of_the_server_is_tried_again_only_where_that_does_no_harm() {
    for status in [500, 502, 503, 504] {
        let server = serve(json(status, "{}")).await;
        let (client, _) = hurried(&server);
        let error = call(&client).await.unwrap_err();
        assert_eq!(error.attempts(), 1, "POST, {status}");

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
async fn what_was_not_sent_is_tried_again_whatever_the_method() {
    let time = Hurried::default();
    let client = builder(&refusing_url().await).sleeper(time.clone());
    let error = call(&client.build().unwrap()).await.unwrap_err();
    assert_eq!((error.attempts(), error.was_sent()), (3, WasSent::No));
    let bounds = [250..=500, 500..=1000].map(|bounds| {
        Duration::from_millis(*bounds.start())..=Duration::from_millis(*bounds.end())
    });
    let waits = time.waits();
    assert_eq!(waits.len(), bounds.len());
    for (wait, bounds) in waits.iter().zip(bounds) {
        assert!(bounds.contains(wait), "{wait:?} is not within {bounds:?}");
    }
}
