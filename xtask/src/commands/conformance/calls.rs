//! What is shown of the calls of each document, and of them all.

use std::collections::BTreeMap;

use super::row::{Row, State};
use crate::conformance::calls::{Called, Outcome, Verdict};
use crate::console::count;

/// A line for a document, and below it a row for each operation: for all of them, or for so many that did not pass.
pub fn one(row: &Row<Verdict>, most: Option<usize>) -> String {
    let verdict = match &row.state {
        State::Judged(verdict) => verdict,
        other => return other.sentence(&row.name),
    };
    let shown: String = match most {
        None => verdict.operations.iter().map(operation).collect(),
        Some(most) => {
            let failed = verdict
                .operations
                .iter()
                .filter(|called| !is_passed(called));
            failed.take(most).map(operation).collect()
        }
    };
    let (name, smaller) = (&row.name, made_smaller(verdict.made_smaller));
    let sentence = sentence(&verdict.operations);
    format!("{name}: {sentence}{smaller}\n{shown}")
}

/// What Prism got otherwise than it stands in the document, because it could not have unfolded it.
fn made_smaller((answers, requests): (usize, usize)) -> String {
    let answers = match answers {
        0 => String::new(),
        some => format!(
            "; {} by a value, too large for Prism",
            count(some, "answer")
        ),
    };
    match requests {
        0 => answers,
        some => {
            let requests = count(some, "schema");
            format!("{answers}; {requests} of requests cut, too large for Prism")
        }
    }
}

/// The sums.
pub fn total(rows: &[Row<Verdict>]) -> String {
    let mut operations: Vec<&Called> = Vec::new();
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let word = match &row.state {
            State::Judged(verdict) => {
                operations.extend(&verdict.operations);
                continue;
            }
            State::Skipped(_) => "not tried",
            State::Refused(_) => "refused",
            State::NotCompiled(_) => "not compiled",
        };
        *others.entry(word).or_default() += 1;
    }
    let others: String = others
        .iter()
        .map(|(word, number)| format!(", {number} {word}"))
        .collect();
    let documents = count(rows.len(), "document");
    format!("{documents}{others}: {}\n", sentence(operations))
}

/// How many operations there are of each outcome, and how many further answers.
fn sentence<'a>(operations: impl IntoIterator<Item = &'a Called>) -> String {
    let operations: Vec<&Called> = operations.into_iter().collect();
    let words: Vec<&str> = operations.iter().map(|called| word(called)).collect();
    let mut text = count(words.len(), "operation");
    for word in Outcome::WORDS {
        let number = words.iter().filter(|one| **one == word).count();
        if number > 0 {
            text.push_str(&format!(", {number} {word}"));
        }
    }
    let further = operations.iter().map(|called| called.further_answers());
    let (read, not_given) = further.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    if read + not_given > 0 {
        let answers = count(read, "further answer");
        text.push_str(&format!("; {answers} read, {not_given} not given by Prism"));
    }
    let number = |is_it: fn(&&&Called) -> bool| operations.iter().filter(is_it).count();
    for (number, what) in [
        (
            number(|called| called.has_answer_of_ours()),
            "with answers made for Prism",
        ),
        (
            number(|called| called.doubt.is_some()),
            "whose requests the document leaves no value for, sent as it seems to mean them",
        ),
    ] {
        if number > 0 {
            text.push_str(&format!("; {number} {what}"));
        }
    }
    text
}

/// An operation's row: what came of it, and why.
fn operation(called: &Called) -> String {
    let Called { id, request, .. } = called;
    let row = format!("  {:<20} {request} ({id})", word(called));
    match called.worst() {
        Some((round, outcome)) if !outcome.is_passed() => {
            let why = outcome.why().unwrap_or_default();
            let why = why.lines().next().unwrap_or_default();
            format!("{row}\n    {round}: {why}\n")
        }
        _ => row + "\n",
    }
}

/// What came of the gravest of an operation's calls.
fn word(called: &Called) -> &'static str {
    let worst = called.worst();
    worst.map_or("not called", |(_, outcome)| outcome.word())
}

fn is_passed(called: &Called) -> bool {
    called
        .worst()
        .is_some_and(|(_, outcome)| outcome.is_passed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::calls::Round;

    #[test]
    fn what_prism_got_smaller_is_said() {
        assert_eq!(made_smaller((0, 0)), "");
        assert_eq!(
            made_smaller((2, 1)),
            "; 2 answers by a value, too large for Prism; 1 schema of requests cut, too large for Prism"
        );
    }

    #[test]
    fn an_operation_is_what_its_gravest_call_is() {
        let passed = Outcome::passed(200);
        let refused = Outcome::Refused {
            why: "query.q: too long".to_owned(),
        };
        let called = |id: &str, calls: Vec<(Round, Outcome)>| Called {
            id: id.to_owned(),
            request: format!("GET /{id}"),
            doubt: None,
            calls,
        };
        let operations = [
            called("a", vec![(Round::Required, passed.clone())]),
            called(
                "b",
                vec![(Round::Required, passed), (Round::Everything, refused)],
            ),
        ];
        assert_eq!(
            sentence(&operations),
            "2 operations, 1 passed, 1 refused by Prism"
        );
        let rows: String = operations.iter().map(operation).collect();
        assert_eq!(
            rows,
            "  passed               GET /a (a)\n  refused by Prism     GET /b (b)\n    with everything: query.q: too long\n"
        );
    }
}
