//! Tuples: `prefixItems`, and the list-valued `items` of older drafts.

use serde_json::{Value, json};

use super::super::context::{Object, Walk};

/// The members of a tuple go into `x-clientsmith-prefix-items`, what follows them into `x-clientsmith-items`.
pub(super) fn tuple(walk: &mut Walk, map: &mut Object) {
    let (from, rest) = match map.get("items") {
        Some(Value::Array(_)) if !map.contains_key("prefixItems") => ("items", "additionalItems"),
        _ => ("prefixItems", "items"),
    };
    let Some(members @ Value::Array(_)) = map.shift_remove(from) else {
        return;
    };
    walk.moved(&[from], &["x-clientsmith-prefix-items"]);
    map.insert("x-clientsmith-prefix-items".to_owned(), members);
    if let Some(others) = map.shift_remove(rest) {
        walk.moved(&[rest], &["x-clientsmith-items"]);
        map.insert("x-clientsmith-items".to_owned(), others);
    }
    map.insert("items".to_owned(), json!({}));
    map.entry("type").or_insert_with(|| json!("array"));
}
