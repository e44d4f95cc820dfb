//! The document as Prism gets it: the same rules for requests, and help with answers.

use serde_json::{Map, Value, json};

use super::prism_bodies::{givable, judgeable};
use super::prism_parameters::{judgeable_parameter, judgeable_parameters};
use crate::conformance::sample::texts;
use crate::conformance::schemas::{Direction, set_format};

/// Keywords that demand something of a text that Prism heeds when it judges an answer, and not when it makes one.
const DEMANDS: [&str; 3] = ["pattern", "minLength", "maxLength"];
/// Formats that our types read, and of which Prism makes the text `string`.
const UNMADE: [&str; 4] = ["byte", "base64", "decimal", "duration"];
/// Keywords by which Prism finds a value.
const VALUES: [&str; 5] = ["example", "examples", "default", "enum", "const"];

/// The document for Prism:
///
/// - Formats have their names in JSON Schema: Prism makes its answers by them, and takes a name that it does not know for
///   none.
/// - Texts with a pattern or a length, or of a format that Prism cannot make, have an example.
/// - Bodies are as Prism can judge them ([`judgeable`]) and give them ([`givable`]).
/// - Nothing that is `readOnly` is required, for that "affects the response only": Prism heeds it where it cannot merge the
///   parts of an `allOf`.
/// - Parameters are as Prism can judge them ([`judgeable_parameters`]).
/// - Operations have no callbacks: Prism would make them, to wherever an example says.
/// - References to other files are gone: those to schemas have been brought in, and what is left stands in examples.
pub fn prism_document(document: &Value) -> Value {
    let whole = document;
    let mut document = document.clone();
    change_operations(whole, &mut document);
    for parameter in members(document.pointer_mut("/components/parameters")) {
        judgeable_parameter(whole, parameter);
    }
    for body in members(document.pointer_mut("/components/requestBodies")) {
        judgeable(whole, body);
    }
    for response in members(document.pointer_mut("/components/responses")) {
        givable(whole, response);
    }
    let mut open = vec![&mut document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if admits_texts(members) {
                    help_with_text(members);
                }
                demand_no_read_only(whole, members);
                let reference = members.get("$ref").and_then(Value::as_str);
                if reference.is_some_and(|reference| !reference.starts_with('#')) {
                    members.remove("$ref");
                }
                open.extend(members.values_mut());
            }
            Value::Array(elements) => open.extend(elements),
            _ => {}
        }
    }
    document
}

/// Changes what stands in path items and their operations.
fn change_operations(whole: &Value, document: &mut Value) {
    for item in members(document.get_mut("paths")).filter_map(Value::as_object_mut) {
        judgeable_parameters(whole, item);
        for operation in item.values_mut().filter_map(Value::as_object_mut) {
            operation.remove("callbacks");
            judgeable_parameters(whole, operation);
            if let Some(body) = operation.get_mut("requestBody") {
                judgeable(whole, body);
            }
            for response in members(operation.get_mut("responses")) {
                givable(whole, response);
            }
        }
    }
}

/// The members of an object, if it is one.
fn members(object: Option<&mut Value>) -> impl Iterator<Item = &mut Value> {
    let object = object.and_then(Value::as_object_mut);
    object.into_iter().flat_map(Map::values_mut)
}

/// Takes properties that are `readOnly` out of `required`, of the schema itself and of the parts of its `allOf`.
fn demand_no_read_only(whole: &Value, schema: &mut Map<String, Value>) {
    if !schema.contains_key("required") && !schema.contains_key("allOf") {
        return;
    }
    let left_out = Direction::Request.left_out(whole, &Value::Object(schema.clone()));
    if left_out.is_empty() {
        return;
    }
    let stays = |name: &str| left_out.contains(&[name.to_owned()][..]);
    let travels = |name: &Value| !name.as_str().is_some_and(stays);
    let keep = |schema: &mut Map<String, Value>| {
        if let Some(Value::Array(names)) = schema.get_mut("required") {
            names.retain(travels);
        }
    };
    keep(schema);
    if let Some(Value::Array(parts)) = schema.get_mut("allOf") {
        parts
            .iter_mut()
            .filter_map(Value::as_object_mut)
            .for_each(keep);
    }
}

