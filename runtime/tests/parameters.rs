//! Parameters as they are sent, and those that are not: what could end a value, or lead elsewhere, is refused.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

use clientsmith_runtime as rt;
use rt::test_util::{Replay, Reply};
use rt::{Call, Client, ClientBuilder, Error, Operation, Parameter, WasSent};

static API: rt::Api = rt::Api {
    user_agent: "demo/1.0",
    servers: &[rt::ServerTemplate {
        url: "https://api.test/v1",
        variables: &[],
    }],
    security_schemes: &[],
};

static FIND: Operation = Operation {
    id: "Find",
    path: "/a/{x}{y}/{z}.{w}",
    parameters: &[
        Parameter::path("x").reserved(),
        Parameter::path("y").reserved(),
        Parameter::path("z").reserved(),
        Parameter::query("first"),
        Parameter::query("filter").deep_object(),
        Parameter::query("tags"),
        Parameter::cookie("crumbs").cookie_style(),
        Parameter::cookie("theme"),
    ],
    ..Operation::DEFAULT
};

static SEARCH: Operation = Operation {
    id: "Search",
    path: "/search",
    parameters: &[Parameter::querystring("query").form()],
    ..Operation::DEFAULT
};

rt::replies! {
    /// Answers that the document says nothing of.
    pub enum AnyError {}
}

fn client(replay: &Replay) -> Client {
    let mut builder = ClientBuilder::new(&API);
    builder.transport(replay.clone());
    builder.build().unwrap()
}

async fn send(call: Call) -> Result<rt::Response<()>, Error<AnyError>> {
    rt::__private::start::<rt::__private::codecs::empty, AnyError>(call).await
}

/// A call with the parameters of its path.
fn find(client: &Client, x: &str, y: &str, z: &str, w: &str) -> Call {
    let call = client.call(&FIND);
    call.path::<String>("x", x)
        .path::<String>("y", y)
        .path::<String>("z", z)
        .path::<String>("w", w)
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn every_argument_goes_where_it_belongs() {
    let replay = Replay::new([Reply::json(200, "")]);
    let filter = rt::Map::from([("a".to_owned(), texts(&["1", "2"]))]);
    // Set in any order; sent in that of the table.
    let call = find(&client(&replay), "é", "/", "p:q/r%2F", "json")
        .cookie::<String>("theme", "dark blue")
        .query::<Vec<String>>("tags", texts(&["x", "y&z"]))
        .query::<rt::Map<Vec<String>>>("filter", filter)
        .cookie::<Vec<String>>("crumbs", texts(&["a b", "c%"]));
    send(call).await.unwrap();
    let request = &replay.requests()[0];
    assert_eq!(
        request.uri(),
        "https://api.test/v1/a/%C3%A9%2F/p:q%2Fr%2F.json\
         ?filter%5Ba%5D%5B%5D=1&filter%5Ba%5D%5B%5D=2&tags=x&tags=y%26z"
    );
    assert_eq!(
        request.headers()["cookie"],
        "crumbs=a b; crumbs=c%; theme=dark%20blue"
    );
}

#[tokio::test]
async fn what_is_absent_leaves_no_trace() {
    let replay = Replay::new([Reply::json(200, ""), Reply::json(200, "")]);
    let client = client(&replay);
    let call = find(&client, "a", "b", "c", "d")
        .query::<Option<String>>("first", None)
        .query::<Vec<String>>("filter", Vec::new())
        .query::<Vec<String>>("tags", texts(&["x"]));
    send(call).await.unwrap();
    let call = find(&client, "a", "b", "c", "d")
        .query::<String>("first", "x")
        .query::<Option<String>>("first", None)
        .cookie::<Option<String>>("theme", None);
    send(call).await.unwrap();
    let requests = replay.requests();
    assert_eq!(requests[0].uri(), "https://api.test/v1/a/ab/c.d?tags=x");
    assert_eq!(requests[1].uri(), "https://api.test/v1/a/ab/c.d");
    assert_eq!(requests[1].headers().get("cookie"), None);
}

#[tokio::test]
async fn the_whole_query_is_one_parameter() {
    let replay = Replay::new([Reply::json(200, "")]);
    let query = rt::Map::from([
        ("from".to_owned(), texts(&["Oslo S"])),
        ("via".to_owned(), texts(&["Hamar", "Otta"])),
    ]);
    let call = client(&replay).call(&SEARCH);
    send(call.querystring::<rt::Map<Vec<String>>>("query", query))
        .await
        .unwrap();
    assert_eq!(
        replay.requests()[0].uri(),
        "https://api.test/v1/search?from=Oslo+S&via=Hamar&via=Otta"
    );
}

#[tokio::test]
async fn a_path_that_would_lead_elsewhere_is_refused() {
    let replay = Replay::new([]);
    let client = client(&replay);
    for (x, y, z, w) in [
        // Two parameters that make one segment together.
        (".", ".", "c", "d"),
        // Triples pass where the document allows them, and stand for what they encode.
        ("%2e", "%2E", "c", "d"),
        (".", "%2e", "c", "d"),
        ("", "..", "c", "d"),
        ("a", "b", "c", ""),
    ] {
        let error = send(find(&client, x, y, z, w)).await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{error}");
        assert_eq!(error.was_sent(), WasSent::No);
    }
    assert!(replay.requests().is_empty());
}

#[tokio::test]
async fn what_could_bring_in_a_header_or_a_cookie_is_refused() {
    let replay = Replay::new([]);
    let client = client(&replay);
    for text in ["a\r\nX-B: b", "a\nb", "a\0b"] {
        let call = find(&client, "a", "b", "c", "d");
        for call in [
            call.clone().header::<String>("X-A", text),
            call.clone().cookie::<Vec<String>>("crumbs", texts(&[text])),
        ] {
            let error = send(call).await.unwrap_err();
            assert!(matches!(error, Error::Build(_)), "{error}");
            assert_eq!(error.was_sent(), WasSent::No);
        }
    }
    let call = find(&client, "a", "b", "c", "d");
    let error = send(call.cookie::<Vec<String>>("crumbs", texts(&["a; admin=1"])))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "Find: the request could not be made: the argument `crumbs` has characters that a cookie cannot hold"
    );
    assert!(replay.requests().is_empty());
}
