//! A crate's files as they are on disk.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use super::NOT_OURS;

/// Paths relative to the crate's folder, with `/`, and contents.
pub(super) type Tree = BTreeMap<String, Vec<u8>>;

/// Every file below `root`, but for [`NOT_OURS`]; nothing when there is no such folder.
///
/// A symbolic link is an error: what is written through it would end up somewhere else.
pub(super) fn read(root: &Path) -> anyhow::Result<Tree> {
    let Ok(metadata) = root.symlink_metadata() else {
        return Ok(Tree::new());
    };
    refuse_link(root, metadata.is_symlink())?;
    if !metadata.is_dir() {
        bail!("{} is not a folder", root.display());
    }
    let paths = list(root)?;
    let files = paths.into_par_iter().map(|path| {
        let bytes = fs_err::read(root.join(&path))?;
        Ok((path, bytes))
    });
    files.collect()
}

/// The paths of the files.
fn list(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut paths = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(root.join(&folder))? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name
                .to_str()
                .with_context(|| format!("the name of {} is not UTF-8", entry.path().display()))?;
            if folder.is_empty() && NOT_OURS.contains(&name) {
                continue;
            }
            let path = if folder.is_empty() {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            };
            let kind = entry.file_type()?;
            refuse_link(&entry.path(), kind.is_symlink())?;
            if kind.is_dir() {
                folders.push(path);
            } else {
                paths.push(path);
            }
        }
    }
    Ok(paths)
}

fn refuse_link(path: &Path, is_link: bool) -> anyhow::Result<()> {
    if is_link {
        bail!(
            "{} is a symbolic link; clientsmith does not write through links",
            path.display()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_but_those_that_are_not_ours() {
        let dir = tempfile::tempdir().unwrap();
        for path in ["src/types", "target/debug", "src/target"] {
            std::fs::create_dir_all(dir.path().join(path)).unwrap();
        }
        for path in [
            "Cargo.toml",
            "Cargo.lock",
            "src/types/a.rs",
            "src/target/b.rs",
            "target/debug/c",
        ] {
            std::fs::write(dir.path().join(path), path).unwrap();
        }
        let tree = read(dir.path()).unwrap();
        assert_eq!(
            tree.keys().collect::<Vec<_>>(),
            ["Cargo.toml", "src/target/b.rs", "src/types/a.rs"]
        );
        assert_eq!(tree["src/types/a.rs"], b"src/types/a.rs");
    }

    #[test]
    fn a_folder_that_is_not_there_is_empty() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read(&dir.path().join("none")).unwrap(), Tree::new());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_refused_wherever_they_are() {
        let dir = tempfile::tempdir().unwrap();
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        std::fs::create_dir_all(&real).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        assert!(
            read(&link)
                .unwrap_err()
                .to_string()
                .contains("is a symbolic link")
        );
        std::os::unix::fs::symlink("/dev/null", real.join("lib.rs")).unwrap();
        assert!(
            read(&real)
                .unwrap_err()
                .to_string()
                .contains("is a symbolic link")
        );
    }
}
