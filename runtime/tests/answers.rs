//! Answers that are not what was expected, or may be several things.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

use clientsmith_runtime as rt;
use rt::test_util::{Replay, Reply};
use rt::{Error, StatusCode};

rt::calls! {
    /// A call of this API, to be awaited.
    pub struct Call;
}

rt::object! {
    /// A report.
    pub struct Report {
        title: required(String) = "title",
    }
}

rt::operation! {
    /// A report, in one of several forms.
    pub type GetReport = GET "/report" -> replies ReportReply, ReportError {
        id "report" with(accept: "application/json, text/csv;q=0.9"),
    }
}

rt::success_replies! {
    /// The forms of a report.
    pub enum ReportReply {
        Ok = "200 application/json": json Report,
        OkCsv = "200 text/csv": text String,
        OkImage = "200 image/*": bytes rt::Bytes,
        Accepted = "202": empty,
    }
}

rt::replies! {
    /// What goes wrong.
    pub enum ReportError {
        NotFound = "404 application/json": json Report,
        NotFoundText = "404 text/plain": text String,
    }
}

rt::operation! {
    /// A report that may be none.
    pub type Latest = GET "/latest" -> json Option<Report>, ReportError { id "latest", }
}

rt::operation! {
    /// A report that is always there.
    pub type First = GET "/first" -> json Report, ReportError { id "first", }
}

rt::response_headers! {
    /// Headers of the first report.
    pub trait FirstHeaders for Report {
        required_list tags: String = "X-Tags",
        optional_list sizes: u8 = "X-Sizes",
        optional modified: rt::DateTime = "Last-Modified",
    }
}

static API: rt::Api = rt::Api {
    user_agent: "demo/1.0",
    servers: &[rt::ServerTemplate {
        url: "https://api.test",
        variables: &[],
    }],
    security_schemes: &[],
};

fn client(replies: impl IntoIterator<Item = Reply>) -> (rt::Client, Replay) {
    let replay = Replay::new(replies);
    let mut builder = rt::ClientBuilder::new(&API);
    builder.transport(replay.clone());
    builder.max_retries(0);
    (builder.build().unwrap(), replay)
}

fn reply(status: u16, content_type: &str, body: &str) -> Reply {
    let headers = [("content-type", content_type)];
    let headers = if content_type.is_empty() {
        &[][..]
    } else {
        &headers[..]
    };
    Reply::new(status, headers, body)
}

