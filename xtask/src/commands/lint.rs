//! `cargo xtask lint`.

use clap::Args;
use clientsmith::diagnostics::Style;
use rayon::prelude::*;

use crate::inputs::{Paths, diagnose};
use crate::outcome::Outcome;
use crate::workspace::Workspace;

/// Show what is wrong or doubtful in the documents, with places and help.
///
/// Exit code 1 when a document has errors, that is, when no crate can be made from it.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  cargo xtask lint heron")]
pub struct Lint {
    /// The APIs, by their folders in specs/; all when none is named.
    #[arg(value_name = "API")]
    apis: Vec<String>,
}

impl Lint {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        let apis = workspace.apis(&self.apis)?;
        let reports = apis
            .par_iter()
            .map(|api| Ok(diagnose(&Paths::of_spec(workspace, api)?, workspace)));
        let reports = reports.collect::<anyhow::Result<Vec<_>>>()?;
        for report in &reports {
            anstream::print!("{}", report.render(Style::Colored));
        }
        for (api, report) in apis.iter().zip(&reports) {
            anstream::println!("{}", report.summary(api));
        }
        Ok(Outcome::of(
            !reports.iter().any(|report| report.has_errors()),
        ))
    }
}
