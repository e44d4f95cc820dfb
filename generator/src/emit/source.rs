//! A file of the crate, before its tokens are made.

use std::fmt;

use proc_macro2::TokenStream;

/// A Rust file: its path, and what makes its tokens.
///
/// Token streams cannot leave the thread that made them, so files are handed on like this and become tokens where they
/// also become text, each on a thread of its own.
pub struct Source<'a> {
    /// The path in the crate, with `/`.
    pub path: String,
    tokens: Box<dyn Fn() -> TokenStream + Send + Sync + 'a>,
}

impl<'a> Source<'a> {
    pub(super) fn new(
        path: impl Into<String>,
        tokens: impl Fn() -> TokenStream + Send + Sync + 'a,
    ) -> Self {
        Self {
            path: path.into(),
            tokens: Box::new(tokens),
        }
    }

    /// The file's tokens; a file without any is not written.
    pub fn tokens(&self) -> TokenStream {
        (self.tokens)()
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
