//! Properties without a name of their own.

use serde_json::{Value, json};

use super::super::context::{Object, Walk};
use crate::dialect::extension;

/// Properties by pattern are additional properties that all look alike; the patterns are kept beside them.
pub(super) fn pattern_properties(walk: &mut Walk, map: &mut Object) {
    let Some(Value::Object(by_pattern)) = map.shift_remove("patternProperties") else {
        return;
    };
    let patterns: Vec<String> = by_pattern.keys().cloned().collect();
    let replaces = map
        .get("additionalProperties")
        .is_none_or(|others| *others == Value::Bool(false));
    if replaces && !patterns.is_empty() {
        let mut schemas: Vec<Value> = Vec::new();
        for (pattern, schema) in by_pattern {
            let index = schemas.len().to_string();
            match patterns.len() {
                1 => walk.moved(&["patternProperties", &pattern], &["additionalProperties"]),
                _ => walk.moved(
                    &["patternProperties", &pattern],
                    &["additionalProperties", "anyOf", &index],
                ),
            }
            schemas.push(schema);
        }
        let schema = match schemas.pop() {
            Some(only) if schemas.is_empty() => only,
            last => {
                schemas.extend(last);
                json!({ "anyOf": schemas })
            }
        };
        map.insert("additionalProperties".to_owned(), schema);
    }
    map.insert(extension::PATTERN_PROPERTIES.to_owned(), json!(patterns));
}

/// Read like `additionalProperties`, which sees fewer properties; `false` is ignored since reading is liberal.
pub(super) fn unevaluated_properties(walk: &mut Walk, map: &mut Object) {
    let Some(others) = map.shift_remove("unevaluatedProperties") else {
        return;
    };
    if others != Value::Bool(false) && !map.contains_key("additionalProperties") {
        walk.moved(&["unevaluatedProperties"], &["additionalProperties"]);
        map.insert("additionalProperties".to_owned(), others);
    }
}
