//! Conductor over real HTTP.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

use clientsmith_runtime::test_util::{Replay, Reply};
use clientsmith_tests::{SECRET, body, header, json, only_request, serve};
use conductor_client::operations::CreateEndUserHeaders as _;
use conductor_client::types::{
    CreateEndUserRequest, EndUser, EndUserObjectType, IntegrationConnectionIntegrationSlug as Slug,
};
use conductor_client::{Client, Error, Response};
use serde_json::{Value, json as value};
use wiremock::ResponseTemplate;

fn request() -> CreateEndUserRequest {
    CreateEndUserRequest::new(
        "Acme Inc.",
        "12345678-abcd-abcd-example-1234567890ab",
        "alice@acme.com",
    )
}

fn client(url: &str) -> Client {
    Client::builder()
        .bearer_token(SECRET)
        .base_url(url)
        .build()
        .unwrap()
}

fn created() -> Value {
    value!({
        "id": "end_usr_1234567abcdefg",
        "objectType": "end_user",
        "createdAt": "2024-01-01T00:00:00.000Z",
        "companyName": "Acme Inc.",
        "sourceId": "12345678-abcd-abcd-example-1234567890ab",
        "email": "alice@acme.com",
        "integrationConnections": [{
            "id": "int_conn_1234567abcdefg",
            "objectType": "integration_connection",
            "createdAt": "2024-01-01T00:00:00.000Z",
            "integrationSlug": "quickbooks_desktop",
            "lastRequestAt": null,
            "lastSuccessfulRequestAt": "2024-01-01T00:00:00.000Z",
        }],
    })
}

async fn call(answer: ResponseTemplate) -> Result<Response<EndUser>, Error<impl std::fmt::Debug>> {
    let server = serve(answer).await;
    client(&server.uri()).create_end_user(request()).await
}

#[tokio::test]
async fn the_request_is_what_the_document_says() {
    let server = serve(json(200, &created().to_string())).await;
    let response = client(&format!("{}/v1", server.uri()))
        .create_end_user(request())
        .await
        .unwrap();
    assert_eq!(response.status().as_u16(), 200);

    let request = only_request(&server).await;
    assert_eq!(
        (request.method.as_str(), request.url.path()),
        ("POST", "/v1/end-users")
    );
    assert_eq!(
        header(&request, "authorization"),
        Some(format!("Bearer {SECRET}").as_str())
    );
    assert_eq!(header(&request, "content-type"), Some("application/json"));
    assert_eq!(
        body(&request),
        r#"{"companyName":"Acme Inc.","sourceId":"12345678-abcd-abcd-example-1234567890ab","email":"alice@acme.com"}"#
    );
}

#[tokio::test]
async fn the_path_of_the_documents_server_stays() {
    let transport = Replay::new([Reply::json(200, &created().to_string())]);
    let client = Client::builder()
        .bearer_token(SECRET)
        .transport(transport.clone())
        .build()
        .unwrap();
    client.create_end_user(request()).await.unwrap();
    assert_eq!(
        transport.requests()[0].uri(),
        "https://api.conductor.is/v1/end-users"
    );
}

#[tokio::test]
async fn the_answer_is_read_and_written_back_as_it_came() {
    let user = call(json(200, &created().to_string())).await.unwrap();
    assert_eq!(user.object_type, EndUserObjectType);
    let connection = &user.integration_connections[0];
    assert_eq!(connection.integration_slug, Slug::QuickbooksDesktop);
    assert_eq!(connection.last_request_at, None);
    assert_eq!(
        connection.last_successful_request_at.as_deref(),
        Some("2024-01-01T00:00:00.000Z")
    );
    assert_eq!(
        serde_json::to_value(user.body()).unwrap(),
        created(),
        "`lastRequestAt` is written, as null"
    );
}

#[tokio::test]
async fn a_nullable_required_property_that_is_missing_is_read_as_null() {
    let mut answer = created();
    answer["integrationConnections"][0]
        .as_object_mut()
        .unwrap()
        .remove("lastRequestAt");
    let user = call(json(200, &answer.to_string())).await.unwrap();
    assert_eq!(serde_json::to_value(user.body()).unwrap(), created());
}

#[tokio::test]
async fn an_object_of_another_type_is_refused() {
    let mut answer = created();
    answer["objectType"] = "integration_connection".into();
    let error = call(json(200, &answer.to_string())).await.unwrap_err();
    let Error::Decode(decode) = &error else {
        panic!("{error}")
    };
    assert_eq!(decode.path(), Some("$.objectType"));
    assert!(error.to_string().contains("end_user"), "{error}");
}

#[tokio::test]
async fn the_documented_header_of_the_answer_is_typed() {
    let answer = json(200, &created().to_string())
        .insert_header("Conductor-Request-Id", "req_1234567abcdefg");
    let user = call(answer).await.unwrap();
    assert_eq!(
        user.conductor_request_id().as_deref(),
        Ok("req_1234567abcdefg")
    );
    assert_eq!(user.request_id(), Some("req_1234567abcdefg"));

    let without = call(json(200, &created().to_string())).await.unwrap();
    let error = without.conductor_request_id().unwrap_err();
    assert!(error.is_missing());
    assert_eq!(
        error.to_string(),
        "the header `Conductor-Request-Id` is not there"
    );
}

#[tokio::test]
async fn unknown_integrations_are_kept() {
    let mut answer = created();
    answer["integrationConnections"][0]["integrationSlug"] = "xero".into();
    let user = call(json(200, &answer.to_string())).await.unwrap();
    assert_eq!(
        user.integration_connections[0].integration_slug,
        Slug::Unknown("xero".to_owned())
    );
    assert_eq!(serde_json::to_value(user.body()).unwrap(), answer);
}
