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

/// The same within a sentence: `` `Pet` ``, but "the request body" where the operation is told beside it.
pub(super) fn spoken(pointer: &Pointer) -> String {
    let label = schema(pointer);
    match label.split_once(": ") {
        Some((_, "request body")) => "the request body".to_owned(),
        Some((_, status)) if status.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("the body of {status}")
        }
        Some((_, within)) => format!("`{within}`"),
        None => format!("`{label}`"),
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
    use super::{schema, spoken};
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

    #[test]
    fn a_sentence_does_not_repeat_the_operation() {
        let body = "/paths/~1pets/post/requestBody/content/application~1json/schema";
        let answer = "/paths/~1pets/get/responses/200/content/application~1json/schema";
        for (pointer, spoken_of) in [
            ("/components/schemas/Pet".to_owned(), "`Pet`"),
            (body.to_owned(), "the request body"),
            (format!("{body}/properties/name"), "`request body.name`"),
            (answer.to_owned(), "the body of 200"),
        ] {
            assert_eq!(spoken(&Pointer::parse(pointer)), spoken_of);
        }
    }
}
