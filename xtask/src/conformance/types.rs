//! The question whether the generated types write again what they read.

use super::harness;
use super::inquiry::{self, Built, Inquiry, Subject};
use super::run::{Trial, Verdict};

/// Asks every type that stands for a named schema.
#[derive(Debug)]
pub struct Types {
    /// How many values are made for each schema at most.
    pub samples: usize,
}

impl Inquiry for Types {
    type Trial = Trial;
    type Verdict = Verdict;

    fn config(&self) -> Option<&'static str> {
        Some("schemas = \"all\"")
    }

    fn prepare(&self, subject: &Subject<'_>) -> anyhow::Result<Result<Trial, String>> {
        let trial = Trial::new(subject.document, subject.api, self.samples)?;
        harness::write(
            subject.place,
            subject.program,
            subject.client,
            &trial.subjects,
        )?;
        Ok(Ok(trial))
    }

    fn judge(&self, trial: Trial, built: &Built) -> anyhow::Result<Verdict> {
        let (answers, words) = harness::run(&built.binary, &trial.lines(), &built.place)?;
        Ok(trial.verdict(&answers, words.as_deref()))
    }
}

impl inquiry::Verdict for Verdict {
    fn is_at_fault(&self) -> bool {
        !self.failures.is_empty()
    }
}
