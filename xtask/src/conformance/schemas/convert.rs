//! One schema after the other from OpenAPI to JSON Schema 2020-12.

use std::collections::{BTreeMap, BTreeSet};

use clientsmith::diagnostics::pointer::{escape, unescape};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::direction::Absent;
use super::families::{self, Families};
use super::keywords::{Form, form};
use super::spellings::{set_bounds, set_format, set_pattern, set_types};
use super::{Direction, REFERENCE, TAGS, list};

/// How deep inline schemas are followed; what lies deeper admits anything.
const DEPTH: usize = 96;

/// Turns schemas into entries of `$defs`; what they refer to is put in a queue and follows.
pub(super) struct Converter<'a> {
    document: &'a Value,
    direction: Direction,
    /// OpenAPI 3.0, whose schemas are not JSON Schema.
    is_30: bool,
    families: Families<'a>,
    names: BTreeMap<Entry, String>,
    queue: Vec<(Entry, String)>,
}

/// A schema that gets a name in `$defs`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// Its place in the document.
    pointer: String,
    /// As a part of a child's `allOf`: without what its discriminator demands, which would lead back to the child.
    is_part: bool,
    /// As a part of an `allOf` of which another part says that these properties do not travel (JSON Schema Validation 9.4:
    /// what one of several schemas says of a property counts).
    absent: Absent,
}

/// Where a schema stands.
#[derive(Debug, Clone, Default)]
struct Around {
    /// Properties that do not travel with the object that the schema is a part of.
    absent: Absent,
    /// Whether it is a named schema, or a part of the `allOf` of one.
    is_part: bool,
    /// Whether it is such a part.
    is_in_all_of: bool,
}

impl Around {
    /// What is around a property of the object.
    fn of_property(&self, name: &str) -> Self {
        let within = |path: &Vec<String>| match path.split_first() {
            Some((first, rest)) if first == name && !rest.is_empty() => Some(rest.to_vec()),
            _ => None,
        };
        Self {
            absent: self.absent.iter().filter_map(within).collect(),
            ..Self::default()
        }
    }
}

impl<'a> Converter<'a> {
    pub(super) fn new(document: &'a Value, direction: Direction) -> Self {
        let version = document.get("openapi").and_then(Value::as_str);
        Self {
            document,
            direction,
            is_30: version.is_some_and(|version| version.starts_with("3.0")),
            families: Families::of(document),
            names: BTreeMap::new(),
            queue: Vec::new(),
        }
    }

    /// The name in `$defs` of the schema at `pointer`, which is converted in its turn.
    pub(super) fn name(&mut self, pointer: &str) -> String {
        self.name_of(Entry {
            pointer: pointer.to_owned(),
            is_part: false,
            absent: Absent::new(),
        })
    }

    fn name_of(&mut self, entry: Entry) -> String {
        let next = format!("s{}", self.names.len());
        let name = self.names.entry(entry.clone()).or_insert_with(|| {
            self.queue.push((entry, next.clone()));
            next
        });
        name.clone()
    }

    /// Converts all that was named: `$defs`, and the names by pointer.
    pub(super) fn finish(mut self) -> (Map<String, Value>, BTreeMap<String, String>) {
        let mut definitions = Map::new();
        while let Some((entry, name)) = self.queue.pop() {
            let schema = match self.document.pointer(&entry.pointer) {
                Some(schema) => self.definition(schema, &entry),
                None => Value::Bool(true),
            };
            definitions.insert(name, schema);
        }
        let is_whole = |entry: &Entry| !entry.is_part && entry.absent.is_empty();
        let whole = self.names.into_iter().filter(|(entry, _)| is_whole(entry));
        let names = whole.map(|(entry, name)| (entry.pointer, name)).collect();
        (definitions, names)
    }

