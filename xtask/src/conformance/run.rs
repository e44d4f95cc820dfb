//! One document: its named schemas, samples of each, and what its types made of them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use clientsmith::model::{Api, Named, Shape, Type, TypeId, Variant};
use serde::Serialize;
use serde_json::Value;

use super::compare::{difference, short};
use super::examples;
use super::harness::{Answer, Subject, line};
use super::judge::Judge;
use super::sample::Sampler;
use super::schemas::{Direction, Schemas};

/// What is to be tried of a document, made ready.
pub struct Trial {
    /// The types, in the order of the model.
    pub subjects: Vec<Subject>,
    found: Found,
    views: BTreeMap<Direction, View>,
    counts: Counts,
}

/// What there is to try.
#[derive(Default)]
struct Found {
    /// As many as types.
    cases: Vec<Case>,
    samples: Vec<Sample>,
    /// The types without a sample.
    untried: Vec<Untried>,
}

/// The schemas in one direction, and their judge.
struct View {
    schemas: Schemas,
    judge: Judge,
}

/// A named schema, and the type that stands for it in one direction.
struct Case {
    pointer: String,
    direction: Direction,
    /// The definition in the view's schemas.
    name: String,
}

/// A value that the schema of a case admits.
struct Sample {
    case: usize,
    value: Value,
}

/// How much was tried.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Named schemas of the document.
    pub schemas: usize,
    /// Of those, the ones that became types; a schema that is sent and received may be two.
    pub with_type: usize,
    /// Of those, the ones that the validator cannot read.
    pub unreadable: usize,
    /// Of those, the ones that no value was found for.
    pub without_sample: usize,
    /// Values that the schemas admit.
    pub samples: usize,
    /// Values that were made or found, and that the schemas do not admit.
    pub rejected: usize,
    /// Samples that came back whole.
    pub passed: usize,
}

/// A sample that did not come back whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The schema's JSON pointer.
    pub schema: String,
    /// The type.
    pub type_name: String,
    /// What went wrong, with the JSON path.
    pub what: String,
    /// The sample, shortened.
    pub sample: String,
}

/// A type that nothing was tried of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Untried {
    /// The schema's JSON pointer.
    pub schema: String,
    /// The type.
    pub type_name: String,
    /// Why: what the validator cannot read, or what it says of the first value that was made.
    pub why: String,
}

/// What came of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// How much was tried.
    pub counts: Counts,
    /// What failed.
    pub failures: Vec<Failure>,
    /// What was not tried.
    pub untried: Vec<Untried>,
}

impl Trial {
    /// Makes samples for every type of `api` that stands for a named schema of `document`; at most `most` for each.
    pub fn new(document: &Value, api: &Api, most: usize) -> anyhow::Result<Self> {
        let schemas = document
            .pointer("/components/schemas")
            .and_then(Value::as_object);
        let named = named(document, api);
        let views = views(document, &named)?;
        let mut counts = Counts {
            schemas: schemas.map_or(0, serde_json::Map::len),
            with_type: named.len(),
            ..Counts::default()
        };
        let mut found = Found::default();
        cases(document, &views, &named, most, &mut counts, &mut found);
        counts.samples = found.samples.len();
        Ok(Self {
            subjects: named.iter().map(|(named, _)| subject(named)).collect(),
            found,
            views,
            counts,
        })
    }

    /// The lines for the harness.
    pub fn lines(&self) -> String {
        let line = |sample: &Sample| line(sample.case, &sample.value.to_string());
        self.found.samples.iter().map(line).collect()
    }

    /// What the harness's answers are worth. If there are fewer answers than samples, `words` say why.
    pub fn verdict(&self, answers: &[Answer], words: Option<&str>) -> Verdict {
        let mut counts = self.counts.clone();
        let mut failures = Vec::new();
        for (index, sample) in self.found.samples.iter().enumerate() {
            let fault = match answers.get(index) {
                Some(answer) => self.fault(sample, answer),
                None if index == answers.len() => Some(words.unwrap_or("no answer").to_owned()),
                None => Some("not reached".to_owned()),
            };
            match fault {
                None => counts.passed += 1,
                Some(what) => failures.extend(self.failure(sample, what)),
            }
        }
        Verdict {
            counts,
            failures,
            untried: self.found.untried.clone(),
        }
    }

    fn failure(&self, sample: &Sample, what: String) -> Option<Failure> {
        Some(Failure {
            schema: self.found.cases.get(sample.case)?.pointer.clone(),
            type_name: self.subjects.get(sample.case)?.type_name.clone(),
            what,
            sample: short(&sample.value),
        })
    }

