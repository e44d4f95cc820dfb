//! Paths, path items, operations and callbacks.

use serde_json::{Value, json};

use super::super::context::{Object, Walk};
use super::about;
use crate::diagnostics::Code;

/// The specification: a path begins with a slash. One without is clearly meant to.
pub(super) fn prepare_paths(walk: &mut Walk, map: &mut Object) {
    if map
        .keys()
        .all(|path| path.starts_with('/') || path.starts_with("x-"))
    {
        return;
    }
    for (path, item) in std::mem::take(map) {
        let slashed = format!("/{path}");
        if path.starts_with('/')
            || path.starts_with("x-")
            || !item.is_object()
            || map.contains_key(&slashed)
        {
            map.insert(path, item);
            continue;
        }
        walk.say_at(
            &path,
            Code::WrongType,
            format!("a path begins with `/`; `{path}` is read as `{slashed}`"),
        );
        walk.moved(&[&path], &[&slashed]);
        map.insert(slashed, item);
    }
}

/// 3.2 has methods for which 3.0 has no key; they go into `x-clientsmith-operations`.
pub(super) fn path_item(walk: &mut Walk, map: &mut Object) {
    map.shift_remove("$ref");
    let mut others = Vec::new();
    if let Some(operation) = map.shift_remove("query") {
        walk.moved(&["query"], &["x-clientsmith-operations", "0", "operation"]);
        others.push(json!({ "method": "QUERY", "operation": operation }));
    }
    if let Some(Value::Object(additional)) = map.shift_remove("additionalOperations") {
        for (method, operation) in additional {
            let index = others.len().to_string();
            walk.moved(
                &["additionalOperations", &method],
                &["x-clientsmith-operations", &index, "operation"],
            );
            others.push(json!({ "method": method, "operation": operation }));
        }
    }
    if !others.is_empty() {
        map.insert("x-clientsmith-operations".to_owned(), Value::Array(others));
    }
}

pub(super) fn operation(walk: &mut Walk, map: &mut Object) {
    if !map.contains_key("responses") {
        if !about::responses_are_optional(walk) {
            walk.say(
                Code::WrongType,
                "an operation needs `responses`; it is read as having none",
            );
        }
        map.insert("responses".to_owned(), json!({}));
    }
    set_aside_referred_callbacks(map);
}

/// `openapiv3` has no reference in place of a callback.
fn set_aside_referred_callbacks(map: &mut Object) {
    let Some(Value::Object(callbacks)) = map.get_mut("callbacks") else {
        return;
    };
    let mut referred = Object::new();
    callbacks.retain(|name, callback| {
        let refers = callback.get("$ref").is_some();
        if refers {
            referred.insert(name.clone(), callback.take());
        }
        !refers
    });
    if !referred.is_empty() {
        map.insert(
            "x-clientsmith-callbacks".to_owned(),
            Value::Object(referred),
        );
    }
}

/// `openapiv3` reads every key of a callback as an expression.
pub(super) fn callback(map: &mut Object) {
    map.retain(|key, _| !key.starts_with("x-"));
}
