//! `allOf`, `oneOf`, `anyOf`.

use serde_json::Value;

use super::super::context::{Object, Walk};
use super::{admit_null, is_null};
use crate::diagnostics::Code;

/// Drops empty lists, turns a member that admits null alone into `nullable`, and a union of one into that one.
pub(super) fn unions(walk: &mut Walk, map: &mut Object) {
    for key in ["allOf", "oneOf", "anyOf"] {
        if map
            .get(key)
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
        {
            map.shift_remove(key);
            walk.say_at(
                key,
                Code::WrongType,
                format!("`{key}` must not be empty; it is left out"),
            );
        }
    }
    for key in ["oneOf", "anyOf"] {
        null_member(walk, map, key);
        only_member(walk, map, key);
    }
}

fn null_member(walk: &mut Walk, map: &mut Object, key: &str) {
    let Some(Value::Array(members)) = map.get_mut(key) else {
        return;
    };
    let kept: Vec<bool> = members.iter().map(|member| !is_null(member)).collect();
    if !kept.contains(&false) {
        return;
    }
    walk.within(key, |walk| walk.retain(members, &kept));
    if members.is_empty() {
        map.shift_remove(key);
        map.insert("enum".to_owned(), Value::Array(vec![Value::Null]));
    }
    admit_null(map);
}

/// A union of one is that one, with the keywords beside it: 3.0's way of saying so is `allOf`.
fn only_member(walk: &mut Walk, map: &mut Object, key: &str) {
    let is_alone = matches!(map.get(key), Some(Value::Array(members)) if members.len() == 1);
    // With a discriminator it is the first of several to come.
    if !is_alone || map.contains_key("discriminator") {
        return;
    }
    let Some(Value::Array(mut members)) = map.shift_remove(key) else {
        return;
    };
    let index = match map.get_mut("allOf") {
        Some(Value::Array(parts)) => {
            parts.append(&mut members);
            parts.len() - 1
        }
        _ => {
            map.insert("allOf".to_owned(), Value::Array(members));
            0
        }
    };
    walk.moved(&[key, "0"], &["allOf", &index.to_string()]);
}
