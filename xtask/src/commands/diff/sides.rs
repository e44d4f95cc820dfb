//! What is compared with what.

use std::path::Path;

use clientsmith::Reading;
use clientsmith::change::{self, Changes, Side};
use clientsmith::diagnostics::{Diagnostic, Report};
use clientsmith::model::Api;

use crate::inputs::{Paths, read};
use crate::name;
use crate::outcome::Usage;
use crate::revision::Revision;
use crate::workspace::Workspace;

/// The files of one API before and after a change; one of them is absent when the API is new or gone.
pub struct Sides {
    name: String,
    before: Option<Files>,
    after: Option<Files>,
    /// What the side before is called.
    base: String,
}

/// The files of one side.
struct Files {
    paths: Paths,
    workspace: Workspace,
}

/// What a comparison gave.
pub enum Compared {
    /// Both sides are there.
    Both {
        /// What differs.
        changes: Box<Changes>,
        /// What is to be said of `client.toml`, each with its place.
        remarks: Vec<String>,
    },
    /// There is nothing to compare with.
    New {
        /// The API's name.
        name: String,
        /// What the side before is called.
        base: String,
        /// How many operations it has.
        operations: usize,
        /// How many types it has.
        types: usize,
    },
    /// The API is not there any more.
    Gone {
        /// The API's name.
        name: String,
        /// What the side before is called.
        base: String,
    },
    /// No model could be made of a side, or of both.
    Unreadable {
        /// The API's name.
        name: String,
        /// Which side, and why.
        faults: Vec<(String, Report)>,
    },
}

impl Sides {
    /// Two documents without overlays and configuration. They are one API, called as the second one.
    pub fn of_files(workspace: &Workspace, from: &Path, to: &Path) -> Self {
        let name = name::of_file(to);
        let side = |file: &Path| Files {
            paths: Paths::alone(&name, file, String::new()),
            workspace: workspace.clone(),
        };
        Self {
            before: Some(side(from)),
            after: Some(side(to)),
            base: from.display().to_string(),
            name,
        }
    }

    /// The APIs that are named, or all that there are on either side, in the order of their names.
    pub fn of_specs(
        workspace: &Workspace,
        revision: &Revision,
        named: &[String],
    ) -> anyhow::Result<Vec<Self>> {
        let base = revision.workspace()?;
        let (then, now) = (base.apis(&[])?, workspace.apis(&[])?);
        let mut known: Vec<String> = then.iter().chain(&now).cloned().collect();
        known.sort();
        known.dedup();
        if let Some(unknown) = named.iter().find(|name| !known.contains(name)) {
            return Err(Usage::error(format!(
                "there is no API `{unknown}` in specs/, here or at {}; known: {}",
                revision.name(),
                known.join(", ")
            )));
        }
        let files = |workspace: &Workspace, there: &[String], api: &String| {
            let there = there.contains(api);
            let files = there.then(|| Files::of_spec(workspace, api));
            files.transpose()
        };
        known
            .iter()
            .filter(|api| named.is_empty() || named.contains(api))
            .map(|api| {
                Ok(Self {
                    name: api.clone(),
                    before: files(&base, &then, api)?,
                    after: files(workspace, &now, api)?,
                    base: revision.name().to_owned(),
                })
            })
            .collect()
    }

    /// Reads both sides and compares them.
    pub fn compare(&self) -> Compared {
        let (before, after) = rayon::join(
            || self.before.as_ref().map(Files::read),
            || self.after.as_ref().map(Files::read),
        );
        let at_base = format!("{} at {}", self.name, self.base);
        match (before.map(whole), after.map(whole)) {
            (Some(Ok((one, before))), Some(Ok((two, after)))) => {
                let (before, after) = (side(&one, &before), side(&two, &after));
                let changes = change::compare(&self.name, before, after);
                Compared::Both {
                    remarks: remarks(&changes.unused_allowances, &two.report),
                    changes: Box::new(changes),
                }
            }
            (None, Some(Ok((_, api)))) => Compared::New {
                name: self.name.clone(),
                base: self.base.clone(),
                operations: api.operations.len(),
                types: api.types.len(),
            },
            (Some(Ok(_)) | None, None) => Compared::Gone {
                name: self.name.clone(),
                base: self.base.clone(),
            },
            (before, after) => {
                let before = before.and_then(Result::err).map(|report| (at_base, report));
                let after = after
                    .and_then(Result::err)
                    .map(|report| (self.name.clone(), report));
                Compared::Unreadable {
                    name: self.name.clone(),
                    faults: before.into_iter().chain(after).collect(),
                }
            }
        }
    }
}

impl Files {
    fn of_spec(workspace: &Workspace, api: &str) -> anyhow::Result<Self> {
        Ok(Self {
            paths: Paths::of_spec(workspace, api)?,
            workspace: workspace.clone(),
        })
    }

    fn read(&self) -> Reading {
        read(&self.paths, &self.workspace)
    }
}

/// Diagnostics in one line each.
fn remarks(diagnostics: &[Diagnostic], report: &Report) -> Vec<String> {
    let places = report.places(diagnostics);
    let remark = |(diagnostic, place): (&Diagnostic, Option<(String, usize, usize)>)| {
        let place = place.map_or(String::new(), |(path, line, _)| format!("{path}:{line}: "));
        let help = diagnostic.help.iter().map(|help| format!("; {help}"));
        let help: String = help.collect();
        format!("{place}{}{help}", diagnostic.message)
    };
    diagnostics.iter().zip(places).map(remark).collect()
}

fn side<'a>(reading: &'a Reading, api: &'a Api) -> Side<'a> {
    Side {
        api,
        config: &reading.config,
        demands: &reading.demands,
        report: &reading.report,
    }
}

/// The model with what belongs to it; the report when there are errors, for what could not be read is in no model.
fn whole(mut reading: Reading) -> Result<(Reading, Api), Report> {
    match reading.api.take() {
        Some(api) if !reading.report.has_errors() => Ok((reading, api)),
        _ => Err(reading.report),
    }
}
