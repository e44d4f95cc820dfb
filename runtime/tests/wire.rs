//! What crosses the wire: a real socket, and a server that does exactly what it is told.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

mod demo;
mod server;

use clientsmith_runtime as rt;
pub use demo::Call;
use demo::{Client, UserCreate};
use rt::{Error, WasSent};
use server::{answer, serve};
use std::time::Duration;

fn client(url: &str) -> Client {
    Client::builder()
        .bearer_token("hunter2")
        .base_url(url)
        .build()
        .unwrap()
}

const USER: &str = r#"{"id":"u1","kind":"user"}"#;

#[tokio::test]
async fn the_request_is_what_the_document_says() {
    let (url, requests) = serve(vec![answer("201 Created", "", USER)]).await;
    let user = client(&format!("{url}/api/"))
        .create_user("a b/ü", UserCreate::new("crm"))
        .limit(3)
        .await
        .unwrap();
    assert_eq!(user.id, "u1");
    let request = requests.lock().unwrap()[0].to_ascii_lowercase();
    assert!(
        request.starts_with("post /api/o/a%20b%2f%c3%bc/users/?limit=3 http/1.1\r\n"),
        "{request}"
    );
    for line in [
        "authorization: bearer hunter2",
        "content-type: application/json",
        "content-length: 20",
    ] {
        assert!(
            request.contains(&format!("\r\n{line}\r\n")),
            "{line} in {request}"
        );
    }
    assert!(
        request.ends_with("\r\n\r\n{\"externalid\":\"crm\"}"),
        "{request}"
    );
}

#[tokio::test]
async fn a_refused_connection_was_not_sent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&url)
        .create_user("o", UserCreate::new("x"))
        .max_retries(0)
        .await
        .unwrap_err();
    assert_eq!(
        (error.was_sent(), error.is_connect(), error.attempts()),
        (WasSent::No, true, 1),
        "{error}"
    );
    assert!(matches!(error, Error::Transport(_)));
}

#[tokio::test]
async fn a_connection_lost_before_the_answer_may_have_been_sent() {
    let (url, requests) = serve(vec![String::new()]).await;
    let error = client(&url)
        .create_user("o", UserCreate::new("x"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.was_sent(), error.is_connect(), error.attempts()),
        (WasSent::Maybe, false, 1),
        "{error}"
    );
    assert_eq!(requests.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn half_an_answer_is_a_transport_error() {
    for half in [
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":".to_owned(),
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n{\"id\":\r\n".to_owned(),
    ] {
        let (url, _) = serve(vec![half.clone(), half]).await;
        let error = client(&url)
            .create_user("o", UserCreate::new("x"))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        // A POST is not sent again: the server has begun to answer, so it has acted.
        assert_eq!(
            (error.was_sent(), error.attempts()),
            (WasSent::Yes, 1),
            "{error}"
        );
        assert_eq!(
            error.to_string().split_inclusive("answer: ").next(),
            Some("CreateUser: no whole answer: ")
        );
    }
}

#[tokio::test]
async fn too_many_requests_and_then_success() {
    let (url, _) = serve(vec![
        answer("429 Too Many Requests", "retry-after-ms: 5\r\n", ""),
        answer("200 OK", "", USER),
    ])
    .await;
    let user = client(&url)
        .create_user("o", UserCreate::new("x"))
        .await
        .unwrap();
    assert_eq!((user.attempts(), user.id.as_str()), (2, "u1"));
}

#[tokio::test]
async fn what_is_no_json_is_told() {
    let html =
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>".to_owned();
    let bodies = ["", " \n", "{\n \"id\": oops}"].map(|body| answer("200 OK", "", body));
    let (url, _) = serve([vec![html], bodies.to_vec()].concat()).await;
    let client = client(&url);
    let mut said = Vec::new();
    for _ in 0..4 {
        let error = client
            .create_user("o", UserCreate::new("x"))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Decode(_)));
        said.push(error.to_string());
    }
    assert_eq!(
        said,
        [
            "CreateUser: the answer 200 OK does not fit: expected JSON, found \"text/html\": <html>",
            "CreateUser: the answer 200 OK does not fit: expected a body, found none",
            "CreateUser: the answer 200 OK does not fit: expected a body, found none:   ",
            "CreateUser: the answer 200 OK does not fit: $.id: expected value at line 2 column 8: {  \"id\": oops}",
        ]
    );
}

#[tokio::test]
async fn a_server_that_says_nothing_is_a_timeout() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let call = client(&url)
        .create_user("o", UserCreate::new("x"))
        .attempt_timeout(Duration::from_millis(50));
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.is_timeout(), error.was_sent(), error.attempts()),
        (true, WasSent::Maybe, 1),
        "{error}"
    );
}

