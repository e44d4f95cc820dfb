//! The values that a document itself gives for its named schemas: `example` and `examples` of media types, parameters and
//! headers whose schema is nothing but a reference to one. Those inside a schema go along with it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::schemas::{Schemas, list};

/// How deep the document is looked through.
const DEPTH: usize = 64;

/// The examples of a document by the JSON pointer of their schema.
pub fn of_document(document: &Value) -> BTreeMap<String, Vec<Value>> {
    let mut found = BTreeMap::new();
    collect(document, document, DEPTH, &mut found);
    found
}

/// The examples inside a schema.
pub fn of_schema(schemas: &Schemas, name: &str) -> Vec<Value> {
    schemas
        .get(name)
        .map(|schema| list(schema, "examples").cloned().collect())
        .unwrap_or_default()
}

fn collect(document: &Value, part: &Value, depth: usize, found: &mut BTreeMap<String, Vec<Value>>) {
    if depth == 0 {
        return;
    }
    match part {
        Value::Object(members) => {
            let reference = members
                .get("schema")
                .and_then(|schema| schema.get("$ref")?.as_str());
            if let Some(pointer) = reference.and_then(|reference| reference.strip_prefix('#')) {
                found
                    .entry(pointer.to_owned())
                    .or_default()
                    .extend(beside(document, part));
            }
            members
                .values()
                .for_each(|member| collect(document, member, depth - 1, found));
        }
        Value::Array(elements) => {
            elements
                .iter()
                .for_each(|element| collect(document, element, depth - 1, found));
        }
        _ => {}
    }
}

/// The examples of an object that has a `schema`: a media type, a parameter, a header.
pub fn beside(document: &Value, part: &Value) -> Vec<Value> {
    let named = part
        .get("examples")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    let named = named.filter_map(|(_, example)| {
        let target = example
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|r| document.pointer(r.strip_prefix('#')?));
        let example = target.unwrap_or(example);
        example
            .get("dataValue")
            .or_else(|| example.get("value"))
            .cloned()
    });
    part.get("example")
        .cloned()
        .into_iter()
        .chain(named)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_example_belongs_to_the_schema_beside_it() {
        let document = json!({
            "components": { "examples": { "three": { "value": 3 } } },
            "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/A" },
                "example": 1,
                "examples": { "two": { "value": 2 }, "three": { "$ref": "#/components/examples/three" } },
            } },
        });
        let mut found = of_document(&document)["/components/schemas/A"].clone();
        found.sort_by_key(Value::to_string);
        assert_eq!(found, [json!(1), json!(2), json!(3)]);
    }
}
