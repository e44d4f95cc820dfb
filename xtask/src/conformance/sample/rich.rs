//! One value with as much in it as a schema names.

use std::cell::Cell;

use serde_json::{Map, Value, json};

use super::{Sampler, flatten, implied_kinds};
use crate::conformance::schemas::{list, object, types};

/// How deep everything is there; below that only what is required.
const DEPTH: usize = 5;
/// After so many parts only what is required follows.
const ROOM: usize = 400;

impl Sampler<'_> {
    /// A value of the definition `name` with every property that its schema names, of the first alternative wherever there
    /// are several.
    pub fn richest(&self, name: &str) -> Option<Value> {
        self.rich(self.schemas.get(name)?, DEPTH, &Cell::new(ROOM))
    }

    fn rich(&self, schema: &Value, depth: usize, room: &Cell<usize>) -> Option<Value> {
        let plainest = |fuel| self.values(schema, fuel).into_iter().next();
        if depth == 0 || room.get() == 0 {
            return plainest(0);
        }
        room.set(room.get() - 1);
        let first = flatten::flatten(self.schemas, schema).into_iter().next()?;
        let fixed = first.get("const").is_some() || first.get("enum").is_some();
        let kinds = match types(&first) {
            kinds if kinds.is_empty() => implied_kinds(&first),
            kinds => kinds,
        };
        match kinds.first() {
            Some(&"object") if !fixed => self.rich_object(&first, depth, room),
            Some(&"array") if !fixed => self.rich_list(&first, depth, room),
            _ => plainest(1),
        }
    }

    fn rich_object(&self, schema: &Value, depth: usize, room: &Cell<usize>) -> Option<Value> {
        let mut out = Map::new();
        for (name, property) in object(schema, "properties").into_iter().flatten() {
            if let Some(value) = self.rich(property, depth - 1, room) {
                out.insert(name.clone(), value);
            }
        }
        let others = schema
            .get("additionalProperties")
            .filter(|others| others.is_object());
        for name in list(schema, "required").filter_map(Value::as_str) {
            if !out.contains_key(name) {
                let value = others.map_or_else(
                    || Some(json!("required")),
                    |others| self.rich(others, depth - 1, room),
                );
                out.insert(name.to_owned(), value?);
            }
        }
        if out.is_empty() {
            let is_free = schema.get("patternProperties").is_none();
            let value = match (others, schema.get("additionalProperties")) {
                (Some(others), _) => self.rich(others, depth - 1, room),
                (None, None | Some(Value::Bool(true))) if is_free => Some(json!("value")),
                (None, _) => None,
            };
            out.extend(value.map(|value| ("key".to_owned(), value)));
        }
        Some(Value::Object(out))
    }

    /// As many elements as there must be, and one at least.
    fn rich_list(&self, schema: &Value, depth: usize, room: &Cell<usize>) -> Option<Value> {
        let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
        let items = schema.get("items").filter(|items| items.is_object());
        match items {
            Some(items) if least <= 1 && schema.get("prefixItems").is_none() => {
                Some(json!([self.rich(items, depth - 1, room)?]))
            }
            _ => self.lists(schema, 1).into_iter().next(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::schemas::{Direction, Schemas};

    fn richest(schema: Value) -> Option<Value> {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": { "A": schema } } });
        let pointer = "/components/schemas/A";
        let schemas = Schemas::new(&document, Direction::Whole, [pointer]);
        let name = schemas.name(pointer)?.to_owned();
        Sampler::new(&schemas, 8).richest(&name)
    }

    #[test]
    fn every_property_at_every_depth_is_there() {
        let inner = json!({ "type": "object", "properties": { "b": { "const": 1 }, "c": { "enum": [2, 3] } } });
        let schema = json!({ "type": "object", "properties": {
            "inner": inner, "list": { "type": "array", "items": inner }, "map": { "additionalProperties": inner },
        } });
        let filled = json!({ "b": 1, "c": 2 });
        assert_eq!(
            richest(schema),
            Some(json!({ "inner": filled, "list": [filled], "map": { "key": filled } }))
        );
    }

    #[test]
    fn a_schema_that_contains_itself_comes_to_an_end() {
        let tree = json!({ "type": "object", "properties": { "child": { "$ref": "#/components/schemas/A" } } });
        let mut depth = 0;
        let mut value = richest(tree).unwrap();
        while let Some(child) = value.get("child").cloned() {
            value = child;
            depth += 1;
        }
        assert_eq!(depth, DEPTH);
    }
}
