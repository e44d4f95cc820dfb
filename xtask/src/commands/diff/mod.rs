//! `cargo xtask diff`.

mod shown;
mod sides;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clientsmith::change::{Gravity, Level};
use rayon::prelude::*;

use super::completions::names;
use crate::inputs::all_there;
use crate::outcome::Outcome;
use crate::revision::Revision;
use crate::workspace::Workspace;
use shown::Format;
use sides::{Compared, Sides};

/// Show what a change of the documents means: on the wire, and to programs that use the crates.
///
/// Compares the documents in specs/, with their overlays and client.toml, to what they were at a revision of git; or two
/// files to each other. What stands in the working tree need not be committed.
///
/// `cargo xtask` is known in this repository alone; the program that it builds, target/xtask/xtask, compares two files in
/// any folder.
///
/// Exit code 1 when a document cannot be read, or when there is what --fail-on names.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo xtask diff\n  cargo xtask diff heron --base main --format markdown\n  cargo xtask diff --from v1.yaml --to v2.yaml --fail-on breaking"
)]
pub struct Diff {
    /// The APIs, by their folders in specs/; all when none is named.
    #[arg(value_name = "API", add = names::apis(), conflicts_with_all = ["from", "to"])]
    apis: Vec<String>,
    /// The revision of git to compare with: a branch, a tag, a commit.
    #[arg(long, value_name = "REV", default_value = "HEAD", conflicts_with_all = ["from", "to"])]
    base: String,
    /// The document before, in place of a revision of git.
    #[arg(long, value_name = "FILE", requires = "to")]
    from: Option<PathBuf>,
    /// The document after.
    #[arg(long, value_name = "FILE", requires = "from")]
    to: Option<PathBuf>,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// What ends the command with exit code 1; what client.toml allows does not.
    #[arg(long, value_enum, value_delimiter = ',')]
    fail_on: Vec<FailOn>,
}

/// A reason to fail.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    /// Anything that breaks on the wire or stops programs from compiling.
    Breaking,
    /// Programs that no longer compile: the crate needs a new major version.
    Major,
    /// A version in client.toml that is lower than the changes ask for.
    Version,
    /// Anything that the report lists.
    Any,
}

impl Diff {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        let revision;
        let sides = match (&self.from, &self.to) {
            (Some(from), Some(to)) => {
                all_there(&[from.clone(), to.clone()])?;
                vec![Sides::of_files(workspace, from, to)]
            }
            _ => {
                revision = Revision::unpack(workspace, &self.base)?;
                Sides::of_specs(workspace, &revision, &self.apis)?
            }
        };
        let compared: Vec<Compared> = sides.par_iter().map(Sides::compare).collect();
        shown::print(&compared, self.format);
        let fine = compared.iter().all(|one| self.passes(one));
        Ok(Outcome::of(fine))
    }

    fn passes(&self, compared: &Compared) -> bool {
        match compared {
            Compared::Unreadable { .. } => false,
            Compared::New { .. } => !self.fail_on.iter().any(|on| matches!(on, FailOn::Any)),
            Compared::Gone { .. } => self.fail_on.iter().all(|on| matches!(on, FailOn::Version)),
            Compared::Both { changes, .. } => !self.fail_on.iter().any(|on| match on {
                FailOn::Breaking => changes.is_breaking(),
                FailOn::Major => changes.bump.level == Level::Major,
                FailOn::Version => !changes.bump.is_declared(),
                FailOn::Any => Gravity::ALL
                    .into_iter()
                    .any(|gravity| changes.unallowed(gravity).next().is_some()),
            }),
        }
    }
}
