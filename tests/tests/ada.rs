//! Ada over real HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are no tests to clippy"
)]

use ada_client::operations::{CreateEndUserError, GetEndUserByIdError, PatchEndUserByIdError};
use ada_client::types::{
    EndUser, EndUserCreate, EndUserProfile, EndUserProfileInput, EndUserSearchResult,
    EndUserUpdate, ErrorItem, ErrorResponse, MetadataValue, SensitiveMetadata,
};
use ada_client::{Client, Error, Maybe, Server, WasSent};
use clientsmith_runtime as rt;
use clientsmith_tests::{
    RawServer, SECRET, assert_debug_hides_secret, assert_hides_secret, body, header, json,
    only_request, requests, serve, serve_in_order,
};
use rt::test_util::{Replay, Reply};
use serde_json::{Value, json as value};

const USER: &str = r#"{"end_user_id":"5f7e0e2c","external_id":"crm-42"}"#;
const FAULT: &str = r#"{"errors":[{"type":"some_fault","message":"No.","details":null}]}"#;

fn client(url: &str) -> Client {
    Client::builder()
        .bearer_token(SECRET)
        .base_url(url)
        .build()
        .unwrap()
}

fn user() -> EndUser {
    EndUser::new().end_user_id("5f7e0e2c").external_id("crm-42")
}

fn fault() -> ErrorResponse {
    ErrorResponse::new(vec![ErrorItem::new("some_fault", "No.").null_details()])
}

fn sensitive(key: &str, value: &str) -> SensitiveMetadata {
    let value = MetadataValue::from(value.to_owned());
    SensitiveMetadata::new(rt::Map::from([(key.to_owned(), Some(value))]))
}

/// The body of an update.
async fn patched(update: EndUserUpdate) -> String {
    let server = serve(json(200, USER)).await;
    client(&server.uri())
        .patch_end_user_by_id("5f7e0e2c", update)
        .await
        .unwrap();
    body(&only_request(&server).await).to_owned()
}

#[tokio::test]
async fn the_request_is_what_the_document_says() {
    let server = serve(json(201, USER)).await;
    let profile = EndUserProfileInput::new()
        .display_name("Ada Lovelace")
        .sensitive_metadata(sensitive("jwt", SECRET));
    let new = EndUserCreate::new().external_id("crm-42").profile(profile);
    client(&server.uri()).create_end_user(new).await.unwrap();

    let request = only_request(&server).await;
    assert_eq!(
        (request.method.as_str(), request.url.path()),
        ("POST", "/api/v2/end-users/"),
        "the last slash stays"
    );
    assert_eq!(
        header(&request, "authorization"),
        Some(format!("Bearer {SECRET}").as_str())
    );
    assert_eq!(header(&request, "content-type"), Some("application/json"));
    let sent = r#"{"external_id":"crm-42","profile":{"display_name":"Ada Lovelace","sensitive_metadata":{"fields":{"jwt":"#;
    assert_eq!(body(&request), format!("{sent}\"{SECRET}\"}}}}}}}}"));
}

#[tokio::test]
async fn the_handle_is_part_of_the_host() {
    for (server, url) in [
        (
            Server::Standard,
            "https://acme.ada.support/api/v2/end-users/",
        ),
        (
            Server::Att,
            "https://acme.att.ada.support/api/v2/end-users/",
        ),
        (
            Server::Maple,
            "https://acme.maple.ada.support/api/v2/end-users/",
        ),
        (Server::Eu, "https://acme.eu.ada.support/api/v2/end-users/"),
    ] {
        let transport = Replay::new([Reply::json(200, USER)]);
        let builder = Client::builder()
            .bearer_token(SECRET)
            .handle("acme")
            .server(server);
        let client = builder.transport(transport.clone()).build().unwrap();
        client.create_end_user(EndUserCreate::new()).await.unwrap();
        let request = &transport.requests()[0];
        assert_eq!(request.uri(), url);
        assert_eq!(request.body().as_ref(), b"{}", "a blank end user");
    }
}

#[tokio::test]
async fn a_handle_cannot_lead_to_another_host() {
    for handle in ["evil.test/", "evil.test#", "me@evil.test", "a b"] {
        let error = Client::builder()
            .bearer_token(SECRET)
            .handle(handle)
            .build()
            .unwrap_err();
        assert!(error.to_string().contains("`handle`"), "{error}");
    }
}

#[tokio::test]
async fn an_end_user_who_exists_and_a_new_one_are_told_apart_by_status() {
    let server = serve_in_order([json(200, USER), json(201, USER)]).await;
    let client = client(&server.uri());
    for status in [200, 201] {
        let answer = client
            .create_end_user(EndUserCreate::new().external_id("crm-42"))
            .await
            .unwrap();
        assert_eq!((answer.status().as_u16(), answer.body()), (status, &user()));
    }
}

