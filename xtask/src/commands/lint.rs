//! `cargo xtask lint`.

use clap::{Args, ValueEnum};
use clientsmith::diagnostics::{Finding, Report, Severity, Style, github};
use rayon::prelude::*;
use serde::Serialize;

use super::completions::names;
use crate::inputs::{Paths, diagnose};
use crate::outcome::Outcome;
use crate::workspace::Workspace;

/// Show what is wrong or doubtful in the documents, with places and help.
///
/// What the overlays mend is shown too, as notes: they are faults of the published document.
///
/// Exit code 1 when a document has errors, that is, when no crate can be made from it. `cargo xtask explain CODE` says
/// more of a finding.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo xtask lint heron\n  cargo xtask lint --format json > findings.json"
)]
pub struct Lint {
    /// The APIs, by their folders in specs/; all when none is named.
    #[arg(value_name = "API", add = names::apis())]
    apis: Vec<String>,
    /// How the findings are written.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with the lines that they are about.
    Text,
    /// For tools: one JSON value, whose keys are in the README.
    Json,
    /// For a workflow of GitHub Actions: annotations of the pull request.
    Github,
}

/// What is to be said of one API.
struct Findings<'a> {
    api: &'a str,
    report: Report,
    /// What is wrong in the document as it was published and is no longer once the overlays are applied.
    mended: Option<Report>,
}

impl Lint {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        let apis = workspace.apis(&self.apis)?;
        let found = apis.par_iter().map(|api| {
            let paths = Paths::of_spec(workspace, api)?;
            let report = diagnose(&paths, workspace);
            let mended = mended(&paths, &report, workspace);
            Ok(Findings {
                api,
                report,
                mended,
            })
        });
        let found = found.collect::<anyhow::Result<Vec<_>>>()?;
        match self.format {
            Format::Text => text(&found),
            Format::Json => json(&found)?,
            Format::Github => annotations(&found),
        }
        Ok(Outcome::of(
            !found.iter().any(|found| found.report.has_errors()),
        ))
    }
}

fn text(found: &[Findings<'_>]) {
    for Findings { report, mended, .. } in found {
        anstream::print!("{}", report.render(Style::Colored));
        if let Some(mended) = mended {
            anstream::print!("{}", mended.render(Style::Colored));
        }
    }
    summaries(found);
    let is_quiet = |one: &Findings<'_>| one.report.diagnostics().is_empty();
    if !found.iter().all(is_quiet) {
        anstream::println!("`cargo xtask explain CODE` says more of a finding");
    }
}

/// What the overlays mend is no annotation: nobody is to do anything about it.
fn annotations(found: &[Findings<'_>]) {
    for Findings { report, .. } in found {
        anstream::print!("{}", github(&report.findings()));
    }
    summaries(found);
}

fn summaries(found: &[Findings<'_>]) {
    for one in found {
        let suffix = match one.mended.as_ref().map_or(0, |it| it.diagnostics().len()) {
            0 => String::new(),
            mended => format!(", {mended} mended by overlays"),
        };
        anstream::println!("{}{suffix}", one.report.summary(one.api));
    }
}

/// What `--format json` writes of one API.
#[derive(Serialize)]
struct Row<'a> {
    api: &'a str,
    errors: usize,
    warnings: usize,
    notes: usize,
    findings: Vec<Finding>,
    mended: Vec<Finding>,
}

impl<'a> Row<'a> {
    fn of(found: &Findings<'a>) -> Self {
        Self {
            api: found.api,
            errors: found.report.count(Severity::Error),
            warnings: found.report.count(Severity::Warning),
            notes: found.report.count(Severity::Note),
            findings: found.report.findings(),
            mended: found.mended.iter().flat_map(Report::findings).collect(),
        }
    }
}

fn json(found: &[Findings<'_>]) -> anyhow::Result<()> {
    let apis: Vec<Row<'_>> = found.iter().map(Row::of).collect();
    let value = serde_json::json!({ "apis": apis });
    println!("{}", serde_json::to_string_pretty(&value)?);
    Ok(())
}

/// What is wrong in the document as it was published and is no longer once the overlays are applied.
fn mended(paths: &Paths, report: &Report, workspace: &Workspace) -> Option<Report> {
    if paths.overlays.is_empty() {
        return None;
    }
    let published = Paths {
        overlays: Vec::new(),
        ..paths.clone()
    };
    Some(diagnose(&published, workspace).beyond(report, "mended by the overlay"))
}