#[tokio::test]
async fn a_redirect_to_another_port_loses_the_credentials() {
    let (other, seen) = serve(vec![answer("200 OK", "", USER)]).await;
    let (url, _) = serve(vec![answer(
        "307 Temporary Redirect",
        &format!("location: {other}/moved\r\n"),
        "",
    )])
    .await;
    let user = client(&url)
        .create_user("o", UserCreate::new("x"))
        .await
        .unwrap();
    assert_eq!(user.id, "u1");
    let request = seen.lock().unwrap()[0].to_ascii_lowercase();
    assert!(
        request.starts_with("post /moved http/1.1\r\n")
            && request.ends_with("{\"externalid\":\"x\"}"),
        "{request}"
    );
    assert!(!request.contains("hunter2"), "{request}");
}

#[tokio::test]
async fn a_token_is_fetched_and_replaced_when_it_is_refused() {
    let granted = |token: &str| answer("200 OK", "", &format!(r#"{{"access_token":"{token}"}}"#));
    let (url, requests) = serve(vec![
        granted("t1"),
        answer("401 Unauthorized", "", ""),
        granted("t2"),
        answer("200 OK", "", USER),
    ])
    .await;
    let source = rt::ClientCredentials::new("id", "hunter2").token_url("/token");
    let builder = Client::builder().token_source(source).base_url(&url);
    let call = builder.build().unwrap();
    let user = call.create_user("o", UserCreate::new("x")).await.unwrap();
    assert_eq!((user.id.as_str(), user.attempts()), ("u1", 2));
    let requests = requests.lock().unwrap().clone();
    let first_lines: Vec<_> = requests
        .iter()
        .map(|text| text.lines().next().unwrap())
        .collect();
    let call = "POST /o/o/users/ HTTP/1.1";
    let ask = "POST /token HTTP/1.1";
    assert_eq!(first_lines, [ask, call, ask, call]);
    assert!(requests[0].contains("authorization: Basic aWQ6aHVudGVyMg=="));
    assert!(requests[0].ends_with("grant_type=client_credentials"));
    assert!(requests[1].contains("authorization: Bearer t1"));
    assert!(requests[3].contains("authorization: Bearer t2"));
    assert!(!requests[3].contains("aHVudGVyMg"));
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn a_compressed_answer_counts_decompressed() {
    // 100,000 spaces and `{"id":"u1","kind":"user"}`, compressed.
    let body = server::gzip_of_spaces();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let whole = [head.as_bytes(), &body].concat();
    let (url, requests) = server::serve_bytes(vec![whole.clone(), whole]).await;
    assert!(
        client(&url)
            .create_user("o", UserCreate::new("x"))
            .await
            .is_ok()
    );
    assert!(
        requests.lock().unwrap()[0]
            .to_ascii_lowercase()
            .contains("accept-encoding: gzip")
    );
    let small = Client::builder()
        .bearer_token("t")
        .base_url(url)
        .max_response_bytes(50_000)
        .build()
        .unwrap();
    let error = small
        .create_user("o", UserCreate::new("x"))
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("longer than 50000 bytes"),
        "{error}"
    );
}

rt::operation! {
    /// Events.
    pub type Watch = GET "/watch" -> events rt::Value, WatchError { id "watch", }
}

rt::operation! {
    /// A file.
    pub type Download = GET "/file" -> bytes, WatchError { id "download", }
}

rt::replies! {
    /// Answers that the document says nothing of.
    pub enum WatchError {}
}

const EVENTS: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

#[tokio::test]
async fn a_stream_that_is_dropped_closes_its_connection() {
    let server = server::Endless::new(EVENTS, "9\r\ndata: 1\n\n\r\n").await;
    let call: Watch = client(&server.url).core.call(&Watch).into();
    let mut events = call.await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    drop(events);
    server.closed.await.unwrap();
}

#[tokio::test]
async fn half_a_stream_is_an_error_and_no_end() {
    let half = format!("{EVENTS}9\r\ndata: 1\n\n\r\n9\r\ndata:");
    let whole = format!("{EVENTS}9\r\ndata: 1\n\n\r\n0\r\n\r\n");
    let (url, _) = serve(vec![half, whole]).await;
    for is_whole in [false, true] {
        let call: Watch = client(&url).core.call(&Watch).into();
        let mut events = call.await.unwrap();
        assert!(events.next().await.unwrap().is_ok());
        match events.next().await {
            None => assert!(is_whole),
            Some(event) => {
                let error = event.unwrap_err();
                assert!(matches!(error.fault(), rt::StreamFault::Cut(_)), "{error}");
                assert!(!is_whole && events.next().await.is_none());
            }
        }
    }
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn what_says_that_it_is_compressed_and_is_not_is_no_answer() {
    let broken = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: 25\r\nconnection: close\r\n\r\n";
    let broken = format!("{broken}{USER}");
    let (url, _) = serve(vec![broken.clone(), broken]).await;
    let client = client(&url);
    let call = client.create_user("o", UserCreate::new("x"));
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(error.was_sent(), WasSent::Yes);
    let call: Download = client.core.call(&Download).into();
    let stream = call.send_streaming().await.unwrap().into_body();
    let error = stream.read_to_end(100).await.unwrap_err();
    assert!(matches!(error.fault(), rt::StreamFault::Cut(_)), "{error}");
}
