//! What a reference points at.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::diagnostics::Pointer;
use crate::diagnostics::pointer::{escape, unescape};
use crate::source::shape::{Kind, Standing};

/// How many references a pointer may pass through on its way.
const HOPS: usize = 32;

/// Whether a reference is `#/components/<section>/<name>` already, spelled without percent encoding, and there.
pub(super) fn is_final(root: &Value, section: &str, target: &str) -> bool {
    let name = target
        .strip_prefix("#/components/")
        .and_then(|rest| rest.strip_prefix(section));
    let Some(name) = name.and_then(|rest| rest.strip_prefix('/')) else {
        return false;
    };
    if name.contains(['/', '%']) {
        return false;
    }
    let members = root
        .get("components")
        .and_then(|components| components.get(section));
    members.is_some_and(|members| members.get(unescape(name).as_ref()).is_some())
}

/// The final spelling of the reference to a component.
pub(super) fn spell(section: &str, name: &str) -> String {
    format!("#/components/{section}/{}", escape(name))
}

/// The tokens of the place that a reference points at; none when it points to nothing.
pub(super) fn resolve(
    root: &Value,
    anchors: &HashMap<String, String>,
    target: &str,
) -> Option<Vec<String>> {
    if let Some(pointer) = anchors.get(target) {
        return Some(tokens(pointer));
    }
    let fragment = target.strip_prefix('#')?;
    if !fragment.starts_with('/') {
        let decoded = percent_decode_str(target).decode_utf8().ok()?;
        return anchors.get(decoded.as_ref()).map(|pointer| tokens(pointer));
    }
    let decoded = percent_decode_str(fragment).decode_utf8().ok()?;
    // A document that has the name `a%20b` itself is read as it is written.
    walk(root, tokens(&decoded)).or_else(|| walk(root, tokens(fragment)))
}

/// Follows `path` from the root, through references on the way; answers where it really ends.
fn walk(root: &Value, path: Vec<String>) -> Option<Vec<String>> {
    let mut rest: Vec<String> = path.into_iter().rev().collect();
    let mut here = Vec::new();
    let mut value = root;
    let mut hops = 0;
    while let Some(token) = rest.pop() {
        if let Some(next) = child(value, &token) {
            value = next;
            here.push(token);
            continue;
        }
        // The pointer goes on below an object that is itself a reference.
        let through = value.get("$ref")?.as_str()?.strip_prefix('#')?;
        hops += 1;
        if hops > HOPS {
            return None;
        }
        rest.push(token);
        rest.extend(
            tokens(&percent_decode_str(through).decode_utf8().ok()?)
                .into_iter()
                .rev(),
        );
        here.clear();
        value = root;
    }
    Some(here)
}

fn child<'a>(value: &'a Value, token: &str) -> Option<&'a Value> {
    match value {
        Value::Object(map) => map.get(token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}

/// What the specification says that stands at the place that `path` leads to.
pub(super) fn standing(root: &Value, path: &[String]) -> Standing {
    let mut value = root;
    let mut here = Standing::Object(Kind::Document);
    for token in path {
        let Some(next) = child(value, token) else {
            return Standing::Unknown;
        };
        value = next;
        here = here.member(token, value);
    }
    here
}

/// The unescaped tokens of RFC 6901 text.
pub(super) fn tokens(pointer: &str) -> Vec<String> {
    Pointer::parse(pointer).tokens().collect()
}
