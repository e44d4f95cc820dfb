//! Some documents at a time: their crates and programs written, built by one run of Cargo, run, and removed again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clientsmith::diagnostics::Style;

use super::row::{Row, State};
use crate::compile::{Crates, Tally, Task, package_name};
use crate::conformance::inquiry::{Built, Inquiry, Subject};
use crate::inputs::{Inputs, Paths};
use crate::workspace::{Workspace, slashed};
use crate::write::{Destination, plan};

/// Where and how documents are judged.
pub struct Court<'a, I> {
    pub workspace: &'a Workspace,
    /// The folder for crates, programs and what Cargo makes of them.
    pub folder: &'a Path,
    /// Compilers at a time.
    pub jobs: usize,
    /// Whether what Cargo makes stays for the next run.
    pub keeps: bool,
    /// What is asked.
    pub inquiry: &'a I,
}

/// A document whose crate and program are written.
struct Ready<T> {
    name: String,
    trial: T,
}

/// What is to be built, or the row of a document for which nothing is.
type Prepared<I> = Result<Ready<<I as Inquiry>::Trial>, Row<<I as Inquiry>::Verdict>>;

impl<I: Inquiry> Court<'_, I> {
    /// Judges some documents.
    pub fn judge(&self, documents: &[Paths]) -> anyhow::Result<Vec<Row<I::Verdict>>> {
        let prepared = documents
            .iter()
            .map(|paths| self.prepare(paths))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let mut members: Vec<String> = Vec::new();
        for ready in prepared.iter().flatten() {
            members.extend([ready.name.clone(), program_name(&ready.name)]);
        }
        let members: Vec<&str> = members.iter().map(String::as_str).collect();
        let crates = Crates {
            folder: self.folder,
            names: &members,
            jobs: self.jobs,
        };
        let built = if members.is_empty() {
            BTreeMap::new()
        } else {
            crates.run(self.workspace, Task::Build, &mut |_, _| {})?
        };
        let rows = prepared
            .into_iter()
            .map(|prepared| match prepared {
                Ok(ready) => self.row(ready, &built),
                Err(row) => Ok(row),
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        if !self.keeps {
            let packages = members
                .iter()
                .map(|name| package_name(&self.place(name)))
                .collect::<anyhow::Result<Vec<_>>>()?;
            crates.forget(&packages)?;
        }
        Ok(rows)
    }

    /// Generates a crate and writes it and its program; a row at once for a document that is refused.
    fn prepare(&self, paths: &Paths) -> anyhow::Result<Prepared<I>> {
        let name = &paths.name;
        let refused = |why: String| Ok(Err(Row::new(name, State::Refused(why))));
        let mut inputs = match Inputs::read(paths, self.workspace) {
            Ok(inputs) => inputs,
            Err(report) => return refused(report.render(Style::Plain)),
        };
        if let Some(line) = self.inquiry.config() {
            inputs.prepend_config(line);
        }
        let generation = clientsmith::generate(&inputs.job());
        let (Some(api), Some(files), Some(document)) =
            (&generation.api, &generation.files, inputs.tree())
        else {
            return refused(generation.report.summary(name));
        };
        if let Some(why) = self.inquiry.passes_over(api) {
            return Ok(Err(Row::new(name, State::Skipped(why))));
        }
        let place = self.place(name);
        let staging = self.folder.join("staging").join(name);
        Destination::open(&place, &staging)?.write(&plan(&place, files)?)?;
        let program = program_name(name);
        let trial = self.inquiry.prepare(&Subject {
            document: &document,
            api,
            client: (&package_name(&place)?, &slashed(&place)),
            program: &program,
            place: &self.place(&program),
        })?;
        let name = name.clone();
        Ok(Ok(Ready { name, trial }))
    }

    fn row(
        &self,
        ready: Ready<I::Trial>,
        built: &BTreeMap<String, Tally>,
    ) -> anyhow::Result<Row<I::Verdict>> {
        let Ready { name, trial } = ready;
        let program = program_name(&name);
        for member in [&name, &program] {
            let compiled = built.get(member).map(|tally| tally.result(""));
            if let Some(compiled) = compiled.filter(|compiled| compiled.errors > 0) {
                let first = compiled.first.unwrap_or_default();
                return Ok(Row::new(&name, State::NotCompiled(first)));
            }
        }
        let binary = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        let built = Built {
            binary: self.folder.join("target/debug").join(binary),
            place: self.place(&program),
        };
        let verdict = self.inquiry.judge(trial, &built)?;
        Ok(Row::new(&name, State::Judged(verdict)))
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.join("crates").join(name)
    }
}

fn program_name(document: &str) -> String {
    format!("{document}-harness")
}
