//! Makes the calls of a document: at first Prism answers as it wants to, and where it has no answer that is right it is given
//! one. It is not asked for answers that are made at random (`dynamic`): of some schemas it makes them for ever.

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
/// How often Prism is started for one document.
const STARTS: usize = 12;

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
        let mut outcomes: Vec<Outcome> = self.cases.iter().map(not_callable).collect();
        let callable = places(self.cases, |case| case.values.is_ok());
        let found = self.ask(self.document, "prism", &callable)?;
        for (index, found) in callable.into_iter().zip(found) {
            if let Some(outcome) = outcomes.get_mut(index) {
                *outcome = unless_empty(found);
            }
        }
        self.ask_for_ours(&mut outcomes)?;
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

    /// What comes of the calls with these places. Where Prism itself comes to an end, it is started again for the calls that
    /// follow.
    fn ask(&self, document: &Value, name: &str, places: &[usize]) -> anyhow::Result<Vec<Outcome>> {
        let cases: Vec<&Case> = self.chosen(places);
        let mut found = Vec::new();
        for _ in 0..STARTS {
            let open: Vec<&Case> = cases.iter().skip(found.len()).copied().collect();
            if open.is_empty() {
                break;
            }
            match self.serve(document, name)? {
                Ok(mut server) => found.extend(self.until_it_ends(&mut server, &open)?),
                Err(words) => found.extend(open.iter().map(|_| not_started(&words))),
            }
        }
        found.resize(cases.len(), not_served("it ends again and again"));
        self.look_for_faults(&cases, &mut found)?;
        Ok(found)
    }

    /// What comes of some calls, or of the first of them: if Prism comes to an end, those up to the call at which it does,
    /// and with it the others of that operation, for they would end it again.
    fn until_it_ends(&self, server: &mut Server, open: &[&Case]) -> anyhow::Result<Vec<Outcome>> {
        let said = run(open, server, self.built)?;
        let words = server.last_words()?;
        let answered = match words {
            Some(_) => said
                .iter()
                .rposition(Said::is_answered)
                .map_or(0, |last| last + 1),
            None => open.len(),
        };
        let mut said = said.into_iter();
        let outcome = |case: &&Case| match said.next() {
            Some(said) => case.outcome(said),
            None => not_reached(),
        };
        let mut found: Vec<Outcome> = open.iter().take(answered).map(outcome).collect();
        if let (Some(words), Some(case)) = (words, open.get(answered)) {
            let others = open.iter().skip(answered);
            let same = others.take_while(|other| other.operation == case.operation);
            let why = format!("it ends at this call: {words}");
            found.extend(same.map(|_| not_served(&why)));
        }
        Ok(found)
    }

    /// Makes the calls that are not served again, with answers of our making.
    fn ask_for_ours(&self, outcomes: &mut [Outcome]) -> anyhow::Result<()> {
        let open = places(outcomes, Outcome::is_not_served);
        if open.is_empty() {
            return Ok(());
        }
        let wanted = self.chosen(&open).into_iter().map(|case| case.operation);
        let answers = Answers::of(self.document, self.operations, &wanted.collect());
        let made = answers.with_examples()?;
        let found = self.ask(&made.document, "prism-ours", &open)?;
        for (index, found) in open.into_iter().zip(found) {
            let operation = self.cases.get(index).map(|case| case.operation);
            let without = operation.and_then(|operation| made.without.get(&operation));
            if let Some(outcome) = outcomes.get_mut(index) {
                let first = outcome.why().unwrap_or_default();
                *outcome = with_ours(first, found, without.map(String::as_str));
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

/// What Prism makes by itself where it makes nothing, or a stream of anything, is no answer to be read.
fn unless_empty(found: Outcome) -> Outcome {
    match found {
        Outcome::NotDecodable { why, body, .. } if body.is_empty() => {
            not_served(&format!("it gives nothing of the kind: {why}"))
        }
        found => found,
    }
}

/// What came of a call that Prism could not serve at `first`, by what it `found` with an answer of ours; `without` says why
/// none is admitted by the document.
fn with_ours(first: &str, found: Outcome, without: Option<&str>) -> Outcome {
    match (found, without) {
        (Outcome::Passed { status, .. }, without) => {
            let without = without.map(|without| format!("; none is admitted for {without}"));
            Outcome::Passed {
                status,
                ours: Some(first.to_owned() + &without.unwrap_or_default()),
            }
        }
        (Outcome::NotServed { why: again }, without) => {
            let mut why = first.to_owned();
            if again != first {
                why.push_str(&format!("; with an answer of ours: {again}"));
            }
            if let Some(without) = without {
                why.push_str(&format!("; none is admitted for {without}"));
            }
            Outcome::NotServed { why }
        }
        (found, _) => found,
    }
}

/// A call that is not made.
fn not_callable(case: &Case) -> Outcome {
    let why = case.values.as_ref().err().cloned();
    Outcome::NotCallable {
        why: why.unwrap_or_default(),
    }
}

fn not_started(words: &str) -> Outcome {
    not_served(&format!("it does not start: {words}"))
}

fn not_served(why: &str) -> Outcome {
    Outcome::NotServed {
        why: why.to_owned(),
    }
}

fn not_reached() -> Outcome {
    Outcome::NotCallable {
        why: "not reached: the program ended before".to_owned(),
    }
}

/// The places of those that are wanted.
fn places<T>(all: &[T], is_wanted: impl Fn(&T) -> bool) -> Vec<usize> {
    let all = all.iter().enumerate();
    all.filter(|(_, one)| is_wanted(one))
        .map(|(index, _)| index)
        .collect()
}

impl Case {
    /// What the program's words come to.
    fn outcome(&self, said: Said) -> Outcome {
        match (&self.doubt, self.round.outcome(said)) {
            // What a document seems to mean cannot be held against the client.
            (Some(doubt), Outcome::Refused { why }) => Outcome::NotCallable {
                why: format!("{doubt}; and what it seems to mean is refused: {why}"),
            },
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
fn run(cases: &[&Case], server: &Server, built: &Built) -> anyhow::Result<Vec<Said>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let lines: String = cases.iter().map(|case| line(case)).collect();
    let mut command = Command::new(&built.binary);
    command.arg(server.url());
    let (mut said, words) = lines::run(&mut command, &lines, &built.place, TIMEOUT)?;
    if let Some(why) = words.filter(|_| said.len() < cases.len()) {
        said.push(Said::of(Ending::Panic { why }));
    }
    Ok(said)
}

/// A line for the program.
fn line(case: &Case) -> String {
    let prefer = match case.round {
        Round::Answer(status) => format!("code={status}"),
        Round::Required | Round::Everything | Round::OtherBody(_) | Round::Stream(_) => {
            String::new()
        }
    };
    let values = case.values.as_ref().ok();
    let line = json!({ "method": case.method, "values": values, "prefer": prefer });
    format!("{line}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_ours_shows_whether_the_first_was_at_fault() {
        let not_served = |why: &str| Outcome::NotServed {
            why: why.to_owned(),
        };
        assert_eq!(
            with_ours("crash", Outcome::passed(200), None),
            Outcome::Passed {
                status: 200,
                ours: Some("crash".to_owned())
            }
        );
        assert_eq!(
            with_ours("crash", not_served("crash"), Some("`200`: no value")),
            not_served("crash; none is admitted for `200`: no value")
        );
        assert_eq!(
            with_ours("crash", not_served("again"), None),
            not_served("crash; with an answer of ours: again")
        );
        let nothing = |body: &str| Outcome::NotDecodable {
            why: "no item".to_owned(),
            status: 200,
            body: body.to_owned(),
        };
        let why = "it gives nothing of the kind: no item";
        assert_eq!(unless_empty(nothing("")), not_served(why));
        assert_eq!(unless_empty(nothing("{}")), nothing("{}"));
        assert_eq!(with_ours(why, nothing(""), None), nothing(""));
        let refused = Outcome::Refused {
            why: "no".to_owned(),
        };
        assert_eq!(with_ours("crash", refused.clone(), None), refused);
    }
}
