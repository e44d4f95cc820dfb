//! Some documents at a time: their crates and harnesses written, built by one run of Cargo, run, and removed again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clientsmith::diagnostics::Style;

use super::report::{Row, State};
use crate::compile::{Crates, Tally, Task, package_name};
use crate::conformance::harness;
use crate::conformance::run::Trial;
use crate::inputs::{Inputs, Paths};
use crate::workspace::{Workspace, slashed};
use crate::write::{Destination, plan};

/// Where and how documents are judged.
pub struct Court<'a> {
    pub workspace: &'a Workspace,
    /// The folder for crates, harnesses and what Cargo makes of them.
    pub folder: &'a Path,
    /// How many values are made for each schema at most.
    pub samples: usize,
    /// Compilers at a time.
    pub jobs: usize,
}

/// A document whose crate and harness are written.
struct Ready {
    name: String,
    trial: Trial,
}

impl Court<'_> {
    /// Judges some documents.
    pub fn judge(&self, documents: &[Paths]) -> anyhow::Result<Vec<Row>> {
        let prepared = documents
            .iter()
            .map(|paths| self.prepare(paths))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let mut members: Vec<String> = Vec::new();
        for ready in prepared.iter().flatten() {
            members.extend([ready.name.clone(), harness_name(&ready.name)]);
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
        let packages = members
            .iter()
            .map(|name| package_name(&self.place(name)))
            .collect::<anyhow::Result<Vec<_>>>()?;
        crates.forget(&packages)?;
        Ok(rows)
    }

    /// Generates a crate, makes samples, and writes both packages; a row at once for a document that is refused.
    fn prepare(&self, paths: &Paths) -> anyhow::Result<Result<Ready, Row>> {
        let refused = |why: String| Ok(Err(Row::new(&paths.name, State::Refused(why))));
        let mut inputs = match Inputs::read(paths, self.workspace) {
            Ok(inputs) => inputs,
            Err(report) => return refused(report.render(Style::Plain)),
        };
        inputs.prepend_config("schemas = \"all\"");
        let generation = clientsmith::generate(&inputs.job());
        let (Some(api), Some(files), Some(document)) =
            (&generation.api, &generation.files, inputs.tree())
        else {
            return refused(generation.report.summary(&paths.name));
        };
        let trial = Trial::new(&document, api, self.samples)?;
        let place = self.place(&paths.name);
        let staging = self.folder.join("staging").join(&paths.name);
        Destination::open(&place, &staging)?.write(&plan(&place, files)?)?;
        let name = harness_name(&paths.name);
        let client = (package_name(&place)?, slashed(&place));
        let client = (client.0.as_str(), client.1.as_str());
        harness::write(&self.place(&name), &name, client, &trial.subjects)?;
        Ok(Ok(Ready {
            name: paths.name.clone(),
            trial,
        }))
    }

    fn row(&self, ready: Ready, built: &BTreeMap<String, Tally>) -> anyhow::Result<Row> {
        let Ready { name, trial } = ready;
        for member in [name.clone(), harness_name(&name)] {
            let compiled = built.get(&member).map(|tally| tally.result(""));
            if let Some(compiled) = compiled.filter(|compiled| compiled.errors > 0) {
                let first = compiled.first.unwrap_or_default();
                return Ok(Row::new(&name, State::NotCompiled(first)));
            }
        }
        let binary = harness_name(&name) + std::env::consts::EXE_SUFFIX;
        let binary = self.folder.join("target/debug").join(binary);
        let (answers, words) =
            harness::run(&binary, &trial.lines(), &self.place(&harness_name(&name)))?;
        let verdict = trial.verdict(&answers, words.as_deref());
        Ok(Row::new(&name, State::Judged(verdict)))
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.join("crates").join(name)
    }
}

fn harness_name(document: &str) -> String {
    format!("{document}-harness")
}
