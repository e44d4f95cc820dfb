//! Paths, path items, operations and callbacks.

use serde_json::{Value, json};

use super::super::context::{Object, Walk};
use super::super::{http, lints};
use super::about;
use crate::diagnostics::{Code, Place};
use crate::dialect::extension;

/// The specification: a path begins with a slash. One without is clearly meant to.
pub(super) fn prepare_paths(walk: &mut Walk, map: &mut Object) {
    lints::paths(walk, map);
    lints::same_path(walk, map);
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

/// 3.2 has methods for which 3.0 has no field.
pub(super) fn path_item(walk: &mut Walk, map: &mut Object) {
    map.shift_remove("$ref");
    let mut others = Vec::new();
    if let Some(operation) = map.shift_remove("query") {
        others.push(json!({ "method": "QUERY", "operation": operation }));
    }
    if let Some(Value::Object(additional)) = map.shift_remove("additionalOperations") {
        walk.within("additionalOperations", |walk| {
            let has =
                |field: &str| map.contains_key(field) || field == "query" && !others.is_empty();
            additional
                .keys()
                .for_each(|method| check_method(walk, method, has));
        });
        for (method, operation) in additional {
            let field = method.to_ascii_lowercase();
            if FIELDS.contains(&field.as_str()) && field.to_ascii_uppercase() == method {
                // Where the field is there too, that one counts.
                if !map.contains_key(&field) {
                    walk.moved(&["additionalOperations", &method], &[&field]);
                    map.insert(field, operation);
                }
            } else if method == "QUERY" {
                if !has_query(&others) {
                    walk.moved(&["additionalOperations", &method], &["query"]);
                    others.insert(0, json!({ "method": method, "operation": operation }));
                }
            } else if http::is_token(&method) {
                others.push(json!({ "method": method, "operation": operation }));
            }
        }
    }
    if !others.is_empty() {
        map.insert(extension::OPERATIONS.to_owned(), Value::Array(others));
    }
}

/// Methods that have a field of their own in a path item of 3.0.
pub(in super::super) const FIELDS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

fn has_query(others: &[Value]) -> bool {
    others
        .first()
        .is_some_and(|first| first.get("method").is_some_and(|method| method == "QUERY"))
}

/// `additionalOperations` is for methods without a field, in the case in which they are sent (3.2, Path Item Object).
fn check_method(walk: &mut Walk, method: &str, has: impl Fn(&str) -> bool) {
    let field = method.to_ascii_lowercase();
    let upper = method.to_ascii_uppercase();
    if !http::is_token(method) {
        let shown = method.escape_debug();
        let message = format!("`{shown}` is no method of HTTP; its operation is left out");
        walk.say_at(method, Code::InvalidHttpSyntax, message)
            .and_help(http::TOKEN);
        return;
    }
    if !FIELDS.contains(&field.as_str()) && field != "query" {
        return;
    }
    if method == upper {
        let outcome = match has(&field) {
            true => "is there; this operation is left out",
            false => "is for this operation; it is read as that",
        };
        let message = format!("the path item's field `{field}` {outcome}");
        let there = walk.here().parent().filter(|_| has(&field));
        let finding = walk.say_at(method, Code::WrongType, message);
        let there = there.map(|item| Place::Document(item.join(&field)));
        finding
            .related
            .extend(there.map(|place| (place, "the field".to_owned())));
        finding.and_help("`additionalOperations` is for methods that have no field of their own");
    } else {
        let message =
            format!("the method is sent as `{method}`, which is another one than `{upper}`");
        walk.say_at(method, Code::WrongType, message)
            .and_help(format!(
                "methods are told apart by case; `{upper}` has the field `{field}`"
            ));
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
