//! `README.md` of a generated crate: install, authentication, every operation.

use std::collections::BTreeMap;

use serde::Serialize;

use super::template::{fill, one_line};
use super::{MARKER, Surroundings};
use crate::emit::markdown::doc_lines;
use crate::model::{
    Api, EventData, Ident, OAuth2, Operation, ReplyBody, SecurityKind, SecurityScheme, Server,
    Success, Type, WebhookKind,
};

const TEMPLATE: &str = include_str!("../../../templates/README.md.j2");

/// What the template is filled with.
#[derive(Serialize)]
struct Values<'a> {
    marker: &'a str,
    name: &'a str,
    library: String,
    title: String,
    version: String,
    description: Option<String>,
    servers: &'a [Server],
    variables: Vec<&'a str>,
    credentials: Vec<Credential>,
    /// The builder method for the client credentials of OAuth 2.0, if there is one.
    client_credentials: Option<&'a str>,
    /// Whether a credential may be a token from a source.
    has_tokens: bool,
    operations: Vec<Row>,
    /// The methods of operations whose answers are pages.
    paginated: Vec<&'a str>,
    webhooks: Vec<Event<'a>>,
    callbacks: Vec<Event<'a>>,
    has_selector: bool,
    /// Whether an answer may come item by item.
    has_streams: bool,
    /// A test without a server, as Rust.
    mock: Option<&'a str>,
}

/// A request of the server, and the function that reads its payload.
#[derive(Serialize)]
struct Event<'a> {
    wire: String,
    function: &'a str,
}

/// A row of the table of operations.
#[derive(Serialize)]
struct Row {
    method: String,
    call: String,
    wire: String,
    summary: String,
}

/// A credential and the builder method that takes it.
#[derive(Serialize)]
struct Credential {
    method: String,
    arguments: &'static str,
    travels: String,
}

/// The readme's text; `files` are the crate's others.
pub(super) fn readme(
    api: &Api,
    surroundings: Surroundings<'_>,
    files: &BTreeMap<String, String>,
) -> Result<String, minijinja::Error> {
    let values = Values {
        marker: MARKER,
        name: surroundings.crate_name,
        library: surroundings.crate_name.replace('-', "_"),
        title: one_line(&api.info.title),
        version: one_line(&api.info.version),
        description: api
            .info
            .description
            .as_deref()
            .map(|text| doc_lines(text).join("\n")),
        servers: &api.servers,
        variables: variables(api),
        credentials: credentials(api),
        client_credentials: client_credentials(api),
        has_tokens: has_tokens(api),
        operations: api
            .operations
            .iter()
            .flat_map(|operation| rows(api, operation))
            .collect(),
        paginated: api
            .operations
            .iter()
            .filter(|operation| operation.pagination.is_some())
            .map(|operation| operation.name.as_str())
            .collect(),
        webhooks: events(api, WebhookKind::Webhook),
        callbacks: events(api, WebhookKind::Callback),
        has_selector: api.event_selector.is_some(),
        has_streams: api.operations.iter().any(has_stream),
        mock: files.get("tests/mock.rs").and_then(|text| program(text)),
    };
    fill(TEMPLATE, values)
}

fn has_stream(operation: &Operation) -> bool {
    let own = operation.success.replies().iter();
    !operation.streaming.is_empty() || own.map(|reply| &reply.body).any(ReplyBody::is_stream)
}

/// A file's text without what stands before its first item.
fn program(text: &str) -> Option<&str> {
    let start = text.find("\nuse ")?;
    text.get(start..).map(str::trim)
}

fn events(api: &Api, kind: WebhookKind) -> Vec<Event<'_>> {
    let webhooks = api.webhooks.iter().filter(|webhook| webhook.kind == kind);
    webhooks
        .map(|webhook| Event {
            wire: cell(&webhook.wire),
            function: webhook.function.as_str(),
        })
        .collect()
}

/// The builder methods of server variables, each once.
fn variables(api: &Api) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for variable in api.servers.iter().flat_map(|server| &server.variables) {
        if !names.contains(&variable.name.as_str()) {
            names.push(variable.name.as_str());
        }
    }
    names
}

fn credentials(api: &Api) -> Vec<Credential> {
    let schemes = api.security_schemes.iter();
    schemes
        .flat_map(|scheme| [credential(scheme)].into_iter().chain(grants(scheme)))
        .collect()
}

fn client_credentials(api: &Api) -> Option<&str> {
    api.security_schemes
        .iter()
        .find_map(|scheme| match &scheme.kind {
            SecurityKind::OAuth2(oauth2) => Some(oauth2.client_credentials.as_ref()?.as_str()),
            _ => None,
        })
}

