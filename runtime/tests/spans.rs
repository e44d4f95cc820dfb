//! The spans of a call, and what they do not hold.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // helpers of tests are no tests to clippy

mod demo;

use clientsmith_runtime as rt;
pub use demo::Call;
use demo::{Client, UserCreate};
use rt::test_util::{ManualTime, Replay, Reply};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// The fields of each span, by its name; what is recorded later is added.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<(&'static str, Fields)>>>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("clientsmith_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        span.record(&mut fields);
        let mut spans = self.0.lock().unwrap();
        spans.push((span.metadata().name(), fields));
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.0.lock().unwrap();
        values.record(&mut spans[span.into_u64() as usize - 1].1);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_and_its_attempts_are_spans() {
    let recorder = Recorder::default();
    let guard = tracing::subscriber::set_default(recorder.clone());
    let time = ManualTime::default();
    let client = Client::builder()
        .bearer_token("hunter2")
        .base_url("https://api.test:8443/v1")
        .transport(Replay::new([
            Reply::Fail(rt::TransportFault::connect("refused")),
            Reply::new(429, &[], "hunter2"),
            Reply::json(404, "hunter2"),
        ]))
        .clock(time.clone())
        .sleeper(time)
        .build()
        .unwrap();
    let call = client.create_user("hunter2", UserCreate::new("hunter2"));
    call.limit(7)
        .extra_query("key", "hunter2")
        .await
        .unwrap_err();
    drop(guard);

    let spans = recorder.0.lock().unwrap().clone();
    let names: Vec<_> = spans.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["call", "attempt", "attempt", "attempt"]);
    let common = [
        ("http.request.method", "POST"),
        ("url.template", "/o/{organisation_id}/users/"),
        ("server.address", "api.test"),
        ("server.port", "8443"),
    ];
    let attempt = |resent, status: Option<&'static str>, error| {
        let own = [
            ("otel.name", "POST /o/{organisation_id}/users/"),
            ("otel.kind", "client"),
            ("http.request.resend_count", resent),
            ("error.type", error),
        ];
        let status = status.map(|status| ("http.response.status_code", status));
        fields(common.into_iter().chain(own).chain(status))
    };
    let of_call = [
        ("otel.name", "CreateUser"),
        ("http.response.status_code", "404"),
        ("error.type", "404"),
    ];
    assert_eq!(spans[0].1, fields(common.into_iter().chain(of_call)));
    assert_eq!(spans[1].1, attempt("0", None, "connect"));
    assert_eq!(spans[2].1, attempt("1", Some("429"), "429"));
    assert_eq!(spans[3].1, attempt("2", Some("404"), "404"));
    assert!(!format!("{spans:?}").contains("hunter2"));
}

fn fields<'a>(pairs: impl IntoIterator<Item = (&'static str, &'a str)>) -> Fields {
    let pairs = pairs.into_iter();
    Fields(
        pairs
            .map(|(name, value)| (name, value.to_owned()))
            .collect(),
    )
}
