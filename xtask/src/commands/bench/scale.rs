//! How the cost grows with the document, and what is saved when nothing has changed.

use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use serde_json::Value;

use super::cut::cut;
use super::user;
use crate::console::{duration, table};
use crate::name;
use crate::workspace::Workspace;

/// The parts of the document that are measured.
const SHARES: [(usize, usize); 4] = [(1, 8), (1, 4), (1, 2), (1, 1)];
/// How often each is generated anew; the fastest counts.
const ROUNDS: usize = 3;

/// A row for each part of a JSON document: its size, `generate` into an empty folder, and once more into the same one.
pub fn measure(workspace: &Workspace, document: &Path) -> anyhow::Result<String> {
    let bytes = fs_err::read(document)?;
    let tree: Value = serde_json::from_slice(&bytes).context("--scale takes a JSON document")?;
    let stem = name::of_file(document);
    let folder = workspace.kept("bench").join("scale");
    if folder.is_dir() {
        fs_err::remove_dir_all(&folder)?;
    }
    fs_err::create_dir_all(&folder)?;
    let header = ["part", "MB", "generate", "per MB", "unchanged", "of it"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for (share, of) in SHARES {
        let name = format!("{stem}-{share}-{of}");
        let part = serde_json::to_vec_pretty(&cut(&tree, share, of))?;
        let megabytes = part.len() as f64 / 1e6;
        let file = folder.join(format!("{name}.json"));
        fs_err::write(&file, part)?;
        let (fresh, unchanged) = times(&file, &name, &folder)?;
        rows.push(vec![
            format!("{share}/{of}"),
            format!("{megabytes:.2}"),
            duration(fresh),
            duration(fresh.div_f64(megabytes)),
            duration(unchanged),
            format!(
                "{:.1} %",
                100.0 * unchanged.as_secs_f64() / fresh.as_secs_f64()
            ),
        ]);
    }
    Ok(format!("\n{stem} in parts\n{}", table(&rows)))
}

/// The fastest `generate` into a new folder, and into that folder as it was left.
///
/// A folder for each round: a file system may be slow to make files where others were just removed (ext4 passes over
/// their inodes, one by one, for some seconds).
fn times(file: &Path, name: &str, folder: &Path) -> anyhow::Result<(Duration, Duration)> {
    let (mut fresh, mut unchanged) = (Duration::MAX, Duration::MAX);
    for round in 0..ROUNDS {
        let out = folder.join(format!("{name}-{round}"));
        fresh = fresh.min(user::generate(file, name, &out)?);
        unchanged = unchanged.min(user::generate(file, name, &out)?);
    }
    Ok((fresh, unchanged))
}
