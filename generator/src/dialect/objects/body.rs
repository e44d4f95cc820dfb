//! Bodies: media types, encodings, responses, examples, links.

use serde_json::{Value, json};

use super::super::context::{Object, Walk};
use super::super::lints;
use super::set_aside;
use crate::diagnostics::Code;
use crate::dialect::extension;

/// Status codes, ranges and `default` stay; everything else is no response.
pub(super) fn prepare_responses(walk: &mut Walk, map: &mut Object) {
    if map.contains_key("Default") && !map.contains_key("default") {
        set_default(map);
    }
    map.retain(|key, _| {
        let keep = key == "default" || key.starts_with("x-") || is_status(key);
        if !keep {
            let message = format!(
                "`{key}` is neither a status code nor `default`; this response is left out"
            );
            walk.say_at(key, Code::WrongType, message);
        }
        keep
    });
}

fn set_default(map: &mut Object) {
    if let Some(response) = map.shift_remove("Default") {
        map.insert("default".to_owned(), response);
    }
}

/// `404`, `4XX` or `4xx`.
fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        [b'1'..=b'9', b'x' | b'X', b'x' | b'X'] => true,
        [b'1'..=b'9', rest @ ..] => rest.len() == 2 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// Swagger 2.0 wrote the schema into the response itself.
pub(super) fn prepare_response(walk: &mut Walk, map: &mut Object) {
    if map.contains_key("content") || !map.get("schema").is_some_and(Value::is_object) {
        return;
    }
    if let Some(schema) = map.shift_remove("schema") {
        walk.say_at(
            "schema",
            Code::WrongType,
            "a response has no `schema`; it is read as that of `application/json`",
        );
        walk.moved(&["schema"], &["content", "application/json", "schema"]);
        map.insert(
            "content".to_owned(),
            json!({ "application/json": { "schema": schema } }),
        );
    }
}

/// The specification wants a description; nobody needs it to read an answer.
pub(super) fn response(walk: &mut Walk, map: &mut Object) {
    lints::media_types(walk, map);
    lints::response_headers(walk, map);
    if !map.contains_key("description") {
        let summary = map.get("summary").cloned().unwrap_or_else(|| json!(""));
        map.insert("description".to_owned(), summary);
    }
}

/// Writes a sequence as 3.0 would have: a list of its items. Lifts how its parts are encoded into extensions.
pub(super) fn media_type(walk: &mut Walk, map: &mut Object) {
    if let Some(items) = map.shift_remove("itemSchema") {
        // `schema` would say more of the whole, which is never there as a whole.
        map.shift_remove("schema");
        walk.moved(&["itemSchema"], &["schema", "items"]);
        let list = json!({ "type": "array", "items": items });
        map.insert("schema".to_owned(), list);
    }
    for (key, extension) in [
        ("prefixEncoding", extension::PREFIX_ENCODING),
        ("itemEncoding", extension::ITEM_ENCODING),
    ] {
        if let Some(value) = map.shift_remove(key) {
            map.insert(extension.to_owned(), value);
        }
    }
}

/// How the parts of a part are encoded, which nothing comes of.
fn nested_encodings(walk: &mut Walk, map: &mut Object) {
    for key in ["encoding", "prefixEncoding", "itemEncoding"] {
        if map.shift_remove(key).is_some() {
            let message = format!(
                "`{key}` of an encoding is not supported: a part made of parts is sent as it is given"
            );
            walk.say_at(key, Code::Unsupported, message);
        }
    }
}

/// Whether `style`, `explode` or `allowReserved` was written at all decides if `contentType` counts, and the typed
/// model forgets it.
pub(super) fn encoding(walk: &mut Walk, map: &mut Object) {
    if let Some(style) = map.get("style").and_then(Value::as_str)
        && !matches!(
            style,
            "form" | "spaceDelimited" | "pipeDelimited" | "deepObject"
        )
    {
        let message = format!("an encoding cannot have the style `{style}`; the default is used");
        walk.say_at("style", Code::WrongType, message);
        map.shift_remove("style");
    }
    for (key, extension) in [
        ("explode", extension::EXPLODE),
        ("allowReserved", extension::ALLOW_RESERVED),
    ] {
        if let Some(value) = map.get(key).cloned() {
            map.insert(extension.to_owned(), value);
        }
    }
    nested_encodings(walk, map);
}

/// 3.2 tells the value (`dataValue`) from its text on the wire (`serializedValue`).
pub(super) fn example(map: &mut Object) {
    if let Some(value) = map.shift_remove("dataValue") {
        map.entry("value").or_insert(value);
    }
    set_aside(map, "serializedValue");
}

pub(super) fn link(walk: &mut Walk, map: &mut Object) {
    if !map.contains_key("operationId") && !map.contains_key("operationRef") {
        walk.say(
            Code::WrongType,
            "a link needs `operationId` or `operationRef`",
        );
        map.insert("operationId".to_owned(), json!(""));
    }
}
