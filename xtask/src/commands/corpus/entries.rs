//! Which documents a corpus holds.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::digest;
use crate::name::kebab;
use crate::workspace::slashed;

/// A document to generate from: the file at which to begin reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file.
    pub file: PathBuf,
    /// The folder of a document in several files, any of which it may refer to; its own folder when absent.
    pub root: Option<PathBuf>,
    /// Its path below the corpus, with `/`.
    pub path: String,
    /// The path of the document that it belongs to: several entries may share one folder of files.
    pub document: String,
    /// A name that no other entry has.
    pub name: String,
}

/// The longest name; longer ones are cut, for they become names of folders.
const LONGEST_NAME: usize = 80;
/// How much of a file is searched for its `openapi` key.
const HEAD: u64 = 4096;

/// The entries below `dirs`, in the order of their paths.
pub fn find(dirs: &[PathBuf]) -> anyhow::Result<Vec<Entry>> {
    let mut found = Vec::new();
    for dir in dirs {
        let dir = fs_err::canonicalize(dir)?;
        match manifest_above(&dir) {
            Some((folder, text)) => listed(&dir, &folder, &text, &mut found),
            None => walked(&dir, &mut found)?,
        }
    }
    found.sort_by(|a, b| (&a.path, &a.file).cmp(&(&b.path, &b.file)));
    found.dedup_by(|a, b| a.file == b.file);
    name_all(&mut found);
    Ok(found)
}

/// `n` of the entries, chosen by a hash of their paths.
pub fn sample(mut entries: Vec<Entry>, n: usize) -> Vec<Entry> {
    entries.sort_by_cached_key(|entry| digest::of([entry.path.as_bytes()]));
    entries.truncate(n);
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    entries
}

/// The nearest `MANIFEST.tsv` at or above `dir` with a column `path`, and its folder.
fn manifest_above(dir: &Path) -> Option<(PathBuf, String)> {
    dir.ancestors().find_map(|folder| {
        let text = std::fs::read_to_string(folder.join("MANIFEST.tsv")).ok()?;
        text.lines()
            .next()?
            .split('\t')
            .any(|column| column == "path")
            .then(|| (folder.to_owned(), text))
    })
}

/// The entries that a manifest lists at or below `dir`.
fn listed(dir: &Path, folder: &Path, manifest: &str, found: &mut Vec<Entry>) {
    let mut lines = manifest
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    let column = |name: &str| header.iter().position(|column| *column == name);
    let (path, format) = (column("path"), column("format"));
    for line in lines {
        let cell = |column: Option<usize>| {
            column
                .and_then(|index| line.get(index))
                .copied()
                .unwrap_or_default()
        };
        let file = folder.join(cell(path));
        if file.starts_with(dir) && file.is_file() {
            let path = cell(path).to_owned();
            let case = cell(format).ends_with("-multi").then(|| case_folder(&path));
            let root = case.as_deref().map(|case| folder.join(case));
            let document = case.unwrap_or_else(|| path.clone());
            found.push(Entry {
                file,
                root,
                path,
                document,
                name: String::new(),
            });
        }
    }
}

/// The folder of a document in several files: `real/<case>`, `suites/<peer>/<case>` (the corpus's README).
fn case_folder(path: &str) -> String {
    let depth = if path.starts_with("suites/") { 3 } else { 2 };
    path.split('/').take(depth).collect::<Vec<_>>().join("/")
}

/// Every file at or below `dir` that looks like an OpenAPI document.
fn walked(dir: &Path, found: &mut Vec<Entry>) -> anyhow::Result<()> {
    let base = if dir.is_file() {
        dir.parent().context("a file without a folder")?
    } else {
        dir
    };
    let mut left = vec![dir.to_owned()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            for entry in fs_err::read_dir(&path)? {
                let entry = entry?;
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                if !hidden && !entry.file_type()?.is_symlink() {
                    left.push(entry.path());
                }
            }
        } else if looks_like_openapi(&path)? {
            let shown = slashed(path.strip_prefix(base).unwrap_or(&path));
            found.push(Entry {
                file: path,
                root: None,
                document: shown.clone(),
                path: shown,
                name: String::new(),
            });
        }
    }
    Ok(())
}

