//! Bytes become text.

use std::borrow::Cow;

use crate::diagnostics::{Code, Diagnostic, FileId, Place};

/// The largest file that is read. Larger ones are refused before anything is allocated for them.
pub(super) const MAX_BYTES: usize = 64 << 20;

/// A file's text without its byte order mark; what could not be decoded is replaced, so that it can be shown.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) fault: Option<Fault>,
}

/// Why bytes are no text that could hold a document.
pub(super) enum Fault {
    TooLarge(usize),
    /// UTF-16 or UTF-32.
    Wide,
    /// A gzip stream (RFC 1952) or a ZIP archive.
    Packed,
    /// The byte at this offset is not UTF-8.
    NotUtf8(usize),
    Empty,
}

pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if bytes.len() > MAX_BYTES {
        return Decoded {
            text: Cow::Borrowed(""),
            fault: Some(Fault::TooLarge(bytes.len())),
        };
    }
    if let Some(fault) = not_text(bytes) {
        return Decoded {
            text: Cow::Borrowed(""),
            fault: Some(fault),
        };
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let fault = text.trim().is_empty().then_some(Fault::Empty);
            Decoded {
                text: Cow::Borrowed(text),
                fault,
            }
        }
        Err(error) => {
            // The text up to the fault is the same in both, so the offset holds.
            Decoded {
                text: String::from_utf8_lossy(bytes),
                fault: Some(Fault::NotUtf8(error.valid_up_to())),
            }
        }
    }
}

/// What bytes are that are known by their beginning, and are not worth showing.
fn not_text(bytes: &[u8]) -> Option<Fault> {
    match bytes {
        // A byte order mark, or none: a document begins with a character of ASCII, which has a zero beside it there.
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, ..] | [1..=127, 0, ..] => Some(Fault::Wide),
        [0x1f, 0x8b, ..] | [b'P', b'K', 3, 4, ..] => Some(Fault::Packed),
        _ => None,
    }
}

impl Fault {
    pub(super) fn diagnostic(&self, file: FileId) -> Diagnostic {
        match self {
            Self::TooLarge(bytes) => Diagnostic::new(
                Code::LimitExceeded,
                Place::Span(file, 0..0),
                format!(
                    "the file has {} MB; at most {} MB are read",
                    bytes / 1_000_000,
                    MAX_BYTES / 1_000_000
                ),
            )
            .help("split the document over several files"),
            Self::Wide => {
                invalid(file, 0, "the file is UTF-16, not UTF-8").help("save it as UTF-8")
            }
            Self::Packed => invalid(file, 0, "the file is compressed")
                .help("unpack it first; a document is YAML or JSON"),
            Self::NotUtf8(at) => invalid(file, *at, "this byte is not UTF-8")
                .help("save the file as UTF-8; it may be Latin-1 or binary"),
            Self::Empty => invalid(file, 0, "the file is empty")
                .help("an OpenAPI document starts with `openapi: 3.1.0` or the like"),
        }
    }
}

fn invalid(file: FileId, at: usize, message: &str) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidSyntax,
        Place::Span(file, at..at.saturating_add(1)),
        message,
    )
}
