//! The operations and webhooks of a document whose members are not mended yet.

use heck::ToSnakeCase;
use serde_json::Value;

use super::super::context::Object;
use super::super::objects::FIELDS;
use crate::config::Candidate;
use crate::diagnostics::Pointer;

/// An operation, or a request of a webhook.
pub(super) struct Found {
    pub(super) id: String,
    pub(super) tags: Vec<String>,
    pub(super) owner: Owner,
    pub(super) method: String,
    pub(super) deprecated: bool,
    /// Where it stands.
    pub(super) at: Pointer,
    /// Where its path item stands.
    pub(super) item: Pointer,
}

/// What a path item is for.
#[derive(Clone)]
pub(super) enum Owner {
    Path(String),
    Webhook(String),
}

impl Found {
    /// What `[select]` looks at.
    pub(super) fn candidate(&self) -> Candidate<'_> {
        let (path, webhook) = match &self.owner {
            Owner::Path(path) => (Some(path.as_str()), None),
            Owner::Webhook(name) => (None, Some(name.as_str())),
        };
        Candidate {
            id: &self.id,
            tags: &self.tags,
            path,
            webhook,
            method: &self.method,
            deprecated: self.deprecated,
        }
    }
}

/// Every operation and every request of a webhook, in the order of the document.
pub(super) fn find(root: &Value) -> Vec<Found> {
    // A path begins with a slash; one without is read as if it did.
    let path = |key: &str| Owner::Path(format!("/{}", key.trim_start_matches('/')));
    let mut found = find_in(root, "paths", path);
    found.extend(find_in(root, "webhooks", |key| {
        Owner::Webhook(key.to_owned())
    }));
    found
}

fn find_in(root: &Value, section: &str, owner: impl Fn(&str) -> Owner) -> Vec<Found> {
    let items = root.get(section).and_then(Value::as_object);
    let items = items.into_iter().flatten();
    let items = items.filter(|(key, _)| !key.starts_with("x-"));
    let found = items.flat_map(|(key, item)| {
        let at = Pointer::root().at([section, key]);
        let owner = owner(key);
        let operations = item.as_object().into_iter().flat_map(operations);
        operations.filter_map(move |(tokens, method, operation)| {
            let at = at.clone();
            let operation = operation.as_object()?;
            Some(found(operation, method, owner.clone(), at.at(tokens), at))
        })
    });
    found.collect()
}

fn found(operation: &Object, method: String, owner: Owner, at: Pointer, item: Pointer) -> Found {
    let id = operation.get("operationId").and_then(text);
    let id = id.filter(|id| !id.trim().is_empty());
    Found {
        // Without an id it is called as its method will be.
        id: id.unwrap_or_else(|| {
            let (Owner::Path(name) | Owner::Webhook(name)) = &owner;
            format!("{} {name}", method.to_lowercase()).to_snake_case()
        }),
        tags: match operation.get("tags") {
            Some(Value::Array(tags)) => tags.iter().filter_map(text).collect(),
            tag => tag.and_then(text).into_iter().collect(),
        },
        owner,
        method,
        deprecated: match operation.get("deprecated") {
            Some(Value::String(text)) => text == "true",
            flag => flag == Some(&Value::Bool(true)),
        },
        at,
        item,
    }
}

/// A text, also one that YAML reads as a number.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The operations of a path item: the way to each, its method, and what stands there.
pub(super) fn operations(item: &Object) -> impl Iterator<Item = (Vec<&str>, String, &Value)> {
    let fixed = item
        .iter()
        .filter(|(field, _)| FIELDS.contains(&field.as_str()) || *field == "query")
        .map(|(field, operation)| (vec![field.as_str()], field.to_uppercase(), operation));
    let others = item.get("additionalOperations").and_then(Value::as_object);
    let others = others.into_iter().flatten().map(|(method, operation)| {
        let way = vec!["additionalOperations", method.as_str()];
        (way, method.clone(), operation)
    });
    fixed.chain(others)
}
