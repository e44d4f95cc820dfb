//! `cargo xtask conformance`: the generated types, judged by an outsider.

mod batch;
mod report;

use std::path::PathBuf;

use clap::Args;

use self::report::Row;
use super::corpus::entries::{self, Entry};
use crate::compile::jobs;
use crate::console::progress;
use crate::inputs::{Paths, all_there};
use crate::name;
use crate::outcome::Outcome;
use crate::workspace::{Workspace, slashed};

/// Judge the generated types by samples of every named schema.
///
/// Samples are the document's examples and values made from the schemas; those count that the `jsonschema` crate accepts
/// against the document's own schema. The generated types decode and encode each: it must still be valid, and equal up
/// to what the schema does not name. Exit code 1 when a sample fails, or a crate does not compile.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo xtask conformance --types\n  cargo xtask conformance --types versori\n  cargo xtask conformance --types --spec box.json --failures 20"
)]
pub struct Conformance {
    /// Judge the types: what they read, they write again.
    #[arg(long, required = true)]
    types: bool,
    /// The APIs, as in `specs/`; all of them when neither these nor documents are named.
    #[arg(value_name = "API")]
    apis: Vec<String>,
    /// Any OpenAPI document; may be given several times.
    #[arg(long = "spec", value_name = "FILE")]
    specs: Vec<PathBuf>,
    /// Folders with documents, as in `corpus`; may be given several times.
    #[arg(long = "corpus", value_name = "DIR")]
    corpora: Vec<PathBuf>,
    /// With --corpus: only documents whose path contains this text.
    #[arg(long, value_name = "SUBSTR", requires = "corpora")]
    only: Option<String>,
    /// The folder whose files the documents may refer to; the documents' own folders when absent.
    #[arg(long, value_name = "DIR", requires = "specs")]
    root: Option<PathBuf>,
    /// Write the results as JSON, with every failure.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How many values are made for each schema at most.
    #[arg(long, value_name = "N", default_value_t = 40)]
    samples: usize,
    /// How many failures of each document are shown; one for each cause in a schema.
    #[arg(long, value_name = "N", default_value_t = 10)]
    failures: usize,
    /// Documents whose programs one run of Cargo builds.
    #[arg(long, value_name = "N", default_value_t = 8)]
    batch: usize,
    /// Compilers at a time; the number of processors when absent.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

impl Conformance {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        let documents = self.documents(workspace)?;
        let folder = workspace.kept("conformance");
        let court = batch::Court {
            workspace,
            folder: &folder,
            samples: self.samples,
            jobs: jobs(self.jobs),
        };
        let bar = progress(documents.len(), "judge");
        let mut rows: Vec<Row> = Vec::new();
        for some in documents.chunks(self.batch.max(1)) {
            let done = court.judge(some)?;
            for row in &done {
                bar.suspend(|| anstream::print!("{}", report::one(row, self.failures)));
            }
            bar.inc(some.len() as u64);
            rows.extend(done);
        }
        bar.finish_and_clear();
        anstream::print!("{}", report::total(&rows));
        if let Some(file) = &self.json {
            fs_err::write(file, serde_json::to_string_pretty(&rows)? + "\n")?;
        }
        Ok(Outcome::of(!rows.iter().any(Row::is_at_fault)))
    }

    fn documents(&self, workspace: &Workspace) -> anyhow::Result<Vec<Paths>> {
        all_there(&self.specs)?;
        let runtime = slashed(&workspace.runtime());
        let mut documents = Vec::new();
        let elsewhere = !self.specs.is_empty() || !self.corpora.is_empty();
        if !elsewhere || !self.apis.is_empty() {
            for api in workspace.apis(&self.apis)? {
                documents.push(Paths {
                    runtime_path: runtime.clone(),
                    ..Paths::of_spec(workspace, &api)?
                });
            }
        }
        for (index, file) in self.specs.iter().enumerate() {
            let stem = name::of_file(file);
            // Documents of several folders may have one file name.
            let name = match documents.iter().any(|known| known.name == stem) {
                true => format!("{stem}-{}", index + 1),
                false => stem,
            };
            documents.push(Paths {
                root: self.root.clone(),
                ..Paths::alone(&name, file, runtime.clone())
            });
        }
        if !self.corpora.is_empty() {
            documents.extend(self.entries(&runtime)?);
        }
        Ok(documents)
    }

    /// The documents of the corpora.
    fn entries(&self, runtime: &str) -> anyhow::Result<Vec<Paths>> {
        let mut entries = entries::find(&self.corpora)?;
        if let Some(part) = &self.only {
            entries.retain(|entry| entry.path.contains(part.as_str()));
        }
        let paths = |entry: Entry| Paths {
            root: entry.root,
            ..Paths::alone(&entry.name, &entry.file, runtime.to_owned())
        };
        Ok(entries.into_iter().map(paths).collect())
    }
}
