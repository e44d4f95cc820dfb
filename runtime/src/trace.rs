//! Spans with the names of OpenTelemetry's HTTP conventions; nothing unless the feature `tracing` is on.
//!
//! Neither queries nor headers are recorded: they may hold secrets.

use crate::request::Call;
use crate::request::assemble::Prepared;
use http::StatusCode;
use std::future::Future;

/// A span, or nothing.
pub(crate) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Span {
    /// The span of a whole call.
    pub(crate) fn call(call: &Call, prepared: &Prepared) -> Self {
        let server = Server::of(prepared.url());
        let span = tracing::info_span!(
            "call",
            otel.name = call.operation.id,
            http.request.method = %prepared.method,
            url.template = call.operation.path,
            server.address = server.address,
            server.port = server.port,
            http.response.status_code = tracing::field::Empty,
            error.type = tracing::field::Empty,
        );
        Self { span }
    }

    /// The span of one attempt, which `resent` others went before.
    pub(crate) fn attempt(call: &Call, prepared: &Prepared, resent: u32) -> Self {
        let server = Server::of(prepared.url());
        let span = tracing::info_span!(
            "attempt",
            otel.name = %format_args!("{} {}", prepared.method, call.operation.path),
            otel.kind = "client",
            http.request.method = %prepared.method,
            url.template = call.operation.path,
            server.address = server.address,
            server.port = server.port,
            http.request.resend_count = resent,
            http.response.status_code = tracing::field::Empty,
            error.type = tracing::field::Empty,
        );
        Self { span }
    }

    /// The same work inside the span.
    pub(crate) fn follow<F: Future>(&self, work: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(work, self.span.clone())
    }

    pub(crate) fn answered(&self, status: StatusCode) {
        self.span
            .record("http.response.status_code", status.as_u16());
        if status.is_client_error() || status.is_server_error() {
            self.span.record("error.type", status.as_str());
        }
    }

    pub(crate) fn failed(&self, name: &str) {
        self.span.record("error.type", name);
    }
}

/// Where a request goes.
#[cfg(feature = "tracing")]
#[derive(Default)]
struct Server {
    address: String,
    port: Option<u16>,
}

#[cfg(feature = "tracing")]
impl Server {
    fn of(url: &str) -> Self {
        let Ok(url) = url::Url::parse(url) else {
            return Self::default();
        };
        Self {
            address: url.host_str().unwrap_or_default().to_owned(),
            port: url.port_or_known_default(),
        }
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(crate) const fn call(_call: &Call, _prepared: &Prepared) -> Self {
        Self {}
    }

    pub(crate) const fn attempt(_call: &Call, _prepared: &Prepared, _resent: u32) -> Self {
        Self {}
    }

    #[allow(clippy::unused_self)] // as its counterpart
    pub(crate) fn follow<F: Future>(&self, work: F) -> F {
        work
    }

    #[allow(clippy::unused_self)] // as its counterpart
    pub(crate) const fn answered(&self, _status: StatusCode) {}

    #[allow(clippy::unused_self)] // as its counterpart
    pub(crate) const fn failed(&self, _name: &str) {}
}
