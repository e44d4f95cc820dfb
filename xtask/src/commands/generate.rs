//! `cargo xtask generate`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use clientsmith::Generation;
use clientsmith::diagnostics::{Report, Style};

use crate::console;
use crate::inputs::{Inputs, Paths};
use crate::manifest;
use crate::name::{self, is_kebab, kebab};
use crate::outcome::{Outcome, Usage};
use crate::stamp::{Said, Stamp};
use crate::workspace::{Workspace, slashed};
use crate::write::{Destination, Files, plan};

/// Generate a crate from any OpenAPI document, anywhere.
///
/// Exit code 0 only if the crate was written. The folder must be empty or absent, or hold a crate that clientsmith
/// wrote before.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  cargo xtask generate --spec petstore.yaml --out ../petstore-client"
)]
pub struct Generate {
    /// The OpenAPI document, YAML or JSON.
    #[arg(long, value_name = "FILE")]
    spec: PathBuf,
    /// The folder whose files the document may refer to, at or above its own folder, which it is when absent.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// An OpenAPI Overlay; may be given several times, and they are applied in that order.
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// Our choices, as in `specs/API/client.toml`.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The crate's folder.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The API's name in kebab-case, from which the crate's name is made; the document's file name when absent.
    #[arg(long)]
    name: Option<String>,
    /// The path of clientsmith-runtime for the crate's Cargo.toml; this repository's when absent.
    #[arg(long, value_name = "PATH")]
    runtime_path: Option<String>,
}

impl Generate {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        let name = self.api_name()?;
        let place = crate_folder(&self.out)?;
        let inside = place.starts_with(workspace.root());
        let runtime_path = match self.runtime_path {
            Some(path) => path,
            None => default_runtime_path(workspace, &place)?,
        };
        let paths = Paths {
            name,
            document: self.spec,
            root: self.root,
            overlays: self.overlays,
            config: self.config,
            changelog: None,
            published_as: None,
            runtime_path,
            // Below this repository, but none of its members: those lie in generated/.
            own_workspace: inside && place.parent() != Some(&workspace.generated()),
        };
        let inputs = match Inputs::read(&paths, workspace) {
            Ok(inputs) => inputs,
            Err(report) => return Ok(refused(&report, &paths.name)),
        };
        if let Some(stamp) = Stamp::of(&place, &inputs) {
            let Said { findings, summary } = stamp.said;
            console::say(&findings);
            anstream::println!("{summary}\n{}: nothing has changed", self.out.display());
            return Ok(Outcome::Done);
        }
        let Generation { report, files, api } = clientsmith::generate(&inputs.job());
        let Some(files) = files else {
            return Ok(refused(&report, &paths.name));
        };
        let staging = if inside {
            workspace.staging()
        } else {
            place.with_file_name(".clientsmith")
        };
        let stamp = || {
            let said = Said {
                findings: report.render(Style::Colored),
                summary: report.summary(&paths.name),
            };
            Stamp::new(&inputs, &files, said)
        };
        let (stamp, written) = rayon::join(stamp, || write(&place, &staging, &files));
        let stamp = stamp?;
        console::say(&stamp.said.findings);
        anstream::println!(
            "{}\n{}: {}",
            stamp.said.summary,
            self.out.display(),
            written?
        );
        stamp.keep(&place);
        // The process ends here: giving millions of values back one by one is of no use to anybody.
        std::mem::forget((api, report));
        Ok(Outcome::Done)
    }

    fn api_name(&self) -> anyhow::Result<String> {
        match &self.name {
            Some(name) if is_kebab(name) => Ok(name.clone()),
            Some(name) => Err(Usage::error(format!(
                "`{name}` is not a name in kebab-case; did you mean `{}`?",
                kebab(name)
            ))),
            None => Ok(name::of_file(&self.spec)),
        }
    }
}

/// Writes the crate; answers what that changed.
fn write(place: &Path, staging: &Path, files: &Files) -> anyhow::Result<String> {
    let destination = Destination::open(place, staging)?;
    let plan = plan(place, files)?;
    destination.write(&plan)?;
    Ok(plan.summary())
}

/// Says why there is no crate.
fn refused(report: &Report, name: &str) -> Outcome {
    anstream::eprint!("{}", report.render(Style::Colored));
    anstream::eprintln!("{}; no crate was written", report.summary(name));
    Outcome::AtFault
}

/// The folder as an absolute path, after making sure that nobody's work is in it.
fn crate_folder(out: &Path) -> anyhow::Result<PathBuf> {
    let refuse = |why: &str| Err(Usage::error(format!("--out {}: {why}", out.display())));
    match out.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() => {
            refuse("is a symbolic link; name the folder itself")
        }
        Ok(metadata) if !metadata.is_dir() => refuse("is a file, not a folder"),
        Ok(_) if fs_err::read_dir(out)?.next().is_some() && !manifest::is_ours(out) => {
            refuse("is not empty, and does not hold a crate that clientsmith wrote")
        }
        Ok(_) => Ok(fs_err::canonicalize(out)?),
        Err(_) => absent_folder(out),
    }
}

/// An absolute path for a folder that is not there: what exists of it without links and `..`, the rest as given.
fn absent_folder(out: &Path) -> anyhow::Result<PathBuf> {
    let absolute = std::path::absolute(out)?;
    let existing = absolute
        .ancestors()
        .find(|path| path.exists())
        .unwrap_or(Path::new("/"));
    let rest = absolute.strip_prefix(existing).unwrap_or(Path::new(""));
    if rest
        .components()
        .any(|part| !matches!(part, std::path::Component::Normal(_)))
    {
        return Err(Usage::error(format!(
            "--out {}: `..` in a path that is not there",
            out.display()
        )));
    }
    Ok(fs_err::canonicalize(existing)?.join(rest))
}

/// The way from the crate to this repository's runtime: relative below the repository, where both move together;
/// absolute elsewhere, and then the user is told, for the crate builds on this machine only.
fn default_runtime_path(workspace: &Workspace, place: &Path) -> anyhow::Result<String> {
    let runtime = workspace.runtime();
    if place.starts_with(workspace.root()) {
        let relative = pathdiff::diff_paths(&runtime, place)
            .context("there is no way to the runtime from --out")?;
        return Ok(slashed(&relative));
    }
    let absolute = slashed(&runtime);
    anstream::eprintln!(
        "note: the crate names the runtime by an absolute path, {absolute}; --runtime-path sets another"
    );
    Ok(absolute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_or_empty_folder_is_taken() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        assert_eq!(crate_folder(dir.path()).unwrap(), root);
        assert_eq!(
            crate_folder(&dir.path().join("a/b")).unwrap(),
            root.join("a/b")
        );
    }

    #[test]
    fn a_folder_with_someone_elses_files_is_wrong_usage() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("Cargo.toml"), "[package]\n").unwrap();
        let error = crate_folder(dir.path()).unwrap_err();
        assert!(error.is::<Usage>());
        assert!(
            error
                .to_string()
                .ends_with("is not empty, and does not hold a crate that clientsmith wrote")
        );
        assert!(
            crate_folder(&dir.path().join("Cargo.toml"))
                .unwrap_err()
                .is::<Usage>()
        );
    }

    #[test]
    fn a_crate_of_ours_may_be_written_again() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(
            dir.path().join("Cargo.toml"),
            "# @generated by clientsmith\n",
        )
        .unwrap();
        crate_folder(dir.path()).unwrap();
    }
}
