//! Whether a schema plainly excludes a value: by type, by a constant, or by what must be there. What is found without looking
//! far; the judge knows the rest.

use serde_json::Value;

use super::schemas::{Schemas, list, object, types};

/// How far values and schemas are followed.
const DEPTH: usize = 6;

/// Whether `value` is none of `schema`, at the first glance.
pub fn excludes(schemas: &Schemas, schema: &Value, value: &Value) -> bool {
    at_depth(schemas, schema, value, DEPTH)
}

fn at_depth(schemas: &Schemas, schema: &Value, value: &Value, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let part = |part: &Value| at_depth(schemas, part, value, depth);
    let target = schema.get("$ref").and_then(Value::as_str);
    let by_parts = target
        .and_then(|target| schemas.target(target))
        .is_some_and(part)
        || list(schema, "allOf").any(part);
    let mut choices = list(schema, "anyOf")
        .chain(list(schema, "oneOf"))
        .peekable();
    let by_choices = choices.peek().is_some() && choices.all(part);
    let by_tag = schema
        .get("if")
        .is_some_and(|tagged| is_tagged(tagged, value))
        && schema.get("then").is_some_and(part);
    by_parts
        || by_choices
        || by_tag
        || by_itself(schema, value)
        || by_members(schemas, schema, value, depth)
}

/// Whether a value has the constants that a condition asks for, as those of discriminators do.
fn is_tagged(condition: &Value, value: &Value) -> bool {
    let mut properties = object(condition, "properties").into_iter().flatten();
    properties.all(|(key, schema)| {
        let only = schema.get("const");
        only.is_some() && only == value.get(key)
    })
}

/// By type, `const` or `enum`.
fn by_itself(schema: &Value, value: &Value) -> bool {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds = types(schema);
    let is_of_kind = |known: &&str| *known == kind || (*known == "integer" && kind == "number");
    let values = schema.get("enum").and_then(Value::as_array);
    (!kinds.is_empty() && !kinds.iter().any(is_of_kind))
        || schema.get("const").is_some_and(|only| only != value)
        || values.is_some_and(|values| !values.contains(value))
}

/// By a key that must be there, or by what a key or an element holds.
fn by_members(schemas: &Schemas, schema: &Value, value: &Value, depth: usize) -> bool {
    let excluded = |schema: &Value, value: &Value| at_depth(schemas, schema, value, depth);
    match value {
        Value::Object(members) => {
            let lacks = |name: &Value| {
                name.as_str()
                    .is_some_and(|name| !members.contains_key(name))
            };
            let properties = object(schema, "properties");
            let others = schema.get("additionalProperties");
            let by_member = |(key, value): (&String, &Value)| {
                let own = properties.and_then(|properties| properties.get(key));
                own.or(others).is_some_and(|schema| excluded(schema, value))
            };
            list(schema, "required").any(lacks) || members.iter().any(by_member)
        }
        Value::Array(elements) => {
            let items = schema
                .get("items")
                .filter(|_| schema.get("prefixItems").is_none());
            items.is_some_and(|items| elements.iter().any(|element| excluded(items, element)))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::schemas::Direction;
    use serde_json::json;

    #[test]
    fn types_constants_and_keys_exclude() {
        let schemas = Schemas::new(&json!({}), Direction::Whole, []);
        let map = json!({ "additionalProperties": { "type": "string" }, "properties": { "a": { "const": 1 } } });
        let tagged = json!({ "if": { "properties": { "kind": { "const": "a" } } }, "then": { "required": ["x"] } });
        for (schema, value, excluded) in [
            (json!({ "type": "array" }), json!({}), true),
            (json!({ "type": "integer" }), json!(1), false),
            (map.clone(), json!({ "a": 1, "b": "x" }), false),
            (map.clone(), json!({ "a": 2 }), true),
            (map, json!({ "b": {} }), true),
            (json!({ "required": ["a"] }), json!({ "b": 1 }), true),
            (
                json!({ "items": { "type": "string" } }),
                json!(["a", 1]),
                true,
            ),
            (
                json!({ "anyOf": [{ "const": 1 }, { "const": 2 }] }),
                json!(2),
                false,
            ),
            (
                json!({ "anyOf": [{ "const": 1 }, { "const": 2 }] }),
                json!(3),
                true,
            ),
            (tagged.clone(), json!({ "kind": "b" }), false),
            (tagged.clone(), json!({ "kind": "a", "x": 1 }), false),
            (tagged, json!({ "kind": "a" }), true),
        ] {
            assert_eq!(
                excludes(&schemas, &schema, &value),
                excluded,
                "{schema} {value}"
            );
        }
    }
}
