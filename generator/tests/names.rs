//! Names are stable: what is added to a document moves no name that was there.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::BTreeSet;

use clientsmith::model::{Api, EnumValues, Shape};
use serde_json::{Map, Value, json};
use support::Inputs;

/// Every name of a crate, each with what it stands for.
fn names(api: &Api) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for operation in &api.operations {
        names.insert(format!(
            "{} {} is {} and {}",
            operation.method.as_str(),
            operation.path,
            operation.name,
            operation.type_name
        ));
        for parameter in &operation.parameters {
            names.insert(format!(
                "{} of {} is {}",
                parameter.wire, operation.name, parameter.name
            ));
        }
    }
    for (_, named) in api.types.iter() {
        let origin = named.origin.as_str();
        names.insert(format!("{origin} is {}", named.name));
        match &named.shape {
            Shape::Object(object) => names.extend(
                object
                    .fields
                    .iter()
                    .map(|field| format!("{} of {origin} is {}", field.wire, field.name)),
            ),
            Shape::Enum(values) => {
                if let EnumValues::Strings(values) = &values.values {
                    names.extend(
                        values
                            .iter()
                            .map(|(name, value)| format!("{value} of {origin} is {name}")),
                    );
                }
            }
            Shape::Union(union) => names.extend(
                union
                    .variants
                    .iter()
                    .map(|variant| format!("a variant of {origin} is {}", variant.name)),
            ),
            _ => {}
        }
    }
    names
}

fn api(inputs: &Inputs, document: &Value) -> Api {
    let inputs = Inputs {
        name: inputs.name.clone(),
        document: Inputs::of_text("openapi.json", &document.to_string()).document,
        overlays: inputs.overlays.clone(),
        config: inputs.config.clone(),
    };
    inputs.read().api.unwrap()
}

/// A member put before all others, or after them.
fn add(map: &mut Map<String, Value>, first: bool, key: &str, value: Value) {
    if !first {
        map.insert(key.to_owned(), value);
        return;
    }
    let rest = std::mem::take(map);
    map.insert(key.to_owned(), value);
    map.extend(rest);
}

/// The schemas of the components, those inside them among them.
fn each_object(value: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut() {
                if !matches!(key.as_str(), "example" | "examples" | "default" | "enum") {
                    each_object(inner, change);
                }
            }
            if map.get("type") == Some(&json!("object"))
                && let Some(Value::Object(properties)) = map.get_mut("properties")
            {
                change(properties);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, change)),
        _ => {}
    }
}

/// A schema with inline parts of every kind.
fn addition() -> Value {
    json!({
        "type": "object",
        "properties": {
            "status": {"type": "string", "enum": ["a", "b"]},
            "inner": {"type": "object", "properties": {"status": {"type": "string", "enum": ["c"]}}},
            "either": {"oneOf": [{"type": "string"}, {"type": "integer"}]}
        }
    })
}

/// The document with schemas, properties, operations and parameters that it did not have.
fn grown(document: &Value, first: bool) -> Value {
    let mut document = document.clone();
    if let Some(schemas) = document.pointer_mut("/components/schemas") {
        each_object(schemas, &mut |properties| {
            add(properties, first, "zz_added", addition());
        });
        for name in ["AddedSchema", "added_other"] {
            add(schemas.as_object_mut().unwrap(), first, name, addition());
        }
    }
    let body = |schema: Value| json!({"content": {"application/json": {"schema": schema}}});
    let operation = json!({
        "operationId": "addedOperation",
        "tags": ["added"],
        "parameters": [{"name": "added", "in": "query", "schema": {"type": "string", "enum": ["a"]}}],
        "requestBody": body(addition()),
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": addition()}}}}
    });
    let root = document.as_object_mut().unwrap();
    let paths = root.entry("paths").or_insert_with(|| json!({}));
    add(
        paths.as_object_mut().unwrap(),
        first,
        "/added",
        json!({ "post": operation }),
    );
    document
}

fn check(inputs: &Inputs) {
    let text = String::from_utf8(inputs.document.bytes.clone()).unwrap();
    let document: Value = serde_yaml::from_str(&text).unwrap();
    // Every schema is a type, so that what the new operation reaches is no difference.
    let mut inputs = Inputs {
        name: inputs.name.clone(),
        document: inputs.document.clone(),
        overlays: inputs.overlays.clone(),
        config: inputs.config.clone(),
    };
    let config = inputs
        .config
        .as_ref()
        .map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
    inputs = inputs.with_config(&format!(
        "schemas = \"all\"\n{}",
        config.unwrap_or_default().replace("schemas = \"all\"", "")
    ));
    let before = names(&api(&inputs, &document));
    for first in [false, true] {
        let after = names(&api(&inputs, &grown(&document, first)));
        let moved: Vec<_> = before.difference(&after).collect();
        assert!(moved.is_empty(), "{}: {moved:#?}", inputs.name);
    }
}

#[test]
fn additions_move_no_name_of_the_five() {
    for name in support::APIS {
        check(&Inputs::of_spec(name));
    }
}

#[test]
fn additions_move_no_name_of_the_fixtures() {
    for path in support::features() {
        check(&Inputs::of_fixture(&path));
    }
}

/// What people do with an inline schema that they use again: they give it a name of its own, often the one that it has
/// here already.
#[test]
fn an_inline_schema_that_becomes_a_component_keeps_its_name() {
    let document = |status: Value, schemas: Value| {
        let mut document = json!({
            "openapi": "3.1.0", "info": {"title": "Ferry", "version": "1"}, "paths": {},
            "components": {"schemas": {"Ship": {"type": "object", "properties": {"status": status}}}}
        });
        let all = document.pointer_mut("/components/schemas").unwrap();
        all.as_object_mut()
            .unwrap()
            .extend(schemas.as_object().unwrap().clone());
        document
    };
    let status = json!({"type": "string", "enum": ["afloat", "aground"]});
    let inline = document(status.clone(), json!({}));
    let named = document(
        json!({"$ref": "#/components/schemas/ShipStatus"}),
        json!({ "ShipStatus": status }),
    );
    for document in [inline, named] {
        let api = Inputs::of_text("openapi.json", &document.to_string())
            .read()
            .api
            .unwrap();
        let names: Vec<_> = api
            .types
            .iter()
            .map(|(_, named)| named.name.as_str())
            .collect();
        assert_eq!(names, ["Ship", "ShipStatus"]);
    }
}
