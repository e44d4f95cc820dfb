//! `minimum`, `maximum`, their exclusive forms, and `multipleOf`.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::super::context::{Object, Walk};
use crate::diagnostics::Code;
use crate::dialect::extension;

/// From 3.1 on `exclusiveMinimum` is the bound itself; in 3.0 it says of `minimum` that it is exclusive.
pub(super) fn exclusive(map: &mut Object) {
    tighten(map, "exclusiveMinimum", "minimum", Ordering::Greater);
    tighten(map, "exclusiveMaximum", "maximum", Ordering::Less);
}

/// Of an inclusive and an exclusive bound the tighter one counts, the exclusive one when they are equal.
fn tighten(map: &mut Object, exclusive: &str, inclusive: &str, looser: Ordering) {
    let Some(Value::Number(bound)) = map.get(exclusive).cloned() else {
        return;
    };
    let other = map.get(inclusive).and_then(Value::as_f64);
    let loose = other.is_some_and(|other| {
        bound
            .as_f64()
            .is_some_and(|bound| other.partial_cmp(&bound) == Some(looser))
    });
    if loose {
        map.shift_remove(exclusive);
    } else {
        map.insert(inclusive.to_owned(), Value::Number(bound));
        map.insert(exclusive.to_owned(), Value::Bool(true));
    }
}

/// A number without a fraction is an integer however it is spelled, and a multiple is of something.
pub(super) fn fit(walk: &mut Walk, map: &mut Object) {
    let is_integer = map.get("type").is_some_and(|kind| kind == "integer");
    let is_number = map.get("type").is_some_and(|kind| kind == "number");
    if !is_integer && !is_number {
        return;
    }
    if map
        .get("multipleOf")
        .and_then(Value::as_f64)
        .is_some_and(|step| step <= 0.0)
    {
        walk.say_at(
            "multipleOf",
            Code::WrongType,
            "`multipleOf` must be greater than zero; it is left out",
        );
        map.shift_remove("multipleOf");
    }
    if is_integer {
        for key in ["minimum", "maximum", "multipleOf"] {
            if let Some(Value::Number(number)) = map.get_mut(key)
                && let Some(whole) = whole(number)
            {
                *number = whole;
            }
        }
        widen(map);
    }
}

/// `openapiv3` has no room for bounds beyond 64 bits with a sign.
fn widen(map: &mut Object) {
    for (key, extension) in [
        ("minimum", extension::MINIMUM),
        ("maximum", extension::MAXIMUM),
    ] {
        let is_wide = matches!(map.get(key), Some(Value::Number(bound)) if !bound.is_i64());
        if is_wide && let Some(bound) = map.shift_remove(key) {
            map.insert(extension.to_owned(), bound);
        }
    }
    if matches!(map.get("multipleOf"), Some(Value::Number(step)) if !step.is_i64()) {
        map.shift_remove("multipleOf");
    }
}

/// The integer that a number with a fraction of zero is.
pub(super) fn whole(number: &Number) -> Option<Number> {
    // Every integer up to this size has a double of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let double = number
        .as_f64()
        .filter(|double| number.is_f64() && double.fract() == 0.0 && double.abs() <= EXACT)?;
    // The range was checked on the line above.
    #[expect(clippy::cast_possible_truncation)]
    let integer = double as i64;
    Some(integer.into())
}
