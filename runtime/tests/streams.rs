//! Answers that are handed over as they come in, on time that passes only when it is waited for.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

mod scripted;

use clientsmith_runtime as rt;
use rt::test_util::{FixedRandomness, ManualTime};
use rt::{Duration, Error, StreamFault};
use scripted::{Piece, Script, Scripted, events};

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
    /// Events that a server is asked for with a POST.
    pub type Complete = POST "/complete" -> events Chunk, WatchError { id "complete", }
}

rt::operation! {
    /// Events of text.
    pub type Tail = GET "/tail" -> events rt::Text, WatchError { id "tail", }
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
    pub type Sequence = GET "/sequence" -> json_seq rt::Value, WatchError { id "sequence", }
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
    servers: &[rt::ServerTemplate {
        url: "https://api.test",
        variables: &[],
    }],
    security_schemes: &[],
};

/// A client of a scripted server, and its time.
struct Scene {
    client: rt::Client,
    server: Scripted,
    time: ManualTime,
}

impl Scene {
    fn new(scripts: impl IntoIterator<Item = Script>) -> Self {
        let (server, time) = (Scripted::new(scripts), ManualTime::default());
        let mut builder = rt::ClientBuilder::new(&API);
        builder.transport(server.clone());
        builder.clock(time.clone());
        builder.sleeper(time.clone());
        builder.randomness(FixedRandomness(u64::MAX));
        builder.max_response_bytes(64);
        Self {
            client: builder.build().unwrap(),
            server,
            time,
        }
    }

    fn call<C, E>(&self, operation: &'static rt::Operation) -> Call<C, E> {
        self.client.call(operation).into()
    }

    fn watch(&self) -> Watch {
        self.call(&Watch)
    }

    fn slept(&self) -> Vec<u64> {
        self.time.slept().iter().map(Duration::as_secs).collect()
    }

    fn last_event_ids(&self) -> Vec<String> {
        let requests = self.server.requests();
        let ids = requests.iter().map(|headers| headers.get("last-event-id"));
        ids.map(|id| id.map_or(String::new(), |id| id.to_str().unwrap().to_owned()))
            .collect()
    }
}

/// Every event of a stream as its text, or what is said of it.
async fn texts(mut stream: rt::Response<rt::EventStream<Chunk>>) -> Vec<String> {
    let mut texts = Vec::new();
    while let Some(event) = stream.next().await {
        texts.push(event.map_or_else(|error| error.to_string(), |event| event.text.clone()));
    }
    assert!(stream.next().await.is_none(), "the end stays the end");
    texts
}

#[tokio::test]
async fn events_are_typed_and_end_with_the_body() {
    let scene = Scene::new([events(&[
        "id: 7\nevent: ch",
        "unk\ndata: {\"text\":",
        "\"a\"}\n",
        "\n: ping\n\ndata: {\"text\":\"b\"}\r\n\r\ndata: lost",
    ])]);
    let mut stream = scene.watch().await.unwrap();
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!(first.data, Chunk { text: "a".into() });
    assert_eq!(
        (first.name.as_deref(), first.id.as_deref()),
        (Some("chunk"), Some("7"))
    );
    assert_eq!(texts(stream).await, ["b"]);
    assert_eq!(scene.server.open_bodies(), 0);
    let headers = &scene.server.requests()[0];
    assert_eq!(
        headers["accept"],
        "text/event-stream, application/problem+json;q=0.05"
    );
}

#[tokio::test]
async fn data_that_do_not_fit_are_told_with_path_and_text_and_the_stream_goes_on() {
    let scene = Scene::new([events(&[
        "data: {\"text\":7}\n\ndata: oops\n\ndata: {\"text\":\"b\"}\n\n",
    ])]);
    let mut stream = scene.watch().await.unwrap();
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!((error.path(), error.is_of_item()), (Some("$.text"), true));
    assert_eq!(error.raw().unwrap(), "{\"text\":7}");
    assert_eq!(
        error.to_string(),
        "watch: an item does not fit: $.text: expected a string, found integer `7`: {\"text\":7}"
    );
    assert_eq!(
        stream.next().await.unwrap().unwrap_err().raw().unwrap(),
        "oops"
    );
    assert_eq!(texts(stream).await, ["b"]);
}

