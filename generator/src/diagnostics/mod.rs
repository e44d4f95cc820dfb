//! What the generator has to say about a document: codes, places, messages, help.
//!
//! Every stage hands its diagnostics to a [`Sink`]; nothing is thrown at the first fault. Where a diagnostic
//! stands in a file is worked out only when it is rendered (see [`render`]).

mod address;
mod code;
mod excerpt;
mod files;
mod finding;
mod github;
mod help;
mod likeness;
mod lines;
mod origins;
mod place;
pub mod pointer;
pub mod position;
pub mod render;
mod report;
mod sink;

pub use address::Addresses;
pub use code::Code;
pub use files::{FileId, Files};
pub use finding::{End, Finding, Location, Related};
pub use github::github;
pub use likeness::most_like;
pub use origins::Origins;
pub use pointer::Pointer;
pub use render::Style;
pub use report::Report;
pub use sink::Sink;

use std::ops::Range;

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing to mend.
    Note,
    /// The document is at fault or ambiguous; the crate is still made.
    Warning,
    /// No crate is made from this document.
    Error,
}

/// Where a diagnostic stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A value of the bundled document, by JSON pointer (RFC 6901). Where it came from (which file, which line) is
    /// asked of [`crate::source::Document`] when it is shown; a pointer to something that the file does not hold
    /// (an overlay or the dialect wrote it) shows its nearest ancestor.
    Document(Pointer),
    /// A value of one file (a document, an overlay), by JSON pointer in that file.
    File(FileId, Pointer),
    /// Bytes of one file, for text that could not be read as a tree.
    Span(FileId, Range<usize>),
    /// A file as a whole, such as one that is missing: the path as the user gave it.
    Path(String),
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of this kind of finding.
    pub code: Code,
    /// How grave it is, after `[lints]` of `client.toml` is applied.
    pub severity: Severity,
    /// One sentence, lower case, without a full stop.
    pub message: String,
    /// Where it stands.
    pub place: Place,
    /// Other places that belong to it (the first of two duplicates), each with a few words.
    pub related: Vec<(Place, String)>,
    /// What the reader can do about it.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A finding of `code` at `place`, with the code's default severity.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.default_severity(),
            message: message.into(),
            place,
            related: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Adds what the reader can do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds another place that belongs to this finding.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }
}
