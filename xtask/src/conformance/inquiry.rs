//! What is asked about documents: each gets its crate and a program beside it, and what the program says is weighed.

use std::path::{Path, PathBuf};

use clientsmith::model::Api;
use serde::Serialize;
use serde_json::Value;

/// A kind of question. All documents are asked the same one; [`crate::commands`] has their crates and programs built.
pub trait Inquiry {
    /// What is kept of a document until its program is built.
    type Trial;
    /// What came of it.
    type Verdict: Verdict;

    /// A line to put before all others of `client.toml`.
    fn config(&self) -> Option<&'static str>;

    /// Writes the program; or says why there is nothing to ask.
    fn prepare(&self, subject: &Subject<'_>) -> anyhow::Result<Result<Self::Trial, String>>;

    /// Runs the program.
    fn judge(&self, trial: Self::Trial, built: &Built) -> anyhow::Result<Self::Verdict>;
}

/// What came of a document.
pub trait Verdict: Serialize {
    /// Whether something failed.
    fn is_at_fault(&self) -> bool;
}

/// A document whose crate is written.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The document as one tree, overlays applied, in its own dialect.
    pub document: &'a Value,
    /// What the crate was made from.
    pub api: &'a Api,
    /// The crate: its package and its folder.
    pub client: (&'a str, &'a str),
    /// The package of the program.
    pub program: &'a str,
    /// The folder of the program.
    pub place: &'a Path,
}

/// A program that is built.
#[derive(Debug)]
pub struct Built {
    /// The executable.
    pub binary: PathBuf,
    /// The folder of its package, where it may leave files.
    pub place: PathBuf,
}
