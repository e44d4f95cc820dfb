//! Versori over real HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are no tests to clippy"
)]

use clientsmith_runtime as rt;
use clientsmith_tests::{RawServer, SECRET, body, header, json, only_request, requests, serve};
use rt::test_util::{Replay, Reply};
use serde_json::{Value, json as value};
use versori_client::operations::CreateEndUserError;
use versori_client::types::{EndUserCreate, Error as VersoriError, ErrorField};
use versori_client::{Client, ClientBuilder, Error, Server, WasSent};

fn client(url: &str) -> Client {
    Client::builder()
        .bearer_token(SECRET)
        .base_url(url)
        .build()
        .unwrap()
}

fn created() -> Value {
    value!({
        "id": "01HZX3V3N0Q4Z8W7T5R2K1M9AB",
        "externalId": "crm-42",
        "displayName": "Acme",
        "organisationId": "01HZX3V3N0Q4Z8W7T5R2K1M9AC",
        "createdAt": "2024-05-15T19:44:51Z",
        "updatedAt": "2024-05-15T19:44:51.5Z",
    })
}

fn answer() -> Vec<u8> {
    let body = created().to_string();
    let head = format!(
        "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: {}",
        body.len()
    );
    format!("{head}\r\nconnection: close\r\n\r\n{body}").into_bytes()
}

#[tokio::test]
async fn the_request_is_what_the_document_says() {
    let server = serve(json(201, &created().to_string())).await;
    let call = client(&format!("{}/api/v2", server.uri())).create_end_user(
        "01HZX3V3N0Q4Z8W7T5R2K1M9AC",
        EndUserCreate::new("crm-42").display_name("Acme"),
    );
    let user = call.await.unwrap();
    assert_eq!(user.status().as_u16(), 201);
    assert_eq!(user.created_at, "2024-05-15T19:44:51Z".parse().unwrap());
    assert_eq!(serde_json::to_value(user.body()).unwrap(), created());

    let request = only_request(&server).await;
    assert_eq!(
        (request.method.as_str(), request.url.path()),
        ("POST", "/api/v2/o/01HZX3V3N0Q4Z8W7T5R2K1M9AC/users")
    );
    assert_eq!(
        header(&request, "authorization"),
        Some(format!("Bearer {SECRET}").as_str())
    );
    assert_eq!(header(&request, "cookie"), None);
    assert_eq!(
        body(&request),
        r#"{"externalId":"crm-42","displayName":"Acme"}"#
    );
}

#[tokio::test]
async fn the_path_parameter_is_one_segment_whatever_it_holds() {
    for (organisation, segment) in [
        ("a/b ü?#%", "a%2Fb%20%C3%BC%3F%23%25"),
        ("../../admin", "..%2F..%2Fadmin"),
        ("%2e%2e", "%252e%252e"),
        ("a\r\nb;c=d+e\\", "a%0D%0Ab%3Bc%3Dd%2Be%5C"),
        ("...", "..."),
    ] {
        let server = RawServer::answering([answer()]).await;
        client(server.url())
            .create_end_user(organisation, EndUserCreate::new("x"))
            .await
            .unwrap();
        let request = String::from_utf8(server.requests().remove(0)).unwrap();
        assert_eq!(
            request.lines().next(),
            Some(format!("POST /o/{segment}/users HTTP/1.1").as_str())
        );
    }
}

#[tokio::test]
async fn a_segment_that_would_lead_elsewhere_is_refused() {
    let server = serve(json(201, &created().to_string())).await;
    for organisation in [".", "..", ""] {
        let error = client(&server.uri())
            .create_end_user(organisation, EndUserCreate::new("x"))
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::Build(_)),
            "{organisation:?}: {error}"
        );
        assert_eq!((error.was_sent(), error.attempts()), (WasSent::No, 0));
    }
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn a_bearer_token_or_a_cookie_will_do() {
    let bearer = format!("Bearer {SECRET}");
    let cookie = format!("cookie={SECRET}");
    type GiveCredentials = fn(ClientBuilder) -> ClientBuilder;
    let cases: [(GiveCredentials, Option<&str>, Option<&str>); 3] = [
        (|builder| builder.bearer_token(SECRET), Some(&bearer), None),
        (|builder| builder.api_key(SECRET), None, Some(&cookie)),
        // The document's first alternative is enough.
        (
            |builder| builder.api_key("unused").bearer_token(SECRET),
            Some(&bearer),
            None,
        ),
    ];
    for (with_credentials, authorization, cookie) in cases {
        let server = serve(json(201, &created().to_string())).await;
        let client = with_credentials(Client::builder().base_url(server.uri()))
            .build()
            .unwrap();
        client
            .create_end_user("o", EndUserCreate::new("x"))
            .await
            .unwrap();
        let request = only_request(&server).await;
        assert_eq!(
            (
                header(&request, "authorization"),
                header(&request, "cookie")
            ),
            (authorization, cookie)
        );
    }
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let server = serve(json(201, &created().to_string())).await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let error = client
        .create_end_user("o", EndUserCreate::new("x"))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error}");
    let said = error.to_string();
    assert!(
        said.contains("`bearerToken`") && said.contains("`cookie`"),
        "{said}"
    );
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn each_server_of_the_document_can_be_chosen() {
    let path = "o/org/users";
    for (server, url) in [
        (None, "https://platform.versori.com/api/v2"),
        (
            Some(Server::Production),
            "https://platform.versori.com/api/v2",
        ),
        (
            Some(Server::Staging),
            "https://platform-staging.versori.com/api/v2",
        ),
        (Some(Server::Development), "http://localhost:8901"),
    ] {
        let transport = Replay::new([Reply::json(201, &created().to_string())]);
        let builder = Client::builder()
            .bearer_token(SECRET)
            .transport(transport.clone());
        let builder = match server {
            Some(server) => builder.server(server),
            None => builder,
        };
        builder
            .build()
            .unwrap()
            .create_end_user("org", EndUserCreate::new("x"))
            .await
            .unwrap();
        assert_eq!(
            transport.requests()[0].uri().to_string(),
            format!("{url}/{path}")
        );
    }
}

#[tokio::test]
async fn no_body_is_sent_when_there_is_none() {
    let server = RawServer::answering([answer()]).await;
    client(server.url())
        .create_end_user("org", None)
        .await
        .unwrap();
    let request = String::from_utf8(server.requests().remove(0))
        .unwrap()
        .to_ascii_lowercase();
    assert!(!request.contains("\r\ncontent-type:"), "{request}");
    assert!(request.ends_with("\r\n\r\n"), "{request}");
}

#[tokio::test]
async fn every_other_status_is_the_documents_error() {
    let text = r#"{"code":"bad","message":"No.","fields":[{"field":"a[0].b","message":"?"}],"details":"d"}"#;
    let expected = VersoriError::new("bad", "No.")
        .fields(vec![ErrorField::new("a[0].b", "?")])
        .details("d");
    for status in [302, 400, 401, 404, 409, 418, 500, 503] {
        let server = serve(json(status, text).insert_header("location", "/elsewhere")).await;
        let error = client(&server.uri())
            .create_end_user("o", EndUserCreate::new("x"))
            .await
            .unwrap_err();
        let Error::Api(api) = &error else {
            panic!("{status}: {error}")
        };
        assert_eq!(api.body(), &CreateEndUserError::Default(expected.clone()));
        assert_eq!(
            (api.status().as_u16(), api.attempts(), error.was_sent()),
            (status, 1, WasSent::Yes)
        );
        only_request(&server).await;
    }
}
