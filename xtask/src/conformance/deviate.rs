//! What servers send instead of what their documents say, and clients have to bear: each deviation done to a whole sample,
//! wherever its schema leaves room for it.

use serde_json::{Map, Value, json};

use super::compare::admits_others;
use super::places::Places;
use super::schemas::{Schemas, TAGS, list, object, types};

/// A text that no enum lists and no discriminator knows.
const UNLISTED: &str = "x_unlisted";
/// What is added to an integer, so that no enum lists it.
const UNLISTED_NUMBER: i64 = 987_654_321;

/// A way in which servers deviate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deviation {
    /// A value of an enum that the document does not list.
    UnlistedValue,
    /// A tag that the discriminator does not know.
    UnlistedTag,
    /// A date and time without its offset.
    NoOffset,
    /// Null for an optional property that is not nullable.
    NullForAbsent,
    /// A property that the schema does not name.
    UnknownKey,
    /// `1.0` for `1`.
    FloatForInteger,
}

impl Deviation {
    /// All there are.
    pub const ALL: [Self; 6] = [
        Self::UnlistedValue,
        Self::UnlistedTag,
        Self::NoOffset,
        Self::NullForAbsent,
        Self::UnknownKey,
        Self::FloatForInteger,
    ];

    /// What is said of it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::UnlistedValue => "a value that the enum does not list",
            Self::UnlistedTag => "a tag that the discriminator does not know",
            Self::NoOffset => "a date and time without offset",
            Self::NullForAbsent => "null for an absent property",
            Self::UnknownKey => "a property that the schema does not name",
            Self::FloatForInteger => "an integer with a fraction of zero",
        }
    }

    /// Whether a type may also write what should have been sent.
    pub const fn is_mended(self) -> bool {
        matches!(
            self,
            Self::NoOffset | Self::NullForAbsent | Self::FloatForInteger
        )
    }

    /// The sample of `schema` with this done to it; nothing when there is no room for it.
    pub fn done_to(self, schemas: &Schemas, schema: &Value, sample: &Value) -> Option<Value> {
        let places = Places::of(schemas, schema, sample);
        let made = self.walk(&places, sample);
        (made != *sample).then_some(made)
    }

    fn walk(self, places: &Places<'_>, value: &Value) -> Value {
        match value {
            Value::Object(members) => Value::Object(self.object(places, members)),
            Value::Array(elements) => {
                let each = elements.iter().enumerate();
                each.map(|(index, element)| self.walk(&places.element(index, element), element))
                    .collect()
            }
            scalar => self
                .scalar(places, scalar)
                .unwrap_or_else(|| scalar.clone()),
        }
    }

    fn object(self, places: &Places<'_>, members: &Map<String, Value>) -> Map<String, Value> {
        let mut made = Map::new();
        for (key, value) in members {
            let below = places.member(key, value);
            let is_tag = places.any(|place| tag(place) == Some(key));
            let value = match self {
                Self::UnlistedTag if is_tag && value.is_string() => json!(UNLISTED),
                // What stands in a tag tells the rest.
                _ if is_tag => value.clone(),
                _ => self.walk(&below, value),
            };
            made.insert(key.clone(), value);
        }
        match self {
            Self::NullForAbsent => {
                let named = places
                    .iter()
                    .filter_map(|place| object(place, "properties"));
                for key in named.flat_map(Map::keys) {
                    if !made.contains_key(key) && is_optional(places, key) {
                        made.insert(key.clone(), Value::Null);
                    }
                }
            }
            Self::UnknownKey if places.any(names_keys) && !places.any(admits_others) => {
                made.insert(UNLISTED.to_owned(), json!([{ "new": null }]));
            }
            _ => {}
        }
        made
    }

    fn scalar(self, places: &Places<'_>, value: &Value) -> Option<Value> {
        let is = |kind: &str| places.any(|place| types(place).contains(&kind));
        match (self, value) {
            // Not all the same: a set may hold them.
            (Self::UnlistedValue, Value::String(text))
                if places.any(|place| lists(place, value)) =>
            {
                Some(json!(format!("{UNLISTED} {text}")))
            }
            (Self::UnlistedValue, Value::Number(number))
                if places.any(|place| lists(place, value)) =>
            {
                Some(json!(UNLISTED_NUMBER.checked_add(number.as_i64()?)?))
            }
            (Self::NoOffset, Value::String(text))
                if places.any(|place| place.get("format") == Some(&json!("date-time"))) =>
            {
                text.strip_suffix('Z').map(Value::from)
            }
            (Self::FloatForInteger, Value::Number(number)) if is("integer") => {
                // Beyond that a float does not tell integers apart.
                let number = number
                    .as_i64()
                    .filter(|number| number.unsigned_abs() < 1 << 53)?;
                Some(json!(number as f64))
            }
            _ => None,
        }
    }
}

