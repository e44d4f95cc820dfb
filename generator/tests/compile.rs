//! What the fixtures become compiles, without a warning of rustc, clippy or rustdoc.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use support::Inputs;
use support::cargo::{cargo, write};

/// Removes what an earlier run left below a folder.
fn remove_stale(folder: &Path, expected: &BTreeSet<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            remove_stale(&path, expected);
        } else if !expected.contains(&path) {
            std::fs::remove_file(path).unwrap();
        }
    }
}

/// A workspace with the crate of every fixture.
fn write_workspace(root: &Path) {
    let runtime = support::workspace().join("runtime");
    let crates = root.join("crates");
    let mut expected = BTreeSet::new();
    for path in support::features() {
        let inputs = Inputs::of_fixture(&path);
        let files = inputs.generate(&runtime.to_string_lossy()).files;
        for (file, text) in files.unwrap_or_else(|| panic!("{} gives no crate", path.display())) {
            let target = crates.join(&inputs.name).join(file);
            write(&target, &text);
            expected.insert(target);
        }
    }
    remove_stale(&crates, &expected);
    for entry in std::fs::read_dir(&crates).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.join("Cargo.toml").exists() {
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[profile.dev]\ndebug = false\nincremental = false\n";
    write(&root.join("Cargo.toml"), manifest);
    support::cargo::copy_lock(root);
}

#[test]
fn every_fixture_is_clean() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    write_workspace(&root);
    // The default transport is the same for all of them and no part of what was emitted.
    cargo(
        &root,
        &[
            "clippy",
            "--offline",
            "--workspace",
            "--all-targets",
            "--keep-going",
            "--no-default-features",
            "--features",
            "test-util",
            "--",
            "-D",
            "warnings",
            "-W",
            "missing_docs",
        ],
    );
    cargo(
        &root,
        &[
            "doc",
            "--keep-going",
            "--offline",
            "--workspace",
            "--no-deps",
            "--no-default-features",
        ],
    );
}
