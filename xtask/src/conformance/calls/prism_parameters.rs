//! Parameters as Prism can judge them:
//!
//! - those that the specification says to ignore are gone: Prism heeds them;
//! - none may be null, which is never sent: Prism splits a list only where `type` is `array` and nothing else;
//! - what is one of several schemas is any of them: in a URL `7` is an integer and a text, and Prism takes it for both;
//! - an object in the query has the properties of its parts beside them: Prism finds no others when they are parameters of
//!   their own (`style: form`, `explode`);
//! - an object in a header has no schema: Prism throws where it is absent, and ends.

use serde_json::{Map, Value, json};

use crate::conformance::schemas::{list, object, pointer_of, types};

/// Headers that are no parameters: "the parameter definition SHALL be ignored" (Parameter Object, `name`).
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];
/// Keywords whose elements are parts of a schema, or alternatives.
const COMPOSITIONS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Changes the `parameters` of a path item or an operation; `document` is what references lead into.
pub fn judgeable_parameters(document: &Value, owner: &mut Map<String, Value>) {
    if let Some(Value::Array(parameters)) = owner.get_mut("parameters") {
        parameters.retain(|parameter| !is_ignored(target(document, parameter)));
        for parameter in parameters {
            judgeable_parameter(document, parameter);
        }
    }
}

/// Changes a Parameter Object.
pub fn judgeable_parameter(document: &Value, parameter: &mut Value) {
    let is_header = parameter.get("in").is_some_and(|place| place == "header");
    let schema = parameter.get_mut("schema");
    let Some(schema) = schema.and_then(Value::as_object_mut) else {
        return;
    };
    let named = Value::Object(schema.clone());
    if let Some(named) = target(document, &named).as_object() {
        schema.clone_from(named);
    }
    remove_null(schema);
    if !schema.contains_key("anyOf")
        && let Some(alternatives) = schema.remove("oneOf")
    {
        schema.insert("anyOf".to_owned(), alternatives);
    }
    let is_object = schema.get("type").is_some_and(|kind| kind == "object");
    if is_object && is_header {
        schema.clear();
    } else if is_object {
        name_properties(document, schema);
    }
}

fn is_ignored(parameter: &Value) -> bool {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str);
    let name = text("name").unwrap_or_default().to_ascii_lowercase();
    text("in") == Some("header") && NO_PARAMETERS.contains(&name.as_str())
}

/// What a value refers to, or itself.
fn target<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value.get("$ref").and_then(Value::as_str);
    let pointer = reference.and_then(pointer_of);
    let target = pointer.and_then(|pointer| document.pointer(&pointer));
    target.unwrap_or(value)
}

/// Takes null out of what a schema admits.
fn remove_null(schema: &mut Map<String, Value>) {
    schema.remove("nullable");
    let is_null = |schema: &Value| types(schema) == ["null"];
    for keyword in ["anyOf", "oneOf"] {
        let Some(Value::Array(alternatives)) = schema.get_mut(keyword) else {
            continue;
        };
        if !alternatives.iter().any(is_null) {
            continue;
        }
        alternatives.retain(|alternative| !is_null(alternative));
        if let [Value::Object(only)] = alternatives.as_slice() {
            let only = only.clone();
            schema.remove(keyword);
            for (keyword, value) in only {
                schema.entry(keyword).or_insert(value);
            }
        }
    }
    if let Some(Value::Array(kinds)) = schema.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [kind] = kinds.as_slice() {
            let kind = kind.clone();
            schema.insert("type".to_owned(), kind);
        }
    }
}

/// Names the properties of an object's parts beside them, and says nothing of them there.
fn name_properties(document: &Value, schema: &mut Map<String, Value>) {
    let whole = Value::Object(schema.clone());
    let parts = COMPOSITIONS
        .iter()
        .flat_map(|keyword| list(&whole, keyword));
    let properties = parts.filter_map(|part| object(target(document, part), "properties"));
    let names: Vec<&String> = properties.flat_map(Map::keys).collect();
    if names.is_empty() {
        return;
    }
    let own = schema.entry("properties").or_insert_with(|| json!({}));
    if let Some(own) = own.as_object_mut() {
        for name in names {
            own.entry(name.clone()).or_insert_with(|| json!({}));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema that Prism gets of a parameter.
    fn schema(place: &str, schema: Value) -> Value {
        let mut parameter = json!({ "name": "a", "in": place, "schema": schema });
        judgeable_parameter(&json!({}), &mut parameter);
        parameter["schema"].take()
    }

    #[test]
    fn what_is_to_be_ignored_is_gone() {
        let document = json!({ "components": { "parameters": { "A": { "in": "header", "name": "Accept" } } } });
        let mut owner = json!({ "parameters": [
            { "$ref": "#/components/parameters/A" },
            { "in": "query", "name": "accept" },
        ] });
        judgeable_parameters(&document, owner.as_object_mut().unwrap());
        assert_eq!(
            owner,
            json!({ "parameters": [{ "in": "query", "name": "accept" }] })
        );
    }

    #[test]
    fn no_parameter_is_null() {
        let list = json!({ "type": "array", "items": {} });
        for nullable in [
            json!({ "type": "array", "items": {}, "nullable": true }),
            json!({ "type": ["array", "null"], "items": {} }),
            json!({ "anyOf": [{ "type": "array", "items": {} }, { "type": "null" }] }),
        ] {
            assert_eq!(schema("query", nullable), list);
        }
    }

    #[test]
    fn a_text_may_be_several_of_the_alternatives() {
        let several = json!([{ "type": "string" }, { "type": "integer" }]);
        assert_eq!(
            schema("path", json!({ "oneOf": several })),
            json!({ "anyOf": several })
        );
    }

    #[test]
    fn objects_have_the_names_of_their_parts_and_none_in_headers() {
        let parts = json!({ "type": "object", "oneOf": [{ "properties": { "a": { "type": "string" } } }, {}] });
        assert_eq!(
            schema("query", parts.clone())["properties"],
            json!({ "a": {} })
        );
        assert_eq!(schema("header", parts), json!({}));
    }
    #[test]
    fn a_named_schema_is_changed_where_it_is_used() {
        let document = json!({ "components": { "schemas": { "Rate": { "oneOf": [{ "type": "string" }, { "type": "number" }] } } } });
        let reference = json!({ "$ref": "#/components/schemas/Rate" });
        let mut parameter = json!({ "in": "query", "schema": reference });
        judgeable_parameter(&document, &mut parameter);
        assert_eq!(
            parameter["schema"],
            json!({ "anyOf": [{ "type": "string" }, { "type": "number" }] })
        );
    }
}
