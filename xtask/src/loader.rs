//! Files that a document refers to, read from one folder and from nowhere else.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use clientsmith::source::{LoadError, Loader};

use crate::digest;
use crate::workspace::slashed;

/// Reads files below one folder. A symbolic link that leads out of it is refused.
#[derive(Debug)]
pub struct FolderLoader {
    folder: PathBuf,
    /// The document's path from the folder, if it is not the file's name: the folder lies above the document's own, or
    /// the document was published under another name.
    document: Option<String>,
    read: Mutex<BTreeMap<String, String>>,
}

impl FolderLoader {
    /// A loader for the folder of `document`.
    pub fn beside(document: &Path) -> Self {
        let folder = document
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        Self {
            folder: folder.to_owned(),
            document: None,
            read: Mutex::new(BTreeMap::new()),
        }
    }

    /// A loader for `root`, a folder at or above that of `document`; for the document's own folder if there is none, or
    /// if the document does not lie in it.
    pub fn for_document(document: &Path, root: Option<&Path>) -> Self {
        let beside = Self::beside(document);
        let above = root.and_then(|root| {
            let root = fs_err::canonicalize(root).ok()?;
            let file = fs_err::canonicalize(document).ok()?;
            let path = slashed(file.strip_prefix(&root).ok()?);
            path.contains('/').then_some((root, path))
        });
        match above {
            Some((folder, path)) => Self {
                folder,
                document: Some(path),
                ..beside
            },
            None => beside,
        }
    }

    /// The same loader, for a document that its other files know by the name `name`: one that was published under
    /// another name than that of its file here.
    #[must_use]
    pub fn of_document(self, name: &str) -> Self {
        Self {
            document: Some(name.to_owned()),
            ..self
        }
    }

    /// A loader for the same folder that has not been asked for anything, for the document under the name `name`.
    #[must_use]
    pub fn again(&self, name: &str) -> Self {
        Self {
            folder: self.folder.clone(),
            document: Some(name.to_owned()),
            read: Mutex::new(BTreeMap::new()),
        }
    }

    /// The files that were asked for so far, each with the digest of its bytes (see `digest_of`).
    pub fn read(&self) -> BTreeMap<String, String> {
        self.read
            .lock()
            .map(|read| read.clone())
            .unwrap_or_default()
    }

    /// The digest of the file `path` as it is now; empty when it cannot be read.
    pub fn digest_of(&self, path: &str) -> String {
        self.bytes(path)
            .map(|bytes| digest::of_file(&bytes))
            .unwrap_or_default()
    }

    /// The bytes of each file that was asked for so far and is there.
    pub fn parts(&self) -> BTreeMap<String, Vec<u8>> {
        let read = self.read().into_keys();
        read.filter_map(|path| {
            let bytes = self.bytes(&path).ok()?;
            Some((path, bytes))
        })
        .collect()
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let folder = fs_err::canonicalize(&self.folder).map_err(|e| load_error(&e))?;
        let file = fs_err::canonicalize(folder.join(path)).map_err(|e| load_error(&e))?;
        if !file.starts_with(&folder) {
            return Err(LoadError::OutsideFolder);
        }
        if !file.is_file() {
            return Err(LoadError::Unreadable("it is not a file".to_owned()));
        }
        std::fs::read(&file).map_err(|e| load_error(&e))
    }
}

impl Loader for FolderLoader {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let bytes = self.bytes(path);
        if let Ok(mut read) = self.read.lock() {
            let digest = bytes
                .as_ref()
                .map(|bytes| digest::of_file(bytes))
                .unwrap_or_default();
            read.insert(path.to_owned(), digest);
        }
        bytes
    }

    fn document_path(&self) -> Option<&str> {
        self.document.as_deref()
    }
}

fn load_error(error: &std::io::Error) -> LoadError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => LoadError::NotFound,
        // The kind alone: the full text would show a path of this machine.
        kind => LoadError::Unreadable(kind.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_folder_is_read_and_remembered() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("parts")).unwrap();
        std::fs::write(dir.path().join("parts/a.yaml"), "a: 1").unwrap();
        let loader = FolderLoader::beside(&dir.path().join("openapi.yaml"));
        assert_eq!(loader.load("parts/a.yaml").unwrap(), b"a: 1");
        assert_eq!(loader.load("parts/b.yaml"), Err(LoadError::NotFound));
        assert_eq!(
            loader.load("parts"),
            Err(LoadError::Unreadable("it is not a file".to_owned()))
        );
        assert_eq!(
            loader.read().get("parts/a.yaml"),
            Some(&loader.digest_of("parts/a.yaml"))
        );
        assert_eq!(
            loader.read().get("parts/b.yaml").map(String::as_str),
            Some("")
        );
    }

    #[test]
    fn a_folder_above_the_documents_own_is_read_if_it_is_named() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("api")).unwrap();
        std::fs::write(dir.path().join("api/openapi.yaml"), "a: 1").unwrap();
        std::fs::write(dir.path().join("part.yaml"), "a: 1").unwrap();
        let document = dir.path().join("api/openapi.yaml");
        let loader = FolderLoader::for_document(&document, Some(dir.path()));
        assert_eq!(loader.document_path(), Some("api/openapi.yaml"));
        assert_eq!(loader.load("part.yaml").unwrap(), b"a: 1");

        for root in [
            None,
            Some(dir.path().join("api")),
            Some(dir.path().join("other")),
        ] {
            let loader = FolderLoader::for_document(&document, root.as_deref());
            assert_eq!(loader.document_path(), None);
            assert_eq!(loader.load("part.yaml"), Err(LoadError::NotFound));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("api")).unwrap();
        std::fs::write(dir.path().join("secret.yaml"), "a: 1").unwrap();
        std::os::unix::fs::symlink(
            dir.path().join("secret.yaml"),
            dir.path().join("api/part.yaml"),
        )
        .unwrap();
        let loader = FolderLoader::beside(&dir.path().join("api/openapi.yaml"));
        assert_eq!(loader.load("part.yaml"), Err(LoadError::OutsideFolder));
        assert_eq!(loader.load("../secret.yaml"), Err(LoadError::OutsideFolder));
    }
}
