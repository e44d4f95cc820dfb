//! The answers that the document describes: whether what Prism gave is one, and ones for it to give where it finds none.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::document::{self, Answer, Source, essence};
use super::meant::meant;
use super::values::Values;
use crate::conformance::schemas::{Direction, Schemas};

/// The answers of some operations of a document.
#[derive(Debug)]
pub struct Answers<'a> {
    document: &'a Value,
    /// Each operation's, by its place in the model; none of those that were not asked for.
    of_operations: Vec<Vec<Answer>>,
    schemas: Schemas,
}

impl<'a> Answers<'a> {
    /// The answers of the operations with these places among `operations`, the JSON pointers of all of them.
    pub fn of(document: &'a Value, operations: &[String], wanted: &BTreeSet<usize>) -> Self {
        let answers = |(index, operation): (usize, &String)| match wanted.contains(&index) {
            true => document::answers(document, operation),
            false => Vec::new(),
        };
        let of_operations: Vec<Vec<Answer>> = operations.iter().enumerate().map(answers).collect();
        let schemas = Schemas::new(document, Direction::Response, pointers(&of_operations));
        Self {
            document,
            of_operations,
            schemas,
        }
    }

    /// What finds and judges their values.
    fn values(&self) -> anyhow::Result<Values<'_>> {
        Values::new(&self.schemas, pointers(&self.of_operations))
    }

    /// Why an answer is none that the document describes, if so: where the JSON of a body breaks each schema that the
    /// document has for its status.
    pub fn faults(&self, given: &[Given<'_>]) -> anyhow::Result<Vec<Option<String>>> {
        let values = self.values()?;
        let fault = |given: &Given<'_>| {
            let body: Value = serde_json::from_str(given.body).ok()?;
            let mut fault = None;
            for answer in self.at(given) {
                fault = Some(values.fault(&answer.source, &body)?);
            }
            fault
        };
        Ok(given.iter().map(fault).collect())
    }

    /// The described answers of an operation that a status is one of, those that say so most exactly.
    fn at<'b>(&'b self, given: &Given<'_>) -> Vec<&'b Answer> {
        let answers = self.of_operations.get(given.operation);
        let answers: Vec<&Answer> = answers.into_iter().flatten().collect();
        let range = format!("{}XX", given.status / 100);
        for name in [given.status.to_string(), range, "default".to_owned()] {
            let is_it = |answer: &&&Answer| answer.status.eq_ignore_ascii_case(&name);
            let found: Vec<&Answer> = answers.iter().filter(is_it).copied().collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The document with a value for each of these answers as its only example: as much as the schema names, or else the
    /// first value that it admits. Where it admits none, a value of what it seems to mean, without the schema.
    pub fn with_examples(&self) -> anyhow::Result<Made> {
        let mut document = self.document.clone();
        let strict = self.values()?;
        let mut left = Vec::new();
        for (operation, answer) in self.all() {
            match value(&strict, &answer.source) {
                Ok(value) => put(&mut document, answer, value, true),
                Err(why) => left.push((operation, answer, why)),
            }
        }
        let mut without = BTreeMap::new();
        if !left.is_empty() {
            let meant = meant(self.document);
            let schemas = Schemas::new(&meant, Direction::Response, pointers(&self.of_operations));
            let loose = Values::new(&schemas, pointers(&self.of_operations))?;
            for (operation, answer, why) in left {
                if let Ok(value) = value(&loose, &answer.source) {
                    put(&mut document, answer, value, false);
                }
                let reason = format!("`{}` {}: {why}", answer.status, answer.media_type);
                // The first that stands there is mostly the success.
                without.entry(operation).or_insert(reason);
            }
        }
        Ok(Made { document, without })
    }

    /// Each answer, and the place of its operation.
    fn all(&self) -> impl Iterator<Item = (usize, &Answer)> {
        let operations = self.of_operations.iter().enumerate();
        operations.flat_map(|(index, answers)| answers.iter().map(move |answer| (index, answer)))
    }
}

/// A document with answers of our making.
#[derive(Debug)]
pub struct Made {
    /// The document.
    pub document: Value,
    /// The operations with an answer that no value is admitted for, by their places in the model; which answer, and why.
    pub without: BTreeMap<usize, String>,
}

/// A value of a source, or why there is none.
fn value(values: &Values<'_>, source: &Source) -> Result<Value, String> {
    if let Some(richest) = values.richest(source) {
        return Ok(richest);
    }
    let first = values.of(source)?.into_iter().next();
    first.ok_or_else(|| "no value".to_owned())
}

/// Makes a value the only example of an answer; Prism judges it by the schema if that admits it.
fn put(document: &mut Value, answer: &Answer, value: Value, is_admitted: bool) {
    let place = document.pointer_mut(&answer.place);
    let Some(place) = place.and_then(Value::as_object_mut) else {
        return;
    };
    place.remove("examples");
    if !is_admitted {
        place.remove("schema");
    }
    let value = match as_text(&answer.media_type, &value) {
        Some(text) => {
            // Prism would hold the text against the schema of the value.
            place.remove("schema");
            Value::String(text)
        }
        None => value,
    };
    place.insert("example".to_owned(), value);
}

/// The text of a value where Prism can write no value but a text: a stream has it as its only item.
fn as_text(media_type: &str, value: &Value) -> Option<String> {
    let essence = essence(media_type);
    let is_written = ["json", "xml", "*"]
        .iter()
        .any(|end| essence.ends_with(end));
    match essence.as_str() {
        _ if value.is_string() => None,
        "text/event-stream" => Some(event(value)),
        "application/json-seq" => Some(format!("\u{1e}{value}\n")),
        "application/jsonl" | "application/x-ndjson" => Some(format!("{value}\n")),
        _ => (!is_written).then(|| value.to_string()),
    }
}

/// A server-sent event (WHATWG HTML, §9.2): of a value that has the fields of one, or else with the value as its data.
fn event(value: &Value) -> String {
    const FIELDS: [&str; 4] = ["event", "id", "retry", "data"];
    let is_event = |members: &&Map<String, Value>| {
        (members.contains_key("data") || members.contains_key("event"))
            && members.keys().all(|key| FIELDS.contains(&key.as_str()))
    };
    let Some(members) = value.as_object().filter(is_event) else {
        return format!("data: {value}\n\n");
    };
    let line = |field: &&str| {
        let value = members.get(*field)?;
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        Some(format!("{field}: {text}\n"))
    };
    let lines: String = FIELDS.iter().filter_map(line).collect();
    lines + "\n"
}

/// An answer that Prism gave.
#[derive(Debug)]
pub struct Given<'a> {
    /// The operation, by its place in the model.
    pub operation: usize,
    /// The status.
    pub status: u16,
    /// The body.
    pub body: &'a str,
}

