//! Documents that someone broke at random: there may be no crate, but never a panic and never a file that is no Rust.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use clientsmith::diagnostics::Code;
use clientsmith::model::{Kind, Shape};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::Inputs;

/// A document with a little of everything.
fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Ferry", "version": "1", "description": "To and *fro*."},
        "servers": [{"url": "https://{region}.ferry.example", "variables": {"region": {"default": "eu", "enum": ["eu", "us"]}}}],
        "security": [{"key": []}],
        "tags": [{"name": "ships"}],
        "paths": {"/ships/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "minLength": 1}}],
            "post": {
                "operationId": "change_ship", "tags": ["ships"], "summary": "Changes a ship.",
                "parameters": [{"name": "tags", "in": "query", "explode": false, "schema": {"type": "array", "items": {"type": "string"}}}],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ship"}, "example": {"name": "a"}}}},
                "responses": {
                    "200": {"description": "ok", "headers": {"X-Count": {"schema": {"type": "integer"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ship"}}}},
                    "202": {"$ref": "#/components/responses/Later"},
                    "4XX": {"description": "no", "content": {"text/plain": {"schema": {"type": "string"}}}}
                }
            }
        }},
        "webhooks": {"arrived": {"post": {"requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}}}},
        "components": {
            "responses": {"Later": {"description": "later"}},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
            "schemas": {
                "Ship": {
                    "type": "object", "required": ["name"], "additionalProperties": {"type": "integer"},
                    "properties": {
                        "name": {"type": "string", "maxLength": 9, "pattern": "^a", "default": "b"},
                        "kind": {"enum": ["a", "b", null]}, "length": {"type": ["number", "null"], "exclusiveMinimum": 0},
                        "next": {"$ref": "#/components/schemas/Ship"}, "cargo": {"$ref": "#/components/schemas/Cargo"},
                        "built": {"type": "string", "format": "date-time", "readOnly": true}
                    }
                },
                "Cargo": {
                    "oneOf": [{"$ref": "#/components/schemas/Car"}, {"type": "array", "items": {"type": "string"}}, {"type": "integer"}]
                },
                "Car": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"wheels": {"const": 4}}}]},
                "Base": {
                    "type": "object", "properties": {"type": {"type": "string"}},
                    "discriminator": {"propertyName": "type", "mapping": {"car": "#/components/schemas/Car"}}
                }
            }
        }
    })
}

/// The pointers of every value but the root.
fn pointers(value: &Value, prefix: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (token, child) in children {
        let pointer = format!("{prefix}/{token}");
        pointers(child, &pointer, found);
        found.push(pointer);
    }
}

/// What is done to one value of the document.
#[derive(Debug, Clone)]
enum Change {
    /// It goes.
    Drop,
    /// Something else stands there.
    Replace(Value),
    /// The value at another place stands there.
    Copy(prop::sample::Index),
    /// Its key is another one.
    Rename(String),
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        Just("x".repeat(20_000)),
        prop::sample::select(vec![
            "",
            "self",
            "type",
            "*/",
            "\"#",
            "\n",
            "{",
            "{}",
            "$ref",
            "#/components/schemas/Car",
            "#/paths",
            "../x.yaml",
            "a/b",
            "é",
            "0",
            "-",
            "null",
            "object",
            "array",
            "string",
            "allOf",
            "oneOf",
            "items",
            "nullable",
            "default",
            "200",
            "Unknown",
            "Option",
        ])
        .prop_map(str::to_owned),
    ]
}

fn replacement() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..3)
                .prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::Drop),
        replacement().prop_map(Change::Replace),
        any::<prop::sample::Index>().prop_map(Change::Copy),
        text().prop_map(Change::Rename),
    ]
}

fn apply(document: &mut Value, at: prop::sample::Index, change: &Change) {
    let mut all = Vec::new();
    pointers(document, "", &mut all);
    if all.is_empty() {
        return;
    }
    let pointer: &String = at.get(&all);
    if let Change::Copy(from) = change {
        let copied = document
            .pointer(from.get::<String>(&all))
            .cloned()
            .unwrap_or_default();
        if let Some(target) = document.pointer_mut(pointer) {
            *target = copied;
        }
        return;
    }
    let (parent, token) = pointer.rsplit_once('/').unwrap();
    let token = token.replace("~1", "/").replace("~0", "~");
    match (document.pointer_mut(parent), change) {
        (Some(Value::Object(map)), Change::Replace(value)) => {
            map.insert(token, value.clone());
        }
        (Some(Value::Object(map)), Change::Rename(name)) => {
            let value = map.shift_remove(&token).unwrap_or_default();
            map.insert(name.clone(), value);
        }
        (Some(Value::Object(map)), _) => {
            map.shift_remove(&token);
        }
        (Some(Value::Array(items)), Change::Replace(value)) => {
            if let Some(item) = token
                .parse()
                .ok()
                .and_then(|index: usize| items.get_mut(index))
            {
                *item = value.clone();
            }
        }
        (Some(Value::Array(items)), _) => {
            items.pop();
        }
        _ => {}
    }
}

