//! What a place of a document is called: its names on the wire, without the keywords of the document between them.

use crate::diagnostics::Pointer;
use crate::model::Operation;

/// `GET /pets`.
pub(super) fn operation(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

/// `Pet.owner[].name` for a schema at or below a component, `POST /pets: request body.name` for one that is written in an
/// operation; the pointer itself for anything else.
pub(super) fn schema(pointer: &Pointer) -> String {
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
        ["parameters", index, rest @ ..] => format!("parameter {index}{}", within(content(rest))),
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
