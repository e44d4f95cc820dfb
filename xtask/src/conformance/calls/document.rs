//! What the document says of an operation's request and of its answers, read without the generator: where the schemas of
//! parameters and bodies stand, and which values it gives for them.

use std::collections::BTreeMap;

use clientsmith::diagnostics::pointer::escape;
use serde_json::Value;

use crate::conformance::examples;
use crate::conformance::schemas::{list, object, pointer_of};

/// How many references are followed from one to the next.
const HOPS: usize = 16;

/// The request of an operation.
#[derive(Debug, Default)]
pub struct Request {
    /// Parameters by [`key`].
    pub parameters: BTreeMap<String, Source>,
    /// Bodies by media type.
    pub bodies: BTreeMap<String, Source>,
}

/// Where values can be had.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// The JSON pointer of the schema; none where the document gives none.
    pub schema: Option<String>,
    /// The values that the document gives.
    pub examples: Vec<Value>,
}

/// A body that an answer may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The status as it is written: `200`, `4XX`, `default`.
    pub status: String,
    /// The media type as it is written.
    pub media_type: String,
    /// The JSON pointer of the Media Type Object.
    pub place: String,
    /// Its values.
    pub source: Source,
}

impl Request {
    /// The body that is sent as a media type: of the document's by that name, or else by a range (`*/*`).
    pub fn body(&self, media_type: &str) -> Option<&Source> {
        let by = |is_it: &dyn Fn(&str) -> bool| {
            let mut bodies = self.bodies.iter();
            bodies.find_map(|(key, source)| is_it(key).then_some(source))
        };
        by(&|key| key == media_type)
            .or_else(|| by(&|key| essence(key) == essence(media_type)))
            .or_else(|| by(&|key| key.contains('*')))
    }
}

/// The media type without parameters, in lower case.
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// What a parameter is known by (Parameter Object: name and location).
pub fn key(location: &str, name: &str) -> String {
    format!("{location}/{name}")
}

/// The request of the operation at a JSON pointer; one of a path item whose parameters all its operations share.
pub fn request(document: &Value, operation: &str) -> Request {
    let mut request = Request::default();
    let Some((at, found)) = locate(document, operation) else {
        return request;
    };
    // An operation stands in its path item, or in the `additionalOperations` of one (OpenAPI 3.2).
    let mut item = parent(&at);
    if item.ends_with("/additionalOperations") {
        item = parent(item);
    }
    for owner in [item, at.as_str()] {
        let parameters = document.pointer(owner).into_iter();
        for (index, _) in parameters
            .flat_map(|owner| list(owner, "parameters"))
            .enumerate()
        {
            let place = format!("{owner}/parameters/{index}");
            request.parameters.extend(parameter(document, &place));
        }
    }
    if found.get("requestBody").is_some() {
        request.bodies = contents(document, &format!("{at}/requestBody"));
    }
    request
}

/// The bodies of the answers of the operation at a JSON pointer.
pub fn answers(document: &Value, operation: &str) -> Vec<Answer> {
    let Some((at, found)) = locate(document, operation) else {
        return Vec::new();
    };
    let mut answers = Vec::new();
    for status in object(found, "responses")
        .into_iter()
        .flatten()
        .map(|entry| entry.0)
    {
        let place = format!("{at}/responses/{}", escape(status));
        for (media_type, place, source) in media_types(document, &place) {
            answers.push(Answer {
                status: status.clone(),
                media_type,
                place,
                source,
            });
        }
    }
    answers
}

fn parameter(document: &Value, place: &str) -> Option<(String, Source)> {
    let (at, found) = locate(document, place)?;
    let text = |name: &str| found.get(name).and_then(Value::as_str);
    let key = key(text("in")?, text("name")?);
    let source = match object(found, "content") {
        Some(_) => contents(document, &at).into_values().next(),
        None => None,
    };
    Some((
        key,
        source.unwrap_or_else(|| source_at(document, &at, found)),
    ))
}

/// The entries of `content` of the object at a place, by media type.
fn contents(document: &Value, place: &str) -> BTreeMap<String, Source> {
    let entries = media_types(document, place).into_iter();
    entries
        .map(|(media_type, _, source)| (media_type, source))
        .collect()
}

/// The entries of `content` of the object at a place: media type, where it truly stands, and its values.
fn media_types(document: &Value, place: &str) -> Vec<(String, String, Source)> {
    let Some((at, found)) = locate(document, place) else {
        return Vec::new();
    };
    let entry = |(media_type, _): (&String, _)| {
        let place = format!("{at}/content/{}", escape(media_type));
        let (at, found) = locate(document, &place)?;
        let source = source_at(document, &at, found);
        Some((media_type.clone(), at, source))
    };
    let entries = object(found, "content").into_iter().flatten();
    entries.filter_map(entry).collect()
}

