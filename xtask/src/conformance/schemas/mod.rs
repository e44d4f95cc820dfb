//! A document's schemas in the form of JSON Schema 2020-12, so that a validator can read them.
//!
//! Every schema that something refers to becomes an entry of `$defs` with a short name. Only keywords of JSON Schema
//! are kept, and of those the ones whose value has the right shape. What OpenAPI adds is said in JSON Schema's words:
//! `nullable` and boolean bounds of 3.0, the ranges of integer formats, discriminators. `examples` and a note for the
//! sampler ([`TAGS`]) go along; validators skip both.

mod convert;
mod direction;
mod families;
mod keywords;
mod relaxed;
mod spellings;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

pub use convert::pointer_of;
pub use direction::Direction;
pub use spellings::set_format;

/// The keyword that tells the sampler about a discriminator: `{"property": …, "tags": {tag: schema}}`.
pub const TAGS: &str = "x-tags";

/// The schemas of one document as they are in one direction of travel.
#[derive(Debug, Clone)]
pub struct Schemas {
    /// `{"$defs": {…}}`
    root: Value,
    /// The name in `$defs` of the schema at each JSON pointer.
    names: BTreeMap<String, String>,
}

impl Schemas {
    /// The schemas of `document` at `pointers`, and those that they refer to.
    pub fn new<'a>(
        document: &Value,
        direction: Direction,
        pointers: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut converter = convert::Converter::new(document, direction);
        for pointer in pointers {
            converter.name(pointer);
        }
        let (definitions, names) = converter.finish();
        Self {
            root: json!({ "$defs": definitions }),
            names,
        }
    }

    /// The same, read as who wrote them meant them: objects are open, and of `oneOf` several may hold.
    pub fn relaxed(mut self) -> Self {
        let definitions = self.root.get_mut("$defs").and_then(Value::as_object_mut);
        definitions
            .into_iter()
            .flat_map(Map::values_mut)
            .for_each(relaxed::relax);
        self
    }

    /// The whole: an object with `$defs`.
    pub const fn root(&self) -> &Value {
        &self.root
    }

    /// The name in `$defs` of the schema at a JSON pointer of the document.
    pub fn name(&self, pointer: &str) -> Option<&str> {
        self.names.get(pointer).map(String::as_str)
    }

    /// The schema of this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.root.get("$defs")?.get(name)
    }

    /// The schema that a `$ref` of one of these schemas refers to.
    pub fn target(&self, reference: &str) -> Option<&Value> {
        self.get(reference.strip_prefix(REFERENCE)?)
    }
}

/// What every `$ref` begins with.
const REFERENCE: &str = "#/$defs/";

/// A keyword of a schema that is an object.
pub fn object<'a>(schema: &'a Value, keyword: &str) -> Option<&'a Map<String, Value>> {
    schema.get(keyword)?.as_object()
}

/// The elements of a keyword that is an array; none when it is absent.
pub fn list<'a>(schema: &'a Value, keyword: &str) -> impl Iterator<Item = &'a Value> {
    schema
        .get(keyword)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The types that a schema names.
pub fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
