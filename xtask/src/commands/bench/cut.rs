//! A part of a document: some of its paths, and the components that they reach.

use std::collections::BTreeSet;

use clientsmith::diagnostics::Pointer;
use serde_json::{Map, Value};

/// The first `share` of every `of` parts of the paths of a document, with what they refer to. Security schemes stay.
pub fn cut(document: &Value, share: usize, of: usize) -> Value {
    let mut part = document.clone();
    let Some(paths) = part.get_mut("paths").and_then(Value::as_object_mut) else {
        return part;
    };
    let kept = paths.len() * share / of.max(1);
    *paths = std::mem::take(paths).into_iter().take(kept).collect();
    let reached = reached(document, part.get("paths").unwrap_or(&Value::Null));
    let sections = part.get_mut("components").and_then(Value::as_object_mut);
    for (section, entries) in sections.into_iter().flatten() {
        if let Some(entries) = entries
            .as_object_mut()
            .filter(|_| section != "securitySchemes")
        {
            entries.retain(|name, _| reached.contains(&pointer(section, name)));
        }
    }
    part
}

/// The pointers of the components that a part of a document refers to, directly or not.
fn reached(document: &Value, part: &Value) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![part];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                let target = component(members);
                if let Some(target) = target.filter(|target| !reached.contains(target)) {
                    open.extend(document.pointer(&target));
                    reached.insert(target);
                }
                open.extend(members.values());
            }
            Value::Array(elements) => open.extend(elements),
            _ => {}
        }
    }
    reached
}

/// The pointer of the component that an object refers to, if it does.
fn component(members: &Map<String, Value>) -> Option<String> {
    let pointer = members.get("$ref")?.as_str()?.strip_prefix('#')?;
    let mut parts = pointer.splitn(5, '/').skip(1);
    (parts.next()? == "components").then_some(())?;
    let (section, name) = (parts.next()?, parts.next()?);
    Some(format!("/components/{section}/{name}"))
}

fn pointer(section: &str, name: &str) -> String {
    let pointer = Pointer::root().at(["components", section, name]);
    pointer.as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_half_has_half_the_paths_and_what_they_reach() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let document = json!({
            "paths": { "/a": { "get": reference("A") }, "/b": { "get": reference("C") } },
            "components": {
                "schemas": { "A": { "items": reference("B") }, "B": {}, "C": {} },
                "securitySchemes": { "key": {} },
            },
        });
        let half = json!({
            "paths": { "/a": { "get": reference("A") } },
            "components": {
                "schemas": { "A": { "items": reference("B") }, "B": {} },
                "securitySchemes": { "key": {} },
            },
        });
        assert_eq!(cut(&document, 1, 2), half);
        assert_eq!(cut(&document, 2, 2), document);
    }
}