fn looks_like_openapi(path: &Path) -> anyhow::Result<bool> {
    let kind = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_ascii_lowercase();
    if !path.is_file() || !["yaml", "yml", "json"].contains(&kind.as_str()) {
        return Ok(false);
    }
    let mut head = Vec::new();
    fs_err::File::open(path)?
        .take(HEAD)
        .read_to_end(&mut head)?;
    let head = String::from_utf8_lossy(&head);
    Ok(head.contains("\"openapi\"")
        || head
            .lines()
            .any(|line| line.trim_start_matches('\u{feff}').starts_with("openapi:")))
}

/// Gives every entry a name of its own, made from its path; a digest of the path tells apart what would be equal.
fn name_all(entries: &mut [Entry]) {
    let mut taken = BTreeSet::new();
    for entry in entries {
        let stem = entry
            .path
            .rsplit_once('.')
            .map_or(entry.path.as_str(), |(stem, _)| stem);
        let mut name = kebab(stem);
        if name.len() > LONGEST_NAME || taken.contains(&name) {
            let digest: String = digest::of([entry.path.as_bytes()])
                .chars()
                .take(8)
                .collect();
            let head: String = name.chars().take(LONGEST_NAME).collect();
            name = format!("{}-{digest}", head.trim_end_matches('-'));
        }
        taken.insert(name.clone());
        entry.name = name;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let file = dir.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        dir
    }

    fn paths(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.path.as_str()).collect()
    }

    #[test]
    fn without_a_manifest_every_file_that_looks_like_openapi() {
        let dir = corpus(&[
            ("a.yaml", "# ours\nopenapi: 3.0.0\n"),
            ("b/c.json", "{\"openapi\": \"3.1.0\"}"),
            ("b/part.yaml", "type: object\n"),
            ("notes.md", "openapi: 3.0.0\n"),
            (".hidden/d.yaml", "openapi: 3.0.0\n"),
        ]);
        let found = find(&[dir.path().to_owned()]).unwrap();
        assert_eq!(paths(&found), ["a.yaml", "b/c.json"]);
        assert_eq!(
            found.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(),
            ["a", "b-c"]
        );
    }

    #[test]
    fn a_manifest_above_names_the_entries() {
        let manifest = "path\tformat\nreal/x/api.yaml\tyaml-multi\nreal/x/more.yaml\tyaml-multi\nreal/y.json\tjson\nsuites/p/z.yaml\tyaml\n";
        let text = "openapi: 3.0.0\n";
        let dir = corpus(&[
            ("MANIFEST.tsv", manifest),
            ("real/x/api.yaml", text),
            ("real/x/more.yaml", text),
            ("real/x/part.yaml", text),
            ("real/y.json", text),
            ("suites/p/z.yaml", text),
        ]);
        let found = find(&[dir.path().join("real")]).unwrap();
        assert_eq!(
            paths(&found),
            ["real/x/api.yaml", "real/x/more.yaml", "real/y.json"]
        );
        assert_eq!(
            found
                .iter()
                .map(|e| e.document.as_str())
                .collect::<Vec<_>>(),
            ["real/x", "real/x", "real/y.json"]
        );
    }

    #[test]
    fn names_are_unique_and_short() {
        let long = "x".repeat(200);
        let entry = |path: &str| Entry {
            file: path.into(),
            root: None,
            path: path.to_owned(),
            document: path.to_owned(),
            name: String::new(),
        };
        let mut entries = [
            entry("a_b.yaml"),
            entry("a-b.yaml"),
            entry(&format!("{long}.yaml")),
        ];
        name_all(&mut entries);
        let names: BTreeSet<_> = entries.iter().map(|e| e.name.clone()).collect();
        assert_eq!(names.len(), 3);
        assert!(names.iter().all(|name| name.len() <= LONGEST_NAME + 9));
    }

    #[test]
    fn a_sample_does_not_depend_on_the_order() {
        let entry = |n: usize| Entry {
            file: PathBuf::new(),
            root: None,
            path: n.to_string(),
            document: String::new(),
            name: String::new(),
        };
        let forwards = sample((0..50).map(entry).collect(), 5);
        let backwards = sample((0..50).rev().map(entry).collect(), 5);
        assert_eq!(forwards, backwards);
        assert_eq!(forwards.len(), 5);
    }
}