#[tokio::test]
async fn the_event_that_says_so_is_the_end_and_closes_the_connection() {
    let mut script = events(&["data: {\"text\":\"a\"}\n\ndata: [DONE]\n\ndata: more\n\n"]);
    script.2.push(Piece::Silence);
    let scene = Scene::new([script]);
    let stream = scene.watch().reconnect(true).await.unwrap();
    assert_eq!(scene.server.open_bodies(), 1);
    assert_eq!(texts(stream).await, ["a"]);
    assert_eq!(
        (scene.server.open_bodies(), scene.server.requests().len()),
        (0, 1)
    );
}

#[tokio::test]
async fn a_stream_that_is_dropped_closes_the_connection() {
    let scene = Scene::new([Script(200, "text/event-stream", vec![Piece::Silence])]);
    let stream = scene.watch().await.unwrap();
    assert_eq!(scene.server.open_bodies(), 1);
    drop(stream);
    assert_eq!(scene.server.open_bodies(), 0);
}

#[tokio::test]
async fn nothing_for_thirty_seconds_is_the_end() {
    let script = || {
        Script(
            200,
            "text/event-stream",
            vec![Piece::Data("data: {\"text\":\"a\"}\n\n"), Piece::Silence],
        )
    };
    let scene = Scene::new([script(), script()]);
    let mut stream = scene.watch().await.unwrap();
    assert!(stream.next().await.unwrap().is_ok());
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!((error.is_timeout(), error.is_of_item()), (true, false));
    assert_eq!(error.to_string(), "watch: nothing came for 30 s");
    assert!(stream.next().await.is_none());
    let call = scene.watch().stall_timeout(Duration::from_secs(5));
    assert_eq!(
        texts(call.await.unwrap()).await,
        ["a", "watch: nothing came for 5 s"]
    );
    assert_eq!(scene.slept(), [30, 5]);
}

#[tokio::test]
async fn a_body_that_is_cut_off_is_an_error_and_no_end() {
    let pieces = vec![
        Piece::Data("data: {\"text\":\"a\"}\n\ndata: {\"te"),
        Piece::Cut,
    ];
    let scene = Scene::new([Script(200, "text/event-stream", pieces)]);
    let stream = scene.watch().await.unwrap();
    assert_eq!(
        texts(stream).await,
        ["a", "watch: no whole answer: reset by peer"]
    );
}

#[tokio::test]
async fn an_event_is_limited() {
    let scene = Scene::new([events(&[
        "data: 0123456789012345678901234567890123456789\n",
        "data: 0123456789012345678901234567890123456789\n",
        "\n",
    ])]);
    let error = scene
        .watch()
        .await
        .unwrap()
        .next()
        .await
        .unwrap()
        .unwrap_err();
    assert!(
        matches!(error.fault(), StreamFault::TooLong { limit: 64 }),
        "{error}"
    );
}

#[tokio::test]
async fn what_breaks_off_is_asked_for_again_from_the_last_event() {
    let cut = vec![
        Piece::Data("id: 2\ndata: {\"text\":\"b\"}\n\nid: 3\ndata: {\"te"),
        Piece::Cut,
    ];
    let scene = Scene::new([
        events(&["data: {\"text\":\"a\"}\n\n"]),
        Script(200, "text/event-stream", cut),
        events(&["retry: 1000\n\n"]),
        events(&["retry: 60000\n\n"]),
        events(&["data: {\"text\":\"c\"}\n\n"]),
        Script(204, "", Vec::new()),
    ]);
    let stream = scene.watch().reconnect(true).await.unwrap();
    assert_eq!(texts(stream).await, ["a", "b", "c"]);
    assert_eq!(scene.last_event_ids(), ["", "", "2", "2", "2", "2"]);
    assert_eq!(scene.slept(), [3, 3, 1, 30, 30]);
}

