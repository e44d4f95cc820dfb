//! What a place of a document is called: its names on the wire, without the keywords of the document between them.

use std::collections::HashMap;

use crate::diagnostics::Pointer;
use crate::model::{Api, Location, Operation, Parameter};

/// What the parameters of an API are called, by where they stand: their place in a list is none that stays.
#[derive(Debug, Default)]
pub(super) struct Labels {
    by_place: HashMap<Pointer, String>,
    by_name: HashMap<String, Pointer>,
}

impl Labels {
    pub(super) fn of(api: &Api) -> Self {
        let mut labels = Self::default();
        for operation in &api.operations {
            for parameter in &operation.parameters {
                let label = self::parameter(parameter, operation);
                let at = &parameter.origin;
                labels.by_name.entry(label.clone()).or_insert(at.clone());
                labels.by_place.entry(at.clone()).or_insert(label);
            }
        }
        labels
    }

    /// Where what stands at a place of this document stands in another: parameters change their places in lists.
    pub(super) fn counterpart(&self, at: &Pointer, other: &Self) -> Option<Pointer> {
        let mut place = Some(at.clone());
        while let Some(parameter) = place {
            if let Some(label) = self.by_place.get(&parameter) {
                let same = other.by_name.get(label)?;
                return Some(same.append(&at.strip_prefix(&parameter)?));
            }
            place = parameter.parent();
        }
        Some(at.clone())
    }

    /// `Pet.owner[].name` for a schema at or below a component, `POST /pets: request body.name` for one that is written in an
    /// operation; the pointer itself for anything else.
    pub(super) fn schema(&self, pointer: &Pointer) -> String {
        let mut at = pointer.clone();
        let mut below: Vec<String> = Vec::new();
        // A schema is at most so deep within its parameter as its pointer is long.
        while let Some(parent) = at.parent() {
            if let Some(label) = self.by_place.get(&at) {
                below.reverse();
                let below: Vec<&str> = below.iter().map(String::as_str).collect();
                return format!("{label}{}", within(content(&below)));
            }
            below.extend(at.last());
            at = parent;
        }
        schema(pointer)
    }
}

/// `GET /pets: query parameter limit`.
pub(super) fn parameter(parameter: &Parameter, of: &Operation) -> String {
    let location = location(parameter);
    let holder = holder(&parameter.origin, of);
    format!("{holder}: {location} {}", parameter.wire)
}

/// `query parameter`.
pub(super) const fn location(parameter: &Parameter) -> &'static str {
    match parameter.location {
        Location::Path => "path parameter",
        Location::Query => "query parameter",
        Location::Querystring => "query string",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// `GET /pets`.
pub(super) fn operation(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

/// What is written at a place of the document: the name of the component that it stands in, of which several operations may
/// have it, or else the operation.
pub(super) fn holder(pointer: &Pointer, of: &Operation) -> String {
    match component(pointer) {
        Some(name) => name,
        None => operation(of),
    }
}

/// The name of the component that a place is in.
fn component(pointer: &Pointer) -> Option<String> {
    let mut tokens = pointer.tokens();
    let is_component = tokens.next().as_deref() == Some("components");
    let section = tokens.next()?;
    let name = tokens.next()?;
    is_component.then(|| format!("{section} {name}"))
}

fn schema(pointer: &Pointer) -> String {
    let tokens: Vec<String> = pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match tokens.as_slice() {
        ["components", "schemas", name, rest @ ..] => format!("{name}{}", within(rest)),
        ["components", _, name, rest @ ..] => format!("{name}{}", within(content(rest))),
        ["paths", path, method, rest @ ..] => {
            let method = method.to_ascii_uppercase();
            format!("{method} {path}: {}", of_operation(rest))
        }
        ["webhooks", name, _, rest @ ..] => format!("{name}: {}", of_operation(rest)),
        _ => pointer.to_string(),
    }
}

fn of_operation(tokens: &[&str]) -> String {
    match tokens {
        ["requestBody", rest @ ..] => format!("request body{}", within(content(rest))),
        ["responses", status, rest @ ..] => format!("{status}{}", within(content(rest))),
        rest => within(rest),
    }
}

/// What follows `content/<media type>/schema` or `schema`.
fn content<'t, 's>(tokens: &'t [&'s str]) -> &'t [&'s str] {
    match tokens {
        ["content", _, "schema", rest @ ..] | ["schema", rest @ ..] => rest,
        rest => rest,
    }
}

/// The way within a schema: `.name`, `[]`, `.*`; alternatives by their number.
fn within(tokens: &[&str]) -> String {
    let mut text = String::new();
    let mut tokens = tokens.iter();
    while let Some(token) = tokens.next() {
        match *token {
            "properties" => {
                let name = tokens.next().copied().unwrap_or_default();
                text.push('.');
                text.push_str(name);
            }
            "items" => text.push_str("[]"),
            "additionalProperties" => text.push_str(".*"),
            "prefixItems" => {
                let index = tokens.next().copied().unwrap_or_default();
                text.push_str(&format!("[{index}]"));
            }
            "oneOf" | "anyOf" => {
                let index = tokens.next().copied().unwrap_or_default();
                text.push_str(&format!("({index})"));
            }
            "allOf" => {
                let _ = tokens.next();
            }
            other => {
                text.push('/');
                text.push_str(other);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::schema;
    use crate::diagnostics::Pointer;

    #[test]
    fn places_are_called_by_names_of_the_wire() {
        for (pointer, label) in [
            ("/components/schemas/Pet", "Pet"),
            (
                "/components/schemas/Pet/properties/tags/items",
                "Pet.tags[]",
            ),
            (
                "/components/schemas/Pet/allOf/1/properties/a~1b/additionalProperties",
                "Pet.a/b.*",
            ),
            (
                "/paths/~1pets/post/requestBody/content/application~1json/schema/properties/name",
                "POST /pets: request body.name",
            ),
            (
                "/paths/~1pets/get/responses/200/content/application~1json/schema",
                "GET /pets: 200",
            ),
            ("/components/schemas/Pet/oneOf/0", "Pet(0)"),
        ] {
            assert_eq!(schema(&Pointer::parse(pointer)), label);
        }
    }
}
