//! What a document seems to mean by schemas that no value fits:
//!
//! - parts of an `allOf` that are closed: each admits its own properties alone, so that the parts exclude each other. It
//!   seems to mean the properties of all of them;
//! - alternatives of a `oneOf` that admit the same values: a value of one is a value of another, and so of neither. It seems
//!   to mean any of them.

use serde_json::{Map, Value};

use crate::conformance::schemas::pointer_of;

/// The document with every part of an `allOf` open, and the schemas that have one as well; `oneOf` is `anyOf`.
pub fn meant(document: &Value) -> Value {
    let mut document = document.clone();
    let mut named = Vec::new();
    let mut stack = vec![&mut document];
    while let Some(value) = stack.pop() {
        match value {
            Value::Object(members) => {
                open_composed(members, &mut named);
                admit_any(members);
                stack.extend(members.values_mut());
            }
            Value::Array(elements) => stack.extend(elements),
            _ => {}
        }
    }
    for pointer in named {
        let schema = document.pointer_mut(&pointer);
        open(schema.and_then(Value::as_object_mut));
    }
    document
}

/// Opens a schema with an `allOf` and those of its parts that stand there; `named` gets where the others are.
fn open_composed(schema: &mut Map<String, Value>, named: &mut Vec<String>) {
    let Some(Value::Array(parts)) = schema.get_mut("allOf") else {
        return;
    };
    for part in parts {
        let reference = part.get("$ref").and_then(Value::as_str);
        named.extend(reference.and_then(pointer_of));
        open(part.as_object_mut());
    }
    open(Some(schema));
}

/// Makes the alternatives of a schema ones that do not exclude each other.
fn admit_any(schema: &mut Map<String, Value>) {
    let is_free = schema.get("oneOf").is_some_and(Value::is_array) && !schema.contains_key("anyOf");
    if let Some(alternatives) = is_free.then(|| schema.remove("oneOf")).flatten() {
        schema.insert("anyOf".to_owned(), alternatives);
    }
}

/// Takes away what closes a schema.
fn open(schema: Option<&mut Map<String, Value>>) {
    if let Some(schema) = schema
        && schema.get("additionalProperties") == Some(&Value::Bool(false))
    {
        schema.remove("additionalProperties");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parts_are_opened_where_they_stand_and_where_they_are_named() {
        let closed = json!({ "type": "object", "additionalProperties": false });
        let open = json!({ "type": "object" });
        let part = json!({ "$ref": "#/components/schemas/Part" });
        let document = |part_of: &Value, alone: &Value| json!({ "components": { "schemas": { "Part": part_of, "Alone": alone, "All": { "allOf": [part, part_of] } } } });
        assert_eq!(meant(&document(&closed, &closed)), document(&open, &closed));
    }

    #[test]
    fn alternatives_do_not_exclude_each_other() {
        let schema = json!({ "properties": { "oneOf": { "oneOf": [{}, {}] } } });
        let expected = json!({ "properties": { "oneOf": { "anyOf": [{}, {}] } } });
        assert_eq!(meant(&schema), expected);
    }
}
