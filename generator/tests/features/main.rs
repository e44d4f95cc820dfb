//! One small document per feature, and the Rust that comes of it.
//!
//! A fixture's first line says which files of the crate are of interest: `# shows: types operations client`.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::path::Path;

use clientsmith::diagnostics::Style;
use support::Inputs;

/// The crate's files that the fixture is about, and what was said of the document.
fn shown(path: &Path) -> String {
    let inputs = Inputs::of_fixture(path);
    let source = String::from_utf8(inputs.document.bytes.clone()).unwrap();
    let first = source.lines().next().unwrap_or_default();
    let kinds: Vec<&str> = first
        .strip_prefix("# shows: ")
        .expect("the first line says `# shows: …`")
        .split(' ')
        .collect();
    let generation = inputs.generate("../../runtime");
    let said = generation.report.render(Style::Plain);
    let files = generation
        .files
        .unwrap_or_else(|| panic!("{} gives no crate:\n{said}", path.display()));
    let mut text = String::new();
    for (path, source) in files.iter().filter(|(path, _)| of_interest(path, &kinds)) {
        // Without the line that says who wrote it; data have none.
        let source = source
            .split_once("\n\n")
            .map_or(&**source, |(_, rest)| rest);
        write!(text, "// ---- {path}\n\n{source}\n").unwrap();
    }
    if !said.is_empty() {
        write!(text, "---- diagnostics\n\n{said}").unwrap();
    }
    text
}

fn of_interest(path: &str, kinds: &[&str]) -> bool {
    !path.ends_with("/mod.rs")
        && kinds.iter().any(|kind| match *kind {
            "all" => true,
            "readme" => path == "README.md",
            "manifest" => path == "Cargo.toml",
            "tests" | "examples" => path.starts_with(&format!("{kind}/")),
            "types" | "operations" => path.starts_with(&format!("src/{kind}/")),
            "webhooks" => matches!(path, "src/webhooks.rs" | "src/callbacks.rs"),
            "client" | "lib" => path == format!("src/{kind}.rs"),
            other => panic!("`{other}` is no kind of file"),
        })
}

#[test]
fn every_feature() {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::glob!("../fixtures/features", "*.yaml", |path| {
            insta::assert_snapshot!("feature", shown(path));
        });
    });
}
