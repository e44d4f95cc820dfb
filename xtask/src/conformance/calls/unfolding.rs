//! What Prism cannot unfold. It puts in the place of each reference what it refers to, and ends only where a schema stands
//! below itself: of schemas that all know each other that makes a tree of billions of nodes, and Prism never starts. Such
//! a document is made smaller for it, as little as can be:
//!
//! - an answer whose schema is too large has one value of it as its example, and no schema;
//! - a schema of a request that is too large is unfolded as deep as there is room, and admits anything below;
//! - named schemas that nothing refers to any more are left out.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use clientsmith::diagnostics::pointer::{escape, unescape};
use serde_json::{Map, Value, json};

use super::document::Source;
use super::values::Values;
use crate::conformance::examples;
use crate::conformance::schemas::{Direction, Schemas, pointer_of};

/// How many nodes of a schema Prism can bear.
const MOST: usize = 20_000;
/// How deep the document is looked through for schemas, and how deep a schema is unfolded.
const DEPTH: usize = 200;
/// How many references are followed on one way into a schema that is cut.
const REFERENCES: usize = 12;

/// The schemas of a document that are too large for Prism.
#[derive(Debug)]
pub struct TooLarge {
    sites: Vec<Site>,
}

/// The schema of a parameter, a header or a media type.
#[derive(Debug)]
struct Site {
    /// The JSON pointer of what it is the schema of.
    place: String,
    /// Whether it is one of an answer.
    is_of_answer: bool,
}

impl TooLarge {
    /// Those of a document.
    pub fn of(document: &Value) -> Self {
        let mut sites = Vec::new();
        collect(document, &mut String::new(), false, DEPTH, &mut sites);
        let unfolding = Unfolding { document };
        sites.retain(|site| {
            let schema = document.pointer(&schema_of(site));
            schema.is_some_and(|schema| unfolding.size(schema) > MOST)
        });
        Self { sites }
    }

    /// How many are of answers, and how many of requests.
    pub fn counts(&self) -> (usize, usize) {
        let answers = self.sites.iter().filter(|site| site.is_of_answer).count();
        (answers, self.sites.len() - answers)
    }

    /// The document as Prism can unfold it.
    ///
    /// # Errors
    /// When the schemas of the answers are none to the validator.
    pub fn made_smaller<'a>(&self, document: &'a Value) -> anyhow::Result<Cow<'a, Value>> {
        if self.sites.is_empty() {
            return Ok(Cow::Borrowed(document));
        }
        let mut smaller = document.clone();
        let unfolding = Unfolding { document };
        let examples = examples_of(document, &self.sites)?;
        for (site, example) in self.sites.iter().zip(examples) {
            let schema = document.pointer(&schema_of(site));
            let place = smaller.pointer_mut(&site.place);
            let (Some(schema), Some(place)) = (schema, place.and_then(Value::as_object_mut)) else {
                continue;
            };
            if let Some(example) = example {
                place.remove("examples");
                place.remove("schema");
                place.insert("example".to_owned(), example);
            } else {
                place.insert("schema".to_owned(), unfolding.cut(schema));
            }
        }
        keep_what_is_used(&mut smaller);
        Ok(Cow::Owned(smaller))
    }
}

fn schema_of(site: &Site) -> String {
    format!("{}/schema", site.place)
}

/// Finds everything that has a schema, but for what stands in schemas and examples themselves.
fn collect(
    part: &Value,
    place: &mut String,
    is_of_answer: bool,
    depth: usize,
    sites: &mut Vec<Site>,
) {
    let members: Vec<(String, &Value)> = match part {
        _ if depth == 0 || place == "/components/schemas" => return,
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => return,
    };
    for (key, value) in members {
        match key.as_str() {
            "schema" => sites.push(Site {
                place: place.clone(),
                is_of_answer,
            }),
            "example" | "examples" => {}
            key => {
                let length = place.len();
                place.push('/');
                place.push_str(&escape(key));
                let is_of_answer = is_of_answer || key == "responses";
                collect(value, place, is_of_answer, depth - 1, sites);
                place.truncate(length);
            }
        }
    }
}

