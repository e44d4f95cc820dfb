//! Finished rows, kept between runs.

use std::path::{Path, PathBuf};

use super::Entry;
use super::row::Row;
use crate::compile::Compiled;
use crate::digest;
use crate::loader::FolderLoader;

/// The rows of earlier runs, a file each.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// A digest of this program: another generator makes other rows.
    generator: String,
}

impl Store {
    /// The store in the corpus's folder; emptied if `fresh`.
    pub fn open(corpus: &Path, fresh: bool) -> anyhow::Result<Self> {
        let folder = corpus.join("results");
        if fresh && folder.is_dir() {
            fs_err::remove_dir_all(&folder)?;
        }
        fs_err::create_dir_all(&folder)?;
        let generator = digest::of([fs_err::read(std::env::current_exe()?)?.as_slice()]);
        Ok(Self { folder, generator })
    }

    /// What an entry's row depends on: its path, its bytes, and the generator.
    pub fn key(&self, entry: &Entry) -> anyhow::Result<String> {
        let bytes = fs_err::read(&entry.file)?;
        Ok(digest::of([
            entry.path.as_bytes(),
            bytes.as_slice(),
            self.generator.as_bytes(),
        ]))
    }

    /// The row of an earlier run, if nothing that it depends on has changed since.
    pub fn row(&self, entry: &Entry, key: &str) -> Option<Row> {
        let row: Row = serde_json::from_slice(&std::fs::read(self.file(&entry.name)).ok()?).ok()?;
        let loader = FolderLoader::for_document(&entry.file, entry.root.as_deref());
        let same = row.key == key
            && row
                .made
                .read
                .iter()
                .all(|(path, digest)| loader.digest_of(path) == *digest);
        same.then_some(row)
    }

    /// Keeps a row.
    pub fn keep(&self, row: &Row) -> anyhow::Result<()> {
        fs_err::write(self.file(&row.name), serde_json::to_vec(row)?)?;
        Ok(())
    }

    /// How an entry's crate compiled in an earlier run, if crate, runtime, and compiler are the same (`key`). It is kept
    /// beside the row and not in it: most changes of the generator leave most crates as they were.
    pub fn compiled(&self, name: &str, key: &str) -> Option<Compiled> {
        let compiled: Compiled =
            serde_json::from_slice(&std::fs::read(self.compiled_file(name)).ok()?).ok()?;
        (compiled.key == key).then_some(compiled)
    }

    /// Keeps how an entry's crate compiled.
    pub fn keep_compiled(&self, name: &str, compiled: &Compiled) -> anyhow::Result<()> {
        fs_err::write(self.compiled_file(name), serde_json::to_vec(compiled)?)?;
        Ok(())
    }

    fn compiled_file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.compiled.json"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::generate_one::Made;
    use crate::commands::process::Ended;

    #[test]
    fn a_row_is_kept_until_something_changes_that_it_depends_on() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.yaml");
        let part = dir.path().join("part.yaml");
        std::fs::write(&file, "openapi: 3.0.0").unwrap();
        std::fs::write(&part, "one").unwrap();
        let entry = Entry {
            file: file.clone(),
            root: None,
            path: "a.yaml".into(),
            document: "a.yaml".into(),
            name: "a".into(),
        };
        let store = Store::open(dir.path(), false).unwrap();
        let key = store.key(&entry).unwrap();
        let read = [(
            "part.yaml".to_owned(),
            FolderLoader::beside(&file).digest_of("part.yaml"),
        )]
        .into();
        let row = Row::new(
            &entry,
            key.clone(),
            Ended::Made(Box::new(Made {
                generated: true,
                read,
                ..Made::default()
            })),
        );
        store.keep(&row).unwrap();
        assert_eq!(store.row(&entry, &key), Some(row));

        std::fs::write(&part, "two").unwrap();
        assert_eq!(store.row(&entry, &key), None);
        std::fs::write(&part, "one").unwrap();
        std::fs::write(&file, "openapi: 3.0.1").unwrap();
        assert_eq!(store.row(&entry, &store.key(&entry).unwrap()), None);
        assert!(
            Store::open(dir.path(), true)
                .unwrap()
                .row(&entry, &key)
                .is_none()
        );
    }
}
