//! Texts that were written without quotes and read as numbers: `1.10` is the number 1.1, and `1e3` is 1000.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Document;
use crate::diagnostics::{FileId, Files, Pointer, position};

/// What holds values of a schema.
const VALUES: [&str; 4] = ["enum", "const", "default", "example"];

/// Makes texts of numbers that would not be the same when they are spelled again, where the specification, or a schema that
/// admits no number, has a text: the API's own version, and the values of schemas.
pub(super) fn as_written(document: &mut Document, files: &Files) {
    let version = Pointer::root().at(["info", "version"]);
    let mut found = vec![version.clone()];
    collect(&document.root, &Pointer::root(), &mut found);
    let mut by_file: BTreeMap<FileId, Vec<(Pointer, Pointer)>> = BTreeMap::new();
    for at in found {
        let value = document.root.pointer(at.as_str());
        if value.is_some_and(Value::is_number)
            && let Some((file, origin)) = document.origin(&at)
        {
            by_file.entry(file).or_default().push((at, origin));
        }
    }
    for (file, numbers) in by_file {
        let text = files.text(file);
        let (found, origins): (Vec<Pointer>, Vec<Pointer>) = numbers.into_iter().unzip();
        for (at, position) in found.iter().zip(position::locate(text, &origins)) {
            let written = position.filter(|position| position.exact);
            let written = written.and_then(|position| text.get(position.value));
            let value = document.root.pointer_mut(at.as_str());
            if let (Some(written), Some(value)) = (written.map(str::trim), value) {
                let spelled = value.to_string();
                if *at == version || spelled != written {
                    *value = Value::from(written);
                }
            }
        }
    }
}

/// The values of schemas of strings, in every object that looks like one.
fn collect(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    match value {
        Value::Object(map) => {
            if admits_text_alone(map) {
                found.extend(numbers(map, at));
            }
            for (key, member) in map.iter().filter(|(_, member)| may_hold(member)) {
                collect(member, &at.join(key), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate().filter(|(_, item)| may_hold(item)) {
                collect(item, &at.join(index), found);
            }
        }
        _ => {}
    }
}

fn may_hold(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

fn admits_text_alone(schema: &Map<String, Value>) -> bool {
    let is_text = |name: &Value| name == "string";
    match schema.get("type") {
        Some(Value::Array(names)) => {
            names.iter().any(is_text) && names.iter().all(|name| is_text(name) || name == "null")
        }
        Some(name) => is_text(name),
        None => false,
    }
}

fn numbers<'a>(
    schema: &'a Map<String, Value>,
    at: &'a Pointer,
) -> impl Iterator<Item = Pointer> + 'a {
    let values = VALUES
        .iter()
        .filter_map(|key| Some((key, schema.get(*key)?)));
    values.flat_map(move |(key, value)| {
        let here = at.join(key);
        match value {
            Value::Number(_) => vec![here],
            Value::Array(items) => {
                let numbers = items
                    .iter()
                    .enumerate()
                    .filter(|(_, item)| item.is_number());
                numbers.map(|(index, _)| here.join(index)).collect()
            }
            _ => Vec::new(),
        }
    })
}
