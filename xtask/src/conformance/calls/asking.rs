//! Makes the calls of a document: at first Prism answers as it wants to, and where it has no answer that is right it is
//! asked for others.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use super::answers::{Answers, Given};
use super::cases::{Case, Round};
use super::outcome::{Ending, Outcome, Said};
use super::prism_document::prism_document;
use super::unfolding::TooLarge;
use crate::conformance::inquiry::Built;
use crate::conformance::lines;
use crate::prism::{Prism, Server};

/// The time that all calls of one document may take, each time that they are made.
const TIMEOUT: Duration = Duration::from_secs(900);
/// Asks Prism to make its answer from the schema, whatever examples there are.
const FROM_SCHEMA: &str = "dynamic=true";

/// What Prism makes its answers from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answering {
    /// The document's examples, and its schemas where there are none.
    AsItWants,
    /// Its schemas alone.
    FromSchema,
    /// Examples that we put into the document.
    FromOurs,
}

/// The calls of a document, and what is needed to make them.
#[derive(Debug)]
pub struct Asking<'a> {
    /// The mock server.
    pub prism: &'a Prism,
    /// The program that makes the calls.
    pub built: &'a Built,
    /// The document.
    pub document: &'a Value,
    /// What of it Prism cannot unfold.
    pub too_large: &'a TooLarge,
    /// The JSON pointers of its operations.
    pub operations: &'a [String],
    /// The calls.
    pub cases: &'a [Case],
}