/// Where the schemas stand.
fn pointers(of_operations: &[Vec<Answer>]) -> impl Iterator<Item = &str> {
    let answers = of_operations.iter().flatten();
    answers.filter_map(|answer| answer.source.schema.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document() -> Value {
        let schema =
            json!({ "type": "object", "required": ["n"], "properties": { "n": { "enum": [7] } } });
        let content = |media_type: &str| json!({ "content": { media_type: { "schema": schema, "examples": { "a": { "value": 1 } } } } });
        json!({ "openapi": "3.0.3", "paths": { "/a": { "get": { "responses": {
            "200": content("application/json"), "4xx": content("application/json"), "default": content("text/event-stream"),
        } } } } })
    }

    fn answers(document: &Value) -> Answers<'_> {
        Answers::of(document, &["/paths/~1a/get".to_owned()], &[0].into())
    }

    #[test]
    fn an_answer_is_held_against_the_schema_of_its_status() {
        let document = document();
        let given = |status, body| Given {
            operation: 0,
            status,
            body,
        };
        let faults = answers(&document)
            .faults(&[
                given(200, r#"{"n":7}"#),
                given(200, r#"{"n":6}"#),
                given(404, "{}"),
                given(200, "no JSON"),
            ])
            .unwrap();
        let [None, Some(small), Some(missing), None] = faults.as_slice() else {
            panic!("{faults:?}");
        };
        assert!(small.starts_with("/n: "), "{small}");
        assert!(missing.contains("required"), "{missing}");
    }

    #[test]
    fn an_answer_without_a_value_says_why() {
        let mut document = document();
        let place = "/paths/~1a/get/responses/200/content/application~1json/schema";
        // Whatever fits the one fits the other.
        *document.pointer_mut(place).unwrap() =
            json!({ "oneOf": [{ "enum": [1] }, { "enum": [1] }] });
        let made = answers(&document).with_examples().unwrap();
        let why = &made.without[&0];
        assert!(
            why.starts_with("`200` application/json: no value was found that"),
            "{why}"
        );
        let media_type = place.trim_end_matches("/schema");
        assert_eq!(
            made.document.pointer(media_type),
            Some(&json!({ "example": 1 }))
        );
    }

    #[test]
    fn an_event_is_written_by_its_fields() {
        let fields = json!({ "data": { "n": 1 }, "event": "tick" });
        assert_eq!(event(&fields), "event: tick\ndata: {\"n\":1}\n\n");
        let value = json!({ "data": 1, "n": 1 });
        assert_eq!(event(&value), "data: {\"data\":1,\"n\":1}\n\n");
    }

    #[test]
    fn every_answer_has_an_example_that_its_schema_admits() {
        let document = document();
        let made = answers(&document).with_examples().unwrap().document;
        let responses = &made["paths"]["/a"]["get"]["responses"];
        let json = &responses["200"]["content"]["application/json"];
        assert_eq!(json["example"], json!({ "n": 7 }));
        assert!(json.get("examples").is_none());
        let stream = &responses["default"]["content"]["text/event-stream"];
        assert_eq!(stream, &json!({ "example": "data: {\"n\":7}\n\n" }));
    }
}
