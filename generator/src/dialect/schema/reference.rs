//! `$ref` in a schema.

use serde_json::{Value, json};

use super::super::context::Object;
use super::admit_null;

/// A reference beside which nothing counts: in 3.0 its siblings are ignored, except that `nullable: true` is what
/// people write for "this or null".
pub(super) fn lone(map: &mut Object) {
    let nullable = map
        .get("nullable")
        .is_some_and(|flag| flag == true || flag == "true");
    map.retain(|key, _| key == "$ref");
    if nullable && let Some(reference) = map.shift_remove("$ref") {
        map.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
        admit_null(map);
    }
}

/// From 3.1 on a reference is a keyword like others: it and its siblings all apply.
pub(super) fn beside_siblings(map: &mut Object) {
    let Some(reference) = map.get("$ref").cloned() else {
        return;
    };
    if map.keys().all(|key| {
        matches!(
            key.as_str(),
            "$ref" | "$comment" | "$id" | "$anchor" | "$schema"
        ) || key.starts_with("x-")
    }) {
        map.retain(|key, _| key == "$ref");
        return;
    }
    map.shift_remove("$ref");
    let target = json!({ "$ref": reference });
    match map.get_mut("allOf") {
        // At the end, so that the places of the other parts stay.
        Some(Value::Array(parts)) => parts.push(target),
        _ => {
            map.insert("allOf".to_owned(), json!([target]));
        }
    }
}
