//! What a type lost, added or changed on the way from JSON to JSON.
//!
//! Equal means: numbers by their value, texts by the instant, duration, address or UUID that they stand for, and without
//! properties that no schema names, unless the schema says that it admits others. A null may vanish where no schema mentions null.

use std::str::FromStr;

use serde_json::{Map, Value};

use super::places::Places;
use super::schemas::{Schemas, list, object, types};

/// Where two values differ, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The JSON path.
    pub path: String,
    /// What is wrong there.
    pub what: String,
}

/// The first difference between a sample of `schema` and what the type made of it.
pub fn difference(
    schemas: &Schemas,
    schema: &Value,
    sample: &Value,
    made: &Value,
) -> Option<Difference> {
    values(&Places::of(schemas, schema, sample), sample, made, "$")
}

fn values(places: &Places<'_>, sample: &Value, made: &Value, path: &str) -> Option<Difference> {
    match (sample, made) {
        (Value::Object(sample), Value::Object(made)) => objects(places, sample, made, path),
        (Value::Array(sample), Value::Array(made))
            if sample.len() == made.len() || is_open_tuple(places, sample.len(), made.len()) =>
        {
            let each = sample.iter().zip(made).enumerate();
            each.into_iter().find_map(|(index, (sample, made))| {
                let places = places.element(index, sample);
                values(&places, sample, made, &format!("{path}[{index}]"))
            })
        }
        _ if same(sample, made) => None,
        _ => Some(Difference {
            path: path.to_owned(),
            what: format!("{} became {}", short(sample), short(made)),
        }),
    }
}

fn objects(
    places: &Places<'_>,
    sample: &Map<String, Value>,
    made: &Map<String, Value>,
    path: &str,
) -> Option<Difference> {
    let at = |key: &str| format!("{path}.{key}");
    for (key, value) in sample {
        let below = places.member(key, value);
        let difference = match made.get(key) {
            Some(made) => values(&below, value, made, &at(key)),
            None if may_vanish(places, &below, key, value) => None,
            None => Some(Difference {
                path: at(key),
                what: format!("{} vanished", short(value)),
            }),
        };
        if difference.is_some() {
            return difference;
        }
    }
    let (key, value) = made.iter().find(|(key, _)| !sample.contains_key(*key))?;
    Some(Difference {
        path: at(key),
        what: format!("{} appeared", short(value)),
    })
}

/// Whether elements may be missing at the end: a tuple says nothing of those beyond its own.
fn is_open_tuple(places: &Places<'_>, sample: usize, made: usize) -> bool {
    let own = |place: &Value| place.get("prefixItems")?.as_array().map(Vec::len);
    let says_more = places.any(|place| place.get("items").is_some());
    made < sample && !says_more && places.iter().filter_map(own).max() == Some(made)
}

/// Whether a property may be missing from what the type made: nobody names it and nobody says that others are admitted;
/// or it is null where nobody mentions null.
fn may_vanish(places: &Places<'_>, below: &Places<'_>, key: &str, value: &Value) -> bool {
    if value.is_null() {
        return !below.any(mentions_null);
    }
    let is_named = places.any(|place| {
        object(place, "properties").is_some_and(|properties| properties.contains_key(key))
            || list(place, "required").any(|name| name == key)
    });
    !is_named && !places.any(admits_others)
}

/// Whether a schema says that an object may have properties that it does not name.
pub fn admits_others(schema: &Value) -> bool {
    let admitted = schema.get("additionalProperties");
    admitted.is_some_and(|admitted| admitted != &Value::Bool(false))
        || schema.get("patternProperties").is_some()
}

/// Whether a schema itself says that a value may be null.
fn mentions_null(schema: &Value) -> bool {
    types(schema).contains(&"null")
        || list(schema, "enum").any(Value::is_null)
        || schema.get("const") == Some(&Value::Null)
}

/// Whether two scalars are the same value.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => match (a.as_i128(), b.as_i128()) {
            (Some(a), Some(b)) => a == b,
            _ => a.as_f64() == b.as_f64(),
        },
        (Value::String(a), Value::String(b)) => a == b || same_text(a, b),
        _ => a == b,
    }
}

