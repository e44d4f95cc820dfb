//! `document.lock`: where a vendored document comes from, and the digests of its bytes as they were published.
//!
//! A document that is edited in place looks published and is not; the next one from its publisher takes the edit away
//! without a word. The lock file is what tells the two apart.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::digest;
use crate::inputs::{Inputs, file_name};

/// The file's name in `specs/<api>`.
pub const NAME: &str = "document.lock";

const HEADER: &str = "\
# The document as it was published; `sha256sum` shows the same digests. Written by `cargo xtask add` and `update`.
# What is wrong in the document is mended in overlay.yaml, never in these files.

";

/// The contents of `document.lock`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Lock {
    /// Where the document comes from, in words for a reader: a URL, a file's name.
    pub origin: String,
    /// The name by which the document's other files refer to it, if it is not that of the file here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_as: Option<String>,
    /// SHA-256 of each file that was published, in hexadecimal digits, by its path from `specs/<api>`.
    pub files: BTreeMap<String, String>,
}

/// A file that is not as the lock file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has other bytes.
    Edited(String),
    /// It is not there.
    Missing(String),
    /// The document refers to it, and it was not published with it.
    Added(String),
}

impl Fault {
    /// What is wrong, and what to do about it, for the API `api`.
    pub fn words(&self, api: &str) -> String {
        let (path, what) = match self {
            Self::Edited(path) => (
                path,
                format!("was edited in place: {NAME} has other bytes of it"),
            ),
            Self::Missing(path) => (path, format!("is not there, and {NAME} has it")),
            Self::Added(path) => (
                path,
                format!("is part of the document, and {NAME} does not have it"),
            ),
        };
        format!(
            "specs/{api}/{path} {what}; mend the document in overlay.yaml, take a newer one by `cargo xtask update {api} FILE`, or, if it was published so, run `cargo xtask regen {api} --accept`"
        )
    }
}

impl Lock {
    /// The lock file of a folder of `specs/`; none if there is none.
    pub fn read(folder: &Path) -> anyhow::Result<Option<Self>> {
        let path = folder.join(NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        let lock = toml::from_str(&text).with_context(|| {
            format!(
                "{} is no lock file; take it from the version control, or `cargo xtask regen --accept` writes it anew",
                path.display()
            )
        })?;
        Ok(Some(lock))
    }

    /// The lock file for these bytes.
    pub fn of(origin: &str, files: &BTreeMap<String, Vec<u8>>) -> Self {
        let digests = files
            .iter()
            .map(|(path, bytes)| (path.clone(), digest::of_file(bytes)));
        Self {
            origin: origin.to_owned(),
            published_as: None,
            files: digests.collect(),
        }
    }

    /// The files of the document as they lie in `folder`: those of the lock file, if there is one, and those that `inputs`
    /// has read, which an overlay may have made fewer.
    pub fn vendored(
        lock: Option<&Self>,
        folder: &Path,
        inputs: &Inputs,
    ) -> BTreeMap<String, Vec<u8>> {
        let listed = lock.into_iter().flat_map(|lock| lock.files.keys());
        let listed = listed.filter_map(|path| {
            let bytes = std::fs::read(folder.join(path)).ok()?;
            Some((path.clone(), bytes))
        });
        listed.chain(inputs.published()).collect()
    }

    /// As it is written.
    pub fn text(&self) -> anyhow::Result<String> {
        Ok(format!("{HEADER}{}", toml::to_string(self)?))
    }

    /// What differs between the files on the disk and those that were published. `inputs` must have been generated
    /// from: only then are the files known that the document refers to.
    pub fn faults(&self, folder: &Path, inputs: &Inputs) -> Vec<Fault> {
        let listed =
            self.files
                .iter()
                .filter_map(|(path, digest)| match std::fs::read(folder.join(path)) {
                    Ok(bytes) if digest::of_file(&bytes) == *digest => None,
                    Ok(_) => Some(Fault::Edited(path.clone())),
                    Err(_) => Some(Fault::Missing(path.clone())),
                });
        let document = file_name(&inputs.document().path).to_owned();
        let read = inputs.loader.read().into_iter();
        let read = read.filter(|(_, digest)| !digest.is_empty());
        let added = std::iter::once(document)
            .chain(read.map(|(path, _)| path))
            .filter(|path| !self.files.contains_key(path))
            .map(Fault::Added);
        listed.chain(added).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(pairs: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), text.as_bytes().to_vec());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Lock::read(dir.path()).unwrap(), None);
        let lock = Lock {
            published_as: Some("api.yaml".to_owned()),
            ..Lock::of(
                "https://pets.example/api.yaml",
                &files(&[("a/b.yaml", "b"), ("openapi.yaml", "a")]),
            )
        };
        std::fs::write(dir.path().join(NAME), lock.text().unwrap()).unwrap();
        assert_eq!(Lock::read(dir.path()).unwrap(), Some(lock));
    }

    #[test]
    fn a_damaged_lock_file_is_an_error_that_says_what_to_do() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(NAME), "<<<<<<< HEAD\n").unwrap();
        let error = Lock::read(dir.path()).unwrap_err().to_string();
        assert!(error.contains("is no lock file"), "{error}");
        assert!(error.contains("--accept"), "{error}");
    }
}
