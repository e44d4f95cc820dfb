//! What is asked of token endpoints, and where they are.

use super::tokens::{NOWHERE, OIDC, READ, WRITE, granted, machine, scene, story};
use super::*;
use rt::{ClientAuthentication, RefreshToken};
use std::sync::{Arc, Mutex};

#[tokio::test]
async fn scopes_are_the_operations_or_the_users() {
    let replies = || {
        [
            granted("r", 60),
            status(200),
            granted("w", 60),
            status(200),
            status(200),
        ]
    };
    let by_operation = scene(replies(), machine());
    for operation in [&READ, &WRITE, &READ] {
        by_operation.call(operation).await.unwrap();
    }
    assert_eq!(
        story(&by_operation),
        [
            "/o/token/ grant_type=client_credentials&scope=read+list",
            "Bearer r",
            "/o/token/ grant_type=client_credentials&scope=write",
            "Bearer w",
            "Bearer r",
        ]
    );
    let by_user = machine()
        .scopes(["all", "more"])
        .parameter("audience", "a b");
    let by_user = scene([granted("t", 60), status(200), status(200)], by_user);
    by_user.call(&READ).await.unwrap();
    by_user.call(&WRITE).await.unwrap();
    assert_eq!(
        story(&by_user),
        [
            "/o/token/ grant_type=client_credentials&scope=all+more&audience=a+b",
            "Bearer t",
            "Bearer t",
        ]
    );
}

#[tokio::test]
async fn the_token_endpoint_can_be_another() {
    let source = machine()
        .token_url("token")
        .authentication(ClientAuthentication::Body);
    let scene = scene([granted("t", 60), status(200)], source);
    scene.call(&NOWHERE).await.unwrap();
    let asked = &scene.replay.requests()[0];
    assert_eq!(asked.uri(), "https://api.test/v1/token");
    assert!(!asked.headers().contains_key("authorization"));
    assert_eq!(
        story(&scene)[0],
        "/v1/token grant_type=client_credentials&client_id=id&client_secret=hunter2"
    );
}

#[tokio::test]
async fn a_token_endpoint_that_nobody_names_is_asked_for() {
    let scene = scene([], machine());
    assert_eq!(
        scene.call(&NOWHERE).await.unwrap_err().to_string(),
        "Nowhere: no token for `nowhere`: the document names no token endpoint for `nowhere`; give one with `token_url`"
    );
}

#[tokio::test]
async fn a_refresh_token_is_replaced_by_the_one_that_comes_with_a_token() {
    let saved = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&saved);
    let source = RefreshToken::new("r1")
        .public_client("app")
        .on_rotation(move |token| seen.lock().unwrap().push(token.clone()));
    let rotates = |token: &str, next: &str| {
        let body =
            format!(r#"{{"access_token":"{token}","refresh_token":"{next}","expires_in":60}}"#);
        Reply::json(200, &body)
    };
    let scene = scene(
        [
            rotates("t1", "r2"),
            status(200),
            rotates("t2", "r2"),
            status(200),
        ],
        source,
    );
    scene.call(&READ).await.unwrap();
    scene.time.advance(Duration::from_secs(60));
    scene.call(&WRITE).await.unwrap();
    assert_eq!(
        story(&scene),
        [
            "/oauth/token grant_type=refresh_token&refresh_token=r1&client_id=app",
            "Bearer t1",
            "/oauth/token grant_type=refresh_token&refresh_token=r2&client_id=app",
            "Bearer t2",
        ]
    );
    assert_eq!(
        scene.replay.requests()[0].uri(),
        "https://api.test/oauth/token"
    );
    assert_eq!(*saved.lock().unwrap(), ["r2".into()]);
}

#[tokio::test]
async fn a_refresh_token_is_not_used_again_where_it_may_have_been_used() {
    let scene = scene(
        [lost(), granted("t", 60), status(200)],
        RefreshToken::new("r1"),
    );
    let error = scene.call(&READ).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error}");
    assert_eq!((error.attempts(), scene.sent()), (1, 1));
}

#[tokio::test]
async fn metadata_is_read_once() {
    let metadata = Reply::json(200, r#"{"token_endpoint":"https://id.test/token"}"#);
    let scene = scene(
        [
            metadata,
            granted("t1", 60),
            status(200),
            granted("t2", 60),
            status(200),
        ],
        machine(),
    );
    scene.call(&OIDC).await.unwrap();
    scene.time.advance(Duration::from_secs(60));
    scene.call(&OIDC).await.unwrap();
    assert_eq!(
        story(&scene),
        [
            "/.well-known/openid-configuration ",
            "/token grant_type=client_credentials",
            "Bearer t1",
            "/token grant_type=client_credentials",
            "Bearer t2",
        ]
    );
}

#[tokio::test]
async fn metadata_that_leads_to_plain_text_is_refused() {
    for metadata in [
        r#"{"token_endpoint":"http://id.test/token"}"#,
        "{}",
        "<html>",
    ] {
        let scene = scene([Reply::json(200, metadata), granted("t", 60)], machine());
        let error = scene.call(&OIDC).await.unwrap_err();
        assert!(matches!(error, Error::Token(_)), "{error}");
        assert_eq!(scene.sent(), 1, "{metadata}");
    }
}
