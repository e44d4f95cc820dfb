//! `cargo xtask conformance`: generated clients, judged by outsiders.

mod batch;
mod calls;
mod row;
mod types;

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use self::row::Row;
use super::completions::names;
use super::corpus::entries::{self, Entry};
use crate::compile::jobs;
use crate::conformance::calls::Calls;
use crate::conformance::inquiry::Inquiry;
use crate::conformance::types::Types;
use crate::console::progress;
use crate::inputs::{Paths, all_there};
use crate::name;
use crate::outcome::Outcome;
use crate::prism::Prism;
use crate::workspace::{Workspace, slashed};

/// How many failures of the types of a document are shown.
const FAILURES: usize = 10;

/// Call every operation of generated clients against a mock server that judges the requests.
///
/// The server is Prism, which reads the document by itself; it is installed with npm and needs Node.js. Each operation is
/// called by the client's public method, with what is required alone and then with everything; values are the document's
/// examples, or made from its schemas. A call passes when Prism finds nothing wrong with the request and the answer is
/// read into its type; where Prism has no right answer, it is given one that the document's schema admits. Exit code 1
/// when one does not pass; what Prism cannot serve counts for the APIs of specs/ alone.
///
/// With --types, judge the types instead, by samples of every named schema: the document's examples and values made from
/// the schemas; those count that the `jsonschema` crate accepts against the document's own schema. The generated types
/// decode and encode each: it must still be valid, and equal up to what the schema does not name. Some are then changed as
/// servers change them (a value that is not listed, null for absent, no offset, a key more), and must be read all the same.
/// Exit code 1 when a sample fails, or a crate does not compile.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo xtask conformance\n  cargo xtask conformance versori\n  cargo xtask conformance --spec box.json --failures 20\n  cargo xtask conformance --corpus ../shared/corpus/real --max-operations 50\n  cargo xtask conformance --types\n  cargo xtask conformance --types --spec box.json"
)]
pub struct Conformance {
    /// Judge the types: what they read, they write again.
    #[arg(long)]
    types: bool,
    /// The APIs, as in `specs/`; all of them when neither these nor documents are named.
    #[arg(value_name = "API", add = names::apis())]
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
    /// With --types: how many values are made for each schema at most.
    #[arg(long, value_name = "N", default_value_t = 40, requires = "types")]
    samples: usize,
    /// How many failures of each document are shown. With --types one for each cause in a schema, and 10 when absent;
    /// else a row for every operation when absent.
    #[arg(long, value_name = "N")]
    failures: Option<usize>,
    /// Pass over documents with more operations.
    #[arg(long, value_name = "N", conflicts_with = "types")]
    max_operations: Option<usize>,
    /// Documents whose programs one run of Cargo builds.
    #[arg(long, value_name = "N", default_value_t = 8)]
    batch: usize,
    /// Compilers at a time; the number of processors when absent.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Keep what Cargo makes of the crates, so that the next run builds only what has changed; it takes much room.
    #[arg(long)]
    keep: bool,
}

impl Conformance {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        if self.types {
            let most = self.failures.unwrap_or(FAILURES);
            let inquiry = Types {
                samples: self.samples,
            };
            return self.ask(
                workspace,
                &inquiry,
                |row| types::one(row, most),
                types::total,
            );
        }
        let inquiry = Calls {
            prism: Prism::installed(workspace)?,
            runtime: slashed(&workspace.runtime()),
            most_operations: self.max_operations,
            is_strict: self.specs.is_empty() && self.corpora.is_empty(),
        };
        self.ask(
            workspace,
            &inquiry,
            |row| calls::one(row, self.failures),
            calls::total,
        )
    }

    /// Asks all documents, shows `one` for each when it is judged, and `total` at the end.
    fn ask<I: Inquiry>(
        &self,
        workspace: &Workspace,
        inquiry: &I,
        one: impl Fn(&Row<I::Verdict>) -> String,
        total: impl Fn(&[Row<I::Verdict>]) -> String,
    ) -> anyhow::Result<Outcome> {
        let documents = self.documents(workspace)?;
        let folder = workspace.kept("conformance");
        let court = batch::Court {
            workspace,
            folder: &folder,
            jobs: jobs(self.jobs),
            keeps: self.keep,
            inquiry,
        };
        let bar = progress(documents.len(), "judge");
        let mut rows = Vec::new();
        for some in documents.chunks(self.batch.max(1)) {
            let done = court.judge(some)?;
            for row in &done {
                bar.suspend(|| anstream::print!("{}", one(row)));
            }
            bar.inc(some.len() as u64);
            rows.extend(done);
            // After each batch: a run over many documents takes hours, and may be stopped.
            self.write_json(&rows)?;
        }
        bar.finish_and_clear();
        self.write_json(&rows)?;
        anstream::print!("{}", total(&rows));
        Ok(Outcome::of(!rows.iter().any(Row::is_at_fault)))
    }

    /// Writes the results to the file that is asked for.
    fn write_json<V: Serialize>(&self, rows: &[Row<V>]) -> anyhow::Result<()> {
        if let Some(file) = &self.json {
            fs_err::write(file, serde_json::to_string_pretty(rows)? + "\n")?;
        }
        Ok(())
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
        // The small ones first: they say the most in a given time.
        entries.sort_by_cached_key(|entry| {
            std::fs::metadata(&entry.file).map_or(0, |file| file.len())
        });
        let paths = |entry: Entry| Paths {
            root: entry.root,
            ..Paths::alone(&entry.name, &entry.file, runtime.to_owned())
        };
        Ok(entries.into_iter().map(paths).collect())
    }
}
