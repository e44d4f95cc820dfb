//! What some fixtures become is called: each program in `fixtures/calls` becomes a test of the crate of the feature or doubt
//! that it is named after, and runs with the tests that the crate has by itself.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::path::{Path, PathBuf};

use support::Inputs;
use support::cargo::{cargo, copy_lock, write};

/// The fixture that a program is named after.
fn document(name: &str) -> PathBuf {
    let paths = ["features", "doubts"].map(|kind| support::fixture(&format!("{kind}/{name}.yaml")));
    let mut found = paths.into_iter().filter(|path| path.exists());
    found
        .next()
        .unwrap_or_else(|| panic!("{name} is no fixture"))
}

/// A workspace with the crates that the programs belong to; their names.
fn write_workspace(root: &Path) -> Vec<String> {
    let runtime = support::workspace().join("runtime");
    let mut crates = Vec::new();
    for entry in std::fs::read_dir(support::fixture("calls")).unwrap() {
        let program = entry.unwrap().path();
        let name = program.file_stem().unwrap().to_string_lossy().into_owned();
        let inputs = Inputs::of_fixture(&document(&name));
        let files = inputs.generate(&runtime.to_string_lossy()).files;
        let folder = root.join("crates").join(&inputs.name);
        for (file, text) in files.unwrap_or_else(|| panic!("{name} gives no crate")) {
            write(&folder.join(file), &text);
        }
        let program = std::fs::read_to_string(program).unwrap();
        write(&folder.join("tests/called.rs"), &program);
        crates.push(format!("crates/{}", inputs.name));
    }
    crates.sort();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {crates:?}\n\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    write(&root.join("Cargo.toml"), &manifest);
    copy_lock(root);
    crates
}

#[test]
fn the_crates_of_fixtures_do_what_they_say() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("called");
    let crates = write_workspace(&root);
    let said = cargo(
        &root,
        &[
            "test",
            "--offline",
            "--workspace",
            "--tests",
            "--no-default-features",
            "--features",
            "test-util,reqwest",
        ],
    );
    // A program without a test would pass as well.
    let passed = said
        .lines()
        .filter(|line| line.starts_with("test ") && line.ends_with(" ... ok"));
    assert!(passed.count() >= 2 * crates.len(), "{said}");
}
