//! Values that the document admits: its own examples, then some made from its schemas.

use serde_json::{Value, json};

use super::document::Source;
use crate::conformance::examples;
use crate::conformance::judge::Judge;
use crate::conformance::sample::Sampler;
use crate::conformance::schemas::Schemas;

/// How many values are made of a schema, to choose from.
const MADE: usize = 24;

/// How many characters of a reason are told.
const LONGEST_REASON: usize = 200;

/// Values for the sources of one document.
pub struct Values<'a> {
    schemas: &'a Schemas,
    judge: Judge,
    sampler: Sampler<'a>,
}

impl<'a> Values<'a> {
    /// Values of schemas that stand at these JSON pointers.
    pub fn new<'p>(
        schemas: &'a Schemas,
        pointers: impl Iterator<Item = &'p str>,
    ) -> anyhow::Result<Self> {
        let names = pointers.filter_map(|pointer| schemas.name(pointer));
        Ok(Self {
            schemas,
            judge: Judge::new(schemas, names)?,
            sampler: Sampler::new(schemas, MADE),
        })
    }

    /// The values that a source admits, the document's own first; or why there is none.
    pub fn of(&self, source: &Source) -> Result<Vec<Value>, String> {
        let Some(name) = self.name(source) else {
            let text = json!("text");
            return Ok(source.examples.iter().cloned().chain([text]).collect());
        };
        let mut values = source.examples.clone();
        values.extend(examples::of_schema(self.schemas, name));
        values.extend(self.sampler.samples(name));
        let mut why = "its schema has no finite value".to_owned();
        values.retain(|value| match self.check(name, value) {
            Ok(()) => true,
            Err(fault) => {
                why = format!("no value was found that its schema admits: {fault}");
                false
            }
        });
        match values.is_empty() {
            true => Err(why),
            false => Ok(values),
        }
    }

    /// A value that the source admits: one of the document's own, or the one with the least in it.
    pub fn plainest(&self, source: &Source) -> Option<Value> {
        let name = self.name(source)?;
        let own = source.examples.iter().cloned();
        let mut values = own.chain(self.sampler.plainest(name));
        values.find(|value| self.check(name, value).is_ok())
    }

    /// The value with the most in it, if there is one that is admitted.
    pub fn richest(&self, source: &Source) -> Option<Value> {
        let name = self.name(source)?;
        let value = self.sampler.richest(name)?;
        self.check(name, &value).is_ok().then_some(value)
    }

    /// Why a source does not admit a value, if so.
    pub fn fault(&self, source: &Source, value: &Value) -> Option<String> {
        self.check(self.name(source)?, value).err()
    }

    fn name(&self, source: &Source) -> Option<&str> {
        self.schemas.name(source.schema.as_deref()?)
    }

    /// Whether a schema admits a value; one that the validator cannot read admits any.
    fn check(&self, name: &str, value: &Value) -> Result<(), String> {
        match self.judge.unreadable(name) {
            Some(_) => Ok(()),
            None => self.judge.check(name, value).map_err(short),
        }
    }
}

/// A reason that may tell a whole value, cut off where it becomes long.
fn short(mut why: String) -> String {
    if let Some((place, _)) = why.char_indices().nth(LONGEST_REASON) {
        why.truncate(place);
        why.push('…');
    }
    why
}

/// Whether there is anything of a value when it stands in a URL or a header: null and empty lists are not sent at all, and
/// an empty part of a path is another path.
pub fn is_visible(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(elements) => !elements.is_empty() && elements.iter().all(is_visible),
        Value::Object(members) => !members.is_empty() && members.values().all(is_visible),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// How many values a value holds, itself included.
pub fn size(value: &Value) -> usize {
    let mut open = vec![value];
    let mut size = 0;
    while let Some(value) = open.pop() {
        size += 1;
        match value {
            Value::Array(elements) => open.extend(elements),
            Value::Object(members) => open.extend(members.values()),
            _ => {}
        }
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::schemas::Direction;

    fn of(schema: Value, examples: Vec<Value>) -> Result<Vec<Value>, String> {
        let document = json!({ "openapi": "3.1.0", "a": schema });
        let schemas = Schemas::new(&document, Direction::Request, ["/a"]);
        let values = Values::new(&schemas, ["/a"].into_iter()).unwrap();
        values.of(&Source {
            schema: Some("/a".to_owned()),
            examples,
        })
    }

    #[test]
    fn the_documents_examples_come_first_and_only_if_they_are_admitted() {
        let found = of(
            json!({ "type": "integer", "examples": [8] }),
            vec![json!("seven"), json!(7)],
        );
        assert_eq!(found.unwrap()[..2], [json!(7), json!(8)]);
    }

    #[test]
    fn a_schema_without_values_says_so() {
        let why = of(json!({ "type": "integer", "not": {} }), vec![]).unwrap_err();
        assert!(
            why.starts_with("no value was found that its schema admits: "),
            "{why}"
        );
        assert_eq!(
            of(json!(false), vec![]).unwrap_err(),
            "its schema has no finite value"
        );
    }

    #[test]
    fn what_would_not_be_seen_in_a_url() {
        for value in [json!(null), json!(""), json!([]), json!([""]), json!({})] {
            assert!(!is_visible(&value), "{value}");
        }
        assert!(is_visible(&json!({ "a": [0] })));
        assert_eq!(size(&json!({ "a": [0, 1] })), 4);
    }
}
