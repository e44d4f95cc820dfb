//! What some fixtures become is called: each program in `fixtures/calls` becomes a test of the crate of the feature that it is
//! named after, and runs with the test that the crate has by itself.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::path::Path;

use support::Inputs;
use support::cargo::{cargo, copy_lock, write};

/// The names of the programs; a workspace with the crates that they belong to.
fn write_workspace(root: &Path) -> Vec<String> {
    let runtime = support::workspace().join("runtime");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(support::fixture("calls")).unwrap() {
        let program = entry.unwrap().path();
        let name = program.file_stem().unwrap().to_string_lossy().into_owned();
        let inputs = Inputs::of_fixture(&support::fixture(&format!("features/{name}.yaml")));
        let files = inputs.generate(&runtime.to_string_lossy()).files;
        let folder = root.join("crates").join(&inputs.name);
        for (file, text) in files.unwrap_or_else(|| panic!("{name} gives no crate")) {
            write(&folder.join(file), &text);
        }
        let program = std::fs::read_to_string(program).unwrap();
        write(&folder.join("tests/called.rs"), &program);
        names.push(name);
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[profile.dev]\ndebug = false\nincremental = false\n";
    write(&root.join("Cargo.toml"), manifest);
    copy_lock(root);
    names
}

#[test]
fn the_crates_of_fixtures_do_what_they_say() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("called");
    let names = write_workspace(&root);
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
    assert!(passed.count() >= 2 * names.len(), "{said}");
}
