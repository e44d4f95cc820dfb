//! One document: its named schemas, samples of each, and what its types made of them.

use anyhow::Context as _;
use clientsmith::model::{Api, Named, Shape, Type, TypeId, Variant};
use serde::Serialize;
use serde_json::Value;

use super::compare::{difference, short};
use super::harness::{Answer, Subject, line};
use super::samples::{Found, Sample, find};
use super::schemas::Direction;

/// What is to be tried of a document, made ready.
pub struct Trial {
    /// The types, in the order of the model.
    pub subjects: Vec<Subject>,
    found: Found,
    counts: Counts,
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
    /// Of those, the ones for which a value was found only when their schemas were read as they are meant.
    pub relaxed: usize,
    /// Values that the schemas admit.
    pub samples: usize,
    /// Values that were made or found, and that the schemas do not admit.
    pub rejected: usize,
    /// Samples that came back whole.
    pub passed: usize,
    /// Samples to which was done what servers do.
    pub deviating: usize,
    /// Of those, the ones that were read, and came back as they should.
    pub borne: usize,
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
        let found = find(document, &named, most)?;
        let is_deviating = |sample: &&Sample| sample.deviation.is_some();
        let deviating = found.samples.iter().filter(is_deviating).count();
        let counts = Counts {
            schemas: schemas.map_or(0, serde_json::Map::len),
            with_type: named.len(),
            unreadable: found.unreadable,
            without_sample: found.untried.len() - found.unreadable,
            relaxed: found.relaxed(),
            samples: found.samples.len() - deviating,
            rejected: found.rejected,
            deviating,
            ..Counts::default()
        };
        Ok(Self {
            subjects: named.iter().map(|(named, _)| subject(named)).collect(),
            found,
            counts,
        })
    }

    /// The lines for the harness.
    pub fn lines(&self) -> String {
        let line = |sample: &Sample| {
            let is_validated = sample.deviation.is_none();
            line(sample.case, is_validated, &sample.value.to_string())
        };
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
            match (fault, &sample.deviation) {
                (None, None) => counts.passed += 1,
                (None, Some(_)) => counts.borne += 1,
                (Some(what), None) => failures.extend(self.failure(sample, what)),
                (Some(what), Some((deviation, _))) => {
                    let what = format!("{}: {what}", deviation.words());
                    failures.extend(self.failure(sample, what));
                }
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
        let (case, view) = self.found.case(sample)?;
        let schema = view.schemas.get(&case.name)?;
        let differs = |wanted: &Value, made: &Value| {
            let found = difference(&view.schemas, schema, wanted, made)?;
            Some(format!("{}: {}", found.path, found.what))
        };
        if let Some((deviation, original)) = &sample.deviation {
            let found = differs(&sample.value, &made)?;
            return match deviation.is_mended() {
                true => differs(original, &as_it_should_be(original, made)),
                false => Some(found),
            };
        }
        if let Some(found) = differs(&sample.value, &made) {
            return Some(found);
        }
        let invalid = view.judge.check(&case.name, &made).err()?;
        // What told alternatives of `oneOf` apart may have been a key that no schema names.
        let may_be_several = made != sample.value && view.holds_relaxed(&case.name, &made);
        (!may_be_several).then(|| format!("no longer valid: {invalid}"))
    }
}

/// What a type made of a deviating value, without what it may keep of the deviation: nulls that the original does not have,
/// and dates without their offset.
fn as_it_should_be(original: &Value, made: Value) -> Value {
    match (original, made) {
        (Value::Object(original), Value::Object(made)) => {
            let kept = made
                .into_iter()
                .filter_map(|(key, value)| match original.get(&key) {
                    Some(original) => Some((key, as_it_should_be(original, value))),
                    None => (!value.is_null()).then_some((key, value)),
                });
            kept.collect()
        }
        (Value::Array(original), Value::Array(made)) if original.len() == made.len() => {
            let both = original.iter().zip(made);
            both.map(|(original, made)| as_it_should_be(original, made))
                .collect()
        }
        (Value::String(original), Value::String(made)) => {
            let is_without_offset = original.strip_suffix('Z') == Some(made.as_str());
            Value::from(if is_without_offset {
                original.clone()
            } else {
                made
            })
        }
        (_, made) => made,
    }
}

/// The types that stand for named schemas of the document.
fn named<'a>(document: &Value, api: &'a Api) -> Vec<(&'a Named, Direction)> {
    api.types
        .iter()
        .filter(|(_, named)| is_component(named))
        .filter(|(id, named)| !is_variant_of_itself(api, *id, named))
        .filter(|(_, named)| !has_lists_of_files(named))
        // What the generator put under `components` itself is no schema of the document.
        .filter(|(_, named)| document.pointer(named.origin.as_str()).is_some())
        .map(|(_, named)| (named, direction(named)))
        .collect()
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

/// Whether a type has parts of a form that may come several times: one of them is no list there, and in JSON it would be.
fn has_lists_of_files(named: &Named) -> bool {
    named
        .parts()
        .into_iter()
        .any(|part| part.inner().is_some() && *part.innermost() == Type::File)
}

fn direction(named: &Named) -> Direction {
    match (named.usage.request, named.usage.response) {
        (true, false) => Direction::Request,
        (false, true) => Direction::Response,
        _ => Direction::Whole,
    }
}

fn subject(named: &Named) -> Subject {
    let is_alias = matches!(named.shape, Shape::Alias(_));
    Subject {
        type_name: named.name.to_string(),
        validates: named.constrained && !is_alias,
        is_alias,
    }
}
