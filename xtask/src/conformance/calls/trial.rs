//! One document: its calls, and what came of them.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use clientsmith::model::{Api, Operation};
use serde::Serialize;
use serde_json::{Value, json};

use super::cases::{Case, Round, cases};
use super::document::{self, Request};
use super::outcome::{Ending, Outcome, Said};
use super::prism_document::prism_document;
use super::program;
use super::values::Values;
use crate::conformance::inquiry::{self, Built, Inquiry, Subject};
use crate::conformance::lines;
use crate::conformance::package::Package;
use crate::conformance::schemas::{Direction, Schemas};
use crate::prism::{Prism, Server};

/// The time that all calls of one document may take.
const TIMEOUT: Duration = Duration::from_secs(900);
/// Asks Prism to make its answer from the schema, whatever examples there are.
const FROM_SCHEMA: &str = "dynamic=true";

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
    /// The document for Prism.
    document: PathBuf,
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
    /// What came of each call.
    pub calls: Vec<(Round, Outcome)>,
}

/// What came of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// Its operations.
    pub operations: Vec<Called>,
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
        let document = subject.place.join("openapi.json");
        fs_err::write(&document, prism_document(subject.document).to_string())?;
        Ok(Trial {
            document,
            operations: api.operations.iter().map(Called::new).collect(),
            cases,
        })
    }

    fn judge(&self, trial: Trial, built: &Built) -> anyhow::Result<Verdict> {
        let Trial {
            document,
            mut operations,
            cases,
        } = trial;
        let log = built.place.join("prism.log");
        let outcomes = match Server::start(&self.prism, &document, &log)? {
            Ok(server) => made(&cases, &server, built)?,
            Err(words) => vec![not_started(&words); cases.len()],
        };
        for (case, outcome) in cases.iter().zip(outcomes) {
            if let Some(called) = operations.get_mut(case.operation) {
                called.calls.push((case.round, outcome));
            }
        }
        Ok(Verdict {
            operations,
            is_strict: self.is_strict,
        })
    }
}

fn not_started(words: &str) -> Outcome {
    Outcome::NotServed {
        why: format!("it does not start: {words}"),
    }
}

fn all_cases(document: &Value, api: &Api) -> anyhow::Result<Vec<Case>> {
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

/// Makes the calls, and again those that Prism answers with an example that is none of its schema.
fn made(cases: &[Case], server: &Server, built: &Built) -> anyhow::Result<Vec<Outcome>> {
    let callable = || cases.iter().filter(|case| case.values.is_ok());
    let mut said = run(callable().map(|case| line(case, false)), server, built)?;
    let again: Vec<usize> = (0..said.len())
        .filter(|index| said.get(*index).is_some_and(Said::is_example_at_fault))
        .collect();
    let lines = callable()
        .enumerate()
        .filter(|(index, _)| again.contains(index))
        .map(|(_, case)| line(case, true));
    for (index, answer) in again.iter().zip(run(lines, server, built)?) {
        if let Some(first) = said.get_mut(*index) {
            *first = answer;
        }
    }
    let mut said = said.into_iter();
    let outcome = |case: &Case| match &case.values {
        Err(why) => Outcome::NotCallable { why: why.clone() },
        Ok(_) => said
            .next()
            .map_or_else(not_reached, |said| case.round.outcome(said)),
    };
    Ok(cases.iter().map(outcome).collect())
}

impl Round {
    /// What the program's words come to in this round.
    fn outcome(self, said: Said) -> Outcome {
        match (self, Outcome::of(said)) {
            // The request is the same as with what is required: Prism refuses to give the wanted answer.
            (Self::Answer(_), Outcome::Refused { why }) => Outcome::NotServed { why },
            (Self::Answer(wanted), Outcome::Passed { status }) if status != wanted => {
                let why = format!("it answers {status} when it is asked for {wanted}");
                Outcome::NotServed { why }
            }
            (_, outcome) => outcome,
        }
    }
}

fn not_reached() -> Outcome {
    Outcome::NotCallable {
        why: "not reached: the program ended before".to_owned(),
    }
}

/// What the program says of some calls; where it ended before its time, the last thing is why.
fn run(
    lines: impl Iterator<Item = String>,
    server: &Server,
    built: &Built,
) -> anyhow::Result<Vec<Said>> {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let mut command = Command::new(&built.binary);
    command.arg(server.url());
    let (mut said, words) = lines::run(&mut command, &lines.concat(), &built.place, TIMEOUT)?;
    if let Some(why) = words.filter(|_| said.len() < lines.len()) {
        said.push(Said::of(Ending::Panic { why }));
    }
    Ok(said)
}

/// A line for the program.
fn line(case: &Case, from_schema: bool) -> String {
    let values = case.values.as_ref().ok();
    let status = match case.round {
        Round::Answer(status) => Some(format!("code={status}")),
        Round::Required | Round::Everything | Round::OtherBody(_) => None,
    };
    let from_schema = from_schema.then(|| FROM_SCHEMA.to_owned());
    let prefer: Vec<String> = status.into_iter().chain(from_schema).collect();
    let line = json!({ "method": case.method, "values": values, "prefer": prefer.join(", ") });
    format!("{line}\n")
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
            calls: vec![(Round::Required, not_served.clone())],
        };
        let further = Called {
            calls: vec![
                (Round::Required, Outcome::Passed { status: 200 }),
                (Round::Answer(404), not_served),
            ],
            ..called.clone()
        };
        let is_at_fault = |called: &Called, is_strict| {
            let operations = vec![called.clone()];
            inquiry::Verdict::is_at_fault(&Verdict {
                operations,
                is_strict,
            })
        };
        assert!(is_at_fault(&called, true));
        assert!(!is_at_fault(&called, false));
        assert!(!is_at_fault(&further, true));
        assert_eq!(further.further_answers(), (0, 1));
    }
}