/// Generates, and looks at what comes out.
fn check(text: &str) -> Result<(), TestCaseError> {
    let generation = Inputs::of_text("openapi.json", text).generate("../../runtime");
    prop_assert_eq!(generation.files.is_none(), generation.report.has_errors());
    // What is said must be fit to be shown as well.
    generation
        .report
        .render(clientsmith::diagnostics::Style::Plain);
    for (path, source) in generation
        .files
        .iter()
        .flatten()
        .filter(|(path, _)| path.ends_with(".rs"))
    {
        prop_assert!(syn::parse_file(source).is_ok(), "{} is no Rust", path);
    }
    Ok(())
}

#[test]
fn the_whole_document_gives_a_crate() {
    let generation =
        Inputs::of_text("openapi.json", &document().to_string()).generate("../../runtime");
    assert!(generation.files.is_some());
}

/// What reading a document with these schemas says, by code.
fn said(schemas: Value) -> Vec<Code> {
    let document = json!({"openapi": "3.1.0", "info": {"title": "Ferry", "version": "1"}, "paths": {}, "components": {"schemas": schemas}});
    let reading = Inputs::of_text("openapi.json", &document.to_string()).read();
    let said = reading.report.diagnostics().iter();
    let mut codes: Vec<Code> = said.map(|said| said.code).collect();
    codes.dedup();
    codes
}

fn reference(name: impl std::fmt::Display) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// `S0`, `S1`, … each made of the number of the next.
fn chain(length: usize, link: impl Fn(usize) -> Value) -> Value {
    let mut schemas: serde_json::Map<String, Value> = (0..length)
        .map(|index| (format!("S{index}"), link(index + 1)))
        .collect();
    schemas.insert(
        format!("S{length}"),
        json!({"type": "object", "properties": {"end": {"type": "string"}}}),
    );
    Value::Object(schemas)
}

#[test]
fn a_long_chain_of_references_is_followed() {
    let schemas = chain(5_000, |next| reference(format!("S{next}")));
    assert_eq!(said(schemas), []);
}

#[test]
fn a_long_chain_of_all_of_is_followed() {
    let schemas = chain(
        150,
        |next| json!({"allOf": [reference(format!("S{next}")), {"properties": {format!("p{next}"): {"type": "string"}}}]}),
    );
    assert_eq!(said(schemas), []);
}

#[test]
fn a_long_chain_of_all_of_that_adds_nothing_is_followed() {
    let schemas = chain(
        5_000,
        |next| json!({"allOf": [reference(format!("S{next}"))]}),
    );
    assert_eq!(said(schemas), []);
}

#[test]
fn what_a_base_lists_says_nothing_to_a_child_that_comes_by_a_bare_all_of() {
    let document = json!({"openapi": "3.1.0", "info": {"title": "Ferry", "version": "1"}, "paths": {}, "components": {"schemas": {
        "Pet": {
            "type": "object", "properties": {"name": {"type": "string"}},
            "oneOf": [reference("Tame"), reference("Wild")],
        },
        "Tame": {"allOf": [reference("Pet")]},
        "House": {"allOf": [reference("Tame")]},
        "Wild": {"type": "object", "properties": {"teeth": {"type": "integer"}}},
        "Cat": {"allOf": [reference("House"), {"properties": {"lives": {"type": "integer"}}}]},
    }}});
    let reading = Inputs::of_text("openapi.json", &document.to_string()).read();
    let api = reading.api.unwrap();
    let (_, cat) = api
        .types
        .iter()
        .find(|(_, named)| named.name.as_str() == "Cat")
        .unwrap();
    let Shape::Object(cat) = &cat.shape else {
        panic!("{:?}", cat.shape)
    };
    let fields: Vec<&str> = cat.fields.iter().map(|field| field.wire.as_str()).collect();
    assert_eq!(fields, ["name", "lives"]);
}

#[test]
fn a_long_chain_of_objects_is_no_deep_stack() {
    let schemas = chain(
        10_000,
        |next| json!({"type": "object", "required": ["next"], "properties": {"next": reference(format!("S{next}"))}}),
    );
    assert_eq!(said(schemas), []);
}

#[test]
fn schemas_that_double_with_every_step_end_in_a_finding() {
    let schemas = chain(40, |next| {
        let part = |ty: &str| {
            let own = json!({"properties": {"k": {"type": ty}, "a": {"type": "object"}, "b": {"type": "object"}}});
            json!({"allOf": [reference(format!("S{next}")), own]})
        };
        json!({"type": "object", "properties": {"a": part("string"), "b": part("integer")}})
    });
    assert!(said(schemas).contains(&Code::LimitExceeded));
}