/// A value for each answer among the sites that has one. Of answers with the same schema, as the errors of one document
/// mostly are, one schema is looked at: reading it again takes as long.
fn examples_of(document: &Value, sites: &[Site]) -> anyhow::Result<Vec<Option<Value>>> {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut schema = |site: &Site| {
        let pointer = schema_of(site);
        let text = document.pointer(&pointer).map(Value::to_string);
        known
            .entry(text.unwrap_or_default())
            .or_insert(pointer)
            .clone()
    };
    let answers = sites
        .iter()
        .map(|site| site.is_of_answer.then(|| schema(site)));
    let answers: Vec<Option<String>> = answers.collect();
    let pointers = || known.values().map(String::as_str);
    let schemas = Schemas::new(document, Direction::Response, pointers());
    let values = Values::new(&schemas, pointers())?;
    let example = |(site, schema): (&Site, Option<String>)| {
        let source = Source {
            schema: Some(schema?),
            examples: examples::beside(document, document.pointer(&site.place)?),
        };
        values.plainest(&source)
    };
    Ok(sites.iter().zip(answers).map(example).collect())
}

/// Drops the named schemas that nothing outside of them leads to.
fn keep_what_is_used(document: &mut Value) {
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut open: Vec<&Value> = Vec::new();
    let named = document.pointer("/components/schemas");
    let named = named.and_then(Value::as_object);
    let top = document.as_object().into_iter().flatten();
    for (key, value) in top {
        match (key.as_str(), value) {
            ("components", Value::Object(kinds)) => {
                let others = kinds.iter().filter(|(kind, _)| *kind != "schemas");
                open.extend(others.map(|(_, value)| value));
            }
            _ => open.push(value),
        }
    }
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                let reference = members.get("$ref").and_then(Value::as_str);
                if let Some(name) = reference.and_then(named_in)
                    && used.insert(name.clone())
                {
                    open.extend(named.and_then(|named| named.get(&name)));
                }
                open.extend(members.values());
            }
            Value::Array(elements) => open.extend(elements),
            _ => {}
        }
    }
    let named = document.pointer_mut("/components/schemas");
    if let Some(named) = named.and_then(Value::as_object_mut) {
        named.retain(|name, _| used.contains(name));
    }
}

/// The named schema that a reference leads to, or into.
fn named_in(reference: &str) -> Option<String> {
    let pointer = pointer_of(reference)?;
    let rest = pointer.strip_prefix("/components/schemas/")?;
    let token = rest.split('/').next().unwrap_or_default();
    Some(unescape(token).into_owned())
}

/// Schemas with what they refer to in the place of references.
struct Unfolding<'a> {
    document: &'a Value,
}

impl<'a> Unfolding<'a> {
    /// How many nodes Prism makes of a schema; one more than [`MOST`] when there are more.
    fn size(&self, schema: &'a Value) -> usize {
        let mut room = MOST;
        self.walk(schema, &mut Vec::new(), &mut room);
        match room {
            0 => MOST + 1,
            room => MOST - room,
        }
    }

    /// Takes a node's room, and that of all nodes below it; `above` are those that it stands in.
    fn walk(&self, value: &'a Value, above: &mut Vec<&'a Value>, room: &mut usize) {
        let value = self.target(value);
        *room = room.saturating_sub(1);
        let is_above = above.iter().any(|one| std::ptr::eq(*one, value));
        if *room == 0 || is_above || above.len() >= DEPTH {
            return;
        }
        above.push(value);
        match value {
            Value::Object(members) => members
                .values()
                .for_each(|member| self.walk(member, above, room)),
            Value::Array(elements) => elements
                .iter()
                .for_each(|element| self.walk(element, above, room)),
            _ => {}
        }
        above.pop();
    }

