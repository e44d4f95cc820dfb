//! `cargo xtask regen`.

use clap::Args;
use clientsmith::Generation;
use clientsmith::diagnostics::Style;
use rayon::prelude::*;

use crate::console::count;
use crate::inputs::{Paths, generate};
use crate::outcome::Outcome;
use crate::workspace::Workspace;
use crate::write::{Destination, Files, Plan, plan};

/// How many files of a crate are named when it is written.
const LISTED: usize = 40;
/// How many files of a crate `--check` shows a diff of, and how many lines of each.
const DIFFS: usize = 5;
const DIFF_LINES: usize = 20;

/// Generate the crates in generated/ from the documents in specs/.
///
/// Only files that changed are written, stale ones are removed, and a crate is replaced as a whole or not at all. An
/// API with errors keeps the crate that it has.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo xtask regen\n  cargo xtask regen heron ada\n  cargo xtask regen --check"
)]
pub struct Regen {
    /// The APIs, by their folders in specs/; all when none is named.
    #[arg(value_name = "API")]
    apis: Vec<String>,
    /// Write nothing; exit with 1 and show the difference when anything would change.
    #[arg(long)]
    check: bool,
}

impl Regen {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        let apis = workspace.apis(&self.apis)?;
        // Everything is generated before anything is written: a fault of the generator itself touches no crate.
        let generations = apis
            .par_iter()
            .map(|api| Ok(generate(&Paths::of_spec(workspace, api)?, workspace)));
        let generations = generations.collect::<anyhow::Result<Vec<_>>>()?;
        let mut fine = true;
        for (api, generation) in apis.iter().zip(&generations) {
            fine &= report(api, generation);
            if let Some(files) = &generation.files {
                fine &= if self.check {
                    check(workspace, api, files)?
                } else {
                    write(workspace, api, files)?
                };
            }
        }
        if self.apis.is_empty() {
            fine &= no_orphans(workspace)? || !self.check;
        }
        Ok(Outcome::of(fine))
    }
}

/// Shows what was found in one API's documents; false when it forbids a crate.
fn report(api: &str, generation: &Generation) -> bool {
    let report = &generation.report;
    if generation.files.is_none() {
        anstream::eprint!("{}", report.render(Style::Colored));
        anstream::eprintln!("{}; generated/{api} stays as it is", report.summary(api));
        return false;
    }
    if !report.diagnostics().is_empty() {
        anstream::println!(
            "{} (cargo xtask lint {api} shows them)",
            report.summary(api)
        );
    }
    true
}

/// Writes one crate and shows what was written.
fn write(workspace: &Workspace, api: &str, files: &Files) -> anyhow::Result<bool> {
    let place = workspace.generated().join(api);
    let destination = Destination::open(&place, &workspace.staging())?;
    let plan = plan(&place, files)?;
    destination.write(&plan)?;
    anstream::println!("{api}: {}", plan.summary());
    list(&plan);
    Ok(true)
}

/// Shows what writing one crate would change; false when it is anything.
fn check(workspace: &Workspace, api: &str, files: &Files) -> anyhow::Result<bool> {
    let plan = plan(&workspace.generated().join(api), files)?;
    if plan.is_empty() {
        anstream::println!("{api}: up to date");
        return Ok(true);
    }
    let touched = plan.touched().count();
    anstream::println!(
        "{api}: {} would change; `cargo xtask regen {api}` writes them",
        count(touched, "file")
    );
    list(&plan);
    for (_, path) in plan.touched().take(DIFFS) {
        anstream::print!("{}", plan.diff(path, DIFF_LINES));
    }
    if let Some(more @ 1..) = touched.checked_sub(DIFFS) {
        anstream::println!("… {} more that differ", count(more, "file"));
    }
    Ok(false)
}

fn list(plan: &Plan<'_>) {
    for (what, path) in plan.touched().take(LISTED) {
        anstream::println!("  {what} {path}");
    }
    if let Some(more @ 1..) = plan.touched().count().checked_sub(LISTED) {
        anstream::println!("  … and {}", count(more, "more file"));
    }
}

/// Names the crates whose documents are gone; false when there are any. They are not removed: a folder's name alone is
/// too little to delete a crate by.
fn no_orphans(workspace: &Workspace) -> anyhow::Result<bool> {
    let orphans = workspace.orphans()?;
    for name in &orphans {
        anstream::println!(
            "generated/{name}: there is no specs/{name}; remove the folder if the API is gone"
        );
    }
    Ok(orphans.is_empty())
}
