//! The samples of a document: for each type the document's own examples, then values made from the schema; those that the
//! schema admits, and with them some to which was done what servers do.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use clientsmith::model::Named;
use serde_json::Value;

use super::compare::short;
use super::deviate::Deviation;
use super::examples;
use super::judge::Judge;
use super::run::Untried;
use super::sample::Sampler;
use super::schemas::{Direction, Schemas};

/// To how many values of a type is done what servers do.
const DEVIATING: usize = 3;

/// What there is to try.
pub struct Found {
    views: BTreeMap<Reading, View>,
    /// As many as types.
    pub cases: Vec<Case>,
    /// In no particular order.
    pub samples: Vec<Sample>,
    /// The types without a sample.
    pub untried: Vec<Untried>,
    /// How many of these have a schema that the validator cannot read.
    pub unreadable: usize,
    /// How many values the schemas do not admit.
    pub rejected: usize,
}

/// How schemas are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    direction: Direction,
    /// As who wrote them meant them, which is tried where nothing satisfies what is written.
    is_relaxed: bool,
}

/// Schemas, read in one way, and their judge.
pub struct View {
    /// The schemas.
    pub schemas: Schemas,
    /// Their judge.
    pub judge: Judge,
}

impl View {
    /// Whether a definition admits a value when it is read as it is meant.
    pub fn holds_relaxed(&self, name: &str, value: &Value) -> bool {
        let schemas = self.schemas.clone().relaxed();
        Judge::new(&schemas, [name]).is_ok_and(|judge| judge.check(name, value).is_ok())
    }
}

/// A named schema, and the type that stands for it in one direction.
pub struct Case {
    /// The schema's JSON pointer.
    pub pointer: String,
    type_name: String,
    reading: Reading,
    /// The definition in the view's schemas.
    pub name: String,
}

/// A value for the type of a case.
pub struct Sample {
    /// The case, by its place.
    pub case: usize,
    /// The value.
    pub value: Value,
    /// What was done to a value that the schema admits, if anything, and the value before it.
    pub deviation: Option<(Deviation, Value)>,
}

/// A case without a sample, and why.
struct Missing {
    case: usize,
    is_unreadable: bool,
    why: String,
}

/// Finds samples for types that stand for named schemas of `document`; at most `most` values are made for each.
pub fn find(document: &Value, named: &[(&Named, Direction)], most: usize) -> anyhow::Result<Found> {
    let case = |(named, direction): &(&Named, Direction)| Case {
        pointer: named.origin.as_str().to_owned(),
        type_name: named.name.to_string(),
        reading: Reading {
            direction: *direction,
            is_relaxed: false,
        },
        name: String::new(),
    };
    let mut found = Found {
        views: BTreeMap::new(),
        cases: named.iter().map(case).collect(),
        samples: Vec::new(),
        untried: Vec::new(),
        unreadable: 0,
        rejected: 0,
    };
    let search = Search {
        document,
        examples: examples::of_document(document),
        most,
    };
    let directions: BTreeSet<Direction> = named.iter().map(|(_, direction)| *direction).collect();
    for direction in directions {
        let of_direction = |(_, case): &(usize, &Case)| case.reading.direction == direction;
        let cases = found.cases.iter().enumerate().filter(of_direction);
        let all: Vec<usize> = cases.map(|(index, _)| index).collect();
        let missing = search.add(&all, false, &mut found)?;
        let again: Vec<usize> = missing.iter().map(|missing| missing.case).collect();
        let still = search.add(&again, true, &mut found)?;
        let is_still = |one: &Missing| still.iter().any(|other| other.case == one.case);
        for missing in missing.into_iter().filter(is_still) {
            found.leave(missing);
        }
    }
    Ok(found)
}

impl Found {
    /// The case of a sample, and the schemas as they are read for it.
    pub fn case(&self, sample: &Sample) -> Option<(&Case, &View)> {
        let case = self.cases.get(sample.case)?;
        Some((case, self.views.get(&case.reading)?))
    }

    /// How many types have samples only because their schemas are read as they are meant.
    pub fn relaxed(&self) -> usize {
        let relaxed = self.cases.iter().filter(|case| case.reading.is_relaxed);
        relaxed.count() - self.untried.len()
    }

    fn leave(&mut self, missing: Missing) {
        let Some(case) = self.cases.get(missing.case) else {
            return;
        };
        self.unreadable += usize::from(missing.is_unreadable);
        self.untried.push(Untried {
            schema: case.pointer.clone(),
            type_name: case.type_name.clone(),
            why: missing.why,
        });
    }
}

