//! Schemas: JSON Schema 2020-12 and what people write for it → the schema object of OpenAPI 3.0.
//!
//! One file per group of keywords. The order of the steps matters where one step writes what a later one reads.

mod arrays;
mod bounds;
mod composition;
mod content;
mod enums;
mod examples;
mod found;
mod objects;
mod reference;
mod rest;
mod types;
mod xml;

use serde_json::Value;

use super::context::{Object, Version, Walk};
use super::lints;
use crate::source::shape::Kind;
use found::Found;

/// Brings a schema into the 3.0 shape; its subschemas are done first.
pub(super) fn schema(walk: &mut Walk, map: &mut Object) -> bool {
    if map.get("$ref").is_some_and(Value::is_string)
        && (map.len() == 1 || walk.version == Version::V3_0)
    {
        reference::lone(map);
        return true;
    }
    let has_reference = walk.version == Version::V3_2 && map.contains_key("$ref");
    walk.fields(Kind::Schema, map);
    let found = Found::of(map);
    if found.date_time {
        lints::date_time_without_offset(walk, map);
    }
    if found.pattern {
        lints::invalid_pattern(walk, map);
    }
    if let (true, Some(Value::Object(xml))) = (found.xml, map.get("xml")) {
        lints::exclusive_xml(walk, xml);
    }
    if found.content {
        content::content(map);
    }
    if found.exclusive {
        bounds::exclusive(map);
    }
    if found.constant {
        enums::constant(map);
    }
    if found.tuple {
        arrays::tuple(walk, map);
    }
    if found.patterns {
        objects::pattern_properties(walk, map);
        objects::unevaluated_properties(walk, map);
    }
    if found.unions {
        composition::unions(walk, map);
    }
    let mut types = types::types(walk, map);
    if map.contains_key("enum") {
        enums::enumeration(walk, map, &mut types);
    }
    types::write(walk, map, &types);
    bounds::fit(walk, map);
    if found.examples {
        examples::examples(walk, map);
    }
    if found.rest {
        rest::set_aside(walk, map);
    }
    reference::beside_siblings(map);
    if found.xml {
        xml::carry(map, has_reference);
    }
    true
}

/// Marks a schema as one that admits null.
fn admit_null(map: &mut Object) {
    map.insert("nullable".to_owned(), Value::Bool(true));
}

/// Whether a schema that was brought into shape admits null and nothing else.
fn is_null(schema: &Value) -> bool {
    schema
        .get("enum")
        .and_then(Value::as_array)
        .is_some_and(|values| matches!(values.as_slice(), [Value::Null]))
}
