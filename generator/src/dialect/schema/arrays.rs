//! Tuples: `prefixItems`, and the list-valued `items` of older drafts.

use serde_json::{Value, json};

use super::super::context::{Object, Walk};
use crate::dialect::extension;

/// The elements of a tuple, with what follows them as the last, become `items: {anyOf: […]}`, which is as much as 3.0
/// can say; `x-clientsmith-prefix-items` is how many of them have a place of their own.
pub(super) fn tuple(walk: &mut Walk, map: &mut Object) {
    let (from, rest) = match map.get("items") {
        Some(Value::Array(_)) if !map.contains_key("prefixItems") => ("items", "additionalItems"),
        _ => ("prefixItems", "items"),
    };
    let Some(Value::Array(mut elements)) = map.shift_remove(from) else {
        return;
    };
    let others = map.shift_remove(rest).filter(|others| !is_never(others));
    let count = elements.len();
    if count > 0 {
        walk.moved(&[from], &["items", "anyOf"]);
        map.insert(extension::PREFIX_ITEMS.to_owned(), json!(count));
    }
    if let Some(others) = others {
        // Moved last, since it goes to a place among the others'.
        walk.moved(&[rest], &["items", "anyOf", &count.to_string()]);
        elements.push(match others {
            Value::Object(_) => others,
            _ => json!({}),
        });
    }
    if !elements.is_empty() {
        map.insert("items".to_owned(), json!({ "anyOf": elements }));
    }
    map.entry("type").or_insert_with(|| json!("array"));
}

/// Whether a schema admits nothing: `false`, or what that was made into.
fn is_never(schema: &Value) -> bool {
    *schema == Value::Bool(false) || *schema == json!({ "not": {} })
}
