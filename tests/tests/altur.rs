//! Altur over real HTTP, and with its overlay taken away.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are no tests to clippy"
)]

use altur_client::operations::CreateEndUserError;
use altur_client::types::{EndUser, EndUserData, EndUserIntegrationType, Error as AlturError};
use altur_client::{Client, Error};
use clientsmith::Job;
use clientsmith::source::{NoFiles, SourceFile};
use clientsmith_runtime as rt;
use clientsmith_tests::{SECRET, body, header, json, only_request, serve};
use rt::test_util::{Replay, Reply};
use serde_json::json as value;
use std::path::PathBuf;

const CREATED: &str = r#"{"id":"8b4f9f0e-7c34-4f0a-9d53-0f5b7d3e2a11","display_name":"John","integration_type":"api","info":"VIP"}"#;

fn client(url: &str) -> Client {
    Client::builder()
        .api_key(SECRET)
        .base_url(url)
        .build()
        .unwrap()
}

#[tokio::test]
async fn the_request_is_what_the_document_says() {
    let server = serve(json(200, CREATED)).await;
    let data = EndUserData::new().display_name("John \"Ü\"").info("VIP");
    let user = client(&format!("{}/api/v1.0", server.uri()))
        .create_end_user(data)
        .await
        .unwrap();
    assert_eq!(
        user.id,
        "8b4f9f0e-7c34-4f0a-9d53-0f5b7d3e2a11"
            .parse::<rt::Uuid>()
            .unwrap()
    );
    assert_eq!(user.integration_type, Some(EndUserIntegrationType::Api));

    let request = only_request(&server).await;
    assert_eq!(
        (request.method.as_str(), request.url.path()),
        ("POST", "/api/v1.0/enduser")
    );
    assert_eq!(
        header(&request, "authorization"),
        Some(format!("api-key {SECRET}").as_str())
    );
    assert_eq!(header(&request, "content-type"), Some("application/json"));
    assert_eq!(
        body(&request),
        r#"{"display_name":"John \"Ü\"","info":"VIP"}"#
    );
}

#[tokio::test]
async fn the_path_of_the_documents_server_stays() {
    let transport = Replay::new([Reply::json(200, CREATED)]);
    let client = Client::builder()
        .api_key(SECRET)
        .transport(transport.clone())
        .build()
        .unwrap();
    client.create_end_user(EndUserData::new()).await.unwrap();
    let request = &transport.requests()[0];
    assert_eq!(request.uri(), "https://api.altur.io/api/v1.0/enduser");
    assert_eq!(
        request.body().as_ref(),
        b"{}",
        "nothing is required of the request"
    );
}

#[tokio::test]
async fn documented_errors_are_typed_by_status() {
    type Variant = fn(AlturError) -> CreateEndUserError;
    let variants: [(u16, Variant); 2] = [
        (400, CreateEndUserError::BadRequest),
        (401, CreateEndUserError::Unauthorized),
    ];
    for (status, variant) in variants {
        let server = serve(json(status, r#"{"error":7,"message":"no such thing"}"#)).await;
        let error = client(&server.uri())
            .create_end_user(EndUserData::new())
            .await
            .unwrap_err();
        let Error::Api(api) = &error else {
            panic!("{error}")
        };
        assert_eq!(api.body(), &variant(AlturError::new(7, "no such thing")));
        assert_eq!(
            (api.status().as_u16(), error.was_sent(), api.attempts()),
            (status, rt::WasSent::Yes, 1)
        );
    }
}

#[tokio::test]
async fn an_answer_without_what_required_misnames_is_read() {
    let server = serve(json(
        200,
        r#"{"id":"8b4f9f0e-7c34-4f0a-9d53-0f5b7d3e2a11","display_name":"John"}"#,
    ))
    .await;
    let user = client(&server.uri())
        .create_end_user(EndUserData::new())
        .await
        .unwrap();
    assert_eq!(
        user.body(),
        &EndUser::new(
            "8b4f9f0e-7c34-4f0a-9d53-0f5b7d3e2a11".parse().unwrap(),
            "John"
        )
    );
}

#[tokio::test]
async fn an_id_that_is_no_uuid_is_refused_with_its_place() {
    let server = serve(json(200, r#"{"id":"12","display_name":"John"}"#)).await;
    let error = client(&server.uri())
        .create_end_user(EndUserData::new())
        .await
        .unwrap_err();
    let Error::Decode(decode) = &error else {
        panic!("{error}")
    };
    assert_eq!(decode.path(), Some("$.id"));
}

#[tokio::test]
async fn integration_types_that_the_document_does_not_list_are_kept() {
    let answer = value!({"id": "8b4f9f0e-7c34-4f0a-9d53-0f5b7d3e2a11", "display_name": "J", "integration_type": "sms"});
    let server = serve(json(200, &answer.to_string())).await;
    let user = client(&server.uri())
        .create_end_user(EndUserData::new())
        .await
        .unwrap();
    assert_eq!(
        user.integration_type,
        Some(EndUserIntegrationType::Unknown("sms".to_owned()))
    );
    assert_eq!(serde_json::to_value(user.body()).unwrap(), answer);
}

#[test]
fn the_answers_type_is_the_same_without_the_overlay() {
    let document = spec("openapi.yaml");
    let emitted = |overlays: &[SourceFile], config: Option<&SourceFile>| {
        let generation = clientsmith::generate(&Job {
            name: "altur",
            document: &document,
            overlays,
            config,
            loader: &NoFiles,
            runtime_path: "../../runtime".to_owned(),
            own_workspace: false,
        });
        let mut files = generation.files.expect("Altur's document gives a crate");
        files
            .remove("src/types/end_user.rs")
            .expect("the schema has a file of its own")
    };
    let with = emitted(&[spec("overlay.yaml")], Some(&spec("client.toml")));
    // Our choices name the operation by the overlay's `operationId`, so they go with it.
    let without = emitted(&[], None);
    assert_eq!(with, without);
    let called_above = repository().join("generated/altur/src/types/end_user.rs");
    assert_eq!(std::fs::read_to_string(called_above).unwrap(), without);
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn spec(name: &str) -> SourceFile {
    let path = repository().join("specs/altur").join(name);
    SourceFile {
        path: name.to_owned(),
        bytes: std::fs::read(path).unwrap(),
    }
}
