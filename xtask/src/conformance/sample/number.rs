//! Numbers: zero, both signs, and the bounds.

use serde_json::{Number, Value, json};

/// Integers of a schema.
pub(super) fn integers(schema: &Value) -> Vec<Value> {
    let bound = |keyword: &str| schema.get(keyword).and_then(whole);
    let least = bound("minimum").max(bound("exclusiveMinimum").map(|n| n + 1));
    let most = [bound("maximum"), bound("exclusiveMaximum").map(|n| n - 1)]
        .into_iter()
        .flatten()
        .min();
    let step = bound("multipleOf").filter(|step| *step > 0).unwrap_or(1);
    let upwards = |n: i128| n + (step - n.rem_euclid(step)) % step;
    let downwards = |n: i128| n - n.rem_euclid(step);
    let within =
        |n: &i128| least.is_none_or(|least| *n >= least) && most.is_none_or(|most| *n <= most);
    let edges = [least.map(upwards), most.map(downwards)]
        .into_iter()
        .flatten();
    let mut found = Vec::new();
    for n in [1, 0, -1, 42]
        .map(|n| n * step)
        .into_iter()
        .chain(edges)
        .filter(within)
    {
        let value = i64::try_from(n)
            .map(Value::from)
            .or_else(|_| u64::try_from(n).map(Value::from));
        if let Some(value) = value.ok().filter(|value| !found.contains(value)) {
            found.push(value);
        }
    }
    found
}

/// Numbers of a schema.
pub(super) fn numbers(schema: &Value) -> Vec<Value> {
    let mut found: Vec<Value> = vec![json!(1.5), json!(0), json!(-2.25), json!(1e10), json!(7)];
    for keyword in ["minimum", "maximum", "multipleOf"] {
        found.extend(schema.get(keyword).cloned());
    }
    let middle = |least: &Value, most: &Value| Some((least.as_f64()? + most.as_f64()?) / 2.0);
    let (least, most) = (
        bound(schema, ["minimum", "exclusiveMinimum"]),
        bound(schema, ["maximum", "exclusiveMaximum"]),
    );
    if let (Some(least), Some(most)) = (least, most) {
        found.extend(
            middle(least, most)
                .and_then(Number::from_f64)
                .map(Value::Number),
        );
    }
    let beyond = least
        .and_then(Value::as_f64)
        .map(|least| json!(least.floor() + 1.5));
    let below = most
        .and_then(Value::as_f64)
        .map(|most| json!(most.ceil() - 1.5));
    found.extend(beyond.into_iter().chain(below));
    let within = |value: &Value| {
        let number = value.as_f64();
        least.is_none_or(|least| number >= least.as_f64())
            && most.is_none_or(|most| number <= most.as_f64())
    };
    found.retain(within);
    found
}

fn bound<'a>(schema: &'a Value, keywords: [&str; 2]) -> Option<&'a Value> {
    keywords.into_iter().find_map(|keyword| schema.get(keyword))
}

/// A bound as an integer.
fn whole(value: &Value) -> Option<i128> {
    let exact = value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from));
    exact.or_else(|| {
        let number = value.as_f64().filter(|number| number.abs() < 1e15)?;
        number.round().to_string().parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_values_too() {
        assert_eq!(
            integers(&json!({ "minimum": 5, "exclusiveMaximum": 10 })),
            [json!(5), json!(9)]
        );
        assert_eq!(
            integers(&json!({ "multipleOf": 10, "maximum": 25 })),
            [json!(10), json!(0), json!(-10), json!(20)]
        );
    }

    #[test]
    fn the_largest_unsigned_integer_is_one() {
        assert!(integers(&json!({ "minimum": 0, "maximum": u64::MAX })).contains(&json!(u64::MAX)));
    }

    #[test]
    fn a_narrow_range_has_a_number() {
        assert!(
            numbers(&json!({ "minimum": 0.1, "maximum": 0.2 }))
                .iter()
                .any(|n| n == &json!(0.1))
        );
    }
}
