//! Schemas that no value fits because the parts of an `allOf` are closed: each part admits its own properties alone, so that
//! the parts exclude each other. What such a document means is the properties of all of them.

use serde_json::{Map, Value};

use crate::conformance::schemas::pointer_of;

/// The document with every part of an `allOf` open, and the schemas that have one as well.
pub fn with_open_parts(document: &Value) -> Value {
    let mut document = document.clone();
    let mut named = Vec::new();
    let mut stack = vec![&mut document];
    while let Some(value) = stack.pop() {
        match value {
            Value::Object(members) => {
                open_composed(members, &mut named);
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
        assert_eq!(
            with_open_parts(&document(&closed, &closed)),
            document(&open, &closed)
        );
    }
}
