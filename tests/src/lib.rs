//! What the tests of the generated clients share: servers to call, and time that is not waited for.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are no tests to clippy"
)]

mod raw;
mod time;

/// The programs that README.md shows.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

pub use raw::{RawServer, refusing_url};
pub use time::Hurried;

use std::fmt::{Debug, Display};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// The credential that tests give, and that nothing may ever show.
pub const SECRET: &str = "hunter2-do-not-show";

/// An answer with a JSON body.
pub fn json(status: u16, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body, "application/json")
}

/// A server that gives the same answer to every request.
pub async fn serve(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// A server that gives each of these answers once, in order, and 404 after them.
pub async fn serve_in_order(answers: impl IntoIterator<Item = ResponseTemplate>) -> MockServer {
    let server = MockServer::start().await;
    for answer in answers {
        let once = Mock::given(any()).respond_with(answer).up_to_n_times(1);
        once.mount(&server).await;
    }
    server
}

/// The requests that a server has seen, in order.
pub async fn requests(server: &MockServer) -> Vec<Request> {
    let requests = server.received_requests().await;
    requests.expect("recording is on unless a test turns it off")
}

/// The one request that a server has seen.
pub async fn only_request(server: &MockServer) -> Request {
    let mut requests = requests(server).await;
    assert_eq!(requests.len(), 1, "one request was to be sent");
    requests.remove(0)
}

/// What a request says in a header; nothing if it is not there. Twice is a fault.
pub fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let mut values = request.headers.get_all(name).iter();
    let value = values.next()?;
    assert!(values.next().is_none(), "`{name}` is there twice");
    Some(value.to_str().unwrap())
}

/// A request's body as the text that was sent.
pub fn body(request: &Request) -> &str {
    std::str::from_utf8(&request.body).unwrap()
}

/// Checks that neither way of showing a value shows [`SECRET`].
pub fn assert_hides_secret(what: &(impl Debug + Display)) {
    assert_debug_hides_secret(what);
    assert_no_secret(&what.to_string());
}

/// The same for a value that has only `Debug`.
pub fn assert_debug_hides_secret(what: &impl Debug) {
    assert_no_secret(&format!("{what:?}"));
    assert_no_secret(&format!("{what:#?}"));
}

/// Checks that a text does not hold [`SECRET`].
pub fn assert_no_secret(text: &str) {
    assert!(!text.contains(SECRET), "a secret is shown: {text}");
}
