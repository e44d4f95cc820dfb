//! Bytes become a [`Document`]: a JSON-like tree, and where each part of it came from.

use serde_json::Value;

use crate::diagnostics::Pointer;

/// A text with the path that users know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as shown in diagnostics, with `/` between folders.
    pub path: String,
    /// The bytes as they are on disk.
    pub bytes: Vec<u8>,
}

/// Reads the files that a document refers to; the library itself touches no disk.
pub trait Loader: Sync {
    /// The bytes of the file at `path`, relative to the main document's folder, `/` between folders, without `..`.
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError>;
}

/// Why a file could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    NotFound,
    /// The file lies outside the folder that may be read (a symbolic link, say).
    OutsideFolder,
    /// The file is there and cannot be read; the operating system's words.
    Unreadable(String),
}

/// A [`Loader`] of nothing, for documents in one file.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Loader for NoFiles {
    fn load(&self, _path: &str) -> Result<Vec<u8>, LoadError> {
        Err(LoadError::NotFound)
    }
}

/// A document with everything that it refers to in one tree.
#[derive(Debug, Clone)]
pub struct Document {
    /// The tree, in the order of the document.
    pub root: Value,
    _origins: (),
}

impl Document {
    /// Where a value of the tree came from.
    pub fn origin(&self, _at: &Pointer) {}
}