/// Whether two texts stand for the same instant, duration, address or UUID.
fn same_text(a: &str, b: &str) -> bool {
    fn both<T: FromStr + PartialEq>(a: &str, b: &str) -> bool {
        matches!((a.parse::<T>(), b.parse::<T>()), (Ok(a), Ok(b)) if a == b)
    }
    let spans = || {
        let parse = |text: &str| text.parse::<jiff::Span>().ok();
        matches!((parse(a), parse(b)), (Some(a), Some(b)) if a.fieldwise() == b.fieldwise())
    };
    let is_uuid =
        |text: &str| text.len() == 36 && text.bytes().filter(|byte| *byte == b'-').count() == 4;
    // A time of day in UTC.
    let in_utc = |text: &str| {
        let zone = text
            .strip_suffix(['Z', 'z'])
            .or_else(|| text.strip_suffix("+00:00"));
        zone.and_then(|time| time.parse::<jiff::civil::Time>().ok())
    };
    both::<jiff::Timestamp>(a, b)
        || (in_utc(a).is_some() && in_utc(a) == in_utc(b))
        || both::<std::net::IpAddr>(a, b)
        || (is_uuid(a) && a.eq_ignore_ascii_case(b))
        || spans()
}

/// A value as one short text.
pub fn short(value: &Value) -> String {
    const LONGEST: usize = 120;
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::schemas::Direction;
    use serde_json::json;

    fn compared(schema: &Value, sample: &Value, made: &Value) -> Option<String> {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": { "A": schema } } });
        let pointer = "/components/schemas/A";
        let schemas = Schemas::new(&document, Direction::Whole, [pointer]);
        let schema = schemas.get(schemas.name(pointer).unwrap()).unwrap();
        let Difference { path, what } = difference(&schemas, schema, sample, made)?;
        Some(format!("{path}: {what}"))
    }

    #[test]
    fn what_the_schema_names_stays() {
        let schema = json!({ "properties": { "a": {} } });
        let sample = json!({ "a": 1, "b": 2 });
        assert_eq!(compared(&schema, &sample, &json!({ "a": 1 })), None);
        assert_eq!(
            compared(&schema, &sample, &json!({ "b": 2 })).unwrap(),
            "$.a: 1 vanished"
        );
        assert_eq!(
            compared(&schema, &json!({}), &json!({ "a": 1 })).unwrap(),
            "$.a: 1 appeared"
        );
    }

    #[test]
    fn others_stay_where_they_are_admitted() {
        let schema =
            json!({ "allOf": [{ "properties": { "a": {} } }, { "additionalProperties": true }] });
        assert_eq!(
            compared(&schema, &json!({ "b": 2 }), &json!({})).unwrap(),
            "$.b: 2 vanished"
        );
    }

    #[test]
    fn an_alternative_that_excludes_the_value_admits_nothing() {
        let schema = json!({ "anyOf": [
            { "properties": { "type": { "const": "a" } } },
            { "properties": { "type": { "const": "b" } }, "additionalProperties": true },
        ] });
        let found = |tag: &str| {
            compared(
                &schema,
                &json!({ "type": tag, "x": 1 }),
                &json!({ "type": tag }),
            )
        };
        assert_eq!(found("a"), None);
        assert_eq!(found("b").unwrap(), "$.x: 1 vanished");
    }

    #[test]
    fn elements_that_a_tuple_says_nothing_of_may_vanish() {
        let open = json!({ "prefixItems": [{}, {}] });
        let (sample, made) = (json!([1, 2, 3]), json!([1, 2]));
        assert_eq!(compared(&open, &sample, &made), None);
        assert!(compared(&open, &sample, &json!([1])).is_some());
        let rest = json!({ "prefixItems": [{}, {}], "items": {} });
        assert!(compared(&rest, &sample, &made).is_some());
    }

    #[test]
    fn a_null_vanishes_only_where_nobody_mentions_it() {
        let schema = json!({ "properties": { "a": {}, "b": { "type": ["string", "null"] } } });
        assert_eq!(compared(&schema, &json!({ "a": null }), &json!({})), None);
        assert!(compared(&schema, &json!({ "b": null }), &json!({})).is_some());
    }

    #[test]
    fn instants_and_numbers_are_compared_by_value() {
        let any = json!({});
        for (sample, made) in [
            (
                json!("2024-02-29T12:34:56.500+02:00"),
                json!("2024-02-29T10:34:56.5Z"),
            ),
            (
                json!("D9428888-122B-11E1-B85C-61CD3CBB3210"),
                json!("d9428888-122b-11e1-b85c-61cd3cbb3210"),
            ),
            (json!(1.0), json!(1)),
            (json!("10:00:00+00:00"), json!("10:00:00Z")),
        ] {
            assert_eq!(compared(&any, &sample, &made), None);
        }
        assert!(compared(&any, &json!("a"), &json!("b")).is_some());
        assert!(compared(&any, &json!("10:00:00Z"), &json!("10:00:01Z")).is_some());
        assert!(compared(&any, &json!([1]), &json!([1, 2])).is_some());
    }
}
