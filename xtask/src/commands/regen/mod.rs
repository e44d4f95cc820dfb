//! `cargo xtask regen`.

mod accept;
mod check;
mod news;
mod watch;
mod write;

use clap::Args;
use clientsmith::diagnostics::Style;
use rayon::prelude::*;

use super::completions::names;
use crate::console::{Working, count};
use crate::made::{Made, Vendored};
use crate::outcome::Outcome;
use crate::vendor::lock;
use crate::workspace::Workspace;
use crate::write::Plan;

/// How many files of a crate are named.
const LISTED: usize = 40;

/// Generate the crates in generated/ from the documents in specs/.
///
/// Only files that changed are written, stale ones are removed, and a crate is replaced as a whole or not at all. An
/// API with errors keeps the crate that it has.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo xtask regen\n  cargo xtask regen heron ada\n  cargo xtask regen --check\n  cargo xtask regen ada --watch"
)]
pub struct Regen {
    /// The APIs, by their folders in specs/; all when none is named.
    #[arg(value_name = "API", add = names::apis())]
    apis: Vec<String>,
    /// Write nothing; exit with 1 and tell the difference, and its reason, when anything would change or a vendored
    /// document was edited in place.
    #[arg(long)]
    check: bool,
    /// Take the documents for published as they lie in specs/: write their document.lock anew.
    #[arg(long, conflicts_with = "check")]
    accept: bool,
    /// Generate again whenever a file in specs/ changes, until Ctrl-C; tell what is found anew, and what is mended.
    #[arg(long, conflicts_with_all = ["check", "accept"])]
    watch: bool,
}

impl Regen {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        if self.watch {
            return watch::watch(workspace, &self.apis);
        }
        let apis = workspace.apis(&self.apis)?;
        // Everything is generated before anything is written: a fault of the generator itself touches no crate.
        let all = apis.par_iter().map(|api| Made::of_spec(workspace, api));
        let working = Working::on(format!("generating {}", count(apis.len(), "crate")));
        let all = all.collect::<anyhow::Result<Vec<_>>>()?;
        drop(working);
        let mut fine = true;
        for (api, made) in apis.iter().zip(&all) {
            fine &= report(api, made);
            if self.accept {
                accept::accept(workspace, api, made)?;
            } else {
                fine &= vendored(api, &made.vendored) || !self.check;
            }
            if let Some(package) = &made.package {
                fine &= if self.check {
                    check::check(workspace, api, package)?
                } else {
                    write::write(workspace, api, package)?
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
fn report(api: &str, made: &Made) -> bool {
    let report = &made.report;
    if made.package.is_none() {
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

/// Says what of a document is not as it was published; false when anything is.
fn vendored(api: &str, vendored: &Vendored) -> bool {
    match vendored {
        Vendored::Unlocked => {
            anstream::println!(
                "{api}: there is no specs/{api}/{}, which would tell edits of the document; `cargo xtask regen {api} --accept` writes it",
                lock::NAME
            );
            true
        }
        Vendored::Locked(faults) => {
            for fault in faults {
                anstream::println!("{api}: {}", fault.words(api));
            }
            faults.is_empty()
        }
    }
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
