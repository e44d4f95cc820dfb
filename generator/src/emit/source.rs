//! A file of the crate, before its text is made.

use std::fmt;

use proc_macro2::TokenStream;

/// A file: its path, and what makes its contents.
///
/// Token streams cannot leave the thread that made them, so files are handed on like this and become tokens where they
/// also become text, each on a thread of its own.
pub struct Source<'a> {
    /// The path in the crate, with `/`.
    pub path: String,
    contents: Box<dyn Fn() -> Contents + Send + Sync + 'a>,
}

/// What stands in a file.
pub enum Contents {
    /// Rust; a file without any is not written.
    Rust(TokenStream),
    /// Text as it is; a file without any is not written.
    Text(String),
}

impl<'a> Source<'a> {
    pub(crate) fn new(
        path: impl Into<String>,
        tokens: impl Fn() -> TokenStream + Send + Sync + 'a,
    ) -> Self {
        Self {
            path: path.into(),
            contents: Box::new(move || Contents::Rust(tokens())),
        }
    }

    /// A file that is no Rust.
    pub(super) fn text(
        path: impl Into<String>,
        text: impl Fn() -> String + Send + Sync + 'a,
    ) -> Self {
        Self {
            path: path.into(),
            contents: Box::new(move || Contents::Text(text())),
        }
    }

    /// What stands in the file.
    pub fn contents(&self) -> Contents {
        (self.contents)()
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
