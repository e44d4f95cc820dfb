//! Where the stages put their findings.

use super::{Code, Diagnostic, Place, Pointer, Severity};

/// Collects every diagnostic of one run.
#[derive(Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
}

impl Sink {
    /// A finding about a value of the bundled document; add `.help(…)` and `.related(…)` to what it returns.
    pub fn say(&mut self, code: Code, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Diagnostic::new(code, Place::Document(at.clone()), message))
    }

    /// Adds a finding and hands it back for completion.
    pub fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        let index = self.diagnostics.len();
        self.diagnostics.push(diagnostic);
        // The element was pushed on the line above.
        #[expect(clippy::indexing_slicing)]
        &mut self.diagnostics[index]
    }

    /// Whether any finding so far forbids making a crate.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|d| d.severity == Severity::Error)
    }

    /// What was found so far, in the order in which it was found.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Mutable access, for levels that `client.toml` sets.
    pub fn diagnostics_mut(&mut self) -> &mut Vec<Diagnostic> {
        &mut self.diagnostics
    }

    /// Everything that was found.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}

impl Diagnostic {
    /// Adds help to a finding that is already in a [`Sink`].
    pub fn and_help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help.push(help.into());
        self
    }
}
