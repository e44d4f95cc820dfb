//! Waiting for calls without async, from where it is allowed and where it is not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

mod demo;

use clientsmith_runtime as rt;
pub use demo::Call;
use demo::{Client, UserCreate};
use rt::{Attempt, Error, HeaderMap, Hook, StatusCode};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

/// A server without a runtime, which keeps connections open and counts them.
fn serve() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
            thread::spawn(|| answer_all(stream.unwrap()));
        }
    });
    (url, count)
}

fn answer_all(mut stream: TcpStream) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut length = 0;
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|read| read > 0) {
        let text = line.trim_end().to_ascii_lowercase();
        if let Some(found) = text.strip_prefix("content-length: ") {
            length = found.parse().unwrap();
        }
        if text.is_empty() {
            reader.read_exact(&mut vec![0; length]).unwrap();
            let user = r#"{"id":"u1","kind":"user"}"#;
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ";
            write!(stream, "{head}{}\r\n\r\n{user}", user.len()).unwrap();
        }
        line.clear();
    }
}

fn client(url: &str) -> Client {
    let builder = Client::builder().bearer_token("t").base_url(url);
    builder.build().unwrap()
}

fn call(client: &Client) -> demo::CreateUser {
    client.create_user("o", UserCreate::new("x"))
}

#[test]
fn a_call_is_waited_for_outside_of_a_runtime() {
    let (url, connections) = serve();
    let client = client(&url);
    for _ in 0..3 {
        assert_eq!(call(&client).wait().unwrap().id, "u1");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[test]
fn many_threads_wait_at_once() {
    let (url, _) = serve();
    let client = client(&url);
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| call(&client).wait().unwrap());
        }
    });
}

#[tokio::test]
async fn a_call_is_waited_for_inside_a_runtime_that_has_a_connection() {
    let (url, connections) = serve();
    let client = client(&url);
    // The connection that this makes lives in this thread, which the next call blocks.
    call(&client).await.unwrap();
    assert_eq!(call(&client).wait().unwrap().id, "u1");
    call(&client).await.unwrap();
    assert_eq!(connections.load(Ordering::SeqCst), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_call_is_waited_for_inside_a_runtime_of_threads() {
    let (url, _) = serve();
    let client = client(&url);
    call(&client).await.unwrap();
    call(&client).wait().unwrap();
}

#[test]
fn an_error_is_that_of_the_call() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = call(&client(&url)).max_retries(0).wait().unwrap_err();
    assert!(error.is_connect(), "{error}");
}

/// What another call came to that a hook waited for.
static INNER: OnceLock<String> = OnceLock::new();

#[test]
fn a_call_within_a_call_that_is_waited_for_is_refused() {
    struct Waits(Client);
    impl Hook for Waits {
        fn before(&self, _: &Attempt<'_>, _: &mut HeaderMap) {
            let error = call(&self.0).wait().unwrap_err();
            assert!(matches!(error, Error::Build(_)));
            INNER.set(error.to_string()).unwrap();
        }
    }
    let (url, _) = serve();
    let waits = Waits(client(&url));
    let builder = Client::builder().bearer_token("t").base_url(&url);
    call(&builder.hook(waits).build().unwrap()).wait().unwrap();
    let said = INNER.get().unwrap();
    assert!(said.contains("would wait for itself"), "{said}");
}

#[test]
fn a_panic_comes_out_where_the_call_is_waited_for() {
    struct Panics;
    impl Hook for Panics {
        fn after(&self, _: &Attempt<'_>, _: StatusCode, _: &HeaderMap) {
            panic!("the hook falls");
        }
    }
    let (url, _) = serve();
    let builder = Client::builder().bearer_token("t").base_url(&url);
    let falls = builder.hook(Panics).build().unwrap();
    let panic = thread::spawn(move || call(&falls).wait().map(drop).map_err(drop)).join();
    let said = panic.unwrap_err();
    assert_eq!(said.downcast_ref::<&str>(), Some(&"the hook falls"));
    // Others are not touched by it.
    call(&client(&url)).wait().unwrap();
}

rt::operation! {
    /// Events.
    pub type Watch = GET "/watch" -> events rt::Value, WatchError { id "watch", }
}

rt::replies! {
    /// Answers that the document says nothing of.
    pub enum WatchError {}
}

#[test]
fn events_are_waited_for_one_after_the_other() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (more, wanted) = std::sync::mpsc::channel::<()>();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let request = BufReader::new(stream.try_clone().unwrap());
        let lines = request.lines().map(Result::unwrap);
        lines.take_while(|line| !line.is_empty()).for_each(drop);
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 18\r\n\r\n";
        write!(stream, "{head}data: 1\n\n").unwrap();
        // The second event is sent when the first has been read.
        wanted.recv().unwrap();
        write!(stream, "data: 2\n\n").unwrap();
    });
    let call: Watch = client(&url).core.call(&Watch).into();
    let mut events = call.wait().unwrap().into_body().blocking();
    assert_eq!(events.next().unwrap().unwrap().data, 1);
    more.send(()).unwrap();
    assert_eq!(events.next().unwrap().unwrap().data, 2);
    assert!(events.next().is_none() && events.next().is_none());
}