#[tokio::test]
async fn each_error_of_creating_is_typed() {
    type Variant = fn(ErrorResponse) -> CreateEndUserError;
    let variants: [(u16, Variant); 5] = [
        (400, CreateEndUserError::BadRequest),
        (401, CreateEndUserError::Unauthorized),
        (413, CreateEndUserError::ContentTooLarge),
        (429, CreateEndUserError::TooManyRequests),
        (500, CreateEndUserError::InternalServerError),
    ];
    for (status, variant) in variants {
        let server = serve(json(status, FAULT)).await;
        let call = client(&server.uri())
            .create_end_user(EndUserCreate::new())
            .max_retries(0);
        let error = call.await.unwrap_err();
        let Error::Api(api) = &error else {
            panic!("{status}: {error}")
        };
        assert_eq!(api.body(), &variant(fault()));
        assert_eq!(
            (api.status().as_u16(), api.bytes().as_ref()),
            (status, FAULT.as_bytes())
        );
    }
}

#[tokio::test]
async fn errors_that_creating_does_not_have_are_typed_too() {
    let server = serve_in_order([json(404, FAULT), json(409, FAULT)]).await;
    let client = client(&server.uri());
    let Err(Error::Api(missing)) = client.get_end_user_by_id("u").await else {
        panic!("404 is an error")
    };
    assert_eq!(missing.body(), &GetEndUserByIdError::NotFound(fault()));
    let update = EndUserUpdate::new(EndUserProfileInput::new()).external_id("taken");
    let Err(Error::Api(conflict)) = client.patch_end_user_by_id("u", update).await else {
        panic!("409 is an error")
    };
    assert_eq!(conflict.body(), &PatchEndUserByIdError::Conflict(fault()));
}

#[tokio::test]
async fn an_external_id_that_ada_would_refuse_is_not_sent() {
    let server = serve(json(201, USER)).await;
    let client = client(&server.uri());
    let refused = [
        "x".repeat(37),
        "ü".repeat(37),
        "a<b".to_owned(),
        "a>b".to_owned(),
    ];
    for external_id in refused {
        let update = EndUserUpdate::new(EndUserProfileInput::new()).external_id(&external_id);
        let created = client
            .create_end_user(EndUserCreate::new().external_id(&external_id))
            .await
            .unwrap_err();
        let updated = client.patch_end_user_by_id("u", update).await.unwrap_err();
        let Error::Build(build) = &created else {
            panic!("{created}")
        };
        assert!(build.validation_error().is_some(), "{build}");
        assert!(build.to_string().contains("$.external_id"), "{build}");
        assert!(matches!(updated, Error::Build(_)), "{updated}");
        assert_eq!(created.was_sent(), WasSent::No);
    }
    assert!(requests(&server).await.is_empty());

    for external_id in ["x".repeat(36), "ü".repeat(36)] {
        client
            .create_end_user(EndUserCreate::new().external_id(external_id))
            .await
            .unwrap();
    }
    assert_eq!(
        requests(&server).await.len(),
        2,
        "36 characters are not too many, whatever their bytes"
    );
}

#[tokio::test]
async fn checks_can_be_turned_off() {
    let server = serve(json(201, USER)).await;
    let builder = Client::builder()
        .bearer_token(SECRET)
        .base_url(server.uri());
    let client = builder.validate_requests(false).build().unwrap();
    client
        .create_end_user(EndUserCreate::new().external_id("a<b"))
        .await
        .unwrap();
    assert_eq!(
        body(&only_request(&server).await),
        r#"{"external_id":"a<b"}"#
    );
}

#[tokio::test]
async fn sensitive_metadata_is_sent_and_never_shown() {
    let server = serve(json(200, USER)).await;
    let profile = || {
        EndUserProfileInput::new()
            .first_name("Ada")
            .sensitive_metadata(sensitive("jwt", SECRET))
    };
    let (new, update) = (
        EndUserCreate::new().profile(profile()),
        EndUserUpdate::new(profile()),
    );
    assert_debug_hides_secret(&new);
    assert_debug_hides_secret(&update);
    assert_debug_hides_secret(&sensitive("jwt", SECRET));
    assert!(format!("{new:?}").contains("Ada"), "the rest is shown");

    let client = client(&server.uri());
    let call = client.create_end_user(new);
    assert_debug_hides_secret(&call);
    call.await.unwrap();
    let call = client.patch_end_user_by_id("u", update);
    assert_debug_hides_secret(&call);
    call.await.unwrap();
    for request in requests(&server).await {
        assert!(body(&request).contains(SECRET));
    }
    // A key that Ada would refuse is refused here, and its value is not in what is said about it.
    let refused = EndUserProfileInput::new().sensitive_metadata(sensitive("not a key", SECRET));
    let error = client
        .create_end_user(EndUserCreate::new().profile(refused))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error}");
    assert_hides_secret(&error);
}

#[tokio::test]
async fn null_removes_and_absence_keeps() {
    let new = EndUserProfileInput::new;
    assert_eq!(
        patched(EndUserUpdate::new(new())).await,
        r#"{"profile":{}}"#
    );
    assert_eq!(
        patched(EndUserUpdate::new(new()).null_external_id()).await,
        r#"{"external_id":null,"profile":{}}"#
    );
    let update = EndUserUpdate::new(
        new()
            .display_name("M")
            .null_avatar()
            .null_metadata()
            .null_sensitive_metadata(),
    );
    assert_eq!(
        patched(update.external_id("crm-43")).await,
        r#"{"external_id":"crm-43","profile":{"display_name":"M","avatar":null,"metadata":null,"sensitive_metadata":null}}"#
    );
}