#[test]
fn properties_that_come_twice_from_each_component_are_typed_once() {
    let schemas = chain(40, |next| {
        let part = |ty: &str| json!({"allOf": [reference(format!("S{next}")), {"properties": {"k": {"type": ty}}}]});
        json!({"type": "object", "properties": {"a": part("string"), "b": part("integer")}})
    });
    assert_eq!(said(schemas), []);
}

#[test]
fn inline_schemas_that_references_nest_without_measure_end_in_a_finding() {
    let schemas = chain(125, |next| {
        let part = json!({"allOf": [reference(format!("S{next}")), {"properties": {"k": {"type": "string"}}}]});
        json!({"type": "object", "properties": {"a": {"type": "array", "items": part}}})
    });
    assert!(said(schemas).contains(&Code::SchemaAsAny));
}

#[test]
fn a_long_chain_of_lists_is_no_deep_stack() {
    let schemas = chain(
        1_000,
        |next| json!({"type": "array", "minItems": 1, "items": reference(format!("S{next}"))}),
    );
    assert_eq!(said(schemas), []);
}

#[test]
fn unions_of_unions_do_not_double() {
    let schemas = chain(
        30,
        |next| json!({"type": "object", "properties": {"v": {"type": "string"}}, "oneOf": [reference(format!("S{next}")), reference(format!("S{}", (next + 1).min(30)))]}),
    );
    assert!(!said(schemas).contains(&Code::LimitExceeded));
}

#[test]
fn what_unions_of_one_another_hold_is_found_once_each() {
    let schemas: serde_json::Map<_, _> = (0..40)
        .map(|at| {
            let others = [1, 3, 5].map(|step| reference(format!("S{}", (at * 7 + step) % 40)));
            let own = json!({"type": "object", "properties": {"a": {"type": "string"}}});
            let alternatives: Vec<_> = others.into_iter().chain([own]).collect();
            (format!("S{at}"), json!({"anyOf": alternatives}))
        })
        .collect();
    let document = json!({"openapi": "3.1.0", "info": {"title": "Ferry", "version": "1"}, "paths": {}, "components": {"schemas": schemas}});
    let reading = Inputs::of_text("openapi.json", &document.to_string()).read();
    let api = reading.api.unwrap();
    let unions = api
        .types
        .iter()
        .filter_map(|(_, named)| match &named.shape {
            Shape::Union(union) => Some(union),
            _ => None,
        });
    let variants = unions.flat_map(|union| &union.variants);
    let mut kinds: Vec<_> = variants.map(|variant| &variant.look.kinds).collect();
    kinds.dedup();
    assert_eq!(kinds, [&[Kind::Object]]);
}

#[test]
fn a_pagination_that_leads_astray_ends_in_a_finding() {
    let union = |_| {
        let others = (0..12).map(|other| reference(format!("S{other}")));
        let others: Vec<_> = others
            .chain([json!({"type": "object", "properties": {"b": {}}})])
            .collect();
        json!({"oneOf": others})
    };
    let mut schemas: serde_json::Map<_, _> =
        (0..12).map(|at| (format!("S{at}"), union(at))).collect();
    schemas.insert(
        "Chain".to_owned(),
        json!({"type": "object", "properties": {"a": reference("Chain".to_owned())}}),
    );
    let operation = |id: &str, schema: &str, items: String| {
        let content = json!({"application/json": {"schema": reference(schema.to_owned())}});
        json!({"get": {
            "operationId": id, "x-pagination": {"kind": "link", "items": items},
            "responses": {"200": {"description": "ok", "content": content}},
        }})
    };
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Ferry", "version": "1"},
        "paths": {
            "/unions": operation("unions", "S0", "data".to_owned()),
            "/chain": operation("chain", "Chain", "a.".repeat(100_000)),
        },
        "components": {"schemas": schemas},
    });
    let reading = Inputs::of_text("openapi.json", &document.to_string()).read();
    let found = reading.report.diagnostics().iter();
    let astray = found.filter(|said| said.code == Code::PaginationMismatch);
    assert_eq!(astray.count(), 2);
    let operations = reading.api.unwrap().operations;
    assert!(operations.iter().all(|one| one.pagination.is_none()));
}

#[test]
fn a_schema_nested_without_measure_is_refused() {
    let deep = format!("{}{{}}{}", "{\"items\":".repeat(10_000), "}".repeat(10_000));
    let document = format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"Ferry\", \"version\": \"1\"}}, \"components\": {{\"schemas\": {{\"A\": {deep}}}}}}}"
    );
    let generation = Inputs::of_text("openapi.json", &document).generate("../../runtime");
    let codes: Vec<Code> = generation
        .report
        .diagnostics()
        .iter()
        .map(|said| said.code)
        .collect();
    assert_eq!(codes, [Code::LimitExceeded]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_broken_document_breaks_the_generator(changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..6)) {
        let mut document = document();
        for (at, change) in &changes {
            apply(&mut document, *at, change);
        }
        check(&document.to_string())?;
    }
}
