//! The answers that the document describes: whether what Prism gave is one, and ones for it to give where it finds none.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document::{self, Answer};
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
    /// first value that it admits.
    pub fn with_examples(&self) -> anyhow::Result<Value> {
        let values = self.values()?;
        let mut document = self.document.clone();
        for answer in self.of_operations.iter().flatten() {
            let source = &answer.source;
            let first = || values.of(source).ok()?.into_iter().next();
            let made = values.richest(source).or_else(first);
            let place = document.pointer_mut(&answer.place);
            if let (Some(made), Some(place)) = (made, place.and_then(Value::as_object_mut)) {
                place.remove("examples");
                place.insert("example".to_owned(), made);
            }
        }
        Ok(document)
    }
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
