//! Bytes become a [`Document`]: a JSON-like tree, and where each part of it came from.
//!
//! [`parse`] reads the main file's tree, [`bundle`] checks that it is OpenAPI and brings in the files that it refers
//! to. Overlays are applied between the two, to the tree as its authors wrote it; [`read`] does both where there are
//! none.

mod anchors;
mod bundle;
mod document;
mod identifiers;
mod library;
mod local;
mod names;
mod reference;
pub(crate) mod shape;
mod sites;
mod syntax;
mod text;
mod tree;
mod uri;
mod version;
mod written;

pub use bundle::bundle;
pub use document::Document;
pub(crate) use tree::MAX_DEPTH;

use crate::diagnostics::{FileId, Files, Sink};
use serde_json::Value;

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
    /// The bytes of the file at `path`, relative to the main document's folder (but see [`Loader::document_path`]),
    /// `/` between folders, without `..`.
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError>;

    /// The main document's path from the folder that may be read, if it is not the name by which users know it. That
    /// folder may lie above the document's own: `api/openapi.yaml` lets it refer to `../schemas/pet.yaml`, and paths
    /// given to [`Loader::load`] count from there then. Or its other files may know it by another name.
    fn document_path(&self) -> Option<&str> {
        None
    }
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

/// Reads a document and everything that it refers to: [`parse`], then [`bundle`].
///
/// `None` if it is not an OpenAPI document at all; other faults are in `sink`, and the tree is there for more.
pub fn read(
    document: &SourceFile,
    loader: &dyn Loader,
    files: &mut Files,
    sink: &mut Sink,
) -> Option<Document> {
    let document = parse(document, files, sink)?;
    bundle(document, loader, files, sink)
}

/// Reads the tree of the main file, whatever it is. `None` if it is neither YAML nor JSON.
pub fn parse(document: &SourceFile, files: &mut Files, sink: &mut Sink) -> Option<Document> {
    let (main, root) = parse_tree(document, files, sink);
    Some(Document::new(root?, main, &document.path))
}

/// Reads the tree of any YAML or JSON file and registers its text; no tree if it has none, which `sink` is told.
pub fn parse_tree(
    file: &SourceFile,
    files: &mut Files,
    sink: &mut Sink,
) -> (FileId, Option<Value>) {
    let text = text::decode(&file.bytes);
    let id = files.add(file.path.clone(), text.text);
    if let Some(fault) = text.fault {
        sink.push(fault.diagnostic(id));
        return (id, None);
    }
    (id, syntax::tree(&file.path, id, files.text(id), sink))
}
