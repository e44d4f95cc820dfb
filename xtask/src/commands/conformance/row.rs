//! A document's row in the results.

use serde::Serialize;

use crate::conformance::inquiry::Verdict;

/// A document's result.
#[derive(Debug, Clone, Serialize)]
pub struct Row<V> {
    /// The document's name.
    pub name: String,
    /// What came of it.
    pub state: State<V>,
}

/// What came of a document.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State<V> {
    /// It was tried.
    Judged(V),
    /// There is nothing to try; why.
    Skipped(String),
    /// No crate; why.
    Refused(String),
    /// The crate, or the program around it, does not compile; the first error.
    NotCompiled(String),
}

impl<V> Row<V> {
    /// A row of the document `name`.
    pub fn new(name: &str, state: State<V>) -> Self {
        let name = name.to_owned();
        Self { name, state }
    }
}

impl<V: Verdict> Row<V> {
    /// Whether something failed; a document that is refused is no fault.
    pub fn is_at_fault(&self) -> bool {
        match &self.state {
            State::Judged(verdict) => verdict.is_at_fault(),
            State::Skipped(_) | State::Refused(_) => false,
            State::NotCompiled(_) => true,
        }
    }
}

impl<V> State<V> {
    /// What is shown of the document `name` when it was not tried; nothing when it was.
    pub fn sentence(&self, name: &str) -> String {
        match self {
            Self::Judged(_) => String::new(),
            Self::Skipped(why) => format!("{name}: not tried: {why}\n"),
            Self::Refused(why) => {
                let first = why.lines().next().unwrap_or_default();
                format!("{name}: refused: {first}\n")
            }
            Self::NotCompiled(why) => format!("{name}: DOES NOT COMPILE\n{why}\n"),
        }
    }
}