    /// What a value refers to, or itself.
    fn target(&self, mut value: &'a Value) -> &'a Value {
        for _ in 0..REFERENCES {
            let reference = value.get("$ref").and_then(Value::as_str);
            let target = reference
                .and_then(pointer_of)
                .and_then(|at| self.document.pointer(&at));
            match target {
                Some(target) => value = target,
                None => break,
            }
        }
        value
    }

    /// A schema unfolded as deep as there is room; what lies behind further references is any value.
    fn cut(&self, schema: &Value) -> Value {
        let mut best = json!({});
        for references in 0..=REFERENCES {
            let mut room = MOST;
            let unfolded = self.unfolded(schema, references, DEPTH, &mut room);
            if room == 0 {
                break;
            }
            best = unfolded;
        }
        best
    }

    fn unfolded(&self, value: &Value, references: usize, depth: usize, room: &mut usize) -> Value {
        *room = room.saturating_sub(1);
        if *room == 0 || depth == 0 {
            return json!({});
        }
        let reference = value.get("$ref").and_then(Value::as_str);
        if let Some(pointer) = reference.and_then(pointer_of) {
            let target = self.document.pointer(&pointer);
            return match (target, references.checked_sub(1)) {
                (Some(target), Some(left)) => self.unfolded(target, left, depth - 1, room),
                _ => json!({}),
            };
        }
        match value {
            Value::Object(members) => {
                let unfolded = |(key, member): (&String, &Value)| {
                    let key = match key.as_str() {
                        // An alternative that is cut admits what only another should.
                        "oneOf" if member.is_array() => "anyOf",
                        key => key,
                    };
                    let member = self.unfolded(member, references, depth - 1, room);
                    (key.to_owned(), member)
                };
                Value::Object(members.iter().map(unfolded).collect::<Map<_, _>>())
            }
            Value::Array(elements) => {
                let unfolded = |one| self.unfolded(one, references, depth - 1, room);
                elements.iter().map(unfolded).collect()
            }
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Schemas of which each knows each other: as many ways as there are orders of them.
    fn knot(size: usize) -> Value {
        let names = || (0..size).map(|n| format!("S{n}"));
        let properties: Map<String, Value> = names()
            .map(|name| {
                let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
                (name, reference)
            })
            .collect();
        let schema = json!({ "type": "object", "properties": properties });
        let schemas: Map<String, Value> = names().map(|name| (name, schema.clone())).collect();
        let reference = json!({ "schema": { "$ref": "#/components/schemas/S0" } });
        json!({
            "openapi": "3.0.3",
            "paths": { "/a": { "post": {
                "requestBody": { "content": { "application/json": reference } },
                "responses": { "200": { "content": { "application/json": reference } } },
            } } },
            "components": { "schemas": schemas },
        })
    }

    /// A document as Prism can unfold it, and how many answers and requests had to be made smaller.
    fn smaller(document: &Value) -> (Value, (usize, usize)) {
        let too_large = TooLarge::of(document);
        let smaller = too_large.made_smaller(document).unwrap();
        (smaller.into_owned(), too_large.counts())
    }

    #[test]
    fn a_document_that_can_be_unfolded_stays_as_it_is() {
        assert_eq!(smaller(&knot(3)), (knot(3), (0, 0)));
    }

    #[test]
    fn an_answer_has_a_value_and_a_request_is_cut() {
        let (found, counts) = smaller(&knot(12));
        assert_eq!(counts, (1, 1));
        let operation = &found["paths"]["/a"]["post"];
        let answer = &operation["responses"]["200"]["content"]["application/json"];
        assert_eq!(answer, &json!({ "example": {} }));
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        assert_eq!(schema["properties"]["S3"]["type"], "object");
        assert!(!schema.to_string().contains("$ref"));
        assert_eq!(found["components"]["schemas"], json!({}));
    }

    #[test]
    fn what_is_still_used_stays() {
        let mut document = knot(12);
        let used = json!({ "type": "integer" });
        document["components"]["schemas"]["Used"] = used.clone();
        document["paths"]["/b"] = json!({ "get": { "parameters": [
            { "name": "n", "in": "query", "schema": { "$ref": "#/components/schemas/Used" } },
        ] } });
        let (found, _) = smaller(&document);
        assert_eq!(found["components"]["schemas"], json!({ "Used": used }));
    }
    #[test]
    fn the_alternatives_of_a_schema_that_is_cut_exclude_each_other_no_more() {
        let document = json!({});
        let unfolding = Unfolding {
            document: &document,
        };
        let cut = unfolding.cut(&json!({ "oneOf": [{ "$ref": "#/gone" }, { "type": "string" }] }));
        assert_eq!(cut, json!({ "anyOf": [{}, { "type": "string" }] }));
    }
}