/// `schema`, `example` and `examples` of an object; of a stream the schema of its items (`itemSchema`, OpenAPI 3.2).
fn source_at(document: &Value, at: &str, found: &Value) -> Source {
    let keyword = ["schema", "itemSchema"]
        .into_iter()
        .find(|keyword| found.get(keyword).is_some());
    Source {
        schema: keyword.map(|keyword| format!("{at}/{keyword}")),
        examples: examples::beside(document, found),
    }
}

/// What stands at a JSON pointer, references on the way and at its end followed, and where it truly stands.
fn locate<'a>(document: &'a Value, pointer: &str) -> Option<(String, &'a Value)> {
    let mut at = String::new();
    let mut value = document;
    for token in pointer.split('/').skip(1) {
        let place = format!("{at}/{token}");
        let member = document.pointer(&place)?;
        (at, value) = follow(document, place, member)?;
    }
    Some((at, value))
}

fn follow<'a>(
    document: &'a Value,
    mut at: String,
    mut value: &'a Value,
) -> Option<(String, &'a Value)> {
    for _ in 0..HOPS {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            return Some((at, value));
        };
        at = pointer_of(reference)?;
        value = document.pointer(&at)?;
    }
    None
}

fn parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parameters_and_bodies_are_found_through_references() {
        let document = json!({
            "paths": { "/a/{id}": {
                "parameters": [
                    { "name": "id", "in": "path", "schema": { "type": "integer" } },
                    { "name": "q", "in": "query", "schema": { "type": "integer" } },
                ],
                "post": {
                    "parameters": [{ "$ref": "#/components/parameters/Q" }],
                    "requestBody": { "$ref": "#/components/requestBodies/B" },
                },
            } },
            "components": {
                "parameters": { "Q": { "name": "q", "in": "query", "content": { "application/json": { "schema": {}, "example": 7 } } } },
                "requestBodies": { "B": { "content": { "text/plain": { "schema": {}, "examples": { "x": { "value": "v" } } } } } },
            },
        });
        let found = request(&document, "/paths/~1a~1{id}/post");
        assert_eq!(
            found.parameters["path/id"].schema.as_deref(),
            Some("/paths/~1a~1{id}/parameters/0/schema")
        );
        // The operation's own stands for the path item's.
        assert_eq!(
            found.parameters["query/q"],
            Source {
                schema: Some("/components/parameters/Q/content/application~1json/schema".into()),
                examples: vec![json!(7)],
            }
        );
        assert_eq!(
            found.bodies["text/plain"],
            Source {
                schema: Some("/components/requestBodies/B/content/text~1plain/schema".into()),
                examples: vec![json!("v")],
            }
        );
    }

    #[test]
    fn a_body_is_found_by_its_media_type_or_a_range() {
        let source = |schema: &str| Source {
            schema: Some(schema.to_owned()),
            examples: Vec::new(),
        };
        let bodies = [("*/*", "/any"), ("Text/Plain; charset=x", "/text")];
        let bodies = bodies.map(|(key, schema)| (key.to_owned(), source(schema)));
        let request = Request {
            bodies: bodies.into_iter().collect(),
            ..Request::default()
        };
        assert_eq!(request.body("text/plain"), Some(&source("/text")));
        assert_eq!(request.body("application/json"), Some(&source("/any")));
        assert_eq!(Request::default().body("application/json"), None);
    }

    #[test]
    fn answers_are_found_through_references() {
        let document = json!({
            "paths": { "/a": { "get": { "responses": { "200": { "$ref": "#/components/responses/R" }, "default": {} } } } },
            "components": { "responses": { "R": { "content": { "a/b": { "schema": {}, "example": 7 } } } } },
        });
        let place = "/components/responses/R/content/a~1b";
        let expected = Answer {
            status: "200".to_owned(),
            media_type: "a/b".to_owned(),
            place: place.to_owned(),
            source: Source {
                schema: Some(format!("{place}/schema")),
                examples: vec![json!(7)],
            },
        };
        assert_eq!(answers(&document, "/paths/~1a/get"), [expected]);
    }

    #[test]
    fn references_in_a_circle_lead_nowhere() {
        let document = json!({ "a": { "$ref": "#/b" }, "b": { "$ref": "#/a" } });
        assert_eq!(locate(&document, "/a"), None);
    }
}
