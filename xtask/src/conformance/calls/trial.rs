//! One document: its calls, and what came of them.

use clientsmith::model::{Api, Operation};
use serde::Serialize;
use serde_json::Value;

use super::asking::Asking;
use super::cases::{Case, Round, cases, completed};
use super::document::{self, Request};
use super::meant::meant;
use super::outcome::Outcome;
use super::program;
use super::unfolding::TooLarge;
use super::values::Values;
use crate::conformance::inquiry::{self, Built, Inquiry, Subject};
use crate::conformance::package::Package;
use crate::conformance::schemas::{Direction, Schemas};
use crate::prism::Prism;

/// Asks every operation.
#[derive(Debug)]
pub struct Calls {
    /// The mock server.
    pub prism: Prism,
    /// The folder of `clientsmith-runtime`.
    pub runtime: String,
    /// Documents with more operations are passed over.
    pub most_operations: Option<usize>,
    /// Whether what Prism cannot serve counts as a failure.
    pub is_strict: bool,
}

/// A document whose program is written.
#[derive(Debug)]
pub struct Trial {
    document: Value,
    /// The JSON pointers of the operations.
    pointers: Vec<String>,
    operations: Vec<Called>,
    cases: Vec<Case>,
}

/// An operation, and what came of its calls.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Called {
    /// The operation's id.
    pub id: String,
    /// `GET /pets/{id}`
    pub request: String,
    /// Why the document admits no request, if it admits none: then what it seems to mean was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
    /// What came of each call.
    pub calls: Vec<(Round, Outcome)>,
}

/// What came of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// Its operations.
    pub operations: Vec<Called>,
    /// How many schemas of answers and of requests Prism got smaller than they are.
    pub made_smaller: (usize, usize),
    #[serde(skip)]
    is_strict: bool,
}

impl Called {
    fn new(operation: &Operation) -> Self {
        let Operation {
            id, method, path, ..
        } = operation;
        Self {
            id: id.clone(),
            request: format!("{} {path}", method.as_str()),
            doubt: None,
            calls: Vec::new(),
        }
    }

    /// The gravest of its calls. A further answer that Prism does not give says nothing of the operation.
    pub fn worst(&self) -> Option<&(Round, Outcome)> {
        let counts = |(round, outcome): &&(Round, Outcome)| {
            let is_further = matches!(round, Round::Answer(_));
            !(is_further && matches!(outcome, Outcome::NotServed { .. }))
        };
        let calls = self.calls.iter().filter(counts);
        calls.max_by_key(|call| &call.1)
    }

    /// Whether Prism was given an answer that we made for one of its calls.
    pub fn has_answer_of_ours(&self) -> bool {
        let ours = |(_, outcome): &(Round, Outcome)| {
            matches!(outcome, Outcome::Passed { ours: Some(_), .. })
        };
        self.calls.iter().any(ours)
    }

    /// How many further answers were read, and how many Prism does not give.
    pub fn further_answers(&self) -> (usize, usize) {
        let further = || {
            let calls = self.calls.iter();
            calls.filter(|(round, _)| matches!(round, Round::Answer(_)))
        };
        let read = further().filter(|(_, outcome)| outcome.is_passed());
        let not_given =
            further().filter(|(_, outcome)| matches!(outcome, Outcome::NotServed { .. }));
        (read.count(), not_given.count())
    }
}

impl inquiry::Verdict for Verdict {
    fn is_at_fault(&self) -> bool {
        let outcomes = self.operations.iter().filter_map(Called::worst);
        let is_fault = |outcome: &Outcome| match outcome {
            Outcome::Passed { .. } => false,
            Outcome::NotServed { .. } => self.is_strict,
            _ => true,
        };
        outcomes.map(|(_, outcome)| outcome).any(is_fault)
    }
}

impl Inquiry for Calls {
    type Trial = Trial;
    type Verdict = Verdict;