#[tokio::test]
async fn what_is_not_opened_again_is_an_error() {
    let first = || events(&["data: {\"text\":\"a\"}\n\n"]);
    let scene = Scene::new([first(), Script(401, "", Vec::new())]);
    let stream = scene.watch().reconnect(true).await.unwrap();
    assert_eq!(
        texts(stream).await,
        [
            "a",
            "watch: the stream was not opened again: 401 Unauthorized"
        ]
    );
    let scene = Scene::new([first()]);
    let stream = scene.watch().reconnect(true).await.unwrap();
    let said = "watch: the stream could not be opened again: watch: no connection: no script is left (after 3 attempts)";
    assert_eq!(texts(stream).await, ["a", said]);
}

#[tokio::test]
async fn only_what_is_idempotent_can_be_asked_for_again() {
    let scene = Scene::new([]);
    let call: Complete = scene.call(&Complete);
    assert_eq!(
        call.reconnect(true).await.unwrap_err().to_string(),
        "complete: the request could not be made: a stream cannot be opened again by `POST`, which is not idempotent"
    );
    assert!(scene.server.requests().is_empty());
}

#[tokio::test]
async fn retries_and_typed_errors_hold_up_to_the_head() {
    let error = vec![Piece::Data("{\"text\":"), Piece::Data("\"gone\"}")];
    let scene = Scene::new([
        Script(503, "", Vec::new()),
        events(&["data: {\"text\":\"a\"}\n\n"]),
        Script(404, "application/json", error),
    ]);
    let stream = scene.watch().await.unwrap();
    assert_eq!(stream.attempts(), 2);
    assert_eq!(texts(stream).await, ["a"]);
    match scene.watch().await {
        Err(Error::Api(error)) => {
            assert_eq!(
                error.body(),
                &WatchError::NotFound(Chunk {
                    text: "gone".into()
                })
            );
        }
        other => panic!("an API error, not {other:?}"),
    }
}

#[tokio::test]
async fn what_is_no_stream_is_read_and_told() {
    let page = || vec![Piece::Data("<html>")];
    let scene = Scene::new([
        Script(200, "text/html", page()),
        Script(200, "text/html", page()),
        Script(204, "", Vec::new()),
    ]);
    assert_eq!(
        scene.watch().await.unwrap_err().to_string(),
        "watch: the answer 200 OK does not fit: expected text/event-stream, found \"text/html\": <html>"
    );
    let lines: Lines = scene.call(&Lines);
    assert_eq!(
        lines.await.unwrap_err().to_string(),
        "lines: the answer 200 OK does not fit: expected JSON texts, found \"text/html\": <html>"
    );
    assert_eq!(texts(scene.watch().await.unwrap()).await, [""; 0]);
}

#[tokio::test]
async fn data_may_be_text_or_chosen_by_the_name_of_the_event() {
    let scene = Scene::new([
        events(&["data: {a\ndata: b\n\n"]),
        events(&["data: hello\n\nevent: chunk\ndata: {\"text\":\"a\"}\n\nevent: new\ndata: 1\n\n"]),
    ]);
    let tail: Tail = scene.call(&Tail);
    let event = tail.await.unwrap().next().await.unwrap().unwrap();
    assert_eq!(&**event, "{a\nb");
    let follow: Follow = scene.call(&Follow);
    let mut stream = follow.await.unwrap().into_body();
    let mut found = Vec::new();
    while let Some(event) = stream.next().await {
        found.push(event.unwrap().into_data());
    }
    assert_eq!(
        found,
        [
            Happening::Note(rt::Text("hello".into())),
            Happening::Chunk(Chunk { text: "a".into() }),
            Happening::Unknown("1".into()),
        ]
    );
}

/// Every item of a stream of JSON, or what is said of it.
async fn items(mut stream: rt::JsonStream<Chunk>) -> Vec<String> {
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(item.map_or_else(|error| error.to_string(), |item| item.text));
    }
    items
}

