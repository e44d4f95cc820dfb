//! Objects: what is required alone, everything, then one property after the other in each of its forms.

use serde_json::{Map, Value, json};

use super::{Sampler, in_turn, pattern};
use crate::conformance::schemas::{list, object};

/// The key of a property that no schema names.
const UNKNOWN: &str = "x_unknown";

impl Sampler<'_> {
    /// Values of an object's schema.
    pub(super) fn objects(&self, schema: &Value, fuel: i32) -> Vec<Value> {
        let Some(minimal) = self.minimal(schema, fuel) else {
            return Vec::new();
        };
        if fuel <= 0 {
            return vec![Value::Object(minimal)];
        }
        let each: Vec<Vec<(String, Value)>> = self.properties(schema, fuel);
        let mut full = minimal.clone();
        for (name, value) in each.iter().filter_map(|values| values.first()) {
            full.entry(name.clone()).or_insert_with(|| value.clone());
        }
        let mut found = vec![Value::Object(minimal.clone()), Value::Object(full)];
        let varied = each
            .into_iter()
            .map(|values| {
                let with = |(name, value): (String, Value)| {
                    let mut varied = minimal.clone();
                    varied.insert(name, value);
                    Value::Object(varied)
                };
                values.into_iter().map(with).collect()
            })
            .collect();
        found.extend(in_turn(varied, self.width(fuel)));
        found.extend(self.with_others(schema, &minimal, fuel));
        found
    }

    /// The required properties in their plainest form; nothing when one of them has no value.
    fn minimal(&self, schema: &Value, fuel: i32) -> Option<Map<String, Value>> {
        let properties = object(schema, "properties");
        let mut minimal = Map::new();
        for name in list(schema, "required").filter_map(Value::as_str) {
            let property = properties.and_then(|properties| properties.get(name));
            let additional = schema
                .get("additionalProperties")
                .filter(|extra| extra.is_object());
            let value = match property.or(additional) {
                Some(property) => self.values(property, fuel - 1).into_iter().next()?,
                None => json!("required"),
            };
            minimal.insert(name.to_owned(), value);
        }
        Some(minimal)
    }

    /// Every property with each of its values.
    fn properties(&self, schema: &Value, fuel: i32) -> Vec<Vec<(String, Value)>> {
        let named = |(name, property): (&String, &Value)| {
            let values = self.values(property, fuel - 1);
            values
                .into_iter()
                .map(|value| (name.clone(), value))
                .collect()
        };
        object(schema, "properties")
            .into_iter()
            .flatten()
            .map(named)
            .collect()
    }

    /// Objects with properties that have no name in the schema.
    fn with_others(&self, schema: &Value, minimal: &Map<String, Value>, fuel: i32) -> Vec<Value> {
        let mut others: Vec<(String, Value)> = Vec::new();
        match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => {}
            Some(extra) if extra.is_object() => {
                let values = self.values(extra, fuel - 1);
                others.extend(
                    values
                        .into_iter()
                        .map(|value| ("any key".to_owned(), value)),
                );
            }
            _ => others.push((UNKNOWN.to_owned(), json!({ "kept": [1, null] }))),
        }
        for (key, property) in object(schema, "patternProperties").into_iter().flatten() {
            if let Some(key) = pattern::texts(key).into_iter().next() {
                let values = self.values(property, fuel - 1);
                others.extend(values.into_iter().map(|value| (key.clone(), value)));
            }
        }
        let with = |(key, value): (String, Value)| {
            let mut object = minimal.clone();
            object.insert(key, value);
            Value::Object(object)
        };
        others.into_iter().map(with).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests_support::values;
    use super::*;

    #[test]
    fn what_is_required_everything_and_what_is_unknown() {
        let schema = json!({ "type": "object", "required": ["a"],
            "properties": { "a": { "const": 1 }, "b": { "const": 2 } } });
        assert_eq!(
            values(&schema),
            [
                json!({ "a": 1 }),
                json!({ "a": 1, "b": 2 }),
                json!({ "a": 1, UNKNOWN: { "kept": [1, null] } }),
            ]
        );
    }

    #[test]
    fn a_map_is_empty_and_has_keys() {
        let schema = json!({ "type": "object", "additionalProperties": { "const": 1 } });
        assert_eq!(values(&schema), [json!({}), json!({ "any key": 1 })]);
    }
}
