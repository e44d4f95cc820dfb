//! The crates of the pairs, in a workspace for each side: the two crates of a pair have one name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::pair::Pair;
use crate::support::cargo::{copy_lock, write};
use crate::support::workspace;

/// Which document of a pair.
#[derive(Clone, Copy)]
pub enum Side {
    Before,
    After,
}

impl Side {
    /// The folder of its workspace.
    pub fn root(self) -> PathBuf {
        folder().join(match self {
            Self::Before => "before",
            Self::After => "after",
        })
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("proof")
}

/// Writes the crate of each pair, and beside it that of its caller.
pub fn write_all(side: Side, pairs: &[Pair]) {
    let root = side.root();
    let runtime = workspace().join("runtime");
    for pair in pairs {
        let inputs = match side {
            Side::Before => &pair.before,
            Side::After => &pair.after,
        };
        let generation = inputs.generate(&runtime.to_string_lossy());
        let said = generation.report.summary(&pair.name);
        let files = generation
            .files
            .unwrap_or_else(|| panic!("{} gives no crate: {said}", pair.name));
        for (path, text) in files {
            write(&root.join("crates").join(&pair.name).join(path), &text);
        }
        if let Some(caller) = &pair.caller {
            let folder = root.join("callers").join(&pair.name);
            write(&folder.join("src/lib.rs"), caller);
            write(&folder.join("Cargo.toml"), &caller_manifest(pair));
        }
    }
    let named: BTreeSet<&str> = pairs.iter().map(|pair| pair.name.as_str()).collect();
    let called = pairs.iter().filter(|pair| pair.caller.is_some());
    let called = called.map(|pair| pair.name.as_str()).collect();
    remove_others(&root.join("crates"), &named);
    remove_others(&root.join("callers"), &called);
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\", \"callers/*\"]\n\n[profile.dev]\ndebug = false\nincremental = false\n";
    write(&root.join("Cargo.toml"), manifest);
    copy_lock(&root);
}

fn caller_manifest(pair: &Pair) -> String {
    let name = &pair.before.name;
    format!(
        "[package]\nname = \"{}\"\nedition = \"2024\"\n\n[dependencies.ferry]\npackage = \"{name}-client\"\n\
         path = \"../../crates/{}\"\ndefault-features = false\n",
        caller_package(&pair.name),
        pair.name
    )
}

/// The package of a pair's caller.
pub fn caller_package(pair: &str) -> String {
    format!("caller-{pair}")
}

/// Removes what an earlier run left of pairs that are gone.
fn remove_others(folder: &Path, names: &BTreeSet<&str>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !names.contains(&*path.file_name().unwrap().to_string_lossy()) {
            std::fs::remove_dir_all(path).unwrap();
        }
    }
}

/// Runs cargo in the workspace of a side. What both depend on is compiled once.
pub fn cargo(side: Side, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER"] {
        command.env_remove(flags);
    }
    command
        .current_dir(side.root())
        .env("CARGO_TARGET_DIR", side.root().join("target"))
        .env("CARGO_BUILD_BUILD_DIR", folder().join("build"))
        // rustdoc writes JSON for whoever says that he knows that its form may change: `cargo-semver-checks` does the
        // same. In every run, for build scripts run again when it changes.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTDOCFLAGS", "-Zunstable-options --output-format=json")
        .args(arguments);
    command.output().unwrap()
}

/// Documents the crates of a side as JSON; gives the folder.
pub fn document(side: Side) -> PathBuf {
    let output = cargo(
        side,
        &[
            "doc",
            "--offline",
            "--workspace",
            "--exclude=caller-*",
            "--no-deps",
            "--no-default-features",
        ],
    );
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo doc:\n{said}");
    side.root().join("target/doc")
}