#[tokio::test]
async fn one_sensitive_value_can_be_removed() {
    let fields = rt::Map::from([
        ("a".to_owned(), None),
        ("b".to_owned(), Some(MetadataValue::from(1))),
    ]);
    let update = EndUserUpdate::new(
        EndUserProfileInput::new().sensitive_metadata(SensitiveMetadata::new(fields)),
    );
    assert_eq!(
        patched(update).await,
        r#"{"profile":{"sensitive_metadata":{"fields":{"a":null,"b":1}}}}"#
    );
}

#[tokio::test]
async fn an_update_is_a_patch_of_the_id() {
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{USER}",
        USER.len()
    );
    let server = RawServer::answering([answer.into_bytes()]).await;
    let update = EndUserUpdate::new(EndUserProfileInput::new());
    client(server.url())
        .patch_end_user_by_id("a/b ü", update)
        .await
        .unwrap();
    let request = String::from_utf8(server.requests().remove(0)).unwrap();
    assert!(
        request.starts_with("PATCH /api/v2/end-users/a%2Fb%20%C3%BC HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(request.ends_with("\r\n\r\n{\"profile\":{}}"), "{request}");
}

#[tokio::test]
async fn metadata_values_are_text_booleans_and_integers() {
    let metadata = || {
        rt::Map::from([
            ("a".to_owned(), MetadataValue::from("text".to_owned())),
            ("b".to_owned(), MetadataValue::from(true)),
            ("c".to_owned(), MetadataValue::from(123)),
        ])
    };
    let update = EndUserUpdate::new(EndUserProfileInput::new().metadata(metadata()));
    assert_eq!(
        patched(update).await,
        r#"{"profile":{"metadata":{"a":"text","b":true,"c":123}}}"#
    );

    let answer = value!({"profile": {"metadata": {"a": "text", "b": true, "c": 123}}});
    let server = serve(json(200, &answer.to_string())).await;
    let found = client(&server.uri()).get_end_user_by_id("u").await.unwrap();
    assert_eq!(
        found.body(),
        &EndUser::new().profile(EndUserProfile::new().metadata(metadata()))
    );
}

#[tokio::test]
async fn metadata_of_another_kind_is_kept() {
    let answer =
        value!({"profile": {"metadata": {"a": 1.5, "b": [1], "c": 18446744073709551615u64}}});
    let server = serve(json(200, &answer.to_string())).await;
    let found = client(&server.uri()).get_end_user_by_id("u").await.unwrap();
    let metadata = found.profile.as_ref().unwrap().metadata.as_ref().unwrap();
    assert_eq!(metadata["a"], MetadataValue::Unknown(value!(1.5)));
    assert_eq!(serde_json::to_value(found.body()).unwrap(), answer);
}

#[tokio::test]
async fn a_list_is_a_page_or_one_end_user() {
    let page = value!({"data": [{"end_user_id": "1"}, {"end_user_id": "2"}], "meta": {"next_page_url": "https://x"}});
    let server = serve_in_order([json(200, &page.to_string()), json(200, USER)]).await;
    let client = client(&server.uri());

    let answer = client
        .get_end_users()
        .cursor("a&b=c")
        .limit(2)
        .await
        .unwrap();
    let EndUserSearchResult::EndUserPage(found) = answer.body() else {
        panic!("{answer:?}")
    };
    assert_eq!(found.data.len(), 2);
    assert_eq!(
        found.meta.next_page_url,
        Maybe::Value("https://x".to_owned())
    );
    assert_eq!(serde_json::to_value(answer.body()).unwrap(), page);

    let answer = client.get_end_users().external_id("crm 42").await.unwrap();
    assert_eq!(answer.body(), &EndUserSearchResult::EndUser(user()));

    let asked = requests(&server).await;
    let asked: Vec<_> = asked
        .iter()
        .map(|request| {
            (
                request.method.as_str(),
                request.url.path(),
                request.url.query(),
            )
        })
        .collect();
    let path = "/api/v2/end-users/";
    assert_eq!(
        asked,
        [
            ("GET", path, Some("cursor=a%26b%3Dc&limit=2")),
            ("GET", path, Some("external_id=crm%2042"))
        ]
    );
}

#[tokio::test]
async fn a_null_that_the_server_sends_is_written_back() {
    let answer: Value = value!({"end_user_id": "1", "external_id": null, "profile": {"avatar": null, "language": "en"}});
    let server = serve(json(200, &answer.to_string())).await;
    let found = client(&server.uri()).get_end_user_by_id("1").await.unwrap();
    assert_eq!(found.external_id, Maybe::Null);
    assert_eq!(serde_json::to_value(found.body()).unwrap(), answer);
}
