//! The new crate, complete, beside the old one.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use rayon::prelude::*;

use super::Plan;

/// Builds the crate that `plan` wants in the folder `new`, taking the files that did not change from `place`.
pub(super) fn build(plan: &Plan<'_>, place: &Path, new: &Path) -> anyhow::Result<()> {
    let files = || {
        plan.unchanged
            .iter()
            .chain(&plan.create)
            .chain(&plan.change)
    };
    let folders: BTreeSet<&Path> = files()
        .flat_map(|path| Path::new(path).ancestors().skip(1))
        .collect();
    for folder in &folders {
        fs_err::create_dir_all(new.join(folder))?;
    }
    plan.unchanged
        .par_iter()
        .try_for_each(|path| carry_over(&place.join(path), &new.join(path)))?;
    let fresh = plan.create.par_iter().chain(&plan.change);
    fresh.try_for_each(|path| create(&new.join(path), plan.wanted(path)))
}

/// The same file under a second name, or a copy with the same modification time where there are no hard links: Cargo
/// decides by that time whether to compile again.
fn carry_over(old: &Path, new: &Path) -> anyhow::Result<()> {
    if std::fs::hard_link(old, new).is_ok() {
        return Ok(());
    }
    fs_err::copy(old, new)?;
    let modified = fs_err::metadata(old)?.modified()?;
    File::options()
        .write(true)
        .open(new)?
        .set_modified(modified)?;
    Ok(())
}

/// Writes a file that must not be there yet.
fn create(path: &Path, contents: &[u8]) -> anyhow::Result<()> {
    let mut file = fs_err::File::create_new(path)?;
    file.write_all(contents)?;
    Ok(())
}
