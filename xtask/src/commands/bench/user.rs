//! `cargo xtask generate` and `cargo check` as a user runs them, timed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use super::peers::limited::{Limits, within};
use crate::compile::cargo;

/// Runs a command to its end and takes the time; what it says is shown only when it fails.
pub fn timed(command: &mut Command) -> anyhow::Result<Duration> {
    let start = Instant::now();
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{} could not be started", command.get_program().display()))?;
    let time = start.elapsed();
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        bail!("{}\n{}", output.status, words.trim());
    }
    Ok(time)
}

/// The time of `generate` from a document into a folder.
pub fn generate(document: &Path, name: &str, out: &Path) -> anyhow::Result<Duration> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("generate").arg("--spec").arg(document);
    command.args(["--name", name]).arg("--out").arg(out);
    timed(&mut command)
}

/// A crate whose dependencies have been checked.
#[derive(Debug)]
pub struct Crate<'a> {
    /// Its folder.
    pub folder: &'a Path,
    /// Its package's name.
    pub package: &'a str,
    /// The target folder.
    pub target: &'a Path,
    /// What the compiler may take.
    pub limits: Option<Limits>,
}

impl Crate<'_> {
    /// Checks the crate twice, for its dependencies and from nothing; the time of the second.
    pub fn check(&self) -> anyhow::Result<Duration> {
        timed(&mut self.cargo(&["check", "--quiet"]))?;
        timed(&mut self.cargo(&["clean", "--quiet", "--package", self.package]))?;
        timed(&mut self.cargo(&["check", "--quiet"]))
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = cargo(self.folder, self.target);
        command.args(arguments).env_remove("CARGO_INCREMENTAL");
        match self.limits {
            Some(limits) => within(&command, limits),
            None => command,
        }
    }
}

/// The lines of Rust below a folder.
pub fn lines_of_rust(folder: &Path) -> anyhow::Result<usize> {
    let mut lines = 0;
    let mut open = vec![PathBuf::from(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            for entry in fs_err::read_dir(&path)? {
                open.push(entry?.path());
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            lines += fs_err::read_to_string(&path)?.lines().count();
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_rust_are_those_of_rust() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("src")).unwrap();
        std::fs::write(dir.path().join("src/lib.rs"), "a\nb\n").unwrap();
        std::fs::write(dir.path().join("README.md"), "a\n").unwrap();
        assert_eq!(lines_of_rust(dir.path()).unwrap(), 2);
    }
}