    fn config(&self) -> Option<&'static str> {
        None
    }

    fn passes_over(&self, api: &Api) -> Option<String> {
        let count = api.operations.len();
        if count == 0 {
            return Some("it has no operations".to_owned());
        }
        let is_large = self.most_operations.is_some_and(|most| count > most);
        is_large.then(|| format!("it has {count} operations"))
    }

    fn prepare(&self, subject: &Subject<'_>) -> anyhow::Result<Trial> {
        let api = subject.api;
        let cases = all_cases(subject.document, api)?;
        let files = program::files(api);
        let package = Package {
            name: subject.program,
            client: subject.client,
            dependencies: &program::dependencies(&self.runtime),
            files: &files,
        };
        package.write(subject.place)?;
        let operations = api.operations.iter();
        Ok(Trial {
            document: subject.document.clone(),
            pointers: operations
                .map(|one| one.origin.as_str().to_owned())
                .collect(),
            operations: api.operations.iter().map(Called::new).collect(),
            cases,
        })
    }

    fn judge(&self, trial: Trial, built: &Built) -> anyhow::Result<Verdict> {
        let Trial {
            document,
            pointers,
            mut operations,
            cases,
        } = trial;
        let too_large = TooLarge::of(&document);
        let mut ask = |document: &Value, cases: &[Case]| -> anyhow::Result<()> {
            let asking = Asking {
                prism: &self.prism,
                built,
                document,
                too_large: &too_large,
                operations: &pointers,
                cases,
            };
            for (case, outcome) in cases.iter().zip(asking.outcomes()?) {
                if let Some(called) = operations.get_mut(case.operation) {
                    called.doubt.clone_from(&case.doubt);
                    called.calls.push((case.round, outcome));
                }
            }
            Ok(())
        };
        let (doubtful, clear): (Vec<Case>, Vec<Case>) =
            cases.into_iter().partition(|case| case.doubt.is_some());
        if !clear.is_empty() {
            ask(&document, &clear)?;
        }
        // What a document seems to mean is judged by what it seems to mean.
        if !doubtful.is_empty() {
            ask(&meant(&document), &doubtful)?;
        }
        Ok(Verdict {
            operations,
            made_smaller: too_large.counts(),
            is_strict: self.is_strict,
        })
    }
}

/// The calls to make. Where the document admits no values, they are those of what it seems to mean.
fn all_cases(document: &Value, api: &Api) -> anyhow::Result<Vec<Case>> {
    let cases = cases_of(document, api)?;
    if cases.iter().all(|case| case.values.is_ok()) {
        return Ok(cases);
    }
    let others = cases_of(&meant(document), api)?;
    Ok(completed(cases, &others))
}

fn cases_of(document: &Value, api: &Api) -> anyhow::Result<Vec<Case>> {
    let operations = api.operations.iter();
    let requests: Vec<Request> = operations
        .map(|operation| document::request(document, operation.origin.as_str()))
        .collect();
    let pointers = || {
        let sources = requests
            .iter()
            .flat_map(|request| request.parameters.values().chain(request.bodies.values()));
        sources.filter_map(|source| source.schema.as_deref())
    };
    let schemas = Schemas::new(document, Direction::Request, pointers());
    let values = Values::new(&schemas, pointers())?;
    Ok(cases(api, &requests, &values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_prism_cannot_serve_is_a_failure_of_our_own_documents_alone() {
        let not_served = Outcome::NotServed { why: String::new() };
        let called = Called {
            id: "a".to_owned(),
            request: "GET /a".to_owned(),
            doubt: None,
            calls: vec![(Round::Required, not_served.clone())],
        };
        let further = Called {
            calls: vec![
                (Round::Required, Outcome::passed(200)),
                (Round::Answer(404), not_served),
            ],
            ..called.clone()
        };
        let is_at_fault = |called: &Called, is_strict| {
            let operations = vec![called.clone()];
            inquiry::Verdict::is_at_fault(&Verdict {
                operations,
                made_smaller: (0, 0),
                is_strict,
            })
        };
        assert!(is_at_fault(&called, true));
        assert!(!is_at_fault(&called, false));
        assert!(!is_at_fault(&further, true));
        assert_eq!(further.further_answers(), (0, 1));
    }
}
