//! The document as Prism gets it.

use serde_json::{Map, Value};

use crate::conformance::schemas::set_format;

/// The document with formats as JSON Schema names them, for Prism makes its answers by them and takes a name that it does
/// not know for none; and without the callbacks of operations: Prism would make them, to wherever an example says.
pub fn prism_document(document: &Value) -> Value {
    let mut document = document.clone();
    remove_callbacks(&mut document);
    let mut open = vec![&mut document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if members.get("type").is_some_and(|kind| kind == "string") {
                    set_format(members);
                }
                open.extend(members.values_mut());
            }
            Value::Array(elements) => open.extend(elements),
            _ => {}
        }
    }
    document
}

fn remove_callbacks(document: &mut Value) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(Map::values_mut) {
        let members = item.as_object_mut().into_iter();
        for member in members.flat_map(Map::values_mut) {
            if let Some(operation) = member.as_object_mut() {
                operation.remove("callbacks");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn prism_gets_no_callbacks() {
        let operation = json!({ "callbacks": { "a": {} }, "responses": {} });
        let document =
            json!({ "paths": { "/a": { "post": operation, "parameters": [] } }, "tags": [] });
        assert_eq!(
            prism_document(&document),
            json!({ "paths": { "/a": { "post": { "responses": {} }, "parameters": [] } }, "tags": [] })
        );
    }

    #[test]
    fn prism_gets_formats_that_it_knows() {
        let schema = |format| json!({ "items": [{ "type": "string", "format": format }] });
        assert_eq!(prism_document(&schema("uuid4")), schema("uuid"));
        assert_eq!(prism_document(&schema("date")), schema("date"));
    }
}
