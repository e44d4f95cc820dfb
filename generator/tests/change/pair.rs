//! Two small documents, and what the change from the one to the other means.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::support::{Inputs, fixture};

/// A folder of `pairs`.
pub struct Pair {
    /// The folder's name, which tells the change.
    pub name: String,
    /// The document as it was.
    pub before: Inputs,
    /// The document as it is after the change.
    pub after: Inputs,
    /// What the change report must say.
    pub expect: Expect,
    /// A program that uses what changes as its callers do, and compiles before.
    pub caller: Option<String>,
}

/// `expect.toml` of a pair.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The verdict for what travels.
    pub wire: String,
    /// The verdict for the crate's callers.
    pub rust: String,
    /// The kinds of the findings, in their order.
    pub kinds: Vec<String>,
    /// The code of rustc's error in the caller after the change; it compiles when there is none.
    pub breaks: Option<String>,
    /// Lints of `cargo-semver-checks` that do not count; the comment of the file says why.
    #[serde(default)]
    pub waived: Vec<String>,
}

impl Expect {
    /// The verdicts, as the file has them.
    pub fn verdicts(&self) -> String {
        let kinds: Vec<String> = self
            .kinds
            .iter()
            .map(|kind| format!("\"{kind}\""))
            .collect();
        format!(
            "wire = \"{}\"\nrust = \"{}\"\nkinds = [{}]\n",
            self.wire,
            self.rust,
            kinds.join(", ")
        )
    }
}

impl Pair {
    /// Every pair, by name.
    pub fn all() -> Vec<Self> {
        let folder = fixture("../change/pairs");
        let entries = std::fs::read_dir(folder).unwrap();
        let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        folders.iter().map(|folder| Self::read(folder)).collect()
    }

    fn read(folder: &Path) -> Self {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let text = |file: &str| std::fs::read_to_string(folder.join(file));
        let side = |file: &str| {
            let document = text(file).unwrap_or_else(|fault| panic!("{name}/{file}: {fault}"));
            let mut inputs = Inputs::of_text(file, &document);
            inputs.name = name.replace('_', "-");
            inputs
        };
        let expect = toml::from_str(&text("expect.toml").unwrap())
            .unwrap_or_else(|fault| panic!("{name}/expect.toml: {fault}"));
        Self {
            before: side("before.yaml"),
            after: side("after.yaml"),
            caller: text("caller.rs").ok(),
            expect,
            name,
        }
    }
}