#[tokio::test]
async fn the_media_type_chooses_among_the_answers_of_a_status() {
    let (client, replay) = client([
        reply(200, "text/csv; charset=utf-8", "a,b"),
        reply(200, "application/json", r#"{"title":"t"}"#),
        reply(200, "application/vnd.report+json", r#"{"title":"v"}"#),
        reply(200, "image/png", "png"),
        reply(200, "", r#"{"title":"n"}"#),
        reply(202, "text/plain", "later"),
    ]);
    let title = |title: &str| {
        ReportReply::Ok(Report {
            title: title.into(),
        })
    };
    for expected in [
        ReportReply::OkCsv("a,b".into()),
        title("t"),
        title("v"),
        ReportReply::OkImage("png".into()),
        title("n"),
        ReportReply::Accepted,
    ] {
        let call: GetReport = client.call(&GetReport).into();
        assert_eq!(call.await.unwrap().into_body(), expected);
    }
    assert_eq!(
        replay.requests()[0].headers()["accept"],
        "application/json, text/csv;q=0.9"
    );
}

#[tokio::test]
async fn a_page_of_html_is_none_of_them() {
    let (client, _) = client([reply(200, "text/html", "<h1>Sorry</h1>")]);
    let call: GetReport = client.call(&GetReport).into();
    assert_eq!(
        call.await.unwrap_err().to_string(),
        r#"report: the answer 200 OK does not fit: expected JSON, found "text/html": <h1>Sorry</h1>"#
    );
}

#[tokio::test]
async fn text_may_be_of_another_charset() {
    let latin = |media_type| {
        let headers = [("content-type", media_type)];
        Reply::bytes(200, &headers, rt::Bytes::from_static(b"caf\xe9"))
    };
    let (client, _) = client([latin("text/csv; charset=ISO-8859-1"), latin("text/csv")]);
    let call: GetReport = client.call(&GetReport).into();
    assert_eq!(
        call.await.unwrap().into_body(),
        ReportReply::OkCsv("café".into())
    );
    let call: GetReport = client.call(&GetReport).into();
    let error = call.await.unwrap_err().to_string();
    assert!(
        error.contains("expected UTF-8 text: incomplete utf-8"),
        "{error}"
    );
}

#[tokio::test]
async fn errors_are_chosen_by_media_type_as_well() {
    let (client, _) = client([
        reply(404, "text/plain", "no report"),
        reply(404, "application/json", r#"{"title":"gone"}"#),
        reply(404, "", r#"{"title":"gone"}"#),
        reply(404, "text/html", "<h1>"),
    ]);
    let gone = || {
        ReportError::NotFound(Report {
            title: "gone".into(),
        })
    };
    for expected in [
        ReportError::NotFoundText("no report".into()),
        gone(),
        gone(),
        ReportError::Undocumented,
    ] {
        let call: GetReport = client.call(&GetReport).into();
        let Err(Error::Api(error)) = call.await else {
            panic!("an API error");
        };
        assert_eq!(error.body(), &expected);
        assert!(!error.bytes().is_empty());
    }
}

#[tokio::test]
async fn a_promised_body_that_is_not_there_is_told() {
    let (client, _) = client([
        reply(204, "", ""),
        reply(205, "", ""),
        reply(200, "application/json", ""),
    ]);
    let mut said = Vec::new();
    for _ in 0..3 {
        let call: First = client.call(&First).into();
        said.push(call.await.unwrap_err().to_string());
    }
    assert_eq!(
        said,
        ["204 No Content", "205 Reset Content", "200 OK"].map(|status| format!(
            "first: the answer {status} does not fit: expected a body, found none"
        ))
    );
}

#[tokio::test]
async fn a_type_that_admits_null_admits_no_body() {
    let (client, _) = client([reply(204, "", ""), reply(200, "application/json", " null ")]);
    for _ in 0..2 {
        let call: Latest = client.call(&Latest).into();
        assert_eq!(call.await.unwrap().into_body(), None);
    }
}

#[tokio::test]
async fn problem_details_are_read_whatever_the_document_says() {
    let problem = r#"{"type":"https://a.test/out","title":"Out","status":503,"detail":"d","instance":"/i","wait":3}"#;
    let (client, _) = client([
        reply(503, "application/problem+json; charset=utf-8", problem),
        reply(404, "application/problem+json", problem),
        reply(503, "application/json", problem),
        reply(503, "application/problem+json", "[]"),
    ]);
    let mut found = Vec::new();
    for _ in 0..4 {
        let call: First = client.call(&First).into();
        let Err(Error::Api(error)) = call.await else {
            panic!("an API error");
        };
        found.push(error.problem());
    }
    let first = found[0].clone().unwrap();
    assert_eq!(first.kind, "https://a.test/out");
    assert_eq!(first.status, Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(
        (
            first.title.as_deref(),
            first.detail.as_deref(),
            first.instance.as_deref()
        ),
        (Some("Out"), Some("d"), Some("/i"))
    );
    assert_eq!(first.extensions["wait"], 3);
    assert_eq!(found[1], Some(first));
    assert_eq!(found[2..], [None, None]);
}

#[tokio::test]
async fn headers_have_types() {
    let headers = [
        ("content-type", "application/json"),
        ("x-tags", "a, b"),
        ("x-tags", "c"),
        ("x-sizes", "1,x"),
        ("last-modified", "Sun, 06 Nov 1994 08:49:37 GMT"),
    ];
    let (client, _) = client([Reply::new(200, &headers, r#"{"title":"t"}"#)]);
    let call: First = client.call(&First).into();
    let report = call.await.unwrap();
    assert_eq!(
        report.tags(),
        Ok(["a", "b", "c"].map(String::from).to_vec())
    );
    assert_eq!(
        report.modified().unwrap().unwrap().to_string(),
        "1994-11-06T08:49:37Z"
    );
    assert_eq!(
        report.sizes().unwrap_err().to_string(),
        "the header `X-Sizes` has a value that does not fit its type"
    );
}
