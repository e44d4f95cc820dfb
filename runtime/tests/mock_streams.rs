//! The server in memory, when what it answers comes item by item.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

use clientsmith_runtime as rt;
use rt::test_util::Mock;
use rt::{Error, Event, StreamFault};

rt::calls! {
    /// A call of this API, to be awaited.
    pub struct Call;
}

rt::object! {
    /// A part of a text.
    pub struct Chunk {
        text: required(String) = "text",
    }
}

rt::operation! {
    /// Events.
    pub type Watch = GET "/watch" -> events Chunk, WatchError {
        id "watch" with(done: Some("[DONE]")),
    }
}

rt::operation! {
    /// Events of several kinds.
    pub type Follow = GET "/follow" -> events Happening, WatchError { id "follow", }
}

rt::operation! {
    /// Lines of JSON.
    pub type Lines = GET "/lines" -> json_lines Chunk, WatchError { id "lines", }
}

rt::operation! {
    /// A JSON text sequence.
    pub type Sequence = GET "/sequence" -> json_seq Chunk, WatchError { id "sequence", }
}

rt::operation! {
    /// A file.
    pub type Download = GET "/file" -> bytes, WatchError { id "download", }
}

rt::event_data! {
    /// What happens.
    pub enum Happening {
        Chunk(Chunk) = "chunk",
        Note(rt::Text) = "message",
    }
}

rt::replies! {
    /// What goes wrong.
    pub enum WatchError { NotFound = "404": json Chunk }
}

static API: rt::Api = rt::Api {
    user_agent: "demo/1.0",
    servers: &[],
    security_schemes: &[],
};

/// The client.
#[derive(Debug)]
pub struct Client {
    core: rt::Client,
}

impl Client {
    /// Starts building a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            core: rt::ClientBuilder::new(&API),
        }
    }
}

/// Builds a client.
#[derive(Debug)]
pub struct ClientBuilder {
    core: rt::ClientBuilder,
}

rt::client_builder!(ClientBuilder => Client);

/// What a generated crate has in `testing`.
pub mod testing {
    use super::{Call, Client, ClientBuilder, rt};
    rt::testing! { Client, ClientBuilder, Call }
}

rt::mocked! { Watch, Follow, Lines, Sequence, Download }

fn client(mock: &Mock) -> rt::Client {
    testing::client(mock).build().unwrap().core
}

fn chunks(texts: [&str; 2]) -> [Chunk; 2] {
    texts.map(Chunk::new)
}

#[tokio::test]
async fn events_are_values_and_the_last_one_comes_by_itself() {
    let mock = Mock::new();
    mock.on::<Watch>().events(chunks(["a", "b\nc"]));
    let call: Watch = client(&mock).call(&Watch).into();
    let mut events = call.await.unwrap();
    assert_eq!(events.headers()["content-type"], "text/event-stream");
    for text in ["a", "b\nc"] {
        let event = events.next().await.unwrap().unwrap();
        assert_eq!(event, Event::new(Chunk::new(text)));
    }
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn events_have_names_and_ids_of_their_kind_or_their_own() {
    let mock = Mock::new();
    mock.on::<Follow>().events([
        Event::new(Happening::Chunk(Chunk::new("a"))).with_id("7"),
        Event::new(Happening::Note(rt::Text("two\nlines".to_owned()))),
        Event::new(Happening::Unknown("what".to_owned())).named("other"),
    ]);
    let call: Follow = client(&mock).call(&Follow).into();
    let mut events = call.await.unwrap();
    let mut next = async || events.next().await.unwrap().unwrap();
    let first = next().await;
    assert_eq!(
        (first.name.as_deref(), first.id.as_deref()),
        (Some("chunk"), Some("7"))
    );
    assert_eq!(first.into_data(), Happening::Chunk(Chunk::new("a")));
    assert_eq!(
        next().await.into_data(),
        Happening::Note(rt::Text("two\nlines".to_owned()))
    );
    let other = next().await;
    assert_eq!(other.name.as_deref(), Some("other"));
    assert_eq!(other.into_data(), Happening::Unknown("what".to_owned()));
}

#[tokio::test]
async fn what_breaks_off_gives_what_came_and_is_taken_up_where_it_was() {
    let mock = Mock::new();
    mock.on::<Watch>()
        .events([Event::new(Chunk::new("a")).with_id("1")])
        .cut()
        .events(chunks(["b", "c"]));
    let call: Watch = client(&mock).call(&Watch).into();
    let mut events = call.reconnect(true).await.unwrap();
    let mut texts = Vec::new();
    while let Some(event) = events.next().await {
        texts.push(event.unwrap().into_data().text);
    }
    assert_eq!(texts, ["a", "b", "c"]);
    let requests = mock.requests_of::<Watch>();
    assert_eq!(requests[1].header("last-event-id"), Some("1"));
}

#[tokio::test]
async fn items_may_be_cut_off_or_come_to_a_standstill() {
    let mock = Mock::new();
    mock.on::<Lines>()
        .items(chunks(["a", "b"]))
        .items([Chunk::new("a")])
        .cut()
        .items([Chunk::new("a")])
        .stalled();
    let client = client(&mock);
    let read = async || {
        let call: Lines = client.call(&Lines).into();
        let mut items = call.await.unwrap();
        let mut read = Vec::new();
        let fault = loop {
            match items.next().await {
                Some(Ok(item)) => read.push(item.text),
                other => break other.map(Result::unwrap_err),
            }
        };
        (read.join(""), fault)
    };
    let (whole, fault) = read().await;
    assert_eq!((whole.as_str(), fault.is_none()), ("ab", true));
    let (cut, fault) = read().await;
    assert_eq!(cut, "a");
    assert!(matches!(fault.unwrap().fault(), StreamFault::Cut(_)));
    let (stalled, fault) = read().await;
    assert_eq!(stalled, "a");
    assert!(matches!(
        fault.unwrap().fault(),
        StreamFault::Stalled { .. }
    ));
}

#[tokio::test]
async fn sequences_and_pieces_of_bytes_come_as_they_are_scripted() {
    let mock = Mock::new();
    mock.on::<Sequence>().items(chunks(["a", "b"]));
    mock.on::<Download>().chunks(["ab", "", "c"]).chunks(["x"]);
    let client = client(&mock);
    let call: Sequence = client.call(&Sequence).into();
    let mut items = call.await.unwrap();
    assert_eq!(items.next().await.unwrap().unwrap(), Chunk::new("a"));
    assert_eq!(items.next().await.unwrap().unwrap(), Chunk::new("b"));
    assert!(items.next().await.is_none());
    let call: Download = client.call(&Download).into();
    let mut bytes = call.send_streaming().await.unwrap();
    assert_eq!(bytes.next().await.unwrap().unwrap(), "ab");
    assert_eq!(bytes.next().await.unwrap().unwrap(), "c");
    assert!(bytes.next().await.is_none());
    let call: Download = client.call(&Download).into();
    assert_eq!(call.await.unwrap().into_body(), "x");
}

#[tokio::test]
async fn an_error_is_one_before_anything_is_streamed() {
    let mock = Mock::new();
    mock.on::<Watch>().json(404, &Chunk::new("gone"));
    let call: Watch = client(&mock).call(&Watch).into();
    let Err(Error::Api(error)) = call.await else {
        panic!("404 is an error")
    };
    assert_eq!(error.body(), &WatchError::NotFound(Chunk::new("gone")));
}
