//! JSONPath (RFC 9535) for one value of a tree.

use serde_json::Value;

use crate::diagnostics::Pointer;

/// The path to the value at `pointer` of `root`.
pub(crate) fn to(pointer: &Pointer, root: &Value) -> String {
    let mut path = "$".to_owned();
    let mut at = Pointer::root();
    for token in pointer.tokens() {
        let is_index = root.pointer(at.as_str()).is_some_and(Value::is_array);
        path.push_str(&match is_index {
            true => format!("[{token}]"),
            false => member(&token),
        });
        at = at.join(&token);
    }
    path
}

/// The segment for a member of an object: `.name`, or `['a name']`.
pub(crate) fn member(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    match starts && name.chars().all(is_plain) {
        true => format!(".{name}"),
        false => format!("[{}]", literal(name)),
    }
}

/// A string literal in single quotes (RFC 9535, §2.3.1.1).
pub(crate) fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('\'');
    for c in text.chars() {
        match c {
            '\'' | '\\' => literal.extend(['\\', c]),
            c if c < ' ' => literal.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => literal.push(c),
        }
    }
    literal.push('\'');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use serde_json_path::JsonPath;

    #[test]
    fn a_path_leads_to_its_value_alone() {
        let root = json!({
            "paths": { "/a/{b}": { "get": [1, { "it's": 2 }] } },
            "a\\b\n": 3,
            "0": 4,
            "": 5,
        });
        for (pointer, path) in [
            ("", "$"),
            (
                "/paths/~1a~1{b}/get/1/it's",
                "$.paths['/a/{b}'].get[1]['it\\'s']",
            ),
            ("/a\\b\n", "$['a\\\\b\\u000a']"),
            ("/0", "$['0']"),
            ("/", "$['']"),
        ] {
            let made = to(&Pointer::parse(pointer), &root);
            assert_eq!(made, path);
            let found = JsonPath::parse(&made).unwrap().query(&root).all();
            assert_eq!(found, [root.pointer(pointer).unwrap()]);
        }
    }
}
