//! Two schemas that must hold together, as one.

use serde_json::{Map, Value, json};

use crate::conformance::schemas::types;

/// What holds for a value of both; `None` when their types exclude each other. Where two keywords cannot be united, the
/// second one's stays: the judge has the last word on each value.
pub(super) fn merge(a: &Value, b: &Value) -> Option<Value> {
    let (Some(first), Some(second)) = (a.as_object(), b.as_object()) else {
        return None;
    };
    let mut out = first.clone();
    for (keyword, value) in second {
        let united = match (out.get(keyword), keyword.as_str()) {
            (None, _) => value.clone(),
            (Some(_), "type") => common_types(a, b)?,
            (Some(old), "properties" | "patternProperties") => properties(old, value),
            (Some(old), "required") => names(old, value),
            (Some(old), "enum") => common_values(old, value)?,
            (Some(old), "minimum" | "minLength" | "minItems" | "minProperties") => {
                larger(old, value)
            }
            (Some(old), "maximum" | "maxLength" | "maxItems" | "maxProperties") => {
                smaller(old, value)
            }
            (Some(old), "items") => json!({ "allOf": [old, value] }),
            (Some(_), _) => value.clone(),
        };
        out.insert(keyword.clone(), united);
    }
    Some(Value::Object(out))
}

/// The types that both name; `number` holds `integer`.
fn common_types(a: &Value, b: &Value) -> Option<Value> {
    let (first, second) = (types(a), types(b));
    let admits = |types: &[&str], kind: &str| {
        types.contains(&kind) || (kind == "integer" && types.contains(&"number"))
    };
    let mut common: Vec<&str> = first
        .iter()
        .copied()
        .filter(|kind| admits(&second, kind))
        .collect();
    common.extend(second.iter().filter(|kind| admits(&first, kind)));
    common.sort_unstable();
    common.dedup();
    match common.as_slice() {
        [] => None,
        [one] => Some(json!(one)),
        several => Some(json!(several)),
    }
}

fn properties(old: &Value, new: &Value) -> Value {
    let mut out: Map<String, Value> = old.as_object().cloned().unwrap_or_default();
    for (name, schema) in new.as_object().into_iter().flatten() {
        let united = match out.get(name) {
            Some(old) if old != schema => json!({ "allOf": [old, schema] }),
            _ => schema.clone(),
        };
        out.insert(name.clone(), united);
    }
    Value::Object(out)
}

fn names(old: &Value, new: &Value) -> Value {
    let mut out: Vec<Value> = old.as_array().cloned().unwrap_or_default();
    for name in new.as_array().into_iter().flatten() {
        if !out.contains(name) {
            out.push(name.clone());
        }
    }
    Value::Array(out)
}

fn common_values(old: &Value, new: &Value) -> Option<Value> {
    let new = new.as_array()?;
    let common: Vec<&Value> = old
        .as_array()?
        .iter()
        .filter(|value| new.contains(value))
        .collect();
    (!common.is_empty()).then(|| json!(common))
}

fn larger(a: &Value, b: &Value) -> Value {
    if a.as_f64() > b.as_f64() {
        a.clone()
    } else {
        b.clone()
    }
}

fn smaller(a: &Value, b: &Value) -> Value {
    if a.as_f64() < b.as_f64() {
        a.clone()
    } else {
        b.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tighter_bound_stays() {
        let (a, b) = (
            json!({ "minLength": 2, "maxLength": 9 }),
            json!({ "minLength": 1, "maxLength": 5 }),
        );
        assert_eq!(
            merge(&a, &b),
            Some(json!({ "minLength": 2, "maxLength": 5 }))
        );
    }

    #[test]
    fn types_that_exclude_each_other_have_no_value() {
        assert_eq!(
            merge(&json!({ "type": "string" }), &json!({ "type": "object" })),
            None
        );
        let narrowed = merge(
            &json!({ "type": ["number", "null"] }),
            &json!({ "type": "integer" }),
        );
        assert_eq!(narrowed, Some(json!({ "type": "integer" })));
    }

    #[test]
    fn a_property_of_both_is_demanded_by_both() {
        let (a, b) = (
            json!({ "properties": { "p": { "minimum": 1 } } }),
            json!({ "properties": { "p": { "maximum": 2 } } }),
        );
        let united =
            json!({ "properties": { "p": { "allOf": [{ "minimum": 1 }, { "maximum": 2 }] } } });
        assert_eq!(merge(&a, &b), Some(united));
    }
}
