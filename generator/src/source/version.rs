//! Whether a tree is an OpenAPI document, and of a version that is known.

use serde_json::Value;

use super::Document;
use crate::diagnostics::{Code, Diagnostic, Pointer, Sink};

const KNOWN: [&str; 3] = ["3.0", "3.1", "3.2"];

/// Other kinds of documents, by a key that they have at the top.
const OTHERS: [(&str, &str); 9] = [
    ("asyncapi", "an `asyncapi` document"),
    ("overlay", "an `overlay` document"),
    ("arazzo", "an `arazzo` document"),
    ("swaggerVersion", "a Swagger 1 document"),
    ("discoveryVersion", "a Google discovery document"),
    ("smithy", "a Smithy model"),
    ("item", "a Postman collection"),
    ("openrpc", "an `openrpc` document"),
    ("$schema", "a JSON Schema"),
];

/// Whether the tree is worth reading on; `sink` is told why not.
pub(super) fn check(document: &Document, sink: &mut Sink) -> bool {
    let root = Pointer::root();
    let Some(map) = document.root.as_object() else {
        let message = format!(
            "an OpenAPI document is a mapping; this is {}",
            kind(&document.root)
        );
        sink.push(Diagnostic::new(
            Code::NotOpenApi,
            document.place(&root),
            message,
        ))
        .and_help("it starts with `openapi: 3.1.0` or the like");
        return false;
    };
    match (map.get("openapi"), map.get("swagger")) {
        (Some(version), _) => known(document, version, sink),
        (None, Some(version)) => {
            let message = format!("this is a Swagger {} document", text(version));
            let place = document.place(&root.join("swagger"));
            sink.push(Diagnostic::new(Code::Swagger2, place, message)).and_help(
                "clientsmith reads OpenAPI 3.0, 3.1 and 3.2: convert it first, with `swagger2openapi` for example",
            );
            false
        }
        (None, None) => {
            let other = OTHERS.iter().find(|(key, _)| map.contains_key(*key));
            let place = document.place(&other.map_or(root.clone(), |(key, _)| root.join(key)));
            let message = match other {
                Some((_, other)) => format!("this is {other}, not an OpenAPI document"),
                None => "there is no `openapi` at the top of the document".to_owned(),
            };
            sink.push(Diagnostic::new(Code::NotOpenApi, place, message))
                .and_help("an OpenAPI document names its version: `openapi: 3.1.0`");
            false
        }
    }
}

fn known(document: &Document, version: &Value, sink: &mut Sink) -> bool {
    let version = text(version);
    let is_known = KNOWN.iter().any(|known| {
        version
            .strip_prefix(known)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    });
    if !is_known {
        let place = document.place(&Pointer::root().join("openapi"));
        sink.push(Diagnostic::new(
            Code::UnknownVersion,
            place,
            format!("OpenAPI version `{version}` is not known"),
        ))
        .and_help("clientsmith reads 3.0, 3.1 and 3.2");
    }
    is_known
}

/// A version as text: unquoted in YAML, `3.1` is a number.
fn text(version: &Value) -> String {
    match version {
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}
