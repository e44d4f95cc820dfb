//! Names that arguments can have.

use clap_complete::{ArgValueCandidates, CompletionCandidate};
use clientsmith::diagnostics::Code;

use crate::workspace::Workspace;

/// The APIs of specs/.
pub fn apis() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let found = Workspace::find().and_then(|workspace| workspace.apis(&[]));
        // Without them, there is nothing to complete.
        let found = found.unwrap_or_default().into_iter();
        found.map(CompletionCandidate::new).collect()
    })
}

/// The codes of findings.
pub fn codes() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let all = Code::ALL.iter().map(|code| code.as_str());
        all.map(CompletionCandidate::new).collect()
    })
}
