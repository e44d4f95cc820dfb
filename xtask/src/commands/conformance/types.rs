//! What is shown of the types of each document, and of them all.

use std::collections::BTreeSet;

use super::row::{Row, State};
use crate::conformance::run::{Counts, Failure, Verdict};
use crate::console::count;

/// A line for a document, and below it at most `most` of its failures.
pub fn one(row: &Row<Verdict>, most: usize) -> String {
    match &row.state {
        State::Judged(verdict) => {
            let shown: String = by_cause(&verdict.failures)
                .take(most)
                .map(failure)
                .collect();
            format!("{}: {}\n{shown}", row.name, sentence(&verdict.counts))
        }
        other => other.sentence(&row.name),
    }
}

/// The sums.
pub fn total(rows: &[Row<Verdict>]) -> String {
    let mut sum = Counts::default();
    let mut failed = 0;
    for row in rows {
        if let State::Judged(verdict) = &row.state {
            let counts = &verdict.counts;
            sum.schemas += counts.schemas;
            sum.with_type += counts.with_type;
            sum.unreadable += counts.unreadable;
            sum.without_sample += counts.without_sample;
            sum.relaxed += counts.relaxed;
            sum.samples += counts.samples;
            sum.rejected += counts.rejected;
            sum.passed += counts.passed;
            sum.deviating += counts.deviating;
            sum.borne += counts.borne;
        }
        failed += usize::from(row.is_at_fault());
    }
    let documents = count(rows.len(), "document");
    format!("{documents}, {failed} with failures: {}\n", sentence(&sum))
}

fn sentence(counts: &Counts) -> String {
    let mut text = format!(
        "{}, {}, {}, {} passed, {} failed; {}, {} borne, {} not",
        count(counts.schemas, "schema"),
        count(counts.with_type, "type"),
        count(counts.samples, "sample"),
        counts.passed,
        counts.samples - counts.passed,
        count(counts.deviating, "deviation"),
        counts.borne,
        counts.deviating - counts.borne,
    );
    for (number, what) in [
        (
            counts.unreadable,
            "types whose schema the validator cannot read",
        ),
        (counts.without_sample, "without a sample"),
        (
            counts.relaxed,
            "whose schema admits nothing as it is written",
        ),
    ] {
        if number > 0 {
            text.push_str(&format!(", {number} {what}"));
        }
    }
    text
}

/// The failures, one for each way in which a type fails.
fn by_cause(failures: &[Failure]) -> impl Iterator<Item = &Failure> {
    let mut seen = BTreeSet::new();
    failures
        .iter()
        .filter(move |failure| seen.insert((&failure.type_name, failure.what.clone())))
}

fn failure(failure: &Failure) -> String {
    let Failure {
        schema,
        type_name,
        what,
        sample,
    } = failure;
    format!("  {type_name} (#{schema}): {what}\n    of {sample}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_shown_once_for_each_cause() {
        let failure = Failure {
            schema: "/components/schemas/Pet".to_owned(),
            type_name: "Pet".to_owned(),
            what: "$.name: 1 vanished".to_owned(),
            sample: "{\"name\":1}".to_owned(),
        };
        let counts = Counts {
            schemas: 2,
            with_type: 1,
            samples: 3,
            passed: 1,
            ..Counts::default()
        };
        let failures = vec![failure.clone(), failure];
        let row = Row::new(
            "pets",
            State::Judged(Verdict {
                counts,
                failures,
                untried: Vec::new(),
            }),
        );
        let expected = "pets: 2 schemas, 1 type, 3 samples, 1 passed, 2 failed; 0 deviations, 0 borne, 0 not\n  \
                        Pet (#/components/schemas/Pet): $.name: 1 vanished\n    of {\"name\":1}\n";
        assert_eq!(one(&row, 10), expected);
        assert!(row.is_at_fault());
    }
}
