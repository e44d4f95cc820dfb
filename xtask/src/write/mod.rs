//! A crate in memory becomes a crate on disk, or the list of what would change.
//!
//! Both ways begin with the same [`plan()`]: checking shows it, writing carries it out, so the two cannot disagree.
//!
//! # Why a whole folder at a time
//!
//! Writing each file to a temporary name and renaming it is atomic for that file only: a run that ends in the middle
//! leaves a crate of new and old files that fit nobody. A journal of the steps could be replayed, but until then the
//! mixture is what everyone sees. So the new crate is built completely in another folder of the same file system, files
//! that did not change as hard links (their contents are not copied, and Cargo sees their old modification times), and
//! then the two folders change places in one system call ([`swap`]). At every moment the place holds one whole crate.
//!
//! Nothing waits for the disk: after a loss of power files may be short, and the next run, which compares contents and
//! trusts no time of modification, writes them again.
//!
//! What a killed run leaves behind lies in the staging folder only, and the next run clears it up ([`Destination::open`]).

mod build;
mod destination;
pub mod diff;
mod plan;
mod swap;
mod together;
mod tree;

use std::collections::BTreeMap;

pub use destination::Destination;
pub use plan::{Plan, plan, plan_of_bytes};
pub use together::Together;

/// A crate in memory: paths relative to its folder, with `/`, and texts.
pub type Files = BTreeMap<String, String>;

/// The files of the crate at `place` as they are on the disk.
pub fn current(place: &std::path::Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    tree::read(place)
}

/// Writes one file: all of it, or nothing.
pub fn file(path: &std::path::Path, text: &str, staging: &std::path::Path) -> anyhow::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = staging.join(format!("{name}.new-{}", std::process::id()));
    fs_err::create_dir_all(staging)?;
    let written = fs_err::write(&new, text).and_then(|()| fs_err::rename(&new, path));
    if written.is_err() {
        // It may not be there at all; the error to tell is the first.
        let _ = std::fs::remove_file(&new);
    }
    // Fails when others are at work in it, and then it is right to stay.
    let _ = std::fs::remove_dir(staging);
    Ok(written?)
}

/// Whether a path from a folder's root belongs to something that is not written here.
pub fn is_not_ours(path: &str) -> bool {
    NOT_OURS.contains(&path.split('/').next().unwrap_or_default())
}

/// What may lie in a crate's folder without being the generator's: it is neither compared, nor removed, and it goes
/// along when the crate is replaced. Cargo makes the first two in a crate that is built by itself; the last belongs to
/// a crate that somebody keeps in a repository of its own.
const NOT_OURS: [&str; 3] = ["Cargo.lock", "target", ".git"];
