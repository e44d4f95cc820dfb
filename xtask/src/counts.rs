//! How much a document holds, and how much of it became part of the crate.

use std::collections::{BTreeMap, BTreeSet};

use clientsmith::diagnostics::Pointer;
use clientsmith::model::Api;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The keys of a Path Item Object that hold operations.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];
/// How many references a path item may lead through.
const REFERENCES: usize = 8;

/// What a document holds, and what came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Operations of the document's paths.
    pub document_operations: usize,
    /// Operations of the crate.
    pub operations: usize,
    /// Entries of `components.schemas`, those of other files that the document uses among them.
    pub schemas: usize,
    /// Of those, the ones that have a type.
    pub schemas_with_type: usize,
    /// Of those, the ones that were left out because nothing uses them.
    pub schemas_left_out: usize,
    /// Types of the crate; many stand for inline schemas.
    pub types: usize,
    /// Places that are read as any JSON although the document says more, by the reason.
    pub fallbacks: BTreeMap<String, usize>,
}

impl Counts {
    /// Counts what is in `document`, the tree with overlays applied, and what of it is in the model.
    pub fn of(document: &Value, api: &Api) -> Self {
        let schemas = document
            .pointer("/components/schemas")
            .and_then(Value::as_object);
        let origins: BTreeSet<&Pointer> =
            api.types.iter().map(|(_, named)| &named.origin).collect();
        let components = Pointer::root().at(["components", "schemas"]);
        let has_type = |name: &String| origins.contains(&components.join(name));
        let all = schemas.map_or(0, serde_json::Map::len);
        let with_type = schemas
            .into_iter()
            .flat_map(serde_json::Map::keys)
            .filter(|name| has_type(name))
            .count();
        Self {
            document_operations: operations(document),
            operations: api.operations.len(),
            schemas: all,
            schemas_with_type: with_type,
            schemas_left_out: all - with_type,
            types: api.types.len(),
            fallbacks: fallbacks(api),
        }
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: &Self) {
        self.document_operations += other.document_operations;
        self.operations += other.operations;
        self.schemas += other.schemas;
        self.schemas_with_type += other.schemas_with_type;
        self.schemas_left_out += other.schemas_left_out;
        self.types += other.types;
        for (reason, number) in &other.fallbacks {
            *self.fallbacks.entry(reason.clone()).or_default() += number;
        }
    }

    /// How many places are read as any JSON.
    pub fn all_fallbacks(&self) -> usize {
        self.fallbacks.values().sum()
    }
}

/// The operations of a document's paths.
fn operations(document: &Value) -> usize {
    let paths = document.get("paths").and_then(Value::as_object);
    paths
        .into_iter()
        .flat_map(|paths| paths.values())
        .map(|item| of_path_item(document, item, REFERENCES))
        .sum()
}

fn of_path_item(document: &Value, item: &Value, references: usize) -> usize {
    let own = METHODS
        .iter()
        .filter(|method| item.get(**method).is_some_and(Value::is_object))
        .count();
    let additional = item
        .get("additionalOperations")
        .and_then(Value::as_object)
        .map_or(0, serde_json::Map::len);
    let target = item
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| document.pointer(reference.strip_prefix('#')?))
        .filter(|_| references > 0 && own + additional == 0);
    own + additional + target.map_or(0, |item| of_path_item(document, item, references - 1))
}

/// What is read as any JSON, by the reason.
fn fallbacks(api: &Api) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for fallback in &api.fallbacks {
        *found.entry(fallback.reason.clone()).or_default() += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use clientsmith::model::Fallback;
    use serde_json::json;

    #[test]
    fn operations_are_counted_through_references() {
        let document = json!({
            "paths": {
                "/a": { "get": {}, "parameters": [], "post": {} },
                "/b": { "$ref": "#/components/pathItems/B" },
            },
            "components": { "pathItems": { "B": { "additionalOperations": { "COPY": {} } } } },
        });
        assert_eq!(operations(&document), 3);
    }

    #[test]
    fn a_schema_without_a_type_was_left_out() {
        let document = json!({ "components": { "schemas": { "A": {}, "B": {} } } });
        let counts = Counts::of(&document, &Api::default());
        assert_eq!((counts.schemas, counts.schemas_left_out), (2, 2));
    }

    #[test]
    fn fallbacks_are_counted_by_their_reason() {
        let fallback = |reason: &str| Fallback {
            origin: Pointer::root(),
            reason: reason.to_owned(),
        };
        let api = Api {
            fallbacks: ["`not`", "a circle", "`not`"].map(fallback).to_vec(),
            ..Api::default()
        };
        let counts = Counts::of(&Value::Null, &api);
        assert_eq!(counts.all_fallbacks(), 3);
        assert_eq!(counts.fallbacks["`not`"], 2);
    }
}