/// Whether a schema says that a text fits it.
fn admits_texts(schema: &Map<String, Value>) -> bool {
    match schema.get("type") {
        Some(Value::String(kind)) => kind == "string",
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "string"),
        _ => false,
    }
}

fn help_with_text(schema: &mut Map<String, Value>) {
    set_format(schema);
    if schema.get("format").is_some_and(|format| format == "url") {
        schema.insert("format".to_owned(), json!("uri"));
    }
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| schema.contains_key(*keyword));
    let format = schema.get("format").and_then(Value::as_str);
    let is_unmade = format.is_some_and(|format| UNMADE.contains(&format));
    if has(&VALUES) || !(is_unmade || has(&DEMANDS)) {
        return;
    }
    let mut made = texts(&Value::Object(schema.clone())).into_iter();
    if let Some(text) = made.find(|text| text != "") {
        schema.insert("example".to_owned(), text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn prism_gets_no_parameters_that_are_to_be_ignored() {
        let header = |name| json!({ "name": name, "in": "header" });
        let shared = json!({ "$ref": "#/components/parameters/Accept" });
        let operation = json!({ "parameters": [header("Authorization"), header("X"), shared] });
        let document = json!({
            "paths": { "/a": { "get": operation, "parameters": [header("Content-Type")] } },
            "components": { "parameters": { "Accept": header("accept") } },
        });
        assert_eq!(
            prism_document(&document)["paths"],
            json!({ "/a": { "get": { "parameters": [header("X")] }, "parameters": [] } })
        );
    }

    #[test]
    fn prism_gets_no_demand_of_what_is_read_only() {
        let id = json!({ "type": "integer", "readOnly": true });
        let schema =
            |required: Value| json!({ "properties": { "id": id, "a": {} }, "required": required });
        let before = json!({ "allOf": [schema(json!(["id", "a"])), { "required": ["id"] }] });
        let after = json!({ "allOf": [schema(json!(["a"])), { "required": [] }] });
        assert_eq!(prism_document(&before), after);
        let names = json!({ "properties": { "required": { "type": "string" }, "allOf": {} } });
        assert_eq!(prism_document(&names), names);
    }

    #[test]
    fn prism_gets_formats_that_it_knows() {
        let schema =
            |format| json!({ "items": [{ "type": ["string", "null"], "format": format }] });
        assert_eq!(prism_document(&schema("uuid4")), schema("uuid"));
        assert_eq!(prism_document(&schema("UUID")), schema("uuid"));
        assert_eq!(prism_document(&schema("url")), schema("uri"));
        assert_eq!(prism_document(&schema("date")), schema("date"));
    }

    #[test]
    fn prism_gets_examples_of_what_it_cannot_make() {
        for (schema, example) in [
            (
                json!({ "type": "string", "pattern": "^a{3}$" }),
                json!("aaa"),
            ),
            (
                json!({ "type": "string", "format": "byte" }),
                json!("aGVsbG8="),
            ),
            (
                json!({ "type": "string", "format": "decimal" }),
                json!("12.50"),
            ),
            (
                json!({ "type": "string", "maxLength": 2, "example": "x" }),
                json!("x"),
            ),
            (
                json!({ "type": "string", "maxLength": 2, "enum": ["y"] }),
                Value::Null,
            ),
            (json!({ "type": "string" }), Value::Null),
        ] {
            assert_eq!(prism_document(&schema)["example"], example, "{schema}");
        }
    }

    #[test]
    fn prism_gets_one_file() {
        let document = json!({ "a": { "$ref": "other.yaml" }, "b": { "$ref": "#/a" } });
        assert_eq!(
            prism_document(&document),
            json!({ "a": {}, "b": { "$ref": "#/a" } })
        );
    }
}
