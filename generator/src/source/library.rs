//! The files that a document refers to, each read once.

use std::collections::HashMap;

use serde_json::Value;

use super::anchors::Anchors;
use super::{LoadError, Loader, SourceFile, identifiers, parse_tree, text};
use crate::diagnostics::{Code, Diagnostic, Files, Place, Sink};

/// Files that one document may refer to, and their bytes together: what a person would still call one document.
const MAX_FILES: usize = 4096;
const MAX_TOTAL_BYTES: usize = 4 * text::MAX_BYTES;

/// A file that was read.
#[derive(Debug)]
pub(super) struct Loaded {
    /// From the folder that may be read, usually the main document's.
    pub(super) path: String,
    pub(super) id: crate::diagnostics::FileId,
    pub(super) root: Value,
    pub(super) anchors: Anchors,
}

/// Every file but the main one.
pub(super) struct Library<'a> {
    loader: &'a dyn Loader,
    /// The folder that may be read as users know it, with a `/` at its end, or empty.
    folder: String,
    /// The main file's path from that folder.
    main: String,
    loaded: Vec<Loaded>,
    /// Where in `loaded` a path is; `None` for a file that could not be read, which was said.
    by_path: HashMap<String, Option<usize>>,
    bytes: usize,
}

impl<'a> Library<'a> {
    /// A library for the document that users know by `main_path`.
    pub(super) fn beside(main_path: &str, loader: &'a dyn Loader) -> Self {
        let name = main_path.rsplit('/').next().unwrap_or(main_path);
        let main = loader.document_path().unwrap_or(name);
        // A document that was published under another name still lies in the folder that may be read.
        let own = if main.contains('/') { main } else { name };
        let folder = main_path.strip_suffix(own).unwrap_or_default().to_owned();
        Self {
            loader,
            folder,
            main: main.to_owned(),
            loaded: Vec::new(),
            by_path: HashMap::new(),
            bytes: 0,
        }
    }

    /// The main file's path from the folder that may be read.
    pub(super) fn main(&self) -> &str {
        &self.main
    }

    pub(super) fn get(&self, index: usize) -> Option<&Loaded> {
        self.loaded.get(index)
    }

    /// The file at `path` (from the folder that may be read). `wanted_by` is the `$ref` to it, the place of what may be
    /// wrong; of each file that is said once.
    pub(super) fn fetch(
        &mut self,
        path: &str,
        wanted_by: Place,
        files: &mut Files,
        sink: &mut Sink,
    ) -> Result<usize, Option<Box<Diagnostic>>> {
        if let Some(known) = self.by_path.get(path) {
            return known.ok_or(None);
        }
        let read = match self.load(path, wanted_by) {
            Ok(bytes) => {
                let file = SourceFile {
                    path: format!("{}{path}", self.folder),
                    bytes,
                };
                let (id, mut root) = parse_tree(&file, files, sink);
                if let Some(root) = root
                    .as_mut()
                    .filter(|_| identifiers::may_be_in(files.text(id)))
                {
                    identifiers::localise(root);
                }
                root.map(|root| {
                    self.loaded.push(Loaded {
                        path: path.to_owned(),
                        id,
                        root,
                        anchors: Anchors::default(),
                    });
                    self.loaded.len() - 1
                })
            }
            Err(diagnostic) => {
                self.by_path.insert(path.to_owned(), None);
                return Err(Some(diagnostic));
            }
        };
        self.by_path.insert(path.to_owned(), read);
        read.ok_or(None)
    }

    fn load(&mut self, path: &str, wanted_by: Place) -> Result<Vec<u8>, Box<Diagnostic>> {
        let shown = format!("{}{path}", self.folder);
        let refused = |code, message: String| Diagnostic::new(code, wanted_by.clone(), message);
        if self.by_path.len() >= MAX_FILES {
            let message = format!("the document refers to more than {MAX_FILES} files");
            return Err(Box::new(refused(Code::LimitExceeded, message)));
        }
        let bytes = self.loader.load(path).map_err(|error| match error {
            LoadError::NotFound => {
                refused(Code::FileNotFound, format!("there is no file `{shown}`")).help(
                    "the path in a `$ref` counts from the folder of the file that it stands in",
                )
            }
            LoadError::OutsideFolder => refused(
                Code::ReferenceOutsideFolder,
                format!("`{shown}` leads out of the document's folder"),
            )
            .help("copy the file into the folder"),
            LoadError::Unreadable(why) => refused(
                Code::FileNotFound,
                format!("`{shown}` cannot be read: {why}"),
            ),
        })?;
        self.bytes = self.bytes.saturating_add(bytes.len());
        if self.bytes > MAX_TOTAL_BYTES {
            let message = format!(
                "the files of the document have more than {} MB",
                MAX_TOTAL_BYTES / 1_000_000
            );
            return Err(Box::new(refused(Code::LimitExceeded, message)));
        }
        Ok(bytes)
    }
}
