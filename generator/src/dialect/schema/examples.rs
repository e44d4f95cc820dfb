//! `examples`: a list in JSON Schema, where 3.0 has one `example`.

use serde_json::{Value, json};

use super::super::context::{Object, Walk};
use crate::diagnostics::Code;
use crate::dialect::extension;

pub(super) fn examples(walk: &mut Walk, map: &mut Object) {
    let examples = match map.shift_remove("examples") {
        Some(Value::Array(examples)) => examples,
        // The map of example objects that parameters and media types have.
        Some(Value::Object(by_name)) => {
            walk.say_at(
                "examples",
                Code::WrongType,
                "`examples` of a schema must be a list, not an object; its values are read",
            );
            by_name
                .into_iter()
                .map(|(_, example)| value_of(example))
                .collect()
        }
        Some(Value::Null) | None => return,
        Some(single) => vec![single],
    };
    if let Some(first) = examples.first() {
        map.entry("example").or_insert_with(|| first.clone());
        map.insert(extension::EXAMPLES.to_owned(), json!(examples));
    }
}

fn value_of(example: Value) -> Value {
    match example {
        Value::Object(mut map) if map.contains_key("value") => {
            map.remove("value").unwrap_or_default()
        }
        other => other,
    }
}
