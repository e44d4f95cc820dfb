//! The components that the rest of a document leads to.
//!
//! Published documents have many more: three quarters of GitHub's, by size, are payloads of webhooks that OpenAPI 3.0
//! has no place for. To read and to lower them would be half of a run's work, for types that nothing uses.
//!
//! What is found here may be too much and is never too little; [`crate::lower`] leaves out, by types, what remains.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::context::Object;
use super::extension;
use crate::diagnostics::pointer::unescape;

/// Where references to components lead, as JSON pointers begin.
const PREFIX: &str = "#/components/";

const SCHEMAS: &str = "schemas";

/// A component: its section, and its name there.
pub(super) type Component<'a> = (&'a str, Cow<'a, str>);

/// The names of the component schemas that something outside of `components.schemas` leads to, or these names or
/// references.
pub(super) fn reached<'a>(root: &'a Object, also: &[&'a str]) -> HashSet<String> {
    let components = root.get("components").and_then(Value::as_object);
    let mut open = outside(root);
    let sections = components.into_iter().flatten();
    for (section, members) in sections.filter(|(section, _)| *section != SCHEMAS) {
        let names = members.as_object().into_iter().flatten();
        open.extend(names.map(|(name, _)| (section.as_str(), Cow::from(name))));
    }
    open.extend(also.iter().map(|also| schema(also)));
    let reached = all_reached(components, open);
    let schemas = reached
        .into_iter()
        .filter(|(section, _)| *section == SCHEMAS);
    schemas.map(|(_, name)| name.into_owned()).collect()
}

/// These components, as far as they are there, and all that they lead to.
pub(super) fn all_reached<'a>(
    components: Option<&'a Object>,
    open: Vec<Component<'a>>,
) -> HashSet<Component<'a>> {
    let children = children(components);
    let mut open = open;
    let mut reached = HashSet::new();
    while let Some((section, name)) = open.pop() {
        let members = components.and_then(|components| components.get(section)?.as_object());
        let Some((name, value)) = members.and_then(|members| members.get_key_value(&*name)) else {
            continue;
        };
        if reached.insert((section, Cow::from(name))) {
            targets(value, &mut open);
            // Where a base with a discriminator is wanted, any schema may come whose `allOf` leads to it.
            if section == SCHEMAS && value.get("discriminator").is_some() {
                descendants(name, &children, &mut open);
            }
        }
    }
    reached
}

/// What the operations name. Extensions are no part of an API, but for those in which [`super::normalise`] carries what 3.0
/// cannot say.
pub(super) fn outside(root: &Object) -> Vec<Component<'_>> {
    let members = root.iter().filter(|(key, _)| {
        *key != "components" && (!key.starts_with("x-") || key.starts_with("x-clientsmith-"))
    });
    let mut named = Vec::new();
    members.for_each(|(_, value)| targets(value, &mut named));
    named
}

/// By component schema, those whose `allOf` names it.
fn children(components: Option<&Object>) -> HashMap<Cow<'_, str>, Vec<&str>> {
    let mut children: HashMap<Cow<'_, str>, Vec<&str>> = HashMap::new();
    let schemas = components.and_then(|components| components.get(SCHEMAS)?.as_object());
    for (name, schema) in schemas.into_iter().flatten() {
        let mut bases = Vec::new();
        bases_of(schema, &mut bases);
        for base in bases {
            children.entry(base).or_default().push(name);
        }
    }
    children
}

/// Everything whose `allOf` leads to `base`, itself excepted.
fn descendants<'a>(
    base: &'a str,
    children: &HashMap<Cow<'a, str>, Vec<&'a str>>,
    named: &mut Vec<Component<'a>>,
) {
    let mut seen = HashSet::from([base]);
    let mut open = vec![base];
    while let Some(name) = open.pop() {
        for child in children.get(name).into_iter().flatten() {
            if seen.insert(child) {
                open.push(child);
                named.push((SCHEMAS, Cow::from(*child)));
            }
        }
    }
}

/// The component schemas that a schema's `allOf` names, and the `allOf` of its parts.
fn bases_of<'a>(schema: &'a Value, bases: &mut Vec<Cow<'a, str>>) {
    let parts = schema.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        let reference = part.get("$ref").and_then(Value::as_str);
        let base = reference.and_then(component);
        bases.extend(base.filter(|base| base.0 == SCHEMAS).map(|base| base.1));
        bases_of(part, bases);
    }
}

/// Every component that is named in a value.
pub(super) fn targets<'a>(value: &'a Value, named: &mut Vec<Component<'a>>) {
    match value {
        Value::String(text) => named.extend(component(text)),
        Value::Array(items) => items.iter().for_each(|item| targets(item, named)),
        Value::Object(map) => {
            for (key, value) in map {
                // A discriminator may name a schema without saying where it is.
                match (key.as_str(), value) {
                    ("mapping", Value::Object(mapping)) => {
                        named.extend(mapping.values().filter_map(Value::as_str).map(schema));
                    }
                    ("defaultMapping" | extension::DEFAULT_MAPPING, Value::String(bare)) => {
                        named.push(schema(bare));
                    }
                    _ => {}
                }
                targets(value, named);
            }
        }
        _ => {}
    }
}

/// The component that a reference names.
fn component(reference: &str) -> Option<Component<'_>> {
    let (section, name) = reference.strip_prefix(PREFIX)?.split_once('/')?;
    Some((section, unescape(name)))
}

/// The schema that a name or a reference means.
pub(super) fn schema(text: &str) -> Component<'_> {
    component(text).unwrap_or((SCHEMAS, Cow::from(text)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reference(name: &str) -> Value {
        json!({ "$ref": format!("#/components/schemas/{name}") })
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
