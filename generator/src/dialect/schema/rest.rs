//! Keywords of JSON Schema that no Rust type shows.

use heck::ToKebabCase;

use super::super::context::{Object, Walk};
use crate::diagnostics::Code;

/// Keywords that only narrow what is admitted; kept for checks.
const CONSTRAINTS: &[&str] = &[
    "propertyNames",
    "dependentRequired",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "additionalItems",
    "contentSchema",
];

/// Keywords whose schemas may declare what the rest of the schema does not.
const CONDITIONS: &[&str] = &["if", "then", "else", "dependentSchemas"];

pub(super) fn set_aside(walk: &mut Walk, map: &mut Object) {
    if let Some(key) = ["then", "else", "dependentSchemas"]
        .into_iter()
        .find(|key| map.contains_key(*key))
    {
        let message = "conditional schemas are not supported: properties that only they declare are not typed";
        walk.say_at(key, Code::Unsupported, message);
    }
    for key in CONSTRAINTS.iter().chain(CONDITIONS) {
        if let Some(value) = map.shift_remove(*key) {
            let extension = format!("x-clientsmith-{}", key.to_kebab_case());
            walk.moved(&[key], &[&extension]);
            map.insert(extension, value);
        }
    }
    // What is referred to in them has moved to `components`; the rest is never used.
    for key in ["$defs", "definitions"] {
        map.shift_remove(key);
    }
}
