//! The five vendored documents: their models, their crates' public surfaces, and the crates that are committed.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clientsmith::diagnostics::Style;
use support::{APIS, Inputs};

/// The path by which the committed crates find the runtime.
const RUNTIME: &str = "../../runtime";

fn files(api: &str) -> BTreeMap<String, String> {
    let generation = Inputs::of_spec(api).generate(RUNTIME);
    let shown = generation.report.render(Style::Plain);
    generation
        .files
        .unwrap_or_else(|| panic!("{api} gives no crate:\n{shown}"))
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings
}

#[test]
fn the_model_of_each() {
    for api in APIS {
        let model = Inputs::of_spec(api).generate(RUNTIME).api.unwrap();
        settings().bind(|| insta::assert_yaml_snapshot!(format!("model_{api}"), model));
    }
}

#[test]
fn the_public_surface_of_each() {
    for api in APIS {
        settings().bind(|| {
            insta::assert_snapshot!(format!("surface_{api}"), support::surface(&files(api)))
        });
    }
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    for api in APIS {
        assert!(
            files(api) == files(api),
            "{api} comes out differently the second time"
        );
    }
}

#[test]
fn the_committed_crates_are_what_is_generated() {
    let mut stale = Vec::new();
    for api in APIS {
        let folder = support::workspace().join("generated").join(api);
        let made = files(api);
        let mut there = BTreeSet::new();
        list(&folder, "", &mut there);
        stale.extend(
            there
                .iter()
                .filter(|path| !made.contains_key(*path))
                .map(|path| format!("{api}/{path} is left over")),
        );
        for (path, text) in &made {
            match std::fs::read_to_string(folder.join(path)) {
                Ok(committed) if committed == *text => {}
                Ok(_) => stale.push(format!("{api}/{path} differs")),
                Err(_) => stale.push(format!("{api}/{path} is missing")),
            }
        }
    }
    assert!(
        stale.is_empty(),
        "generated/ is not what the generator makes; run cargo xtask regen\n{}",
        stale.join("\n")
    );
}

/// The files below a folder that the generator answers for, as paths with `/`.
fn list(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true if name == "target" => {}
            true => list(&entry.path(), &format!("{name}/"), found),
            false if name == "Cargo.lock" || name.starts_with('.') => {}
            false => {
                found.insert(name);
            }
        }
    }
}
