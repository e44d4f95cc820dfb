//! What has to happen for a folder to hold a crate.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use anyhow::bail;

use crate::console::count;

use super::{Files, NOT_OURS, diff, tree};

/// The difference between a crate on disk and the crate that is wanted; paths in order.
#[derive(Debug)]
pub struct Plan<'a> {
    /// Files that are not there.
    pub create: Vec<&'a str>,
    /// Files with other contents.
    pub change: Vec<&'a str>,
    /// Stale files: the generator did not make them, or makes them no more.
    pub remove: Vec<String>,
    /// Files that are as they should be.
    pub unchanged: Vec<&'a str>,
    current: tree::Tree,
    wanted: BTreeMap<&'a str, &'a [u8]>,
}

/// Compares the crate at `place`, which need not be there, with the one that is wanted.
pub fn plan<'a>(place: &Path, wanted: &'a Files) -> anyhow::Result<Plan<'a>> {
    let wanted = wanted
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_bytes()));
    compare(place, wanted.collect())
}

/// Compares the folder at `place`, which need not be there, with the files of any kind that are wanted.
pub fn plan_of_bytes<'a>(
    place: &Path,
    wanted: &'a BTreeMap<String, Vec<u8>>,
) -> anyhow::Result<Plan<'a>> {
    let wanted = wanted
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    compare(place, wanted.collect())
}

fn compare<'a>(place: &Path, wanted: BTreeMap<&'a str, &'a [u8]>) -> anyhow::Result<Plan<'a>> {
    wanted.keys().try_for_each(|path| inside(path))?;
    let current = tree::read(place)?;
    let (mut create, mut change, mut unchanged) = (Vec::new(), Vec::new(), Vec::new());
    for (path, bytes) in &wanted {
        match current.get(*path) {
            None => create.push(*path),
            Some(current) if current == bytes => unchanged.push(*path),
            Some(_) => change.push(*path),
        }
    }
    let remove = current
        .keys()
        .filter(|path| !wanted.contains_key(path.as_str()))
        .cloned()
        .collect();
    Ok(Plan {
        create,
        change,
        remove,
        unchanged,
        current,
        wanted,
    })
}

impl Plan<'_> {
    /// Whether the crate on disk is the crate that is wanted.
    pub fn is_empty(&self) -> bool {
        self.create.is_empty() && self.change.is_empty() && self.remove.is_empty()
    }

    /// Whether there is no crate on the disk yet.
    pub fn is_new(&self) -> bool {
        self.current.is_empty()
    }

    /// A file as it is on the disk; nothing when it is not there.
    pub fn current(&self, path: &str) -> Option<&[u8]> {
        self.current.get(path).map(Vec::as_slice)
    }

    /// `2 files written, 30 unchanged, 1 removed`.
    pub fn summary(&self) -> String {
        let written = count(self.create.len() + self.change.len(), "file");
        format!(
            "{written} written, {} unchanged, {} removed",
            self.unchanged.len(),
            self.remove.len()
        )
    }

    /// Every file that is touched, with the word for what happens to it; created and changed ones first.
    pub fn touched(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let create = self.create.iter().map(|path| ("create", *path));
        let change = self.change.iter().map(|path| ("change", *path));
        let remove = self.remove.iter().map(|path| ("remove", path.as_str()));
        change.chain(create).chain(remove)
    }

    /// A unified diff of one file, at most `lines` lines of it; a file that is created or removed is compared with
    /// an empty one.
    pub fn diff(&self, path: &str, lines: usize) -> String {
        let old = String::from_utf8_lossy(self.current(path).unwrap_or_default());
        let new = String::from_utf8_lossy(self.wanted(path));
        diff::unified(path, &old, &new, lines)
    }

    /// What is wanted in a file; empty for one that is not wanted at all.
    pub(super) fn wanted(&self, path: &str) -> &[u8] {
        self.wanted.get(path).copied().unwrap_or_default()
    }
}

/// Refuses a path that would leave the crate's folder, or touch what is not the generator's.
fn inside(path: &str) -> anyhow::Result<()> {
    let plain = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let first = path.split('/').next().unwrap_or_default();
    if path.is_empty() || !plain || path.contains('\\') || NOT_OURS.contains(&first) {
        bail!(
            "the generator asked for the file `{path}`, which does not belong in a crate; this is a fault of clientsmith"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(pairs: &[(&str, &str)]) -> Files {
        pairs
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn every_file_is_in_one_of_four_lists() {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in [("a", "same"), ("b", "old"), ("c", "stale")] {
            std::fs::write(dir.path().join(path), text).unwrap();
        }
        let wanted = files(&[("a", "same"), ("b", "new"), ("d/e", "more")]);
        let plan = plan(dir.path(), &wanted).unwrap();
        assert_eq!(
            (plan.unchanged.as_slice(), plan.change.as_slice()),
            (["a"].as_slice(), ["b"].as_slice())
        );
        assert_eq!(
            (plan.create.as_slice(), plan.remove.as_slice()),
            (["d/e"].as_slice(), ["c".to_owned()].as_slice())
        );
        assert_eq!(
            plan.touched().collect::<Vec<_>>(),
            [("change", "b"), ("create", "d/e"), ("remove", "c")]
        );
    }

    #[test]
    fn the_same_crate_is_no_work() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a"), "same").unwrap();
        assert!(
            plan(dir.path(), &files(&[("a", "same")]))
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn no_path_leaves_the_crate() {
        let dir = tempfile::tempdir().unwrap();
        for path in [
            "../a",
            "/a",
            "",
            "a/../../b",
            "target/a",
            "Cargo.lock",
            ".git/config",
        ] {
            let error = plan(dir.path(), &files(&[(path, "")])).unwrap_err();
            assert!(
                error.to_string().contains("does not belong in a crate"),
                "{path}"
            );
        }
    }
}
