//! `cargo xtask generate` and `cargo check` as a user runs them, timed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

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
        bail!("{}: {}", output.status, words.trim());
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
}

/// What a crate alone costs to check.
#[derive(Debug, Clone, Copy)]
pub struct CheckTimes {
    /// With nothing of it in the target folder.
    pub clean: Duration,
    /// After `src/lib.rs` was touched.
    pub again: Duration,
}

impl Crate<'_> {
    /// Checks the crate three times: for its dependencies, from nothing, and again.
    pub fn check(&self) -> anyhow::Result<CheckTimes> {
        timed(&mut self.cargo(&["check", "--quiet"]))?;
        timed(&mut self.cargo(&["clean", "--quiet", "--package", self.package]))?;
        let clean = timed(&mut self.cargo(&["check", "--quiet"]))?;
        let library = fs_err::OpenOptions::new()
            .append(true)
            .open(self.folder.join("src/lib.rs"))?;
        library
            .into_parts()
            .0
            .set_modified(std::time::SystemTime::now())?;
        let again = timed(&mut self.cargo(&["check", "--quiet"]))?;
        Ok(CheckTimes { clean, again })
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = cargo(self.folder, self.target);
        command.args(arguments).env_remove("CARGO_INCREMENTAL");
        command
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
