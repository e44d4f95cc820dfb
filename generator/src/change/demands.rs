//! What a document demands of values and no type of the model shows: `not`, `if`, `contains`, the constraints of a body as a
//! whole, `additionalProperties: false`. It is kept beside the model, so that a change of it is not taken for none.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::diagnostics::Pointer;
use crate::model::Constraint;
use crate::source::shape::{Field, Kind, field};

/// How deep a document is followed; deeper than any is read.
const DEPTH: usize = 512;

/// Keywords that no type shows, as [`crate::dialect`] keeps them.
const CONDITIONS: &[&str] = &[
    "not",
    "x-clientsmith-if",
    "x-clientsmith-then",
    "x-clientsmith-else",
    "x-clientsmith-contains",
    "x-clientsmith-min-contains",
    "x-clientsmith-max-contains",
    "x-clientsmith-dependent-required",
    "x-clientsmith-dependent-schemas",
    "x-clientsmith-unevaluated-items",
    "x-clientsmith-additional-items",
    "x-clientsmith-content-schema",
];

/// What each schema of a document demands beside what it is.
#[derive(Debug, Clone, Default)]
pub struct Demands {
    /// Every place where a schema stands.
    places: HashSet<Pointer>,
    demands: HashMap<Pointer, Demand>,
}

/// What a schema demands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Demand {
    /// The keywords that no type shows, each with its value.
    pub(super) conditions: Vec<(&'static str, Value)>,
    /// The constraints, as far as the model has words for them.
    pub(super) constraints: Vec<Constraint>,
    /// The `format` of a string.
    pub(super) format: Option<String>,
    /// `additionalProperties: false`.
    pub(super) is_closed: bool,
}

impl Demands {
    /// Collects them from a document after [`crate::dialect::normalise`].
    pub fn of(document: &Value) -> Self {
        let mut demands = Self::default();
        demands.object(Kind::Document, document, &Pointer::root(), DEPTH);
        demands
    }

    /// Every schema that demands anything.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Pointer, &Demand)> {
        self.demands.iter()
    }

    pub(super) fn get(&self, at: &Pointer) -> Option<&Demand> {
        self.demands.get(at)
    }

    /// Whether a schema stands at a place.
    pub(super) fn has(&self, at: &Pointer) -> bool {
        self.places.contains(at)
    }

    /// How many alternatives and parts stand beside this place, at each list on the way to it: an index tells which one it is
    /// only where the lists are as long.
    pub(super) fn siblings(&self, at: &Pointer) -> Vec<usize> {
        let mut counts = Vec::new();
        let mut place = Some(at.clone());
        while let Some(at) = place {
            place = at.parent();
            let is_index = at.last().is_some_and(|last| last.parse::<usize>().is_ok());
            if let Some(list) = place.as_ref().filter(|_| is_index) {
                let members = (0..).take_while(|index| self.has(&list.join(index)));
                counts.push(members.count());
            }
        }
        counts
    }

    fn object(&mut self, kind: Kind, value: &Value, at: &Pointer, depth: usize) {
        let (Some(depth), Value::Object(map)) = (depth.checked_sub(1), value) else {
            return;
        };
        if kind == Kind::Schema {
            let demand = Demand::of(map);
            if demand != Demand::default() {
                self.demands.insert(at.clone(), demand);
            }
            self.places.insert(at.clone());
        }
        for (key, value) in map {
            let inner = || at.join(key);
            match field(kind, key) {
                Field::One(kind) => self.object(kind, value, &inner(), depth),
                Field::List(kind) | Field::Map(kind) => self.members(kind, value, &inner(), depth),
                Field::SchemaOrList if value.is_array() => {
                    self.members(Kind::Schema, value, &inner(), depth);
                }
                Field::SchemaOrList | Field::SchemaOrFlag => {
                    self.object(Kind::Schema, value, &inner(), depth);
                }
                _ => {}
            }
        }
    }

    fn members(&mut self, kind: Kind, value: &Value, at: &Pointer, depth: usize) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.object(kind, item, &at.join(index), depth);
                }
            }
            Value::Object(map) => {
                for (key, item) in map {
                    self.object(kind, item, &at.join(key), depth);
                }
            }
            _ => {}
        }
    }
}

impl Demand {
    fn of(schema: &Map<String, Value>) -> Self {
        let conditions = CONDITIONS.iter();
        let conditions = conditions.filter_map(|key| Some((*key, schema.get(*key)?.clone())));
        let is_text = schema.get("type").and_then(Value::as_str) == Some("string");
        let format = schema.get("format").and_then(Value::as_str);
        Self {
            conditions: conditions.collect(),
            constraints: constraints(schema),
            format: format.filter(|_| is_text).map(str::to_owned),
            is_closed: schema.get("additionalProperties") == Some(&Value::Bool(false)),
        }
    }
}

/// The constraints of a schema of OpenAPI 3.0, where `exclusiveMinimum` is said of `minimum`.
fn constraints(schema: &Map<String, Value>) -> Vec<Constraint> {
    let count = |key: &str| schema.get(key).and_then(Value::as_u64);
    let number = |key: &str| schema.get(key).and_then(Value::as_f64);
    let flag = |key: &str| schema.get(key).and_then(Value::as_bool).unwrap_or(false);
    let pattern = schema.get("pattern").and_then(Value::as_str);
    let minimum = number("minimum").map(|n| match flag("exclusiveMinimum") {
        true => Constraint::ExclusiveMinimum(n),
        false => Constraint::Minimum(n),
    });
    let maximum = number("maximum").map(|n| match flag("exclusiveMaximum") {
        true => Constraint::ExclusiveMaximum(n),
        false => Constraint::Maximum(n),
    });
    [
        count("minLength").map(Constraint::MinLength),
        count("maxLength").map(Constraint::MaxLength),
        pattern.map(|pattern| Constraint::Pattern(pattern.to_owned())),
        minimum,
        maximum,
        number("multipleOf").map(Constraint::MultipleOf),
        count("minItems").map(Constraint::MinItems),
        count("maxItems").map(Constraint::MaxItems),
        flag("uniqueItems").then_some(Constraint::UniqueItems),
        count("minProperties").map(Constraint::MinProperties),
        count("maxProperties").map(Constraint::MaxProperties),
    ]
    .into_iter()
    .flatten()
    .collect()
}
