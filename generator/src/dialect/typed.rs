//! The tree as `openapiv3` types.
//!
//! Read in pieces: each path item and each component by itself, in parallel. A piece that does not fit although
//! [`super::normalise`] has gone over it costs that piece and nothing else; and `openapiv3`, which copies what it has
//! not yet told apart at every level, copies far less. Component schemas that no operation leads to need not be read at
//! all.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{
    Components, OpenAPI, PathItem, Paths, ReferenceOr, Schema, SchemaData, SchemaKind,
};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use super::context::Object;
use super::reached::reached;
use crate::config::Schemas;
use crate::diagnostics::{Code, Pointer, Sink};
use crate::dialect::extension;
use crate::source::Document;

/// Reads a normalised document; `None` when it is no object at all.
///
/// Component schemas that are not asked for stand in it by their names, and are empty. Those that `also` names, or refers
/// to, are asked for although no operation leads to them.
pub fn typed(
    document: &Document,
    schemas: Schemas,
    also: &[&str],
    sink: &mut Sink,
) -> Option<OpenAPI> {
    let map = document.root.as_object()?;
    let at = Pointer::root();
    let paths = paths(map, sink);
    // Where there is no operation, the schemas are what the crate is for.
    let wanted = match schemas {
        Schemas::Used if has_operations(&paths) => Some(reached(map, also)),
        Schemas::Used | Schemas::All => None,
    };
    Some(OpenAPI {
        openapi: member(map, "openapi", &at, sink).unwrap_or_default(),
        info: member(map, "info", &at, sink).unwrap_or_default(),
        servers: member(map, "servers", &at, sink).unwrap_or_default(),
        paths,
        components: components(map, wanted.as_ref(), sink),
        security: member(map, "security", &at, sink),
        tags: member(map, "tags", &at, sink).unwrap_or_default(),
        external_docs: member(map, "externalDocs", &at, sink),
        extensions: extensions(map),
    })
}

/// One member of an object, if it is there and can be read.
fn member<'a, T: Deserialize<'a>>(
    map: &'a Object,
    key: &str,
    at: &Pointer,
    sink: &mut Sink,
) -> Option<T> {
    let value = map.get(key)?;
    T::deserialize(value)
        .map_err(|_| strange(sink, &at.join(key), "it is left out"))
        .ok()
}

/// The library's own words are of no use to a document's author, so they are not passed on.
fn strange(sink: &mut Sink, at: &Pointer, outcome: &str) {
    sink.say(
        Code::Unsupported,
        at,
        format!("this part could not be understood; {outcome}"),
    );
}