fn names_keys(schema: &Value) -> bool {
    object(schema, "properties").is_some_and(|properties| !properties.is_empty())
}

/// Whether no schema demands a property.
fn is_optional(places: &Places<'_>, key: &str) -> bool {
    !places.any(|place| list(place, "required").any(|name| name == key))
}

/// The property of a schema's discriminator.
fn tag(schema: &Value) -> Option<&str> {
    schema.get(TAGS)?.get("property")?.as_str()
}

/// Whether a schema is an enum of which this is one value.
fn lists(schema: &Value, value: &Value) -> bool {
    list(schema, "enum").any(|listed| listed == value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::schemas::Direction;

    fn done(deviation: Deviation, schema: Value, sample: &Value) -> Option<Value> {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": { "A": schema } } });
        let pointer = "/components/schemas/A";
        let schemas = Schemas::new(&document, Direction::Whole, [pointer]);
        let schema = schemas.get(schemas.name(pointer)?)?;
        deviation.done_to(&schemas, schema, sample)
    }

    #[test]
    fn each_deviation_is_done_where_there_is_room_for_it() {
        let schema = json!({
            "type": "object", "required": ["id"],
            "properties": {
                "id": { "type": "integer" },
                "at": { "type": "string", "format": "date-time" },
                "status": { "type": "array", "items": { "enum": ["on", "off"] } },
                "note": { "type": "string" },
            },
        });
        let sample = json!({ "id": 7, "at": "2024-02-29T12:34:56Z", "status": ["on"] });
        let with = |key: &str, value: Value| {
            let mut made = sample.clone();
            made[key] = value;
            Some(made)
        };
        let done = |deviation| done(deviation, schema.clone(), &sample);
        assert_eq!(
            done(Deviation::UnlistedValue),
            with("status", json!(["x_unlisted on"]))
        );
        assert_eq!(done(Deviation::UnlistedTag), None);
        assert_eq!(
            done(Deviation::NoOffset),
            with("at", json!("2024-02-29T12:34:56"))
        );
        assert_eq!(done(Deviation::NullForAbsent), with("note", Value::Null));
        assert_eq!(
            done(Deviation::UnknownKey),
            with(UNLISTED, json!([{ "new": null }]))
        );
        assert_eq!(done(Deviation::FloatForInteger), with("id", json!(7.0)));
    }

    #[test]
    fn a_tag_is_changed_by_itself_alone() {
        let union = json!({
            "oneOf": [{ "properties": { "kind": { "enum": ["a"] } } }],
            "discriminator": { "propertyName": "kind", "mapping": { "a": "#/components/schemas/A" } },
        });
        let sample = json!({ "kind": "a" });
        let unlisted = Some(json!({ "kind": UNLISTED }));
        assert_eq!(
            done(Deviation::UnlistedTag, union.clone(), &sample),
            unlisted
        );
        assert_eq!(done(Deviation::UnlistedValue, union, &sample), None);
    }
}