/// What is looked for, and where.
struct Search<'a> {
    document: &'a Value,
    /// The document's own values by the pointer of their schema.
    examples: BTreeMap<String, Vec<Value>>,
    most: usize,
}

impl Search<'_> {
    /// Adds the samples of cases of one direction; gives back those that there are none for.
    fn add(
        &self,
        cases: &[usize],
        is_relaxed: bool,
        found: &mut Found,
    ) -> anyhow::Result<Vec<Missing>> {
        let of = |index: &usize| found.cases.get(*index);
        let Some(direction) = cases
            .first()
            .and_then(of)
            .map(|case| case.reading.direction)
        else {
            return Ok(Vec::new());
        };
        let reading = Reading {
            direction,
            is_relaxed,
        };
        let pointers = || {
            cases
                .iter()
                .filter_map(of)
                .map(|case| case.pointer.as_str())
        };
        let schemas = Schemas::new(self.document, direction, pointers());
        let schemas = match is_relaxed {
            true => schemas.relaxed(),
            false => schemas,
        };
        let judge = Judge::new(
            &schemas,
            pointers().filter_map(|pointer| schemas.name(pointer)),
        )?;
        let view = View { schemas, judge };
        let sampler = Sampler::new(&view.schemas, self.most);
        let mut missing = Vec::new();
        for &index in cases {
            let Some(case) = found.cases.get_mut(index) else {
                continue;
            };
            case.reading = reading;
            case.name = view
                .schemas
                .name(&case.pointer)
                .unwrap_or_default()
                .to_owned();
            let values = self.values(&view, &sampler, case);
            match admitted(&view, &case.name, values, &mut found.rejected) {
                Ok(values) => {
                    let deviating = deviating(&view, &case.name, index, &values);
                    found.samples.extend(plain(index, values));
                    found.samples.extend(deviating);
                }
                Err(why) => missing.push(Missing {
                    case: index,
                    is_unreadable: view.judge.unreadable(&case.name).is_some(),
                    why,
                }),
            }
        }
        drop(sampler);
        found.views.insert(reading, view);
        Ok(missing)
    }

    /// The values of a case, whether its schema admits them or not.
    fn values(&self, view: &View, sampler: &Sampler<'_>, case: &Case) -> Vec<Value> {
        let own = self.examples.get(&case.pointer);
        let mut values = own.cloned().unwrap_or_default();
        values.extend(examples::of_schema(&view.schemas, &case.name));
        values.extend(sampler.samples(&case.name));
        values
    }
}

/// The values that a schema admits, each once; why there are none.
fn admitted(
    view: &View,
    name: &str,
    values: Vec<Value>,
    rejected: &mut usize,
) -> Result<Vec<Value>, String> {
    if let Some(why) = view.judge.unreadable(name) {
        return Err(why.to_owned());
    }
    let mut admitted = Vec::new();
    let mut seen = BTreeSet::new();
    let mut why = None;
    for value in values {
        if !seen.insert(value.to_string()) {
            continue;
        }
        match view.judge.check(name, &value) {
            Ok(()) => admitted.push(value),
            Err(invalid) => {
                *rejected += 1;
                why.get_or_insert_with(|| format!("{} at {invalid}", short(&value)));
            }
        }
    }
    if admitted.is_empty() {
        return Err(why.unwrap_or_else(|| "no value was made".to_owned()));
    }
    Ok(admitted)
}

fn plain(case: usize, values: Vec<Value>) -> impl Iterator<Item = Sample> {
    values.into_iter().map(move |value| Sample {
        case,
        value,
        deviation: None,
    })
}

/// The longest of the values of a case, with what servers do done to them.
fn deviating(view: &View, name: &str, case: usize, values: &[Value]) -> Vec<Sample> {
    let Some(schema) = view.schemas.get(name) else {
        return Vec::new();
    };
    let mut longest: Vec<&Value> = values.iter().collect();
    longest.sort_by_cached_key(|value| Reverse(value.to_string().len()));
    let mut samples: Vec<Sample> = Vec::new();
    for value in longest.into_iter().take(DEVIATING) {
        samples.extend(Deviation::ALL.into_iter().filter_map(|deviation| {
            let made = deviation.done_to(&view.schemas, schema, value)?;
            Some(Sample {
                case,
                value: made,
                deviation: Some((deviation, value.clone())),
            })
        }));
    }
    samples
}