    /// What is wrong with what the type made of a sample.
    fn fault(&self, sample: &Sample, answer: &Answer) -> Option<String> {
        let made = match answer {
            Ok(json) => json,
            Err(words) => return Some(words.clone()),
        };
        let made = match serde_json::from_str::<Value>(made).context("the output is no JSON") {
            Ok(made) => made,
            Err(error) => return Some(format!("{error:#}")),
        };
        let case = self.found.cases.get(sample.case)?;
        let view = self.views.get(&case.direction)?;
        let schema = view.schemas.get(&case.name)?;
        if let Some(found) = difference(&view.schemas, schema, &sample.value, &made) {
            return Some(format!("{}: {}", found.path, found.what));
        }
        let invalid = view.judge.check(&case.name, &made).err()?;
        Some(format!("no longer valid: {invalid}"))
    }
}

/// The types that stand for named schemas of the document.
fn named<'a>(document: &Value, api: &'a Api) -> Vec<(&'a Named, Direction)> {
    api.types
        .iter()
        .filter(|(_, named)| is_component(named))
        .filter(|(id, named)| !is_variant_of_itself(api, *id, named))
        // What the generator put under `components` itself is no schema of the document.
        .filter(|(_, named)| document.pointer(named.origin.as_str()).is_some())
        .map(|(_, named)| (named, direction(named)))
        .collect()
}

/// The schemas of the types in each direction in which one travels.
fn views(
    document: &Value,
    named: &[(&Named, Direction)],
) -> anyhow::Result<BTreeMap<Direction, View>> {
    let directions: BTreeSet<Direction> = named.iter().map(|(_, direction)| *direction).collect();
    let view = |direction| {
        let pointers = named
            .iter()
            .filter(|(_, other)| *other == direction)
            .map(|(named, _)| named.origin.as_str());
        let schemas = Schemas::new(document, direction, pointers.clone());
        let judge = Judge::new(
            &schemas,
            pointers.filter_map(|pointer| schemas.name(pointer)),
        )?;
        Ok((direction, View { schemas, judge }))
    };
    directions.into_iter().map(view).collect()
}

/// A case for each type, and its samples: the document's own examples, then values made from the schema.
fn cases(
    document: &Value,
    views: &BTreeMap<Direction, View>,
    named: &[(&Named, Direction)],
    most: usize,
    counts: &mut Counts,
    found: &mut Found,
) {
    let examples = examples::of_document(document);
    let tools: BTreeMap<Direction, (&View, Sampler<'_>)> = views
        .iter()
        .map(|(direction, view)| (*direction, (view, Sampler::new(&view.schemas, most))))
        .collect();
    for (named, direction) in named {
        let Some((view, sampler)) = tools.get(direction) else {
            continue;
        };
        let pointer = named.origin.as_str();
        let name = view.schemas.name(pointer).unwrap_or_default().to_owned();
        let mut values = examples.get(pointer).cloned().unwrap_or_default();
        values.extend(examples::of_schema(&view.schemas, &name));
        values.extend(sampler.samples(&name));
        let case = found.cases.len();
        match admitted(view, &name, values, counts) {
            Ok(values) => {
                let sample = |value| Sample { case, value };
                found.samples.extend(values.into_iter().map(sample));
            }
            Err(why) => found.untried.push(Untried {
                schema: pointer.to_owned(),
                type_name: named.name.to_string(),
                why,
            }),
        }
        found.cases.push(Case {
            pointer: pointer.to_owned(),
            direction: *direction,
            name,
        });
    }
}

/// Whether a type stands for an entry of `components.schemas`.
fn is_component(named: &Named) -> bool {
    let mut tokens = named.origin.tokens();
    let [first, second] = [tokens.next(), tokens.next()];
    let is_entry = tokens.next().is_some() && tokens.next().is_none();
    first.as_deref() == Some("components") && second.as_deref() == Some("schemas") && is_entry
}

/// Whether a type is one variant of the union that stands for the same schema: the properties of a base, which with its
/// children's tags would be no value of the schema.
fn is_variant_of_itself(api: &Api, id: TypeId, named: &Named) -> bool {
    api.types.iter().any(|(_, other)| match &other.shape {
        Shape::Union(union) if other.origin == named.origin => {
            let is_it = |variant: &Variant| *api.types.resolve(&variant.ty) == Type::Named(id);
            union.variants.iter().any(is_it)
        }
        _ => false,
    })
}

fn direction(named: &Named) -> Direction {
    match (named.usage.request, named.usage.response) {
        (true, false) => Direction::Request,
        (false, true) => Direction::Response,
        _ => Direction::Whole,
    }
}

fn subject(named: &Named) -> Subject {
    Subject {
        type_name: named.name.to_string(),
        validates: named.constrained && !matches!(named.shape, Shape::Alias(_)),
    }
}

/// The values that a schema admits, each once; why there are none.
fn admitted(
    view: &View,
    name: &str,
    values: Vec<Value>,
    counts: &mut Counts,
) -> Result<Vec<Value>, String> {
    if let Some(why) = view.judge.unreadable(name) {
        counts.unreadable += 1;
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
                counts.rejected += 1;
                why.get_or_insert_with(|| format!("{} at {invalid}", short(&value)));
            }
        }
    }
    if admitted.is_empty() {
        counts.without_sample += 1;
        return Err(why.unwrap_or_else(|| "no value was made".to_owned()));
    }
    Ok(admitted)
}
