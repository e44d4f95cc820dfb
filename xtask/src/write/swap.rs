//! Two folders change places.

use std::io;
use std::path::Path;

use anyhow::Context as _;

/// Puts the folder `new` at `place`. What was there is afterwards at `new` or at `aside`; both are then rubbish.
///
/// Where the system can exchange two names in one step, `place` holds a whole crate at every moment. Elsewhere the old
/// one steps aside first: a run killed between the two steps leaves it at `aside`, and the next run puts it back.
pub(super) fn swap(new: &Path, place: &Path, aside: &Path) -> anyhow::Result<()> {
    let result = if place.symlink_metadata().is_err() {
        std::fs::rename(new, place)
    } else {
        exchange(new, place).or_else(|error| match error.kind() {
            // Not known to this system (ENOSYS) or to this file system (EINVAL, EOPNOTSUPP).
            io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput => {
                step_aside(new, place, aside)
            }
            _ => Err(error),
        })
    };
    result.with_context(|| {
        format!(
            "the new crate could not take its place at {}",
            place.display()
        )
    })
}

/// The fallback in two steps; the first is taken back when the second fails.
fn step_aside(new: &Path, place: &Path, aside: &Path) -> io::Result<()> {
    std::fs::rename(place, aside)?;
    std::fs::rename(new, place).inspect_err(|_| {
        // If this fails as well, recovery does it at the start of the next run.
        let _ = std::fs::rename(aside, place);
    })
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(names: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for name in names {
            std::fs::create_dir(dir.path().join(name)).unwrap();
            std::fs::write(dir.path().join(name).join("lib.rs"), name).unwrap();
        }
        dir
    }

    fn text(dir: &tempfile::TempDir, name: &str) -> Option<String> {
        std::fs::read_to_string(dir.path().join(name).join("lib.rs")).ok()
    }

    #[test]
    fn the_old_crate_gives_way() {
        let dir = folders(&["new", "place"]);
        let [new, place, aside] = ["new", "place", "aside"].map(|name| dir.path().join(name));
        swap(&new, &place, &aside).unwrap();
        assert_eq!(text(&dir, "place").as_deref(), Some("new"));
        let old = text(&dir, "new").or(text(&dir, "aside"));
        assert_eq!(old.as_deref(), Some("place"));
    }

    #[test]
    fn an_empty_place_is_taken() {
        let dir = folders(&["new"]);
        let [new, place, aside] = ["new", "place", "aside"].map(|name| dir.path().join(name));
        swap(&new, &place, &aside).unwrap();
        assert_eq!(text(&dir, "place").as_deref(), Some("new"));
    }

    #[test]
    fn without_exchange_a_second_step_that_fails_takes_the_first_one_back() {
        let dir = folders(&["place"]);
        let [new, place, aside] = ["new", "place", "aside"].map(|name| dir.path().join(name));
        step_aside(&new, &place, &aside).unwrap_err();
        assert_eq!(text(&dir, "place").as_deref(), Some("place"));
        assert_eq!(text(&dir, "aside"), None);
    }
}
