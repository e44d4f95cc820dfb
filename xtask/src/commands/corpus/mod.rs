//! `cargo xtask corpus`: every document of a folder, a row each.

mod child;
mod compile;
pub(super) mod entries;
mod expected;
mod row;
mod store;

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use rayon::prelude::*;

use self::child::Child;
use self::entries::Entry;
use self::expected::Verdicts;
use self::row::Row;
use crate::compile::jobs;
use crate::console::progress;
use crate::outcome::{Outcome, Usage};
use crate::workspace::Workspace;

/// Generate a crate from every document below some folders, and compile them.
///
/// A file MANIFEST.tsv in the folder, or in one above it, names the documents (column `path`); without it every YAML or
/// JSON file with an `openapi` key near its beginning is one. Finished rows are kept in the target folder, so that a
/// run that was stopped goes on where it was. Exit code 1 when the generator crashed, or when a crate does not compile;
/// a document that is refused with a diagnostic is no fault.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  cargo xtask corpus ../shared/corpus/real --compile --sample 12 --json rows.json"
)]
pub struct Corpus {
    /// Folders with documents, or documents.
    #[arg(value_name = "DIR", required = true)]
    dirs: Vec<PathBuf>,
    /// Run `cargo check` on every generated crate, in one shared target folder.
    #[arg(long)]
    compile: bool,
    /// With --compile: check tests and examples of the crates as well.
    #[arg(long, requires = "compile")]
    all_targets: bool,
    /// Write the rows as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// A list of the documents that are refused, with their codes, and of those in folders `…-negative` about which
    /// nothing is said; exit code 1 when this run finds others.
    #[arg(long, value_name = "FILE")]
    expect: Option<PathBuf>,
    /// Write that list instead of comparing with it.
    #[arg(long, requires = "expect")]
    bless: bool,
    /// Only documents whose path contains this text.
    #[arg(long, value_name = "SUBSTR")]
    only: Option<String>,
    /// Only N documents, chosen by a hash of their paths: the same ones on every machine.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Documents and compilers at a time; the number of processors when absent.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Crates that one run of Cargo compiles.
    #[arg(long, value_name = "N", default_value_t = 100)]
    batch: usize,
    /// Forget the rows of earlier runs.
    #[arg(long)]
    fresh: bool,
    /// Keep the generated crates although they were not asked to be compiled.
    #[arg(long)]
    keep: bool,
    /// The time that one document may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    timeout: u64,
    /// The address space that one document may take, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 8192)]
    memory: u64,
}

impl Corpus {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        let entries = self.entries()?;
        let jobs = jobs(self.jobs);
        let folder = workspace.kept("corpus");
        let store = store::Store::open(&folder, self.fresh)?;
        let child = Child {
            folder: folder.clone(),
            runtime: workspace.runtime(),
            timeout: Duration::from_secs(self.timeout),
            memory: self.memory,
            keep: self.keep || self.compile,
        };
        let mut rows = generate(&entries, &store, &child, jobs)?;
        if self.compile {
            compile::check(
                &mut rows,
                &store,
                workspace,
                &folder,
                &compile::Options {
                    jobs,
                    batch: self.batch.max(1),
                    all_targets: self.all_targets,
                },
            )?;
        }
        anstream::print!("{}", row::table(&rows));
        anstream::print!("{}", row::total(&rows));
        if let Some(file) = &self.json {
            fs_err::write(file, serde_json::to_string_pretty(&rows)? + "\n")?;
        }
        let changes = self.changes(&rows)?;
        anstream::print!("{changes}");
        let fine = changes.is_empty() && !rows.iter().any(Row::is_our_fault);
        Ok(Outcome::of(fine))
    }

    /// How this run differs from the list of verdicts that was reviewed, if there is one.
    fn changes(&self, rows: &[Row]) -> anyhow::Result<String> {
        match &self.expect {
            Some(file) if self.bless => {
                Verdicts::of(rows).write(file)?;
                Ok(String::new())
            }
            Some(file) => Ok(Verdicts::read(file)?.changes(rows)),
            None => Ok(String::new()),
        }
    }

    fn entries(&self) -> anyhow::Result<Vec<Entry>> {
        if let Some(missing) = self.dirs.iter().find(|dir| !dir.exists()) {
            return Err(Usage::error(format!(
                "there is no folder {}",
                missing.display()
            )));
        }
        let mut entries = entries::find(&self.dirs)?;
        if let Some(part) = &self.only {
            entries.retain(|entry| entry.path.contains(part.as_str()));
        }
        if let Some(n) = self.sample {
            entries = entries::sample(entries, n);
        }
        if entries.is_empty() {
            return Err(Usage::error("no documents there".to_owned()));
        }
        Ok(entries)
    }
}

/// Generates every entry whose row is not kept from an earlier run; rows in the order of the entries.
fn generate(
    entries: &[Entry],
    store: &store::Store,
    child: &Child,
    jobs: usize,
) -> anyhow::Result<Vec<Row>> {
    let bar = progress(entries.len(), "generate");
    let one = |entry: &Entry| {
        bar.set_message(entry.name.clone());
        let key = store.key(entry)?;
        let row = match store.row(entry, &key) {
            Some(row) if !child.keep || !row.is_generated() || child.crate_of(entry).is_dir() => {
                row
            }
            _ => {
                let row = Row::new(entry, key, child.run(entry)?);
                store.keep(&row)?;
                row
            }
        };
        bar.inc(1);
        Ok(row)
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build()?;
    let rows = pool.install(|| {
        entries
            .par_iter()
            .map(one)
            .collect::<anyhow::Result<Vec<Row>>>()
    });
    bar.finish_and_clear();
    rows
}
