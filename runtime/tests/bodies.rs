//! Bodies as they cross the wire: a real socket, and a server that does exactly what it is told.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy
#![allow(dead_code)] // not every test file needs all of the server

mod server;

use clientsmith_runtime as rt;
use futures_core::Stream;
use rt::{Call, Client, ClientBuilder, Content, Error, File, Operation, WasSent};
use server::{answer, serve};
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

static API: rt::Api = rt::Api {
    user_agent: "demo/1.0",
    servers: &[rt::ServerTemplate {
        url: "https://api.test",
        variables: &[],
    }],
    security_schemes: &[],
};

static UPLOAD: Operation = Operation {
    id: "Upload",
    method: "PUT",
    path: "/x",
    multipart: &[rt::PropertyEncoding::of(&["scan"]).content_type("image/png")],
    ..Operation::DEFAULT
};

rt::replies! {
    /// Answers that the document says nothing of.
    pub enum AnyError {}
}

rt::object! {
    /// A form.
    pub struct Ticket {
        name: required(String) = "name",
        scan: required(File) = "scan",
    }
}

/// A stream of these pieces.
struct Pieces(VecDeque<Result<&'static str, &'static str>>);

impl Stream for Pieces {
    type Item = Result<&'static str, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

fn pieces(pieces: &[Result<&'static str, &'static str>]) -> Pieces {
    Pieces(pieces.iter().copied().collect())
}

fn client(url: &str) -> Client {
    let mut builder = ClientBuilder::new(&API);
    builder.base_url(url);
    builder.build().unwrap()
}

async fn send(call: Call) -> Result<rt::Response<()>, Error<AnyError>> {
    rt::__private::start::<rt::__private::codecs::empty, AnyError>(call).await
}

/// What the server sees of a call with this body, and how the call ends.
async fn sent(body: impl Into<Content>) -> (String, Result<u32, Error<AnyError>>) {
    let (url, requests) = serve(vec![answer("200 OK", "", "")]).await;
    let call = client(&url).call(&UPLOAD);
    let outcome = send(call.bytes::<Content>("application/octet-stream", body)).await;
    let request = requests.lock().unwrap().first().cloned();
    (
        request.unwrap_or_default(),
        outcome.map(|response| response.attempts()),
    )
}

fn has_line(request: &str, line: &str) -> bool {
    request
        .to_ascii_lowercase()
        .contains(&format!("\r\n{line}\r\n"))
}

#[tokio::test]
async fn bytes_at_hand_are_sent_with_their_length() {
    let (request, outcome) = sent("hello").await;
    assert!(has_line(&request, "content-length: 5"), "{request}");
    assert!(!request.contains("chunked"), "{request}");
    assert!(request.ends_with("\r\n\r\nhello"), "{request}");
    assert_eq!(outcome.unwrap(), 1);
}

#[tokio::test]
async fn a_stream_of_known_length_is_sent_with_it() {
    let content = Content::sized_stream(5, pieces(&[Ok("he"), Ok("llo")]));
    let (request, outcome) = sent(content).await;
    assert!(has_line(&request, "content-length: 5"), "{request}");
    assert!(request.ends_with("\r\n\r\nhello"), "{request}");
    assert!(outcome.is_ok());
}

#[tokio::test]
async fn a_stream_of_unknown_length_is_sent_in_chunks() {
    let content = Content::stream(pieces(&[Ok("he"), Ok("llo")]));
    let (request, outcome) = sent(content).await;
    assert!(
        has_line(&request, "transfer-encoding: chunked"),
        "{request}"
    );
    assert!(
        request.ends_with("\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"),
        "{request}"
    );
    assert!(outcome.is_ok());
}

#[tokio::test]
async fn a_stream_that_fails_ends_the_call() {
    for content in [
        Content::stream(pieces(&[Ok("he"), Err("disk on fire")])),
        Content::sized_stream(5, pieces(&[Ok("he")])),
    ] {
        // The server waits for a whole request, which never comes.
        let (url, _) = serve(vec![String::new()]).await;
        let call = client(&url).call(&UPLOAD);
        let call = call.bytes::<Content>("text/plain", content);
        let error = send(call).await.unwrap_err();
        let said = error.to_string();
        assert!(
            said.contains("disk on fire") || said.contains("ended 3 bytes too early"),
            "{said}"
        );
        assert_eq!((error.was_sent(), error.attempts()), (WasSent::Maybe, 1));
    }
}

#[tokio::test]
async fn a_form_with_a_stream_is_sent_with_its_length() {
    let (url, requests) = serve(vec![answer("200 OK", "", "")]).await;
    let scan = Content::sized_stream(5, pieces(&[Ok("he"), Ok("llo")]));
    let ticket = Ticket::new("a", File::new(scan).name("t.png"));
    let call = client(&url).call(&UPLOAD).multipart::<Ticket>(ticket);
    send(call).await.unwrap();
    let request = requests.lock().unwrap()[0].clone();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let length = format!("content-length: {}", body.len());
    assert!(has_line(&request, &length), "{request}");
    let boundary = head
        .lines()
        .find_map(|line| line.strip_prefix("content-type: multipart/form-data; boundary="))
        .unwrap();
    assert_eq!(boundary.len(), 32);
    assert_eq!(
        body,
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"name\"\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\na\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"t.png\"\r\n\
             Content-Type: image/png\r\n\r\nhello\r\n--{boundary}--\r\n"
        )
    );
}

#[tokio::test]
async fn a_redirect_takes_bytes_along_and_no_stream() {
    let moved = |to: &str| {
        answer(
            "307 Temporary Redirect",
            &format!("location: {to}/moved\r\n"),
            "",
        )
    };
    let (other, seen) = serve(vec![answer("200 OK", "", "")]).await;
    let (url, _) = serve(vec![moved(&other), moved(&other)]).await;
    let call = || client(&url).call(&UPLOAD);
    send(call().bytes::<Content>("text/plain", "hello"))
        .await
        .unwrap();
    assert!(seen.lock().unwrap()[0].ends_with("\r\n\r\nhello"));
    let stream = Content::stream(pieces(&[Ok("hello")]));
    let error = send(call().bytes::<Content>("text/plain", stream))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "Upload: not sent again: the server redirects, and the body is a stream, which is sent only once"
    );
    assert_eq!(error.was_sent(), WasSent::Yes);
}

#[tokio::test]
async fn a_stream_is_never_retried() {
    let busy = || answer("429 Too Many Requests", "retry-after-ms: 5\r\n", "");
    let (url, requests) = serve(vec![busy(), answer("200 OK", "", "")]).await;
    let stream = Content::stream(pieces(&[Ok("hello")]));
    let call = client(&url).call(&UPLOAD);
    let error = send(call.bytes::<Content>("text/plain", stream))
        .await
        .unwrap_err();
    assert_eq!(
        (
            error.status().map(|status| status.as_u16()),
            error.attempts()
        ),
        (Some(429), 1)
    );
    assert_eq!(requests.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn of_two_clones_of_a_call_the_second_has_no_stream() {
    let (url, requests) = serve(vec![answer("200 OK", "", "")]).await;
    let stream = Content::stream(pieces(&[Ok("hello")]));
    let call = client(&url).call(&UPLOAD);
    let call = call.bytes::<Content>("text/plain", stream);
    send(call.clone()).await.unwrap();
    let error = send(call).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Upload: the request could not be made: the body is a stream, which has been sent already"
    );
    assert_eq!(error.was_sent(), WasSent::No);
    assert_eq!(requests.lock().unwrap().len(), 1);
}
