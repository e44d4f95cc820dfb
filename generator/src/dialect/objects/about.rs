//! The document itself and what tells about it: info, licence, servers, tags.

use serde_json::{Value, json};

use super::super::context::{Object, Version, Walk};
use super::super::lints;
use super::{require_text, set_aside};
use crate::diagnostics::Code;
use crate::dialect::extension;

/// Webhooks have the shape of paths; 3.0 has no place for them.
pub(super) fn document(walk: &mut Walk, map: &mut Object) {
    if map.contains_key("webhooks") {
        set_aside(map, "webhooks");
        walk.moved(&["webhooks"], &[extension::WEBHOOKS]);
    }
    for (key, empty) in [
        ("openapi", json!("3.0.3")),
        ("info", json!({ "title": "", "version": "" })),
        ("paths", json!({})),
    ] {
        map.entry(key).or_insert(empty);
    }
    lints::scope_without_oauth(walk, map);
    super::security::lift_unreadable(map);
}

pub(super) fn info(walk: &mut Walk, map: &mut Object) {
    set_aside(map, "summary");
    require_text(walk, map, "title", "API");
    require_text(walk, map, "version", "0");
}

pub(super) fn license(walk: &mut Walk, map: &mut Object) {
    lints::license_without_identifier(walk, map);
    set_aside(map, "identifier");
    map.entry("name").or_insert_with(|| json!(""));
}

pub(super) fn server(walk: &mut Walk, map: &mut Object) -> bool {
    set_aside(map, "name");
    if !map.contains_key("url") {
        walk.say(
            Code::WrongType,
            "a server needs a `url`; this one is left out",
        );
        return false;
    }
    true
}

pub(super) fn server_variable(walk: &mut Walk, map: &mut Object) {
    if map.contains_key("default") {
        return;
    }
    let first = map
        .get("enum")
        .and_then(|values| values.get(0))
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    require_text(walk, map, "default", &first);
}

pub(super) fn tag(walk: &mut Walk, map: &mut Object) -> bool {
    for key in ["summary", "parent", "kind"] {
        set_aside(map, key);
    }
    if !map.contains_key("name") {
        walk.say(
            Code::WrongType,
            "a tag needs a `name`; this one is left out",
        );
        return false;
    }
    true
}

pub(super) fn external_docs(walk: &mut Walk, map: &mut Object) -> bool {
    if !map.contains_key("url") {
        walk.say(
            Code::WrongType,
            "external documentation needs a `url`; this one is left out",
        );
        return false;
    }
    true
}

/// A discriminator without a property tells nothing apart.
pub(super) fn discriminator(walk: &mut Walk, map: &mut Object) -> bool {
    set_aside(map, "defaultMapping");
    if !map.contains_key("propertyName") {
        walk.say(
            Code::WrongType,
            "a discriminator needs a `propertyName`; this one is left out",
        );
        return false;
    }
    true
}

/// Whether responses may be left out without a word.
pub(super) fn responses_are_optional(walk: &Walk) -> bool {
    walk.version >= Version::V3_1
}
