//! Names for what moves into `components`.

use std::collections::{HashMap, HashSet};

use heck::ToUpperCamelCase;
use serde_json::Value;

/// The names that a document's components have, and gives out new ones.
pub(super) struct Names<'a> {
    root: &'a Value,
    taken: HashMap<&'static str, HashSet<String>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(root: &'a Value) -> Self {
        Self {
            root,
            taken: HashMap::new(),
        }
    }

    /// An unused name in `section` for what stands at `path`: `AB` for property `b` of schema `A`.
    pub(super) fn claim(&mut self, section: &'static str, path: &[String]) -> String {
        let taken = self
            .taken
            .entry(section)
            .or_insert_with(|| names_in(self.root, section));
        // A definition has a name of its own; its surroundings are needed only when that name is taken.
        let own = match path {
            [.., holder, name] if holder == "$defs" || holder == "definitions" => {
                Some(name.clone())
            }
            _ => None,
        };
        let full = readable(path);
        let name = own
            .into_iter()
            .chain([full.clone()])
            .find(|name| is_free(taken, name));
        let name = name.unwrap_or_else(|| numbered(taken, &full));
        taken.insert(name.to_lowercase());
        name
    }
}

fn names_in(root: &Value, section: &str) -> HashSet<String> {
    let members = root
        .get("components")
        .and_then(|components| components.get(section))
        .and_then(Value::as_object);
    members
        .into_iter()
        .flat_map(|members| members.keys())
        .map(|name| name.to_lowercase())
        .collect()
}

fn is_free(taken: &HashSet<String>, name: &str) -> bool {
    !name.is_empty() && !taken.contains(&name.to_lowercase())
}

fn numbered(taken: &HashSet<String>, base: &str) -> String {
    (2u32..)
        .map(|number| format!("{base}{number}"))
        .find(|name| is_free(taken, name))
        .unwrap_or_default()
}

/// The words of a path that mean something to a reader, as one name.
fn readable(path: &[String]) -> String {
    let mut name = String::new();
    let mut previous = "";
    for (depth, token) in path.iter().enumerate() {
        name.push_str(&word(previous, token, depth));
        previous = token;
    }
    if name.is_empty() {
        "Component".to_owned()
    } else {
        name
    }
}

/// What a token adds to a name, given the token before it.
fn word(previous: &str, token: &str, depth: usize) -> String {
    if let Ok(index) = token.parse::<usize>() {
        return match previous {
            "allOf" => format!("Part{}", index + 1),
            "oneOf" | "anyOf" => format!("Variant{}", index + 1),
            "parameters" => format!("Parameter{}", index + 1),
            "prefixItems" | "items" => format!("Item{}", index + 1),
            _ => token.to_owned(),
        };
    }
    // The keys of maps are names even when they read like keywords.
    if matches!(previous, "properties" | "schemas" | "$defs" | "definitions") && depth > 0 {
        return token.to_upper_camel_case();
    }
    match token {
        "components" | "paths" | "schemas" | "properties" | "content" | "schema" | "responses"
        | "allOf" | "oneOf" | "anyOf" | "prefixItems" | "parameters" | "$defs" | "definitions"
        | "headers" | "requestBodies" | "examples" | "patternProperties" => String::new(),
        "items" => "Item".to_owned(),
        "additionalProperties" => "Value".to_owned(),
        "requestBody" => "Request".to_owned(),
        media_type if previous == "content" && media_type.contains('/') => String::new(),
        other => other.to_upper_camel_case(),
    }
}
