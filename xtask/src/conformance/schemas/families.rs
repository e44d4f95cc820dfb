//! Bases whose children are known by their `allOf`, or by the `mapping` of the base (OpenAPI, Discriminator Object).

use std::collections::{BTreeMap, BTreeSet};

use clientsmith::diagnostics::pointer::{escape, unescape};
use serde_json::Value;

use super::convert::pointer_of;
use super::{list, object};

/// Where the named schemas of a document are.
const PLACE: &str = "/components/schemas/";

/// The bases of a document.
#[derive(Debug, Default)]
pub(super) struct Families<'a> {
    /// By the JSON pointer of the base: the discriminator's property, and the tags with the children's pointers.
    bases: BTreeMap<String, (&'a str, BTreeMap<String, String>)>,
}

impl<'a> Families<'a> {
    pub(super) fn of(document: &'a Value) -> Self {
        let schemas = document
            .pointer(PLACE.trim_end_matches('/'))
            .and_then(Value::as_object);
        let schemas: BTreeMap<String, &Value> = schemas
            .into_iter()
            .flatten()
            .map(|(name, schema)| (format!("{PLACE}{}", escape(name)), schema))
            .collect();
        let bases = schemas.iter().filter_map(|(pointer, schema)| {
            let property = schema.get("discriminator")?.get("propertyName")?.as_str()?;
            let is_union = ["oneOf", "anyOf"]
                .iter()
                .any(|keyword| schema.get(keyword).is_some());
            let tags = tags(&schemas, pointer, schema, property);
            (!is_union && !tags.is_empty()).then(|| (pointer.clone(), (property, tags)))
        });
        Self {
            bases: bases.collect(),
        }
    }

    /// Whether a pointer leads to a named schema.
    pub(super) fn is_entry(pointer: &str) -> bool {
        pointer
            .strip_prefix(PLACE)
            .is_some_and(|name| !name.contains('/'))
    }

    /// Whether the schema at a pointer has children.
    pub(super) fn is_base(&self, pointer: &str) -> bool {
        self.bases.contains_key(pointer)
    }

    /// The discriminator's property of a base, and its tags.
    pub(super) fn tags(&self, pointer: &str) -> Option<(&'a str, BTreeMap<String, String>)> {
        self.bases.get(pointer).cloned()
    }
}

/// The tags of a base: those of its `mapping`, the children's names, which count also when `mapping` lists the child under
/// another, and what one child alone limits the property to.
fn tags(
    schemas: &BTreeMap<String, &Value>,
    base: &str,
    schema: &Value,
    property: &str,
) -> BTreeMap<String, String> {
    let mapping = schema
        .get("discriminator")
        .and_then(|one| object(one, "mapping"));
    let mapped = mapping.into_iter().flatten().filter_map(|(tag, target)| {
        let target = target.as_str()?;
        let pointer = pointer_of(target).unwrap_or_else(|| format!("{PLACE}{}", escape(target)));
        (pointer != base && schemas.contains_key(&pointer)).then(|| (tag.clone(), pointer))
    });
    let mut tags: BTreeMap<String, String> = mapped.collect();
    let is_mapped = |tag: &str| mapping.is_some_and(|mapping| mapping.contains_key(tag));
    for child in children(schemas, base) {
        let name = child.trim_start_matches(PLACE);
        let name = unescape(name).into_owned();
        if !is_mapped(&name) {
            tags.insert(name, child);
        }
    }
    for (tag, child) in limits(schemas, base, schema, property) {
        if !is_mapped(&tag) {
            tags.entry(tag).or_insert(child);
        }
    }
    tags
}

/// Everything whose `allOf` leads to a base.
fn children(schemas: &BTreeMap<String, &Value>, base: &str) -> BTreeSet<String> {
    let refers = |schema: &Value, known: &BTreeSet<String>| {
        list(schema, "allOf").any(|part| {
            let target = part
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(pointer_of);
            target.is_some_and(|target| target == base || known.contains(&target))
        })
    };
    let mut found = BTreeSet::new();
    loop {
        let more: Vec<String> = schemas
            .iter()
            .filter(|(pointer, schema)| {
                *pointer != base && !found.contains(*pointer) && refers(schema, &found)
            })
            .map(|(pointer, _)| pointer.clone())
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// The values that a child, and no other, limits the property to, further than its base.
fn limits(
    schemas: &BTreeMap<String, &Value>,
    base: &str,
    schema: &Value,
    property: &str,
) -> BTreeMap<String, String> {
    let of_base = allowed(schema, property);
    let mut found: BTreeMap<String, Option<String>> = BTreeMap::new();
    for child in children(schemas, base) {
        let own = schemas
            .get(&child)
            .map(|child| allowed(child, property))
            .unwrap_or_default();
        let is_narrower = of_base.is_empty() || !of_base.iter().all(|value| own.contains(value));
        for value in own.into_iter().filter(|_| is_narrower) {
            let alone = (!found.contains_key(&value)).then(|| child.clone());
            found.insert(value, alone);
        }
    }
    let alone = found
        .into_iter()
        .filter_map(|(value, child)| Some((value, child?)));
    alone.collect()
}

/// The texts that the schema at a pointer itself allows for a property.
pub(super) fn allowed_at(document: &Value, pointer: &str, property: &str) -> Vec<String> {
    let schema = document.pointer(pointer);
    schema
        .map(|schema| allowed(schema, property))
        .unwrap_or_default()
}

/// The texts that a schema itself allows for a property.
fn allowed(schema: &Value, property: &str) -> Vec<String> {
    let own = list(schema, "allOf").chain([schema]);
    let limits = own.filter_map(|part| object(part, "properties")?.get(property));
    limits
        .flat_map(|limit| list(limit, "enum").chain(limit.get("const")))
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect()
}
