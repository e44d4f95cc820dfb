//! The schemas that speak of one value: those at its place, and all that they are composed of.

use serde_json::Value;

use super::excludes::excludes;
use super::schemas::{Schemas, list, object};

/// How deep references and compositions are followed at one place.
const DEPTH: usize = 16;

/// All schemas that speak of one value, without alternatives that plainly exclude it.
#[derive(Debug, Clone)]
pub struct Places<'a> {
    schemas: &'a Schemas,
    all: Vec<&'a Value>,
}

impl<'a> Places<'a> {
    /// Those of a value of `schema`.
    pub fn of(schemas: &'a Schemas, schema: &'a Value, value: &Value) -> Self {
        Self::gathered(schemas, vec![schema], value)
    }

    /// Those of a property of the value.
    pub fn member(&self, key: &str, value: &Value) -> Self {
        let named: Vec<&Value> = self
            .iter()
            .filter_map(|place| object(place, "properties")?.get(key))
            .collect();
        let below = if named.is_empty() {
            self.iter()
                .filter_map(|place| place.get("additionalProperties"))
                .collect()
        } else {
            named
        };
        Self::gathered(self.schemas, below, value)
    }

    /// Those of an element of the value.
    pub fn element(&self, index: usize, value: &Value) -> Self {
        let below = self.iter().filter_map(|place| {
            let own = place.get("prefixItems").and_then(|items| items.get(index));
            own.or_else(|| place.get("items"))
        });
        Self::gathered(self.schemas, below.collect(), value)
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = &'a Value> {
        self.all.iter().copied()
    }

    /// Whether one of them is as asked.
    pub fn any(&self, is: impl Fn(&Value) -> bool) -> bool {
        self.iter().any(is)
    }

    fn gathered(schemas: &'a Schemas, places: Vec<&'a Value>, value: &Value) -> Self {
        let mut all: Vec<&Value> = Vec::new();
        let mut open: Vec<(&Value, usize)> = places.into_iter().map(|place| (place, 0)).collect();
        while let Some((place, depth)) = open.pop() {
            let seen = all.iter().any(|known| std::ptr::eq(*known, place));
            if seen || depth > DEPTH {
                continue;
            }
            all.push(place);
            let target = place.get("$ref").and_then(Value::as_str);
            open.extend(
                target
                    .and_then(|target| schemas.target(target))
                    .map(|target| (target, depth + 1)),
            );
            open.extend(list(place, "allOf").map(|part| (part, depth + 1)));
            let holds = place.get("if").filter(|one| !excludes(schemas, one, value));
            open.extend(holds.and(place.get("then")).map(|then| (then, depth + 1)));
            for keyword in ["anyOf", "oneOf"] {
                let choices = list(place, keyword).filter(|one| !excludes(schemas, one, value));
                open.extend(choices.map(|one| (one, depth + 1)));
            }
        }
        Self { schemas, all }
    }
}