    /// An entry of `$defs`. A base whose children are known by their `allOf` demands of each tag the child.
    fn definition(&mut self, schema: &Value, entry: &Entry) -> Value {
        let around = Around {
            is_part: Families::is_entry(&entry.pointer),
            absent: entry.absent.clone(),
            ..Around::default()
        };
        let converted = self.schema(schema, &around, DEPTH);
        let Some((property, tags)) = self
            .families
            .tags(&entry.pointer)
            .filter(|_| !entry.is_part)
        else {
            return converted;
        };
        let named = |(tag, pointer): (String, String)| {
            (tag, json!(format!("{REFERENCE}{}", self.name(&pointer))))
        };
        let tags: BTreeMap<String, Value> = tags.into_iter().map(named).collect();
        let mut out = Map::new();
        let mut all = vec![converted];
        all.extend(demands(property, &tags));
        out.insert("allOf".to_owned(), Value::Array(all));
        out.insert(
            TAGS.to_owned(),
            json!({ "property": property, "tags": tags }),
        );
        Value::Object(out)
    }

    fn schema(&mut self, schema: &Value, around: &Around, depth: usize) -> Value {
        let Some(given) = schema.as_object().filter(|_| depth > 0) else {
            return Value::Bool(schema != &Value::Bool(false));
        };
        let mut out = Map::new();
        if let Some(reference) = given.get("$ref").and_then(Value::as_str) {
            out.insert("$ref".to_owned(), self.reference(reference, around));
            if self.is_30 {
                return Value::Object(out);
            }
        }
        let mut around = around.clone();
        let own = self.direction.left_out(self.document, schema);
        around.absent.extend(own);
        for (keyword, value) in given {
            if let Some(form) = form(keyword).filter(|form| form.fits(value)) {
                let value = self.value(keyword, form, value, &around, depth);
                out.insert(keyword.clone(), value);
            }
        }
        if let Some(example) = given.get("example") {
            out.insert("examples".to_owned(), json!([example]));
        }
        set_format(&mut out);
        set_pattern(given, &mut out);
        set_types(given, &mut out);
        set_bounds(given, &mut out);
        self.set_tags(given, &mut out);
        self.set_nullable(given, out)
    }

    fn reference(&mut self, reference: &str, around: &Around) -> Value {
        match pointer_of(reference) {
            Some(pointer) => {
                let is_part = around.is_in_all_of && self.families.is_base(&pointer);
                let name = self.name_of(Entry {
                    absent: self.absent_there(&pointer, around),
                    pointer,
                    is_part,
                });
                json!(format!("{REFERENCE}{name}"))
            }
            // To another document, or to an anchor: it is a place that does not exist, which admits anything.
            None => json!(format!("{REFERENCE}{}", self.name("/?"))),
        }
    }

    /// What does not travel of the schema at a pointer because of what is said around the reference to it.
    fn absent_there(&self, pointer: &str, around: &Around) -> Absent {
        let target = self.document.pointer(pointer).unwrap_or(&Value::Null);
        let own = match around.absent.is_empty() {
            true => Absent::new(),
            false => self.direction.left_out(self.document, target),
        };
        around.absent.difference(&own).cloned().collect()
    }

    /// The value of a keyword, with the schemas in it converted.
    fn value(
        &mut self,
        keyword: &str,
        form: Form,
        value: &Value,
        around: &Around,
        depth: usize,
    ) -> Value {
        let nobody = Around::default();
        let around_there = match keyword {
            "allOf" => Around {
                is_in_all_of: around.is_part,
                ..around.clone()
            },
            "anyOf" | "oneOf" => Around {
                absent: around.absent.clone(),
                ..Around::default()
            },
            _ => Around::default(),
        };
        let is_absent = |name: &str| around.absent.contains(&[name.to_owned()][..]);
        match (form, value) {
            (Form::Schema | Form::SchemaOrBoolean, Value::Object(_)) => {
                self.schema(value, &nobody, depth - 1)
            }
            (Form::Schemas, Value::Array(schemas)) => schemas
                .iter()
                .map(|schema| self.schema(schema, &around_there, depth - 1))
                .collect(),
            (Form::SchemasByName, Value::Object(schemas)) => schemas
                .iter()
                .filter(|(name, _)| keyword != "properties" || !is_absent(name))
                .map(|(name, schema)| {
                    let around = match keyword {
                        "properties" => around.of_property(name),
                        _ => Around::default(),
                    };
                    (name.clone(), self.schema(schema, &around, depth - 1))
                })
                .collect(),
            // Each once, as JSON Schema wants it: the validator counts them.
            (Form::Texts, Value::Array(names)) => {
                let names: BTreeSet<&str> = names.iter().filter_map(Value::as_str).collect();
                let travel = names.into_iter().filter(|name| !is_absent(name));
                travel.map(Value::from).collect()
            }
            _ => value.clone(),
        }
    }

