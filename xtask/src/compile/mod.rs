//! Many crates compiled by one run of Cargo: a workspace of their own, `crates/<name>` each, with one target folder.

mod messages;

use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

pub use messages::Tally;

use crate::console::progress;
use crate::workspace::Workspace;

/// What the compiler said about a crate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compiled {
    /// Compile errors; a crate that was not reached because a dependency failed has one.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// The first error, or else the first warning, as rustc shows it.
    pub first: Option<String>,
    /// What the result depends on: the crate, the runtime, the compiler.
    pub key: String,
}

/// What Cargo is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// `cargo check`
    Check,
    /// `cargo check` of tests and examples as well.
    CheckAllTargets,
    /// `cargo build`
    Build,
}

impl Task {
    const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::CheckAllTargets => &["check", "--all-targets"],
            Self::Build => &["build"],
        }
    }
}

/// Some crates below one folder.
#[derive(Debug)]
pub struct Crates<'a> {
    /// The folder with `crates/`; the workspace's manifest and the target folder are put there.
    pub folder: &'a Path,
    /// The names of the folders in `crates/`.
    pub names: &'a [&'a str],
    /// Compilers at a time.
    pub jobs: usize,
}

impl Crates<'_> {
    /// Has Cargo do its work on all of them and tells the messages apart by crate; `keep` hears of each crate when rustc
    /// is done with it.
    pub fn run(
        &self,
        workspace: &Workspace,
        task: Task,
        keep: &mut dyn FnMut(&str, &Tally),
    ) -> anyhow::Result<BTreeMap<String, Tally>> {
        self.write_workspace(workspace)?;
        let log = self.folder.join("cargo.stderr");
        let mut command = self.cargo(task.arguments());
        command.args(["--workspace", "--keep-going", "--message-format=json"]);
        command.args(["--jobs", &self.jobs.to_string()]);
        command
            .stdout(Stdio::piped())
            .stderr(fs_err::File::create(&log)?.into_parts().0);
        let mut child = command.spawn().context("cargo could not be started")?;
        let output = child.stdout.take().context("cargo has no output")?;
        let bar = progress(self.names.len(), "compile");
        let results = messages::tally(BufReader::new(output), |name, tally| {
            bar.inc(1);
            keep(name, tally);
        });
        bar.finish_and_clear();
        let status = child.wait()?;
        if !status.success() && results.is_empty() {
            bail!(
                "cargo did not begin: {}",
                String::from_utf8_lossy(&fs_err::read(&log)?).trim()
            );
        }
        Ok(results)
    }

    /// Removes what Cargo made of these packages; what they depend on stays.
    pub fn forget(&self, packages: &[String]) -> anyhow::Result<()> {
        let mut command = self.cargo(&["clean", "--quiet"]);
        for package in packages {
            command.args(["--package", package]);
        }
        command.stdin(Stdio::null()).stderr(Stdio::null());
        // Best effort: what is left takes room and nothing else.
        let _ = command.status().context("cargo could not be started")?;
        Ok(())
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = cargo(self.folder, &self.folder.join("target"));
        command.args(arguments);
        command
    }

    /// The workspace's manifest, and `Cargo.lock`.
    fn write_workspace(&self, workspace: &Workspace) -> anyhow::Result<()> {
        let members: String = self
            .names
            .iter()
            .map(|name| format!("    \"crates/{name}\",\n"))
            .collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n[profile.dev]\ndebug = false\nincremental = false\n"
        );
        fs_err::write(self.folder.join("Cargo.toml"), manifest)?;
        lend_lock(workspace, self.folder)
    }
}

/// Cargo, to be run in a folder, with a target folder.
pub fn cargo(folder: &Path, target: &Path) -> Command {
    let mut command = plain_cargo(folder);
    command.env("CARGO_TARGET_DIR", target);
    command
}

/// Cargo, to be run in a folder.
pub fn plain_cargo(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    // Set by `cargo xtask` for this program; the crates are others.
    command.env_remove("CARGO_MANIFEST_DIR");
    command
}

/// Copies the repository's `Cargo.lock` to a folder that has none, so that the dependencies there have the versions that
/// the repository tests with.
pub fn lend_lock(workspace: &Workspace, folder: &Path) -> anyhow::Result<()> {
    let [ours, theirs] = [workspace.root(), folder].map(|folder| folder.join("Cargo.lock"));
    if ours.is_file() && !theirs.exists() {
        fs_err::copy(ours, theirs)?;
    }
    Ok(())
}

/// How much is done at a time: what the user wants, else as much as there are processors.
pub fn jobs(wanted: Option<usize>) -> usize {
    let processors = || std::thread::available_parallelism().map_or(1, usize::from);
    wanted.unwrap_or_else(processors).max(1)
}

/// The name of the package in a folder: the line `name = "…"` of its `Cargo.toml`.
pub fn package_name(folder: &Path) -> anyhow::Result<String> {
    let manifest = fs_err::read_to_string(folder.join("Cargo.toml"))?;
    named_in(&manifest)
        .map(str::to_owned)
        .with_context(|| format!("{} has no package name", folder.display()))
}

fn named_in(manifest: &str) -> Option<&str> {
    manifest
        .lines()
        .find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_is_known_by_its_name() {
        assert_eq!(
            named_in("# x\n[package]\nname = \"ada-client\"\n"),
            Some("ada-client")
        );
        assert_eq!(named_in("[package]\n"), None);
    }
}
