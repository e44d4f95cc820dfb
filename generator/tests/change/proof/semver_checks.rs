//! `cargo-semver-checks` on the two crates of each pair.

use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;

use crate::pair::Pair;

/// The lints that ask for a major version, pair by pair.
pub fn run(pairs: &[Pair], documented: &[PathBuf; 2]) -> Vec<Vec<String>> {
    let program = program();
    pairs
        .par_iter()
        .map(|pair| lints(&program, pair, documented))
        .collect()
}

/// Where `.ci/run` installs it, unless the environment names another.
fn program() -> PathBuf {
    match std::env::var_os("CARGO_SEMVER_CHECKS") {
        Some(path) => path.into(),
        None => "cargo-semver-checks".into(),
    }
}

fn lints(program: &Path, pair: &Pair, [before, after]: &[PathBuf; 2]) -> Vec<String> {
    let file = format!("{}_client.json", pair.name);
    let output = Command::new(program)
        .args(["semver-checks", "--color=never", "--baseline-rustdoc"])
        .arg(before.join(&file))
        .arg("--current-rustdoc")
        .arg(after.join(&file))
        // The lints for a major version are those that forbid a minor one.
        .args(["--release-type", "minor"])
        .output()
        .unwrap_or_else(|fault| panic!("{}: {fault}; see .ci/run", program.display()));
    let said = String::from_utf8_lossy(&output.stdout);
    let found: Vec<String> = said
        .lines()
        .filter_map(|line| line.strip_prefix("--- failure "))
        .filter_map(|line| line.split(':').next())
        .map(str::to_owned)
        .collect();
    // An exit code without a lint is a fault of the run, not an answer.
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        output.status.success(),
        found.is_empty(),
        "{}: {said}\n{errors}",
        pair.name
    );
    found
}
