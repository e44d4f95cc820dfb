//! Values made from a schema: the plainest one first, then the edges. The same for the same schema, always; bounded in
//! depth by [`FUEL`] and in number by `width`. Not every value is valid: keywords that cut across others (`not`,
//! `dependentRequired`, …) are left to the judge.

mod flatten;
mod format;
mod list;
mod merge;
mod number;
mod object;
mod pattern;
mod rich;
mod text;

use std::cell::RefCell;
use std::collections::HashMap;

use serde_json::{Value, json};

pub use text::texts;

use super::schemas::{Schemas, types};

/// How deep the interesting values are made. Below that only what is required, and that not for ever.
const FUEL: i32 = 4;
/// Where a schema that requires itself is given up.
const EMPTY: i32 = -8;
/// How many values of a nested schema are kept to vary the one around it.
const NESTED: [usize; 4] = [1, 3, 8, 16];

/// Makes values from the schemas of one document.
pub struct Sampler<'a> {
    schemas: &'a Schemas,
    /// The most values for one schema.
    most: usize,
    /// What was made of a schema that leads to others, by its text and the fuel that was left.
    known: RefCell<HashMap<(String, i32), Vec<Value>>>,
}

impl<'a> Sampler<'a> {
    /// A sampler that makes at most `most` values of a schema.
    pub fn new(schemas: &'a Schemas, most: usize) -> Self {
        Self {
            schemas,
            most,
            known: RefCell::default(),
        }
    }

    /// Values of the definition `name`.
    pub fn samples(&self, name: &str) -> Vec<Value> {
        match self.schemas.get(name) {
            Some(schema) => self.values(schema, FUEL),
            None => Vec::new(),
        }
    }

    /// A value of the definition `name` with nothing in it but what is required.
    pub fn plainest(&self, name: &str) -> Option<Value> {
        self.values(self.schemas.get(name)?, 0).into_iter().next()
    }

    /// Values of a schema, with so much fuel left; none when there is no finite one.
    fn values(&self, schema: &Value, fuel: i32) -> Vec<Value> {
        if fuel < EMPTY {
            return Vec::new();
        }
        let key = leads_on(schema).then(|| (schema.to_string(), fuel));
        if let Some(known) = key
            .as_ref()
            .and_then(|key| self.known.borrow().get(key).cloned())
        {
            return known;
        }
        let alternatives = flatten::flatten(self.schemas, schema);
        let each: Vec<Vec<Value>> = alternatives
            .iter()
            .map(|plain| self.plain(plain, fuel))
            .collect();
        let values = in_turn(each, self.width(fuel));
        if let Some(key) = key {
            self.known.borrow_mut().insert(key, values.clone());
        }
        values
    }

    /// How many values are made with so much fuel.
    fn width(&self, fuel: i32) -> usize {
        match usize::try_from(fuel) {
            Ok(fuel) => NESTED
                .get(fuel)
                .copied()
                .unwrap_or(self.most)
                .min(self.most),
            Err(_) => 1,
        }
    }

    /// Values of a schema without references and composition.
    fn plain(&self, schema: &Value, fuel: i32) -> Vec<Value> {
        if let Some(only) = schema.get("const") {
            return vec![only.clone()];
        }
        if let Some(Value::Array(values)) = schema.get("enum") {
            return values.clone();
        }
        let kinds = match types(schema) {
            kinds if kinds.is_empty() => implied_kinds(schema),
            kinds => kinds,
        };
        let each = kinds
            .into_iter()
            .map(|kind| match kind {
                "object" => self.objects(schema, fuel),
                "array" => self.lists(schema, fuel),
                "string" => texts(schema),
                "integer" => number::integers(schema),
                "number" => number::numbers(schema),
                "boolean" => vec![json!(true), json!(false)],
                _ => vec![Value::Null],
            })
            .collect();
        in_turn(each, self.width(fuel))
    }
}

