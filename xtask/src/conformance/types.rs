//! The question whether the generated types write again what they read.

use std::path::Path;

use clientsmith::model::Api;

use super::harness;
use super::inquiry::{self, Built, Inquiry, Subject};
use super::run::{Trial, Verdict};

/// The root of a crate of which only the types are compiled: operations cost as much again, and are not asked.
const TYPES_ALONE: &str =
    "#![allow(warnings)]\npub mod types;\npub use clientsmith_runtime as rt;\n";

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

    fn passes_over(&self, _: &Api) -> Option<String> {
        None
    }

    fn prepare(&self, subject: &Subject<'_>) -> anyhow::Result<Trial> {
        let trial = Trial::new(subject.document, subject.api, self.samples)?;
        let root = Path::new(subject.client.1).join("src/lib.rs");
        fs_err::write(root, TYPES_ALONE)?;
        harness::write(
            subject.place,
            subject.program,
            subject.client,
            &trial.subjects,
        )?;
        Ok(trial)
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