fn extensions(map: &Object) -> IndexMap<String, Value> {
    map.iter()
        .filter(|(key, _)| key.starts_with("x-"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// Reads every member that is no extension, in parallel, in order.
fn pieces<'a, T, F>(
    map: &'a Object,
    wanted: F,
) -> Vec<(&'a String, &'a Value, Result<T, serde_json::Error>)>
where
    T: Deserialize<'a> + Send,
    F: Fn(&str) -> bool,
{
    let members: Vec<_> = map.iter().filter(|(key, _)| wanted(key)).collect();
    members
        .into_par_iter()
        .map(|(key, value)| (key, value, T::deserialize(value)))
        .collect()
}

fn paths(root: &Object, sink: &mut Sink) -> Paths {
    let Some(Value::Object(map)) = root.get("paths") else {
        return Paths::default();
    };
    let at = Pointer::root().join("paths");
    let mut paths = IndexMap::with_capacity(map.len());
    for (path, value, item) in pieces::<PathItem, _>(map, |path| path.starts_with('/')) {
        let item = item.unwrap_or_else(|_| by_operation(value, &at.join(path), sink));
        paths.insert(path.clone(), ReferenceOr::Item(item));
    }
    Paths {
        paths,
        extensions: extensions(map),
    }
}

fn has_operations(paths: &Paths) -> bool {
    paths.paths.values().any(|item| match item {
        ReferenceOr::Item(item) => item.iter().next().is_some(),
        ReferenceOr::Reference { .. } => false,
    })
}

/// A path item without the members that cannot be read.
fn by_operation(value: &Value, at: &Pointer, sink: &mut Sink) -> PathItem {
    let Value::Object(map) = value else {
        return PathItem::default();
    };
    PathItem {
        summary: member(map, "summary", at, sink),
        description: member(map, "description", at, sink),
        get: member(map, "get", at, sink),
        put: member(map, "put", at, sink),
        post: member(map, "post", at, sink),
        delete: member(map, "delete", at, sink),
        options: member(map, "options", at, sink),
        head: member(map, "head", at, sink),
        patch: member(map, "patch", at, sink),
        trace: member(map, "trace", at, sink),
        servers: member(map, "servers", at, sink).unwrap_or_default(),
        parameters: member(map, "parameters", at, sink).unwrap_or_default(),
        extensions: extensions(map),
    }
}

/// `components`, of whose schemas those that are `wanted` are read: all of them, if that is not said.
fn components(
    root: &Object,
    wanted: Option<&HashSet<String>>,
    sink: &mut Sink,
) -> Option<Components> {
    let Value::Object(map) = root.get("components")? else {
        return None;
    };
    let any = |_: &str| true;
    Some(Components {
        schemas: schemas(map, wanted, sink),
        responses: section(map, "responses", any, sink, || {
            Some(ReferenceOr::Item(Default::default()))
        }),
        parameters: section(map, "parameters", any, sink, || None),
        examples: section(map, "examples", any, sink, || {
            Some(ReferenceOr::Item(Default::default()))
        }),
        request_bodies: section(map, "requestBodies", any, sink, || {
            Some(ReferenceOr::Item(Default::default()))
        }),
        headers: section(map, "headers", any, sink, || None),
        security_schemes: section(map, "securitySchemes", any, sink, || None),
        links: section(map, "links", any, sink, || None),
        callbacks: section(map, "callbacks", any, sink, || {
            Some(ReferenceOr::Item(Default::default()))
        }),
        extensions: extensions(map),
    })
}

fn schemas(
    components: &Object,
    wanted: Option<&HashSet<String>>,
    sink: &mut Sink,
) -> IndexMap<String, ReferenceOr<Schema>> {
    let is_wanted = |name: &str| wanted.is_none_or(|wanted| wanted.contains(name));
    let mut read = section(components, "schemas", is_wanted, sink, || {
        Some(ReferenceOr::Item(unreadable_schema()))
    });
    let Some(Value::Object(map)) = components.get("schemas") else {
        return read;
    };
    if read.len() == map.len() {
        return read;
    }
    let all = map.keys().map(|name| {
        let schema = read.swap_remove(name);
        let unread = || ReferenceOr::Item(any_schema(SchemaData::default()));
        (name.clone(), schema.unwrap_or_else(unread))
    });
    all.collect()
}

/// A section of `components`, the members that are `wanted`; `instead` stands in for what cannot be read, since something may refer to it.
fn section<'a, T: Deserialize<'a> + Send>(
    components: &'a Object,
    name: &str,
    wanted: impl Fn(&str) -> bool,
    sink: &mut Sink,
    instead: impl Fn() -> Option<T>,
) -> IndexMap<String, T> {
    let Some(Value::Object(map)) = components.get(name) else {
        return IndexMap::new();
    };
    let at = Pointer::root().at(["components", name]);
    let mut section = IndexMap::with_capacity(map.len());
    for (key, _, piece) in pieces(map, wanted) {
        let piece = match piece {
            Ok(piece) => Some(piece),
            Err(_) => {
                let instead = instead();
                let outcome = if instead.is_some() {
                    "it is read as an empty one"
                } else {
                    "it is left out"
                };
                strange(sink, &at.join(key), outcome);
                instead
            }
        };
        if let Some(piece) = piece {
            section.insert(key.clone(), piece);
        }
    }
    section
}

fn unreadable_schema() -> Schema {
    let reason = Value::from("the schema could not be understood");
    let extensions = IndexMap::from([(extension::UNREADABLE.to_owned(), reason)]);
    any_schema(SchemaData {
        extensions,
        ..SchemaData::default()
    })
}

fn any_schema(schema_data: SchemaData) -> Schema {
    Schema {
        schema_data,
        schema_kind: SchemaKind::Any(Default::default()),
    }
}