/// Whether other schemas stand in a schema, or a pattern: making its values takes long then.
fn leads_on(schema: &Value) -> bool {
    const KEYWORDS: [&str; 7] = [
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "properties",
        "items",
        "pattern",
    ];
    KEYWORDS.iter().any(|keyword| schema.get(keyword).is_some())
}

/// The kinds of a schema that names none: from what it demands, else some of each.
fn implied_kinds(schema: &Value) -> Vec<&'static str> {
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| schema.get(keyword).is_some());
    let mut kinds = Vec::new();
    if has(&[
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "minProperties",
    ]) {
        kinds.push("object");
    }
    if has(&["items", "prefixItems", "minItems"]) {
        kinds.push("array");
    }
    // A text or a number in the place of an object would be admitted, and is meant by nobody.
    let has_parts = !kinds.is_empty();
    if !has_parts && has(&["pattern", "minLength", "maxLength", "format"]) {
        kinds.push("string");
    }
    if !has_parts && has(&["minimum", "maximum", "multipleOf"]) {
        kinds.push("number");
    }
    if kinds.is_empty() {
        kinds.extend(["string", "integer", "object", "array", "boolean"]);
    }
    kinds
}

/// The first of each, then the second of each, and so on, each value once, so many in all.
fn in_turn(each: Vec<Vec<Value>>, most: usize) -> Vec<Value> {
    let longest = each.iter().map(Vec::len).max().unwrap_or(0);
    let mut all: Vec<Value> = Vec::new();
    for turn in 0..longest {
        for value in each.iter().filter_map(|values| values.get(turn)) {
            if all.len() < most && !all.contains(value) {
                all.push(value.clone());
            }
        }
    }
    all
}

#[cfg(test)]
mod tests_support {
    use super::*;
    use crate::conformance::schemas::Direction;

    /// The values of the schema `name` of a document with these schemas.
    pub(super) fn samples(schemas: Value, name: &str) -> Vec<Value> {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": schemas } });
        let pointer = format!("/components/schemas/{name}");
        let schemas = Schemas::new(&document, Direction::Whole, [pointer.as_str()]);
        let name = schemas.name(&pointer).unwrap().to_owned();
        Sampler::new(&schemas, 64).samples(&name)
    }

    /// The values of a schema.
    pub(super) fn values(schema: &Value) -> Vec<Value> {
        samples(json!({ "A": schema }), "A")
    }
}

#[cfg(test)]
mod tests {
    use super::tests_support::samples;
    use super::*;

    #[test]
    fn a_schema_that_contains_itself_has_finite_values() {
        let tree = json!({ "Tree": {
            "type": "object", "required": ["name"],
            "properties": { "name": { "const": "n" }, "child": { "$ref": "#/components/schemas/Tree" } },
        } });
        let found = samples(tree, "Tree");
        assert_eq!(found[0], json!({ "name": "n" }));
        assert!(found.contains(&json!({ "name": "n", "child": { "name": "n" } })));
    }

    #[test]
    fn a_schema_that_requires_itself_has_none() {
        let knot = json!({ "Knot": {
            "type": "object", "required": ["knot"],
            "properties": { "knot": { "$ref": "#/components/schemas/Knot" } },
        } });
        assert_eq!(samples(knot, "Knot"), Vec::<Value>::new());
    }

    #[test]
    fn every_value_of_an_enum_and_every_variant_of_a_union() {
        let union = json!({ "Union": { "oneOf": [{ "enum": ["a", "b"] }, { "const": 3 }, { "type": "null" }] } });
        assert_eq!(
            samples(union, "Union"),
            [json!("a"), json!(3), Value::Null, json!("b")]
        );
    }

    #[test]
    fn the_number_is_bounded_and_the_same_each_time() {
        let properties: serde_json::Map<String, Value> = (0..200)
            .map(|n| (format!("p{n}"), json!({ "type": "string", "maxLength": n })))
            .collect();
        let wide = json!({ "Wide": { "type": "object", "properties": properties } });
        let found = samples(wide.clone(), "Wide");
        assert_eq!(found.len(), 64);
        assert_eq!(found, samples(wide, "Wide"));
    }
}
