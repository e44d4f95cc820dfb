//! Keywords whose words are OpenAPI's, or what people write for those of JSON Schema.

use serde_json::{Map, Value, json};

const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// Formats that are another one by a name of their own.
pub fn set_format(out: &mut Map<String, Value>) {
    let Some(Value::String(format)) = out.get_mut("format") else {
        return;
    };
    if format.to_ascii_lowercase().starts_with("uuid") {
        *format = "uuid".to_owned();
    } else if format == "datetime" {
        *format = "date-time".to_owned();
    }
}

/// Strings of a pattern that the validator cannot read: none of them is admitted, since none can be judged.
pub(super) fn set_pattern(given: &Map<String, Value>, out: &mut Map<String, Value>) {
    if given.get("pattern").is_some_and(Value::is_string) && !out.contains_key("pattern") {
        out.entry("not").or_insert(json!({ "type": "string" }));
    }
}

/// `type`, if it names types of JSON Schema; `boolean,` is read as who wrote it meant it.
pub(super) fn set_types(given: &Map<String, Value>, out: &mut Map<String, Value>) {
    let known = |value: &Value| {
        let text = value
            .as_str()?
            .trim_matches(|c: char| !c.is_ascii_alphabetic());
        TYPES.contains(&text).then(|| json!(text))
    };
    let types = match given.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(known).collect(),
        Some(one) => match known(one) {
            Some(one) => one,
            None => return,
        },
        None => return,
    };
    if types != json!([]) {
        out.insert("type".to_owned(), types);
    }
}

/// Booleans beside bounds (3.0), and the ranges of integer formats.
pub(super) fn set_bounds(given: &Map<String, Value>, out: &mut Map<String, Value>) {
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if given.get(exclusive) == Some(&Value::Bool(true))
            && let Some(value) = out.remove(bound)
        {
            out.insert(exclusive.to_owned(), value);
        }
    }
    let format = given.get("format").and_then(Value::as_str);
    // Who writes `type: number, format: int64` means an integer.
    let says_integer = ["int32", "int64", "integer"].map(Some).contains(&format);
    if says_integer && let Some(types) = out.get_mut("type") {
        let mut types: Vec<&mut Value> = match types {
            Value::Array(types) => types.iter_mut().collect(),
            one => vec![one],
        };
        let numbers = types.iter_mut().filter(|kind| ***kind == json!("number"));
        numbers.for_each(|kind| **kind = json!("integer"));
    }
    let is_integer = match out.get("type") {
        Some(Value::Array(types)) => {
            types.contains(&json!("integer")) && !types.contains(&json!("number"))
        }
        one => one == Some(&json!("integer")),
    };
    let range = match format {
        Some("int8") => (json!(i8::MIN), json!(i8::MAX)),
        Some("uint8") => (json!(u8::MIN), json!(u8::MAX)),
        Some("int16") => (json!(i16::MIN), json!(i16::MAX)),
        Some("uint16") => (json!(u16::MIN), json!(u16::MAX)),
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("uint32" | "u-int32") => (json!(u32::MIN), json!(u32::MAX)),
        Some("uint64" | "u-int64" | "uint") => (json!(u64::MIN), json!(u64::MAX)),
        _ => (json!(i64::MIN), json!(i64::MAX)),
    };
    if is_integer {
        out.entry("minimum").or_insert(range.0);
        out.entry("maximum").or_insert(range.1);
    }
}
