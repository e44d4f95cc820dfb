//! References followed, `allOf` merged, `oneOf` and `anyOf` taken apart.

use serde_json::{Map, Value, json};

use super::merge::merge;
use crate::conformance::schemas::{Schemas, TAGS, list};

/// How many alternatives of one schema are looked at.
const MOST: usize = 48;
/// How deep compositions of compositions are followed.
const DEPTH: usize = 12;

/// The schemas without `$ref`, `allOf`, `oneOf`, `anyOf` that a value may satisfy to satisfy this one.
pub(super) fn flatten(schemas: &Schemas, schema: &Value) -> Vec<Value> {
    alternatives(schemas, schema, DEPTH)
}

fn alternatives(schemas: &Schemas, schema: &Value, depth: usize) -> Vec<Value> {
    let Some(given) = schema.as_object() else {
        return if schema == &Value::Bool(false) {
            Vec::new()
        } else {
            vec![json!({})]
        };
    };
    if depth == 0 {
        return Vec::new();
    }
    let mut found = vec![rest(given)];
    if let Some(target) = given.get("$ref").and_then(Value::as_str) {
        let target = schemas.target(target).unwrap_or(&Value::Bool(true));
        found = cross(&found, &alternatives(schemas, target, depth - 1));
    }
    for part in list(schema, "allOf").filter(|part| part.get("if").is_none()) {
        found = cross(&found, &alternatives(schemas, part, depth - 1));
    }
    for keyword in ["oneOf", "anyOf"] {
        let each: Vec<Vec<Value>> = list(schema, keyword)
            .map(|choice| {
                let tagged = tagged(schema, choice);
                let choice = alternatives(schemas, choice, depth - 1);
                if tagged.is_empty() {
                    choice
                } else {
                    cross(&choice, &tagged)
                }
            })
            .collect();
        if !each.is_empty() {
            found = cross(&found, &each.concat());
        }
    }
    found.extend(children(schemas, schema, depth));
    found.truncate(MOST);
    found
}

/// What the tags of a base without alternatives stand for, each with its tag.
fn children(schemas: &Schemas, schema: &Value, depth: usize) -> Vec<Value> {
    let is_base = ["oneOf", "anyOf"]
        .iter()
        .all(|keyword| schema.get(keyword).is_none());
    let tags = schema.get(TAGS).filter(|_| is_base);
    let tags = tags.and_then(|tags| tags.get("tags")?.as_object());
    let child = |target: &Value| {
        let child = json!({ "$ref": target });
        cross(
            &alternatives(schemas, &child, depth - 1),
            &tagged(schema, &child),
        )
    };
    tags.into_iter()
        .flatten()
        .flat_map(|(_, target)| child(target))
        .collect()
}

/// A schema without its composition.
fn rest(given: &Map<String, Value>) -> Value {
    given
        .iter()
        .filter(|(keyword, _)| {
            !["$ref", "allOf", "oneOf", "anyOf", TAGS].contains(&keyword.as_str())
        })
        .map(|(keyword, value)| (keyword.clone(), value.clone()))
        .collect()
}

/// The tags of a discriminator that stand for this alternative, each as a schema.
fn tagged(schema: &Value, choice: &Value) -> Vec<Value> {
    let (Some(tags), Some(reference)) = (schema.get(TAGS), choice.get("$ref")) else {
        return Vec::new();
    };
    let property = tags
        .get("property")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let tags = tags.get("tags").and_then(Value::as_object);
    tags.into_iter()
        .flatten()
        .filter(|(_, target)| *target == reference)
        .map(|(tag, _)| json!({ "required": [property], "properties": { property: { "const": tag } } }))
        .collect()
}

/// Each of the one merged with each of the other.
fn cross(one: &[Value], other: &[Value]) -> Vec<Value> {
    one.iter()
        .flat_map(|a| other.iter().filter_map(move |b| merge(a, b)))
        .take(MOST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::schemas::Direction;

    fn flat(schemas: Value) -> Vec<Value> {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": schemas } });
        let schemas = Schemas::new(&document, Direction::Whole, ["/components/schemas/A"]);
        let name = schemas.name("/components/schemas/A").unwrap();
        flatten(&schemas, schemas.get(name).unwrap())
    }

    #[test]
    fn parts_are_merged_and_alternatives_stay_apart() {
        let found = flat(json!({
            "A": { "allOf": [{ "$ref": "#/components/schemas/B" }, { "required": ["b"] }],
                   "oneOf": [{ "required": ["c"] }, { "required": ["d"] }] },
            "B": { "type": "object" },
        }));
        assert_eq!(
            found,
            [
                json!({ "type": "object", "required": ["b", "c"] }),
                json!({ "type": "object", "required": ["b", "d"] }),
            ]
        );
    }

    #[test]
    fn a_base_may_be_any_of_its_children() {
        let found = flat(json!({
            "A": { "type": "object", "discriminator": { "propertyName": "kind" } },
            "B": { "allOf": [{ "$ref": "#/components/schemas/A" }, { "required": ["b"] }] },
        }));
        let tagged = json!({ "type": "object", "required": ["b", "kind"],
            "properties": { "kind": { "const": "B" } } });
        assert_eq!(found, [json!({ "type": "object" }), tagged]);
    }

    #[test]
    fn a_tag_is_given_the_value_that_stands_for_the_alternative() {
        let found = flat(json!({
            "A": { "oneOf": [{ "$ref": "#/components/schemas/B" }],
                   "discriminator": { "propertyName": "kind", "mapping": { "b": "#/components/schemas/B" } } },
            "B": { "type": "object", "properties": { "kind": { "type": "string" } } },
        }));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["required"], json!(["kind"]));
        assert_eq!(
            found[0]["properties"]["kind"],
            json!({ "allOf": [{ "type": "string" }, { "const": "b" }] })
        );
    }
}
