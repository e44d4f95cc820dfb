//! Parameters and headers.

use serde_json::{Value, json};

use super::super::context::{Object, Version, Walk};
use super::super::lints;
use super::set_aside;
use crate::diagnostics::Code;
use crate::dialect::extension;

/// Keywords of a schema that Swagger 2.0 wrote into the parameter itself.
const SCHEMA_KEYWORDS: &[&str] = &[
    "type",
    "format",
    "enum",
    "items",
    "default",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "multipleOf",
    "oneOf",
    "anyOf",
    "allOf",
];

/// Gives the parameter a schema when it has neither that nor `content`.
pub(super) fn prepare(walk: &mut Walk, map: &mut Object) {
    if map
        .get("content")
        .is_some_and(|content| content.as_object().is_none_or(Object::is_empty))
    {
        map.shift_remove("content");
    }
    let described = ["schema", "content"]
        .iter()
        .any(|key| map.get(*key).is_some_and(|value| !value.is_null()));
    if !described {
        let schema = own_schema(map);
        let outcome = if schema.is_empty() {
            "it is read as a string"
        } else {
            "it is made of the keywords beside it"
        };
        walk.say(
            Code::WrongType,
            format!("neither `schema` nor `content` is here; {outcome}"),
        );
        let schema = if schema.is_empty() {
            json!({ "type": "string" })
        } else {
            Value::Object(schema)
        };
        map.insert("schema".to_owned(), schema);
    } else if map.contains_key("schema") && map.contains_key("content") {
        walk.say_at(
            "content",
            Code::WrongType,
            "`schema` and `content` exclude each other; `content` is left out",
        );
        map.shift_remove("content");
    }
}

fn own_schema(map: &mut Object) -> Object {
    SCHEMA_KEYWORDS
        .iter()
        .filter_map(|key| {
            map.shift_remove(*key)
                .map(|value| ((*key).to_owned(), value))
        })
        .collect()
}

pub(super) fn parameter(walk: &mut Walk, map: &mut Object) {
    let mut location = location(walk, map);
    if !map.contains_key("name") {
        let message = "a parameter needs a `name`; this one is left out";
        walk.say(Code::WrongType, message);
        map.insert("name".to_owned(), json!(""));
        location = Location::Other("unknown".to_owned());
    }
    if let (Location::Known("header"), Some(Value::String(name))) = (&location, map.get("name"))
        && !lints::header_name(walk, "name", name)
    {
        location = Location::Other("header".to_owned());
    }
    let location = match location {
        Location::Known(known) => known,
        // The place of the parameter in its list is kept, and references to it stay good.
        Location::Other(other) => {
            map.insert(extension::IN.to_owned(), other.into());
            map.shift_remove("style");
            "query"
        }
    };
    map.insert("in".to_owned(), location.into());
    lints::ignored_allow_reserved(walk, map, location);
    style(walk, map, location);
    if location != "query" {
        // 3.2 has it in every location; before, and in the typed model, it is for queries alone.
        match walk.version {
            Version::V3_2 => set_aside(map, "allowReserved"),
            Version::V3_0 | Version::V3_1 => drop(map.shift_remove("allowReserved")),
        }
    }
}

enum Location {
    Known(&'static str),
    Other(String),
}

fn location(walk: &mut Walk, map: &Object) -> Location {
    let Some(text) = map.get("in").and_then(Value::as_str) else {
        walk.say(
            Code::WrongType,
            "a parameter needs `in`; this one is read as a query parameter",
        );
        return Location::Known("query");
    };
    let known = ["query", "header", "path", "cookie"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(text));
    if let Some(known) = known {
        if known != text {
            walk.say_at(
                "in",
                Code::WrongType,
                format!("`{text}` must be written `{known}`"),
            );
        }
        return Location::Known(known);
    }
    let text = text.to_owned();
    if text != "querystring" {
        let message = format!("a parameter cannot be in `{text}`; this one is left out");
        let said = walk.say_at("in", Code::WrongType, message);
        if matches!(text.as_str(), "body" | "formData") {
            said.and_help("that is Swagger 2.0; OpenAPI 3 has `requestBody`");
        }
    }
    Location::Other(text)
}

/// The styles of each location (OpenAPI 3.0.4, "Style Values").
fn style(walk: &mut Walk, map: &mut Object, location: &str) {
    let legal: &[&str] = match location {
        "path" => &["matrix", "label", "simple"],
        "header" => &["simple"],
        // 3.2's `cookie` differs from `form` in what is percent-encoded.
        "cookie" => &["form", "cookie"],
        _ => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    };
    let Some(style) = map.get("style").and_then(Value::as_str).map(str::to_owned) else {
        return;
    };
    if !legal.contains(&style.as_str()) {
        let message =
            format!("a {location} parameter cannot have the style `{style}`; the default is used");
        walk.say_at("style", Code::WrongType, message)
            .and_help(format!("possible are: {}", legal.join(", ")));
        map.shift_remove("style");
    } else if style == "cookie" {
        set_aside(map, "style");
    }
}

pub(super) fn header(walk: &mut Walk, map: &mut Object) {
    lints::ignored_allow_reserved(walk, map, "header");
    style(walk, map, "header");
    // The typed model's header has no `explode`, which decides how an object is written.
    set_aside(map, "explode");
}
