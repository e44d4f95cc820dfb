//! `cargo xtask lint`.

use clap::Args;
use clientsmith::diagnostics::{Report, Style};
use rayon::prelude::*;

use crate::inputs::{Paths, diagnose};
use crate::outcome::Outcome;
use crate::workspace::Workspace;

/// Show what is wrong or doubtful in the documents, with places and help.
///
/// What the overlays mend is shown too, as notes: they are faults of the published document.
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
        let reports = apis.par_iter().map(|api| {
            let paths = Paths::of_spec(workspace, api)?;
            let report = diagnose(&paths, workspace);
            let mended = mended(&paths, &report, workspace);
            Ok((report, mended))
        });
        let reports = reports.collect::<anyhow::Result<Vec<_>>>()?;
        for (report, mended) in &reports {
            anstream::print!("{}", report.render(Style::Colored));
            if let Some(mended) = mended {
                anstream::print!("{}", mended.render(Style::Colored));
            }
        }
        for (api, (report, mended)) in apis.iter().zip(&reports) {
            let mended = mended
                .as_ref()
                .map_or(0, |mended| mended.diagnostics().len());
            let suffix = if mended > 0 {
                format!(", {mended} mended by overlays")
            } else {
                String::new()
            };
            anstream::println!("{}{suffix}", report.summary(api));
        }
        Ok(Outcome::of(
            !reports.iter().any(|(report, _)| report.has_errors()),
        ))
    }
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
