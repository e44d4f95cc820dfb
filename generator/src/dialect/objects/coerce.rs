//! Values that stand where an object belongs.

use serde_json::{Value, json};

use super::super::context::{Object, Walk, noun};
use crate::diagnostics::Code;
use crate::source::shape::Kind;

/// Makes an object of a value where its meaning is plain; what cannot be understood is left as it is when its
/// absence harms nothing, and becomes an empty object when something may refer to it.
pub(in super::super) fn coerce(walk: &mut Walk, kind: Kind, value: &mut Value) {
    if let (Kind::Schema, Value::Bool(admits_all)) = (kind, &*value) {
        // JSON Schema: `true` admits every value, `false` none.
        *value = if *admits_all {
            json!({})
        } else {
            json!({ "not": {} })
        };
        return;
    }
    let found = noun(value);
    let key = walk.name();
    let wanted = kind.noun();
    let (object, outcome) = match (kind, value.take()) {
        (Kind::Example, Value::Null) => (
            json!({ "value": null }),
            "it is read as the example's value",
        ),
        (Kind::Example, plain) => (
            json!({ "value": plain }),
            "it is read as the example's value",
        ),
        (Kind::Tag | Kind::License, Value::String(name)) => {
            (json!({ "name": name }), "it is read as the name")
        }
        (Kind::Server | Kind::ExternalDocs, Value::String(url)) => {
            (json!({ "url": url }), "it is read as the URL")
        }
        (Kind::Discriminator, Value::String(name)) => (
            json!({ "propertyName": name }),
            "it is read as the property",
        ),
        (Kind::SecurityRequirement, Value::String(name)) => {
            (requirement(name), "it is read as a scheme without scopes")
        }
        (Kind::ServerVariable, plain) if is_scalar(&plain) => {
            (json!({ "default": plain }), "it is read as the default")
        }
        (kind, _) if is_dispensable(kind) => (Value::Null, "it is left out"),
        (Kind::Parameter, _) if walk.at_element => (Value::Null, "it is left out"),
        (Kind::Schema, _) => (json!({}), "any value is admitted"),
        _ => (json!({}), "it is read as an empty one"),
    };
    *value = object;
    walk.say(
        Code::WrongType,
        format!("`{key}` must be {wanted}, not {found}; {outcome}"),
    );
}

/// Whether a document means the same without such an object, as far as types go.
const fn is_dispensable(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Contact
            | Kind::License
            | Kind::Server
            | Kind::Tag
            | Kind::ExternalDocs
            | Kind::Components
            | Kind::Encoding
            | Kind::SecurityRequirement
            | Kind::Flow
            | Kind::Discriminator
            | Kind::Operation
    )
}

fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

fn requirement(name: String) -> Value {
    let mut map = Object::new();
    map.insert(name, json!([]));
    Value::Object(map)
}

/// Makes a map of a list: by the members' own names where they have any, else by number.
pub(in super::super) fn name_members(walk: &mut Walk, kind: Kind, value: &mut Value) {
    let Value::Array(items) = value.take() else {
        return;
    };
    if !items.is_empty() {
        walk.mended("a list", "an object");
    }
    let mut map = Object::new();
    for (index, item) in items.into_iter().enumerate() {
        let own = match kind {
            Kind::Example => None,
            _ => item.get("name").and_then(Value::as_str).map(str::to_owned),
        };
        let name = own.unwrap_or_else(|| (index + 1).to_string());
        walk.moved(&[&index.to_string()], &[&name]);
        map.insert(name, item);
    }
    *value = Value::Object(map);
}