#[tokio::test]
async fn lines_are_typed_each() {
    let pieces = [
        "{\"text\":\"a\"}\r\n\n{\"te",
        "xt\":\"b\"}\n{\"text\":[]}\n",
        "{\"text\":\"c\"}",
    ];
    let pieces = pieces.map(Piece::Data).to_vec();
    let scene = Scene::new([Script(200, "application/x-ndjson", pieces)]);
    let lines: Lines = scene.call(&Lines);
    assert_eq!(
        items(lines.await.unwrap().into_body()).await,
        [
            "a",
            "b",
            "lines: an item does not fit: $.text: expected a string, found an array: {\"text\":[]}",
            "c"
        ]
    );
}

#[tokio::test]
async fn half_a_line_is_an_error() {
    let half = || Piece::Data("{\"text\":\"a\"}\n{\"text\":\"b");
    let long =
        Piece::Data("0123456789012345678901234567890123456789012345678901234567890123456789");
    let scene = Scene::new([
        Script(200, "", vec![half(), Piece::Cut]),
        Script(200, "", vec![half()]),
        Script(200, "", vec![long]),
    ]);
    let mut said = Vec::new();
    for _ in 0..3 {
        let lines: Lines = scene.call(&Lines);
        said.push(items(lines.await.unwrap().into_body()).await);
    }
    assert_eq!(said[0], ["a", "lines: no whole answer: reset by peer"]);
    assert_eq!(said[1].len(), 2);
    assert!(
        said[1][1].starts_with("lines: an item does not fit: "),
        "{said:?}"
    );
    assert_eq!(said[2], ["lines: it is longer than 64 bytes"]);
}

#[tokio::test]
async fn a_sequence_is_told_apart_by_record_separators() {
    let pieces = [
        "\u{1e}{\n\"a\": 1}\n\u{1e}",
        "\u{1e}[1,\n2]\n",
        "\u{1e}7\n\u{1e}\"x\"\u{1e}12",
    ];
    let pieces = pieces.map(Piece::Data).to_vec();
    let scene = Scene::new([Script(200, "application/json-seq", pieces)]);
    let sequence: Sequence = scene.call(&Sequence);
    let mut stream = sequence.await.unwrap();
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(item.map_or_else(|error| error.to_string(), |item| item.to_string()));
    }
    assert_eq!(
        items,
        [
            "{\"a\":1}",
            "[1,2]",
            "7",
            "\"x\"",
            "sequence: the end of an item may be missing: 12"
        ]
    );
}

#[tokio::test]
async fn bytes_are_handed_over_when_asked_for() {
    let pieces = || ["ab", "", "cd"].map(Piece::Data).to_vec();
    let cut = vec![Piece::Data("ab"), Piece::Cut];
    let scene = Scene::new([
        Script(200, "application/pdf", pieces()),
        Script(200, "application/pdf", pieces()),
        Script(200, "application/pdf", pieces()),
        Script(200, "application/pdf", cut),
    ]);
    let call = || -> Download { scene.call(&Download) };
    assert_eq!(call().await.unwrap().into_body(), "abcd");
    let mut stream = call().send_streaming().await.unwrap();
    assert_eq!(scene.server.open_bodies(), 1);
    assert_eq!(stream.next().await.unwrap().unwrap(), "ab");
    assert_eq!(stream.into_body().read_to_end(2).await.unwrap(), "cd");
    let stream = call().send_streaming().await.unwrap().into_body();
    let error = stream.read_to_end(3).await.unwrap_err();
    assert!(
        matches!(error.fault(), StreamFault::TooLong { limit: 3 }),
        "{error}"
    );
    let stream = call().send_streaming().await.unwrap().into_body();
    let error: std::io::Error = stream.read_to_end(9).await.unwrap_err().into();
    assert_eq!(error.kind(), std::io::ErrorKind::UnexpectedEof);
}