    /// A discriminator: each tag demands the schema that it stands for.
    fn set_tags(&mut self, given: &Map<String, Value>, out: &mut Map<String, Value>) {
        let Some(property) = given
            .get("discriminator")
            .and_then(|discriminator| discriminator.get("propertyName")?.as_str())
        else {
            return;
        };
        let tags = self.tags(given, property);
        if tags.is_empty() {
            return;
        }
        if given.contains_key("oneOf") || given.contains_key("anyOf") {
            let all = list(&Value::Object(out.clone()), "allOf")
                .cloned()
                .chain(demands(property, &tags))
                .collect::<Vec<_>>();
            out.insert("allOf".to_owned(), Value::Array(all));
            out.insert(
                TAGS.to_owned(),
                json!({ "property": property, "tags": tags }),
            );
        }
    }

    /// The tags of a discriminator with the schemas that they stand for: its mapping, and what the alternatives limit the
    /// property to, or their names.
    fn tags(&mut self, given: &Map<String, Value>, property: &str) -> BTreeMap<String, Value> {
        let mut pointers = BTreeMap::new();
        let mapping = given
            .get("discriminator")
            .and_then(|discriminator| discriminator.get("mapping")?.as_object());
        for (tag, target) in mapping.into_iter().flatten() {
            let target = target.as_str().unwrap_or_default();
            let by_name = format!("/components/schemas/{}", escape(target));
            let pointer = pointer_of(target).unwrap_or(by_name);
            if self.document.pointer(&pointer).is_some() {
                pointers.insert(tag.clone(), pointer);
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = given.get(keyword).and_then(Value::as_array);
            for reference in alternatives.into_iter().flatten() {
                let reference = reference.get("$ref").and_then(Value::as_str);
                let Some(pointer) = reference.and_then(pointer_of) else {
                    continue;
                };
                if pointers.values().any(|known| *known == pointer) {
                    continue;
                }
                // What the alternative itself limits the property to is its tag, else its name; what is mapped stays.
                let mut tags = families::allowed_at(self.document, &pointer, property);
                if tags.is_empty() {
                    let name = pointer.rsplit('/').next().unwrap_or_default();
                    tags.push(unescape(name).into_owned());
                }
                for tag in tags {
                    pointers.entry(tag).or_insert_with(|| pointer.clone());
                }
            }
        }
        let reference = |(tag, pointer): (String, String)| {
            (tag, json!(format!("{REFERENCE}{}", self.name(&pointer))))
        };
        pointers.into_iter().map(reference).collect()
    }

    /// `nullable` of 3.0.
    fn set_nullable(&self, given: &Map<String, Value>, mut out: Map<String, Value>) -> Value {
        match given.get("nullable").filter(|_| self.is_30) {
            Some(Value::Bool(true)) => {}
            Some(Value::Bool(false)) if out.is_empty() => {
                return json!({ "not": { "type": "null" } });
            }
            _ => return Value::Object(out),
        }
        let mixes = ["allOf", "anyOf", "oneOf", "enum", "not"]
            .iter()
            .any(|keyword| out.contains_key(*keyword));
        match out.get("type").and_then(Value::as_str) {
            Some(kind) if !mixes => {
                out.insert("type".to_owned(), json!([kind, "null"]));
                Value::Object(out)
            }
            None if !mixes => Value::Object(out),
            _ => json!({ "anyOf": [Value::Object(out), { "type": "null" }] }),
        }
    }
}

/// Schemas that demand of each tag what it stands for.
fn demands(property: &str, tags: &BTreeMap<String, Value>) -> impl Iterator<Item = Value> {
    tags.iter().map(move |(tag, schema)| {
        let tagged =
            json!({ "required": [property], "properties": { property: { "const": tag } } });
        json!({ "if": tagged, "then": { "$ref": schema } })
    })
}

/// The JSON pointer in a reference within the document.
pub fn pointer_of(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return None;
    }
    Some(
        percent_decode_str(fragment)
            .decode_utf8_lossy()
            .into_owned(),
    )
}
