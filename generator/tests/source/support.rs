//! Documents for tests, from the fixtures and from texts.

#[path = "../support/corpus.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clientsmith::diagnostics::{Files, Report, Sink};
use clientsmith::source::{self, Document, LoadError, Loader, SourceFile};

pub use corpus::corpus;

/// Files in memory, by their path from the document's folder.
#[derive(Default)]
pub struct Shelf(BTreeMap<String, String>);

impl Shelf {
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self(
            files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
        )
    }
}

impl Loader for Shelf {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.0
            .get(path)
            .map(|text| text.as_bytes().to_vec())
            .ok_or(LoadError::NotFound)
    }
}

/// The files of a folder.
pub struct Folder(pub PathBuf);

impl Loader for Folder {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        std::fs::read(self.0.join(path)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => LoadError::NotFound,
            kind => LoadError::Unreadable(kind.to_string()),
        })
    }
}

/// A fixture's path from its path below `tests/fixtures`.
pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(path)
}

/// A file by its name alone, so that no snapshot knows the machine.
pub fn file_of(path: &Path) -> SourceFile {
    let name = path.file_name().unwrap().to_string_lossy();
    SourceFile {
        path: name.into_owned(),
        bytes: std::fs::read(path).unwrap(),
    }
}

/// Reads a document and what it refers to.
pub fn read(document: &SourceFile, loader: &dyn Loader) -> (Option<Document>, Report) {
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let document = source::read(document, loader, &mut files, &mut sink);
    let origins = document
        .as_ref()
        .map(|document| document.origins().clone())
        .unwrap_or_default();
    (document, Report::new(sink, files, origins))
}

pub fn read_fixture(path: &Path) -> (Option<Document>, Report) {
    read(&file_of(path), &Folder(path.parent().unwrap().to_owned()))
}

/// Reads a document from texts: its own, and those of other files.
pub fn read_text(path: &str, text: &str, others: &[(&str, &str)]) -> (Option<Document>, Report) {
    let file = SourceFile {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    read(&file, &Shelf::of(others))
}

/// The tree of one text, of whatever kind.
pub fn parse_text(path: &str, text: &str) -> (Document, Files, Sink) {
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let file = SourceFile {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let document = source::parse(&file, &mut files, &mut sink).unwrap();
    (document, files, sink)
}
