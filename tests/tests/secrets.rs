//! Credentials go where they belong and are shown nowhere.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

mod call;

use call::{CREATED, builder, call};
use clientsmith_tests::{
    SECRET, assert_debug_hides_secret, assert_hides_secret, json, only_request, refusing_url, serve,
};
use heron_client::{Client, Error};
use wiremock::ResponseTemplate;

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
