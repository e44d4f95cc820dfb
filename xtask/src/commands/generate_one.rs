//! `xtask generate-one`: the child process of `corpus` and `bench`.
//!
//! One document per process, so that a panic, an overflow of the stack, or memory without end costs one row and not
//! the run, and so that the peak memory is that of one document.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use clientsmith::diagnostics::{Report, Severity, Style};
use clientsmith::{Generation, generate};
use serde::{Deserialize, Serialize};

use crate::counts::Counts;
use crate::digest;
use crate::inputs::{Inputs, Paths};
use crate::outcome::Outcome;
use crate::workspace::Workspace;
use crate::write::{Destination, Files, plan};

/// Generate from one document and print what was measured as JSON.
#[derive(Debug, Args)]
pub struct GenerateOne {
    /// The OpenAPI document.
    #[arg(long)]
    pub spec: PathBuf,
    /// The folder whose files the document may refer to; its own when absent.
    #[arg(long)]
    pub root: Option<PathBuf>,
    /// An overlay; may be given several times.
    #[arg(long = "overlay")]
    pub overlays: Vec<PathBuf>,
    /// A `client.toml`.
    #[arg(long)]
    pub config: Option<PathBuf>,
    /// The name by which the document's other files know it.
    #[arg(long)]
    pub published_as: Option<String>,
    /// The API's name.
    #[arg(long)]
    pub name: String,
    /// The path of clientsmith-runtime for the crate's Cargo.toml.
    #[arg(long)]
    pub runtime_path: String,
    /// Where the crate is written; nothing is written when absent.
    #[arg(long, requires = "staging")]
    pub out: Option<PathBuf>,
    /// Where the crate is built before it takes its place.
    #[arg(long)]
    pub staging: Option<PathBuf>,
    /// How often to generate.
    #[arg(long, default_value_t = 1)]
    pub rounds: usize,
    /// The limit of the process's address space, in MiB.
    #[arg(long)]
    pub memory: Option<u64>,
}

/// What came of one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// Whether a crate was made; else the document was refused.
    pub generated: bool,
    /// Operations of the model.
    pub operations: usize,
    /// Named types of the model.
    pub types: usize,
    /// Files of the crate.
    pub files: usize,
    /// Lines in all its files.
    pub lines: usize,
    /// A digest of all its files.
    pub digest: String,
    /// The codes of the errors, each once.
    pub errors: BTreeSet<String>,
    /// The number of diagnostics by code, errors and all others.
    pub codes: BTreeMap<String, usize>,
    /// What the document holds and what came of it; absent when there is no model.
    pub counts: Option<Counts>,
    /// The findings of `codes` that are errors or warnings and have a place in a file.
    pub placed: usize,
    /// The first error's message.
    pub message: Option<String>,
    /// The files that the document refers to, with the digests of their bytes.
    pub read: BTreeMap<String, String>,
    /// The wall time of each round, in milliseconds.
    pub millis: Vec<f64>,
    /// The process's peak memory after the first round, in KiB, where the system tells it.
    pub peak_kib: Option<u64>,
}

impl GenerateOne {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        limit_memory(self.memory)?;
        let paths = Paths {
            name: self.name,
            document: self.spec,
            root: self.root,
            overlays: self.overlays,
            config: self.config,
            changelog: None,
            published_as: self.published_as,
            runtime_path: self.runtime_path,
            own_workspace: false,
        };
        let mut made = Made::default();
        match Inputs::read(&paths, workspace) {
            Ok(inputs) => {
                let generation = rounds(&inputs, self.rounds.max(1), &mut made);
                made.read = inputs.loader.read();
                made.describe(&generation);
                made.counts = generation
                    .api
                    .as_ref()
                    .and_then(|api| Some(Counts::of(&inputs.tree()?, api)));
                // Messages may be asked of a place in a file, which is looked up only here: it must not crash either.
                eprint!("{}", generation.report.render(Style::Plain));
                if let (Some(files), Some(out), Some(staging)) =
                    (&generation.files, &self.out, &self.staging)
                {
                    Destination::open(out, staging)?.write(&plan(out, files)?)?;
                }
            }
            Err(report) => made.describe_report(&report),
        }
        println!("{}", serde_json::to_string(&made)?);
        Ok(Outcome::Done)
    }
}

/// Generates several times, measures each, and hands back the last.
fn rounds(inputs: &Inputs, rounds: usize, made: &mut Made) -> Generation {
    let mut one = || {
        let start = Instant::now();
        let generation = generate(&inputs.job());
        made.millis.push(start.elapsed().as_secs_f64() * 1000.0);
        made.peak_kib = made.peak_kib.or_else(peak_kib);
        generation
    };
    (1..rounds).for_each(|_| drop(one()));
    one()
}

impl Made {
    fn describe(&mut self, generation: &Generation) {
        self.describe_report(&generation.report);
        if let Some(api) = &generation.api {
            self.operations = api.operations.len();
            self.types = api.types.iter().count();
        }
        if let Some(files) = &generation.files {
            self.generated = true;
            self.files = files.len();
            self.lines = files.values().map(|text| text.lines().count()).sum();
            self.digest = digest_of(files);
        }
    }

    fn describe_report(&mut self, report: &Report) {
        for diagnostic in report.diagnostics() {
            let code = diagnostic.code.as_str().to_owned();
            if diagnostic.severity == Severity::Error {
                self.errors.insert(code.clone());
                self.message
                    .get_or_insert_with(|| diagnostic.message.clone());
            }
            *self.codes.entry(code).or_default() += 1;
        }
        let places = report.places(report.diagnostics());
        let placed = report.diagnostics().iter().zip(places);
        self.placed = placed
            .filter(|(diagnostic, place)| {
                diagnostic.severity >= Severity::Warning && place.is_some()
            })
            .count();
    }
}

fn digest_of(files: &Files) -> String {
    digest::of_files(
        files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_bytes())),
    )
}

/// The peak of this process's resident memory (`VmHWM`, Linux).
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(unix)]
fn limit_memory(mib: Option<u64>) -> anyhow::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    if let Some(mib) = mib {
        let limit = mib.saturating_mul(1024 * 1024);
        setrlimit(
            Resource::As,
            Rlimit {
                current: Some(limit),
                maximum: getrlimit(Resource::As).maximum,
            },
        )?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn limit_memory(_: Option<u64>) -> anyhow::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_crates_have_equal_digests_and_others_have_others() {
        let files = |text: &str| Files::from([("a".to_owned(), text.to_owned())]);
        assert_eq!(digest_of(&files("x")), digest_of(&files("x")));
        assert_ne!(digest_of(&files("x")), digest_of(&files("y")));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_running_process_has_a_peak() {
        assert!(peak_kib().unwrap() > 100);
    }
}
