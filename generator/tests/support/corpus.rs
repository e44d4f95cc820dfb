//! The documents beside the repository.

use std::path::{Path, PathBuf};

/// A folder of the corpus: `CLIENTSMITH_CORPUS` names its place, `shared/corpus` beside the repository is the usual one.
/// `None`, with a word about it, if it is not there. Who names one has it.
pub fn corpus(path: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let named = std::env::var_os("CLIENTSMITH_CORPUS").map(PathBuf::from);
    let is_named = named.is_some();
    let folder = named.unwrap_or_else(beside).join(path);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(!is_named, "there is no {}", folder.display());
    println!("skipped: no {path} in the corpus");
    None
}
