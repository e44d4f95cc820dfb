//! The component schemas that the rest of a document leads to.
//!
//! Published documents have many more: three quarters of GitHub's, by size, are payloads of webhooks that OpenAPI 3.0
//! has no place for. To read and to lower them would be half of a run's work, for types that nothing uses.
//!
//! What is found here may be too much and is never too little; [`crate::lower`] leaves out, by types, what remains.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::context::Object;
use super::extension;
use crate::diagnostics::pointer::unescape;

/// Where references to component schemas lead, as JSON pointers begin.
const PREFIX: &str = "#/components/schemas/";

/// The names of the component schemas that something outside of `components.schemas` leads to, or these names or
/// references.
pub(super) fn reached(root: &Object, also: &[&str]) -> HashSet<String> {
    let components = root.get("components").and_then(Value::as_object);
    let Some(schemas) = schemas(components) else {
        return HashSet::new();
    };
    let children = children(schemas);
    let mut open = outside(root, components);
    open.extend(
        also.iter()
            .map(|also| name(also).unwrap_or_else(|| (*also).to_owned())),
    );
    let mut reached = HashSet::new();
    while let Some(name) = open.pop() {
        let Some((name, schema)) = schemas.get_key_value(&name) else {
            continue;
        };
        if reached.insert(name.clone()) {
            targets(schema, &mut open);
            // Where a base with a discriminator is wanted, any schema may come whose `allOf` leads to it.
            if schema.get("discriminator").is_some() {
                descendants(name, &children, &mut open);
            }
        }
    }
    reached
}

fn schemas(components: Option<&Object>) -> Option<&Object> {
    components?.get("schemas")?.as_object()
}

/// What the operations name, and all sections of `components` but the schemas themselves. Extensions are no part of an
/// API, but for those in which [`super::normalise`] carries what 3.0 cannot say.
fn outside(root: &Object, components: Option<&Object>) -> Vec<String> {
    let members = root.iter().filter(|(key, _)| {
        *key != "components" && (!key.starts_with("x-") || key.starts_with("x-clientsmith-"))
    });
    let sections = components
        .into_iter()
        .flatten()
        .filter(|(key, _)| *key != "schemas");
    let mut names = Vec::new();
    for (_, value) in members.chain(sections) {
        targets(value, &mut names);
    }
    names
}

/// By component, those whose `allOf` names it.
fn children(schemas: &Object) -> HashMap<String, Vec<&str>> {
    let mut children: HashMap<String, Vec<&str>> = HashMap::new();
    for (name, schema) in schemas {
        let mut bases = Vec::new();
        bases_of(schema, &mut bases);
        for base in bases {
            children.entry(base).or_default().push(name);
        }
    }
    children
}

/// Everything whose `allOf` leads to `base`, itself excepted.
fn descendants(base: &str, children: &HashMap<String, Vec<&str>>, names: &mut Vec<String>) {
    let mut seen = HashSet::from([base]);
    let mut open = vec![base];
    while let Some(name) = open.pop() {
        for child in children.get(name).into_iter().flatten() {
            if seen.insert(child) {
                open.push(child);
                names.push((*child).to_owned());
            }
        }
    }
}

/// The components that a schema's `allOf` names, and the `allOf` of its parts.
fn bases_of(schema: &Value, bases: &mut Vec<String>) {
    let parts = schema.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        let reference = part.get("$ref").and_then(Value::as_str);
        bases.extend(reference.and_then(name));
        bases_of(part, bases);
    }
}

/// Every component schema that is named in a value.
fn targets(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(text) => names.extend(name(text)),
        Value::Array(items) => items.iter().for_each(|item| targets(item, names)),
        Value::Object(map) => {
            for (key, value) in map {
                // A discriminator may name a schema without saying where it is.
                match (key.as_str(), value) {
                    ("mapping", Value::Object(mapping)) => {
                        let bare = mapping.values().filter_map(Value::as_str);
                        names.extend(bare.map(str::to_owned));
                    }
                    (extension::DEFAULT_MAPPING, Value::String(bare)) => names.push(bare.clone()),
                    _ => {}
                }
                targets(value, names);
            }
        }
        _ => {}
    }
}

/// The component schema that a reference names.
fn name(reference: &str) -> Option<String> {
    reference
        .strip_prefix(PREFIX)
        .map(|token| unescape(token).into_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reference(name: &str) -> Value {
        json!({ "$ref": format!("{PREFIX}{name}") })
    }

    fn reached_of(document: &Value) -> Vec<String> {
        let mut names: Vec<String> = reached(document.as_object().unwrap(), &["X"])
            .into_iter()
            .collect();
        names.sort();
        names
    }

    #[test]
    fn references_are_followed_from_operations_and_from_other_components() {
        let document = json!({
            "paths": {"/a": {"get": {"responses": {"200": reference("A")}}}},
            "x-clientsmith-webhooks": {"w": reference("W")},
            "x-webhooks": {"w": reference("Unused")},
            "components": {
                "schemas": {
                    "A": {"properties": {"b": reference("B~1c")}}, "B/c": reference("A"), "W": {}, "R": {},
                    "Unused": reference("Neither"), "Neither": reference("A"), "X": {},
                },
                "responses": {"r": {"schema": reference("R")}},
            },
        });
        assert_eq!(reached_of(&document), ["A", "B/c", "R", "W", "X"]);
    }

    #[test]
    fn a_discriminator_brings_what_it_maps_to_and_the_children_of_its_base() {
        let document = json!({
            "paths": {"/a": reference("Pet")},
            "components": {"schemas": {
                "Pet": {"discriminator": {"propertyName": "kind", "mapping": {"c": "Cat"}, extension::DEFAULT_MAPPING: "Other"}},
                "Cat": {}, "Other": {},
                "Dog": {"allOf": [{"allOf": [reference("Pet")]}]}, "Puppy": {"allOf": [reference("Dog")]},
                "Plain": {}, "Child": {"allOf": [reference("Plain")]},
            }},
        });
        assert_eq!(
            reached_of(&document),
            ["Cat", "Dog", "Other", "Pet", "Puppy"]
        );
    }
}
