//! `enum` and `const`.

use serde_json::{Value, json};

use super::super::context::{Object, Walk, noun};
use super::admit_null;
use super::bounds::whole;
use super::types::Types;
use crate::diagnostics::Code;
use crate::dialect::extension;

/// A constant is an enum of one value; that it was a constant is remembered.
pub(super) fn constant(map: &mut Object) {
    if let Some(value) = map.shift_remove("const") {
        map.insert(extension::CONST.to_owned(), value.clone());
        if value.is_null() {
            // Said here, so that it does not count as an enum that lists null.
            admit_null(map);
            map.shift_remove("type");
        }
        map.insert("enum".to_owned(), json!([value]));
    }
}

/// Takes null out of the values, brings the others to the type beside them, and finds that type when there is none.
pub(super) fn enumeration(walk: &mut Walk, map: &mut Object, types: &mut Types) {
    let constant = map.contains_key(extension::CONST);
    let Some(Value::Array(values)) = map.get_mut("enum") else {
        return;
    };
    if values.is_empty() {
        map.shift_remove("enum");
        walk.say_at(
            "enum",
            Code::WrongType,
            "`enum` must not be empty; it is left out",
        );
        return;
    }
    let had_null = values.contains(&Value::Null);
    if values.iter().any(|value| !value.is_null()) {
        values.retain(|value| !value.is_null());
    }
    if let [only] = types.names.as_slice() {
        fit(walk, values, only);
    }
    let kind = kind_of_all(values);
    if had_null && !constant {
        walk.say(
            Code::EnumWithNull,
            "the enum lists `null`: the value is read as nullable",
        );
    }
    if had_null {
        admit_null(map);
    }
    narrow(map, types, kind);
}

/// A value of another type than the schema's could never occur; YAML's unquoted words and numbers are why it is there.
fn fit(walk: &mut Walk, values: &mut [Value], wanted: &str) {
    for (index, value) in values.iter_mut().enumerate() {
        let (mended, quiet) = match (wanted, &*value) {
            ("string", Value::Number(_) | Value::Bool(_)) => {
                (Some(json!(value.to_string())), false)
            }
            ("integer", Value::Number(number)) => (whole(number).map(Value::Number), true),
            ("integer", Value::String(text)) => (text.parse::<i64>().ok().map(Value::from), false),
            ("number", Value::String(text)) => (text.parse::<f64>().ok().map(Value::from), false),
            ("boolean", Value::String(text)) => (text.parse::<bool>().ok().map(Value::from), false),
            _ => (None, true),
        };
        let Some(mended) = mended.filter(|mended| !mended.is_null()) else {
            continue;
        };
        if !quiet {
            let message = format!(
                "the schema admits values of type {wanted}, not {}; `{value}` is read as {mended}",
                noun(value)
            );
            walk.within("enum", |walk| {
                walk.within_index(index, |walk| walk.say(Code::WrongType, message).code)
            });
        }
        *value = mended;
    }
}

/// The type that all values have, null aside.
fn kind_of_all(values: &[Value]) -> Option<&'static str> {
    let mut kinds = values.iter().map(|value| match value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_i64() || number.is_u64() => Some("integer"),
        Value::Number(_) => Some("number"),
        _ => None,
    });
    let first = kinds.next()??;
    kinds.all(|kind| kind == Some(first)).then_some(first)
}

/// An enum that does not say its type, or says several, has that of its values.
fn narrow(map: &Object, types: &mut Types, kind: Option<&'static str>) {
    let composed = ["oneOf", "anyOf", "allOf", "$ref"]
        .iter()
        .any(|key| map.contains_key(*key));
    if let (Some(kind), false) = (kind, composed || types.names.len() == 1) {
        types.names = vec![kind];
    }
}
