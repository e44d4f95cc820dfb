//! A document and where its parts came from.

use serde_json::Value;

use crate::diagnostics::{FileId, Origins, Place, Pointer};

/// A document with everything that it refers to in one tree.
#[derive(Debug, Clone)]
pub struct Document {
    /// The tree, in the order of the document.
    pub root: Value,
    main: FileId,
    /// The main file's path, as users know it.
    path: String,
    origins: Origins,
}

impl Document {
    /// A tree that was read from one file.
    pub fn new(root: Value, main: FileId, path: impl Into<String>) -> Self {
        Self {
            root,
            main,
            path: path.into(),
            origins: Origins::of_file(main),
        }
    }

    /// The file that the document was read from, apart from those that it refers to.
    pub fn main(&self) -> FileId {
        self.main
    }

    /// The path of the main file, as users know it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The file that a value of the tree came from, and its pointer there.
    pub fn origin(&self, at: &Pointer) -> Option<(FileId, Pointer)> {
        self.origins.origin(at)
    }

    /// The place of a value of the tree in the file that it came from.
    pub fn place(&self, at: &Pointer) -> Place {
        self.origins.place(at)
    }

    /// Notes that what stood at `from` stands at `to` now (too).
    pub fn record_move(&mut self, from: &Pointer, to: &Pointer) {
        self.origins.record_move(from, to);
    }

    /// Where the parts of the tree came from, for [`crate::diagnostics::Report`].
    pub fn origins(&self) -> &Origins {
        &self.origins
    }

    /// The tree, and where its parts came from.
    pub fn into_parts(self) -> (Value, Origins) {
        (self.root, self.origins)
    }

    /// The tree, and where its parts came from, to be changed together.
    pub fn parts_mut(&mut self) -> (&mut Value, &mut Origins) {
        (&mut self.root, &mut self.origins)
    }

    /// Mutable access to where the parts of the tree came from, for stages that put in or take out parts.
    pub fn origins_mut(&mut self) -> &mut Origins {
        &mut self.origins
    }
}