fn has_tokens(api: &Api) -> bool {
    let mut schemes = api.security_schemes.iter();
    schemes.any(|scheme| scheme.token_source.is_some())
}

/// The builder methods for what gives tokens.
fn grants(scheme: &SecurityScheme) -> impl Iterator<Item = Credential> {
    let oauth2 = match &scheme.kind {
        SecurityKind::OAuth2(oauth2) => Some(oauth2),
        _ => None,
    };
    let of_oauth2 = |method: fn(&OAuth2) -> Option<&Ident>| oauth2.and_then(method);
    let methods = [
        (
            of_oauth2(|one| one.client_credentials.as_ref()),
            "ClientCredentials::new(id, secret)",
        ),
        (
            of_oauth2(|one| one.refresh_token.as_ref()),
            "RefreshToken::new(token)",
        ),
        (scheme.token_source.as_ref(), "source"),
    ];
    methods.into_iter().filter_map(|(method, arguments)| {
        Some(Credential {
            method: method?.to_string(),
            arguments,
            travels: "the same, with tokens that are asked for as they are needed".to_owned(),
        })
    })
}

fn credential(scheme: &SecurityScheme) -> Credential {
    Credential {
        method: scheme.method.to_string(),
        arguments: match scheme.kind {
            SecurityKind::Basic => "user, password",
            SecurityKind::MutualTls => "certificate",
            _ => "credential",
        },
        travels: match &scheme.kind {
            SecurityKind::Bearer | SecurityKind::OAuth2(_) => {
                "`Authorization: Bearer …`".to_owned()
            }
            SecurityKind::Basic => "`Authorization: Basic …`".to_owned(),
            SecurityKind::Header { name, prefix } => format!("header `{name}: {prefix}…`"),
            SecurityKind::Query { name } => format!("query parameter `{name}`"),
            SecurityKind::Cookie { name } => format!("cookie `{name}`"),
            SecurityKind::MutualTls => "a certificate, when it connects".to_owned(),
        },
    }
}

/// The rows of an operation: one, one more for each kind of stream that its answer may be as well, and one for each further
/// media type of its body.
fn rows(api: &Api, operation: &Operation) -> Vec<Row> {
    let summary = operation
        .summary
        .as_deref()
        .or(operation.description.as_deref())
        .unwrap_or_default();
    let row = |name: &Ident, answer: Option<String>| Row {
        method: name.to_string(),
        call: cell(&call(name, operation, answer)),
        wire: cell(&format!("{} {}", operation.method.as_str(), operation.path)),
        summary: cell(summary.lines().next().unwrap_or_default()),
    };
    let success = match &operation.success {
        Success::One(reply) => answer(api, &reply.body),
        Success::Several(_) => Some(format!("{}Reply", operation.type_name)),
    };
    let streaming = operation.streaming.iter();
    let streaming = streaming.map(|one| row(&one.name, answer(api, &one.body)));
    let further = operation.further_bodies.iter();
    let further = further.map(|one| row(&one.method, success.clone()));
    [row(&operation.name, success.clone())]
        .into_iter()
        .chain(streaming)
        .chain(further)
        .collect()
}

/// What an answer is, if that has a name.
fn answer(api: &Api, body: &ReplyBody) -> Option<String> {
    let named = |ty: &Type| match ty {
        Type::Named(id) => api.types.get(*id).map(|named| named.name.to_string()),
        _ => None,
    };
    let stream_of = |item: Option<String>| match item {
        Some(item) => format!("stream of {item}"),
        None => "stream".to_owned(),
    };
    match body {
        ReplyBody::Json(ty) | ReplyBody::Xml(ty) => named(ty),
        ReplyBody::JsonLines(ty)
        | ReplyBody::JsonSequence(ty)
        | ReplyBody::Events(EventData::Json(ty)) => Some(stream_of(named(ty))),
        ReplyBody::Events(EventData::Named { name, .. }) => Some(stream_of(Some(name.to_string()))),
        ReplyBody::Events(EventData::Text) => Some(stream_of(None)),
        ReplyBody::Text | ReplyBody::Bytes | ReplyBody::Empty => None,
    }
}

/// A text that can stand in a cell of a table.
fn cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}

/// The call with its arguments' names: `create_end_user(organisation_id, body)`.
fn call(name: &Ident, operation: &Operation, answer: Option<String>) -> String {
    let mut arguments: Vec<String> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| parameter.name.to_string())
        .collect();
    arguments.extend(operation.body.as_ref().map(|_| "body".to_owned()));
    let arguments = arguments.join(", ");
    match answer {
        Some(answer) => format!("{name}({arguments}) → {answer}"),
        None => format!("{name}({arguments})"),
    }
}
