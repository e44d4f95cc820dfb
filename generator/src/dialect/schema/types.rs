//! `type`: one name in 3.0, a list of names from 3.1 on, and what people write instead.

use serde_json::{Value, json};

use super::super::context::{Object, Walk, noun};
use super::admit_null;
use crate::diagnostics::Code;
use crate::dialect::extension;

/// What a schema's `type` says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Types {
    /// The types that are admitted, in the order in which they are written; none means any.
    pub(super) names: Vec<&'static str>,
    /// Whether null is admitted, by `type` itself.
    pub(super) null: bool,
}

const NAMES: &[&str] = &[
    "string", "number", "integer", "boolean", "array", "object", "null",
];

/// Names of other languages for the types of JSON Schema.
const FOREIGN: &[(&str, &str)] = &[
    ("str", "string"),
    ("text", "string"),
    ("int", "integer"),
    ("long", "integer"),
    ("float", "number"),
    ("double", "number"),
    ("decimal", "number"),
    ("bool", "boolean"),
    ("list", "array"),
    ("dict", "object"),
    ("map", "object"),
];

/// Takes `type` out of a schema.
pub(super) fn types(walk: &mut Walk, map: &mut Object) -> Types {
    let mut types = Types::default();
    match map.get_mut("type").map(Value::take) {
        None => return types,
        Some(Value::String(name)) => add(walk, map, &name, &mut types),
        Some(Value::Array(names)) => {
            for name in names {
                match name {
                    Value::String(name) => add(walk, map, &name, &mut types),
                    // An unquoted YAML null.
                    Value::Null => types.null = true,
                    other => wrong(walk, &other),
                }
            }
        }
        Some(other) => wrong(walk, &other),
    }
    // Every integer is a number.
    if types.names.contains(&"number") {
        types.names.retain(|name| *name != "integer");
    }
    types
}

fn add(walk: &mut Walk, map: &mut Object, name: &str, types: &mut Types) {
    match known(walk, map, name) {
        Some("null") => types.null = true,
        Some(known) if !types.names.contains(&known) => types.names.push(known),
        _ => {}
    }
}

fn known(walk: &mut Walk, map: &mut Object, name: &str) -> Option<&'static str> {
    if let Some(known) = NAMES.iter().find(|known| **known == name) {
        return Some(known);
    }
    // `string,` comes from a list that lost its brackets.
    let lower = name.trim_matches([' ', ',']).to_ascii_lowercase();
    let meant = NAMES.iter().find(|known| **known == lower).copied();
    let meant = meant.or_else(|| {
        FOREIGN
            .iter()
            .find(|(foreign, _)| *foreign == lower)
            .map(|(_, meant)| *meant)
    });
    if let Some(meant) = meant {
        let message = format!("`{name}` is not a type of JSON Schema; it is read as `{meant}`");
        walk.say_at("type", Code::WrongType, message);
        return Some(meant);
    }
    if lower == "file" {
        walk.say_at(
            "type",
            Code::WrongType,
            "`file` is not a type of JSON Schema; it is read as a binary string",
        )
        .and_help("that is Swagger 2.0; OpenAPI 3 writes `type: string, format: binary`");
        map.entry("format").or_insert_with(|| json!("binary"));
        return Some("string");
    }
    walk.say_at(
        "type",
        Code::WrongType,
        format!("`{name}` is not a type of JSON Schema; any value is admitted"),
    );
    let reason = format!("`{name}` is not a type of JSON Schema");
    map.insert(extension::UNREADABLE.to_owned(), json!(reason));
    None
}

fn wrong(walk: &mut Walk, found: &Value) {
    walk.say_at(
        "type",
        Code::WrongType,
        format!(
            "`type` must be a string, not {}; it is left out",
            noun(found)
        ),
    );
}

/// Writes the types in the way of 3.0.
pub(super) fn write(walk: &mut Walk, map: &mut Object, types: &Types) {
    match types.names.as_slice() {
        [] => {
            map.shift_remove("type");
            if types.null {
                map.insert("enum".to_owned(), json!([null]));
            }
        }
        [only] => {
            map.insert("type".to_owned(), json!(only));
        }
        several => {
            map.shift_remove("type");
            // A union or an enum beside it says more exactly which values there are.
            if !["oneOf", "anyOf", "allOf", "enum", "$ref"]
                .iter()
                .any(|key| map.contains_key(*key))
            {
                split(walk, map, several);
            }
        }
    }
    if types.null {
        admit_null(map);
    }
}

/// One schema for each type, with the keywords that belong to it; what belongs to all stays where it is.
fn split(walk: &mut Walk, map: &mut Object, names: &[&'static str]) {
    let format = map.shift_remove("format");
    let owner = format
        .as_ref()
        .and_then(Value::as_str)
        .and_then(|format| owner_of_format(format, names));
    let mut members = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let mut member = Object::new();
        member.insert("type".to_owned(), json!(name));
        for key in keywords(name) {
            if let Some(value) = map.shift_remove(*key) {
                walk.moved(&[key], &["anyOf", &index.to_string(), key]);
                member.insert((*key).to_owned(), value);
            }
        }
        if owner == Some(*name)
            && let Some(format) = &format
        {
            member.insert("format".to_owned(), format.clone());
        }
        walk.within("anyOf", |walk| {
            walk.within_index(index, |walk| super::bounds::fit(walk, &mut member))
        });
        members.push(Value::Object(member));
    }
    map.insert("anyOf".to_owned(), Value::Array(members));
}

/// The keywords that say something about values of one type only.
fn keywords(name: &str) -> &'static [&'static str] {
    match name {
        "string" => &[
            "minLength",
            "maxLength",
            "pattern",
            extension::CONTENT_ENCODING,
            extension::CONTENT_MEDIA_TYPE,
        ],
        "integer" | "number" => &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "array" => &[
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            extension::PREFIX_ITEMS,
        ],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "discriminator",
            extension::PATTERN_PROPERTIES,
        ],
        _ => &[],
    }
}

/// Which of several types a format is about.
fn owner_of_format(format: &str, names: &[&'static str]) -> Option<&'static str> {
    let numeric = format.starts_with("int")
        || format.starts_with("uint")
        || matches!(format, "float" | "double");
    names.iter().copied().find(|name| match *name {
        "integer" | "number" => numeric,
        "string" => !numeric,
        _ => false,
    })
}
