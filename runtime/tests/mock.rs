//! The server in memory: what it answers, what it keeps, and what it says of a script that is wrong.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

mod demo;

use clientsmith_runtime as rt;
pub use demo::Call;
use demo::{
    Client, CreateUser, CreateUserError, Problem, UpdateUser, User, UserCreate, UserUpdateOk,
    testing,
};
use rt::test_util::{FixedRandomness, Mock, Reply};
use rt::{Error, WasSent};

fn client(mock: &Mock) -> Client {
    let builder = testing::client(mock).bearer_token("t");
    builder.randomness(FixedRandomness(0)).build().unwrap()
}

fn user(id: &str) -> User {
    rt::from_slice(format!(r#"{{"id":"{id}","kind":"user"}}"#).as_bytes()).unwrap()
}

#[tokio::test]
async fn answers_are_given_by_operation_and_in_order() {
    let mock = Mock::new();
    mock.on::<CreateUser>()
        .reply(201, user("1"))
        .reply(200, user("2"));
    mock.on::<UpdateUser>().empty(204).json(200, &user("3"));
    let client = client(&mock);
    let no_content = client.update_user("x").await.unwrap();
    assert_eq!(no_content.body(), &UserUpdateOk::NoContent);
    let create = || client.create_user("o", UserCreate::new("crm"));
    assert_eq!(create().await.unwrap().status().as_u16(), 201);
    assert_eq!(
        client.update_user("x").await.unwrap().into_body(),
        UserUpdateOk::Ok(user("3"))
    );
    assert_eq!(
        (mock.left(), create().await.unwrap().into_body()),
        (1, user("2"))
    );
    assert_eq!(mock.left(), 0);
}

#[tokio::test]
async fn requests_are_kept_with_all_that_was_sent() {
    let mock = Mock::new();
    mock.on::<CreateUser>().reply(201, user("1"));
    let call = client(&mock)
        .create_user("a b", UserCreate::new("crm"))
        .limit(3)
        .trace("t1");
    call.await.unwrap();
    let requests = mock.requests_of::<CreateUser>();
    let request = &requests[0];
    assert_eq!(
        (request.operation(), request.method()),
        ("CreateUser", &rt::Method::POST)
    );
    assert_eq!(request.path(), "/o/a b/users/");
    assert_eq!(request.query(), [("limit".to_owned(), "3".to_owned())]);
    assert_eq!(request.header("x-trace"), Some("t1"));
    assert_eq!(request.header("authorization"), Some("Bearer t"));
    assert_eq!(
        request.json::<UserCreate>().unwrap(),
        UserCreate::new("crm")
    );
    assert_eq!(mock.requests_of::<UpdateUser>().len(), 0);
}

#[tokio::test]
async fn errors_are_those_of_the_document() {
    let mock = Mock::new();
    mock.on::<CreateUser>().json(422, &Problem::new("no"));
    let error = client(&mock)
        .create_user("o", UserCreate::new("crm"))
        .await
        .unwrap_err();
    let Error::Api(error) = error else {
        panic!("{error}")
    };
    assert_eq!(
        error.body(),
        &CreateUserError::ClientError(Problem::new("no"))
    );
}

#[tokio::test]
async fn an_answer_that_the_document_does_not_have_is_told() {
    let mock = Mock::new();
    mock.on::<CreateUser>().text(422, r#"{"text":"no"}"#);
    mock.on::<UpdateUser>().empty(500);
    let client = client(&mock);
    let error = client
        .create_user("o", UserCreate::new("crm"))
        .await
        .unwrap_err();
    let said = error.to_string();
    assert!(
        said.contains("no such answer 422 of `CreateUser`"),
        "{said}"
    );
    assert!(said.contains("missing field `message`"), "{said}");
    let error = client.update_user("x").await.unwrap_err();
    assert!(error.to_string().contains("no such answer 500"), "{error}");
}

#[tokio::test]
async fn a_call_without_a_script_fails_and_says_so() {
    let mock = Mock::new();
    let error = client(&mock).update_user("x").await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no answer is scripted for `UpdateUser`"),
        "{error}"
    );
    assert_eq!((error.was_sent(), error.attempts()), (WasSent::No, 3));
}

#[tokio::test]
async fn faults_are_scripted_and_no_time_is_waited_for() {
    let mock = Mock::new();
    mock.on::<UpdateUser>()
        .refused()
        .raw(Reply::new(503, &[("retry-after", "30")], ""))
        .empty(204);
    let answer = client(&mock).update_user("x").await.unwrap();
    assert_eq!(answer.attempts(), 3);
    assert!(
        mock.time()
            .slept()
            .iter()
            .any(|slept| slept.as_secs() == 30)
    );

    let create = || {
        client(&mock)
            .create_user("o", UserCreate::new("crm"))
            .max_retries(0)
    };
    mock.on::<CreateUser>().lost();
    assert_eq!(create().await.unwrap_err().was_sent(), WasSent::Maybe);
    mock.on::<CreateUser>()
        .raw(Reply::json(200, r#"{"id":"#).cut());
    let error = create().await.unwrap_err();
    assert_eq!(error.was_sent(), WasSent::Yes);
    assert!(
        error.to_string().contains("broken off by the script"),
        "{error}"
    );
    mock.on::<CreateUser>()
        .raw(Reply::json(200, r#"{"id":"#).stalled());
    let error = create().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    mock.on::<CreateUser>().raw(Reply::Hang);
    assert!(create().await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn requests_for_tokens_belong_to_no_operation() {
    use rt::Transport as _;
    let mock = Mock::new();
    mock.for_token(Reply::json(200, "{}"));
    let request = || {
        let request = http::Request::post("https://auth.test/token");
        request.body(rt::Bytes::new().into()).unwrap()
    };
    assert_eq!(mock.send(request()).await.unwrap().status().as_u16(), 200);
    let fault = mock.send(request()).await.err().unwrap();
    assert!(
        fault.to_string().contains("scripted for a token"),
        "{fault}"
    );
    assert_eq!(mock.requests()[0].operation(), "");
    assert_eq!(mock.requests()[0].uri(), "https://auth.test/token");
}