impl Asking<'_> {
    /// What comes of each call.
    pub fn outcomes(&self) -> anyhow::Result<Vec<Outcome>> {
        let mut outcomes: Vec<Outcome> = self.cases.iter().map(not_made).collect();
        match self.serve(self.document, "prism")? {
            Ok(server) => {
                self.ask(&server, Answering::AsItWants, &mut outcomes)?;
                self.ask(&server, Answering::FromSchema, &mut outcomes)?;
            }
            Err(words) => {
                let callable = outcomes.iter_mut().filter(|one| one.is_not_served());
                callable.for_each(|outcome| *outcome = not_started(&words));
                return Ok(outcomes);
            }
        }
        self.ask_with_ours(&mut outcomes)?;
        Ok(outcomes)
    }

    /// Prism with a document. What it prints goes to a file of this name.
    fn serve(&self, document: &Value, name: &str) -> anyhow::Result<Result<Server, String>> {
        let file = |extension| self.built.place.join(format!("{name}.{extension}"));
        let openapi = file("json");
        let document = self.too_large.made_smaller(document)?;
        fs_err::write(&openapi, prism_document(&document).to_string())?;
        Server::start(self.prism, &openapi, &file("log"))
    }

    /// Makes the calls that have not been served yet. What is no better than before is not taken.
    fn ask(
        &self,
        server: &Server,
        answering: Answering,
        outcomes: &mut [Outcome],
    ) -> anyhow::Result<()> {
        let open = not_served(outcomes);
        let cases: Vec<&Case> = self.chosen(&open);
        let mut said = run(&cases, answering, server, self.built)?.into_iter();
        let outcome = |case: &&Case| match said.next() {
            Some(said) => case.outcome(said),
            None => not_reached(),
        };
        let mut found: Vec<Outcome> = cases.iter().map(outcome).collect();
        self.look_for_faults(&cases, &mut found)?;
        for (index, found) in open.into_iter().zip(found) {
            match (outcomes.get_mut(index), found) {
                (Some(Outcome::NotServed { why }), Outcome::NotServed { why: again })
                    if answering == Answering::FromOurs =>
                {
                    why.push_str(&format!("; with an answer of ours: {again}"));
                }
                (_, Outcome::NotServed { .. }) if answering == Answering::FromSchema => {}
                (Some(outcome), found) => *outcome = found,
                (None, _) => {}
            }
        }
        Ok(())
    }

    /// Makes the calls that are not served yet with answers of our making.
    fn ask_with_ours(&self, outcomes: &mut [Outcome]) -> anyhow::Result<()> {
        let open = not_served(outcomes);
        if open.is_empty() {
            return Ok(());
        }
        let wanted = self.chosen(&open).into_iter().map(|case| case.operation);
        let answers = Answers::of(self.document, self.operations, &wanted.collect());
        let made = answers.with_examples()?;
        let Ok(server) = self.serve(&made.document, "prism-ours")? else {
            return Ok(());
        };
        let before = outcomes.to_vec();
        self.ask(&server, Answering::FromOurs, outcomes)?;
        for ((outcome, before), case) in outcomes.iter_mut().zip(before).zip(self.cases) {
            match (outcome, before) {
                (Outcome::Passed { ours, .. }, Outcome::NotServed { why }) => *ours = Some(why),
                (Outcome::NotServed { why }, _) => {
                    if let Some(reason) = made.without.get(&case.operation) {
                        why.push_str(&format!("; and we have no other: {reason}"));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What cannot be decoded and is no answer that the document describes is Prism's fault, or that of an example.
    fn look_for_faults(&self, cases: &[&Case], found: &mut [Outcome]) -> anyhow::Result<()> {
        let operation = |index: usize| cases.get(index).map(|case| case.operation);
        let mut places = Vec::new();
        let mut given = Vec::new();
        for (index, outcome) in found.iter().enumerate() {
            if let (Outcome::NotDecodable { status, body, .. }, Some(operation)) =
                (outcome, operation(index))
            {
                places.push(index);
                given.push(Given {
                    operation,
                    status: *status,
                    body,
                });
            }
        }
        if given.is_empty() {
            return Ok(());
        }
        let wanted: BTreeSet<usize> = given.iter().map(|one| one.operation).collect();
        let faults = Answers::of(self.document, self.operations, &wanted).faults(&given)?;
        for (index, fault) in places.into_iter().zip(faults) {
            if let (Some(outcome), Some(fault)) = (found.get_mut(index), fault) {
                let said = outcome.why().unwrap_or_default();
                let why = format!(
                    "it gives what the schema of the answer does not admit: {fault}; the client says: {said}"
                );
                *outcome = Outcome::NotServed { why };
            }
        }
        Ok(())
    }

    /// The cases with these places.
    fn chosen(&self, places: &[usize]) -> Vec<&Case> {
        let cases = places.iter().filter_map(|index| self.cases.get(*index));
        cases.collect()
    }
}

/// A call before it is made.
fn not_made(case: &Case) -> Outcome {
    match &case.values {
        Err(why) => Outcome::NotCallable { why: why.clone() },
        Ok(_) => Outcome::NotServed { why: String::new() },
    }
}

fn not_started(words: &str) -> Outcome {
    Outcome::NotServed {
        why: format!("it does not start: {words}"),
    }
}

fn not_reached() -> Outcome {
    Outcome::NotCallable {
        why: "not reached: the program ended before".to_owned(),
    }
}

/// The places of the calls that are not served.
fn not_served(outcomes: &[Outcome]) -> Vec<usize> {
    let outcomes = outcomes.iter().enumerate();
    outcomes
        .filter(|(_, outcome)| outcome.is_not_served())
        .map(|(index, _)| index)
        .collect()
}

impl Case {
    /// What the program's words come to.
    fn outcome(&self, said: Said) -> Outcome {
        match (&self.doubt, self.round.outcome(said)) {
            // Prism sees what is wrong with the document, too.
            (Some(why), Outcome::Refused { .. }) => Outcome::NotCallable { why: why.clone() },
            (_, outcome) => outcome,
        }
    }
}

impl Round {
    /// What the program's words come to in this round.
    fn outcome(self, said: Said) -> Outcome {
        match (self, Outcome::of(said)) {
            // The request is the same as with what is required: Prism refuses to give the wanted answer.
            (Self::Answer(_), Outcome::Refused { why }) => Outcome::NotServed { why },
            (Self::Answer(wanted), Outcome::Passed { status, .. }) if status != wanted => {
                let why = format!("it answers {status} when it is asked for {wanted}");
                Outcome::NotServed { why }
            }
            (_, outcome) => outcome,
        }
    }
}

/// What the program says of some calls; where it ended before its time, the last thing is why.
fn run(
    cases: &[&Case],
    answering: Answering,
    server: &Server,
    built: &Built,
) -> anyhow::Result<Vec<Said>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let lines: String = cases.iter().map(|case| line(case, answering)).collect();
    let mut command = Command::new(&built.binary);
    command.arg(server.url());
    let (mut said, words) = lines::run(&mut command, &lines, &built.place, TIMEOUT)?;
    if let Some(why) = words.filter(|_| said.len() < cases.len()) {
        said.push(Said::of(Ending::Panic { why }));
    }
    Ok(said)
}

/// A line for the program.
fn line(case: &Case, answering: Answering) -> String {
    let status = match case.round {
        Round::Answer(status) => Some(format!("code={status}")),
        Round::Required | Round::Everything | Round::OtherBody(_) => None,
    };
    let from_schema = (answering == Answering::FromSchema).then(|| FROM_SCHEMA.to_owned());
    let prefer: Vec<String> = status.into_iter().chain(from_schema).collect();
    let values = case.values.as_ref().ok();
    let line = json!({ "method": case.method, "values": values, "prefer": prefer.join(", ") });
    format!("{line}\n")
}
