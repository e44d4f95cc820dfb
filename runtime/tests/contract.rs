//! A client as the generator writes it, against the runtime as it is.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, clippy::all)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

mod demo;

use clientsmith_runtime as rt;
pub use demo::Call;
use demo::{Client, CreateUserError, Server, UserCreate, UserUpdateOk};
use rt::test_util::{FixedRandomness, ManualTime, Replay, Reply};
use rt::{Error, WasSent};

fn client(replay: &Replay) -> Client {
    let time = ManualTime::default();
    let builder = Client::builder()
        .bearer_token("hunter2")
        .handle("acme")
        .transport(replay.clone());
    builder
        .clock(time.clone())
        .sleeper(time)
        .randomness(FixedRandomness(0))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_call_reads_its_success() {
    let replay = Replay::new([Reply::new(
        201,
        &[("x-request-id", "r1"), ("rate", "7")],
        r#"{"id":"u1","kind":"user"}"#,
    )]);
    let client = client(&replay);
    let user = client
        .create_user("a/b", UserCreate::new("crm-42"))
        .limit(5)
        .await
        .unwrap();
    assert_eq!(
        (user.id.as_str(), user.status().as_u16(), user.attempts()),
        ("u1", 201, 1)
    );
    assert_eq!(
        (user.request_id(), user.required_header::<u32>("Rate")),
        (Some("r1"), Ok(7))
    );
    let request = &replay.requests()[0];
    assert_eq!(
        request.uri(),
        "https://acme.api.test/v1/o/a%2Fb/users/?limit=5"
    );
    assert_eq!(request.headers()["authorization"], "Bearer hunter2");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(
        request.headers()["accept"],
        "application/json, application/problem+json;q=0.05"
    );
    assert!(
        request.headers()["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("clientsmith-runtime/0.1.0 clientsmith-runtime/")
    );
    assert_eq!(request.body(), r#"{"externalId":"crm-42"}"#);
}

#[tokio::test]
async fn errors_are_chosen_by_status() {
    let replies = [
        (404, ""),
        (422, "{\"message\":\"no\"}"),
        (500, "oops"),
        (418, "{}"),
    ]
    .map(|(status, body)| Reply::json(status, body));
    let client = client(&Replay::new(replies));
    let mut bodies = Vec::new();
    for _ in 0..4 {
        match client.create_user("o", UserCreate::new("x")).send().await {
            Err(Error::Api(error)) => bodies.push((
                error.status().as_u16(),
                error.body().clone(),
                error.decode_fault().is_some(),
            )),
            other => panic!("an API error, not {other:?}"),
        }
    }
    let problem = demo::Problem::new("no");
    assert_eq!(
        bodies,
        [
            (404, CreateUserError::NotFound, false),
            (422, CreateUserError::ClientError(problem), false),
            (500, CreateUserError::Default("oops".into()), false),
            (418, CreateUserError::Undocumented, true),
        ]
    );
}

#[tokio::test]
async fn several_successes_are_an_enum() {
    let client = client(&Replay::new([
        Reply::json(200, "{\"id\":\"u\",\"kind\":\"user\"}"),
        Reply::json(204, ""),
        Reply::json(202, ""),
    ]));
    assert!(
        matches!(client.update_user("u").await.unwrap().into_body(), UserUpdateOk::Ok(user) if user.id == "u")
    );
    assert_eq!(
        client.update_user("u").await.unwrap().into_body(),
        UserUpdateOk::NoContent
    );
    assert!(
        matches!(client.update_user("u").await, Err(Error::Decode(error)) if error.status().as_u16() == 202)
    );
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_kept_whole() {
    let client = client(&Replay::new([Reply::json(
        200,
        r#"{"id":7,"kind":"user"}"#,
    )]));
    let error = client
        .create_user("o", UserCreate::new("x"))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"CreateUser: the answer 200 OK does not fit: $.id: expected a string, found integer `7`: {"id":7,"kind":"user"}"#
    );
    assert_eq!(
        (
            error.was_sent(),
            error.status().map(|status| status.as_u16())
        ),
        (WasSent::Yes, Some(200))
    );
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn nothing_leaves_when_an_argument_is_at_fault() {
    let replay = Replay::new([]);
    let client = client(&replay);
    let too_long = client
        .create_user("o", UserCreate::new("x".repeat(40)))
        .await
        .unwrap_err();
    assert!(
        too_long.to_string().starts_with(
            "CreateUser: the request could not be made: the body is not as the document demands: \
             $.externalId: longer than 36 characters (maxLength)"
        ),
        "{too_long}"
    );
    let too_many = client.create_user("o", UserCreate::new("x")).limit(500);
    assert_eq!(
        too_many.await.unwrap_err().to_string(),
        "CreateUser: the request could not be made: the argument `limit` is not as the document demands: \
         $: more than 100 (maximum), found 500"
    );
    for call in [
        client.create_user("..", UserCreate::new("x")),
        client.create_user("", UserCreate::new("x")),
        client
            .create_user("o", UserCreate::new("x"))
            .header("X-A", "a\r\nX-B: b"),
        client
            .create_user("o", UserCreate::new("x"))
            .header("Content-Length", "5"),
        client.create_user("o", UserCreate::new("x")).trace("a\nb"),
    ] {
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{error}");
        assert_eq!((error.was_sent(), error.attempts()), (WasSent::No, 0));
    }
    assert!(replay.requests().is_empty());
    let builder = Client::builder().default_header("Transfer-Encoding", "chunked");
    assert_eq!(
        builder.build().unwrap_err().to_string(),
        "the header `transfer-encoding` is for the transport to set"
    );
}

#[tokio::test]
async fn an_argument_at_fault_is_told_with_its_operation() {
    let client = client(&Replay::new([]));
    for (organisation, said) in [
        (
            "",
            "CreateUser: the request could not be made: the argument `organisation_id` is empty; the path would lead elsewhere",
        ),
        (
            "..",
            "CreateUser: the request could not be made: a segment of the path `/o/{organisation_id}/users/` is `..`; the path would lead elsewhere",
        ),
    ] {
        let call = client.create_user(organisation, UserCreate::new("x"));
        assert_eq!(call.await.unwrap_err().to_string(), said);
    }
}

#[tokio::test]
async fn a_header_of_a_call_stands_in_for_any_other() {
    let replay = Replay::new([Reply::json(200, r#"{"id":"u","kind":"user"}"#)]);
    let call = client(&replay).create_user("o", UserCreate::new("x"));
    call.trace("theirs")
        .header("X-Trace", "mine")
        .header("Authorization", "Bearer mine")
        .header("Accept", "application/vnd.mine+json")
        .await
        .unwrap();
    let request = &replay.requests()[0];
    for (name, value) in [
        ("x-trace", "mine"),
        ("authorization", "Bearer mine"),
        ("accept", "application/vnd.mine+json"),
    ] {
        let values: Vec<_> = request.headers().get_all(name).iter().collect();
        assert_eq!(values, [value], "{name}");
    }
}

#[tokio::test]
async fn validation_can_be_turned_off() {
    let replay = Replay::new([Reply::json(200, r#"{"id":"u","kind":"user"}"#)]);
    let client = Client::builder()
        .bearer_token("t")
        .transport(replay)
        .validate_requests(false)
        .build()
        .unwrap();
    assert!(
        client
            .create_user("o", UserCreate::new("x".repeat(40)))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn missing_credentials_are_named() {
    let client = Client::builder()
        .transport(Replay::default())
        .build()
        .unwrap();
    let error = client
        .create_user("o", UserCreate::new("x"))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("credentials for `bearerToken`, or for `session`"),
        "{error}"
    );
}

#[tokio::test]
async fn cookies_are_joined_in_one_header() {
    let replay = Replay::new([Reply::json(200, r#"{"id":"u","kind":"user"}"#)]);
    let client = Client::builder()
        .session("s3cret")
        .server(Server::Staging)
        .transport(replay.clone())
        .build()
        .unwrap();
    client
        .create_user("o", UserCreate::new("x"))
        .theme("dark blue")
        .await
        .unwrap();
    let request = &replay.requests()[0];
    assert_eq!(request.headers()["cookie"], "theme=dark%20blue; sid=s3cret");
    assert_eq!(request.headers().get_all("cookie").iter().count(), 1);
    assert_eq!(request.uri().host(), Some("staging.test"));
}

#[test]
fn nothing_secret_is_shown() {
    let builder = Client::builder()
        .bearer_token("hunter2")
        .session("hunter2")
        .default_header("x-secret", "hunter2");
    let shown = format!("{builder:?}");
    let client = builder.transport(Replay::default()).build().unwrap();
    let call = client
        .create_user("hunter2", UserCreate::new("hunter2"))
        .header("x-key", "hunter2");
    let shown = format!("{shown} {client:?} {call:?} {:?}", call.clone().send());
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn a_client_is_cheap_shared_and_its_futures_can_be_spawned() {
    fn check<T: Clone + Send + Sync + 'static>(_: &T) {}
    fn spawnable<T: Send + 'static>(_: &T) {}
    let client = client(&Replay::default());
    check(&client);
    spawnable(&client.create_user("o", UserCreate::new("x")).send());
    assert!(size_of::<Error<CreateUserError>>() <= 16);
}
