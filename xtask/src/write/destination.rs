//! The place of a crate on disk, and its staging folder.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{NOT_OURS, Plan, build, swap};

/// A crate's place, locked and cleared of what an interrupted run has left.
#[derive(Debug)]
pub struct Destination {
    site: Site,
    /// Held until the destination is dropped; `None` where folders cannot be locked.
    _lock: Option<File>,
}

/// A folder's place, and what its new and its old one are called in the staging folder.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) place: PathBuf,
    name: String,
    staging: PathBuf,
}

impl Destination {
    /// Opens `place` for writing. New crates are built in `staging`, a folder on the same file system that is there
    /// only while somebody writes, and that only this program uses.
    pub fn open(place: &Path, staging: &Path) -> anyhow::Result<Self> {
        let name = place
            .file_name()
            .with_context(|| format!("{} has no name", place.display()))?;
        let [above, beside] = [place, staging].map(|path| path.parent().unwrap_or(Path::new("")));
        fs_err::create_dir_all(above)?;
        let _lock = lock(beside)?;
        let site = Site::open(place, &name.to_string_lossy(), staging)?;
        Ok(Self { site, _lock })
    }

    /// Carries a plan out: all of it, or nothing. Nothing is touched when there is nothing to do.
    pub fn write(&self, plan: &Plan<'_>) -> anyhow::Result<()> {
        if plan.is_empty() {
            return Ok(());
        }
        let done = self.site.build(plan).and_then(|()| self.site.swap());
        // Whether it went well or not, what is in the staging folder is now rubbish.
        let cleared = self.site.recover();
        done.and(cleared)
    }
}

impl Site {
    /// Clears the place of what an interrupted run has left; the lock must be held.
    pub(super) fn open(place: &Path, name: &str, staging: &Path) -> anyhow::Result<Self> {
        let site = Self {
            place: place.to_owned(),
            name: name.to_owned(),
            staging: staging.to_owned(),
        };
        site.recover()?;
        Ok(site)
    }

    /// Builds the new folder beside the old one.
    pub(super) fn build(&self, plan: &Plan<'_>) -> anyhow::Result<()> {
        build::build(plan, &self.place, &self.new_folder())
    }

    /// Puts the new folder in its place; the old one, if there was one, is then in the staging folder.
    pub(super) fn swap(&self) -> anyhow::Result<()> {
        swap::swap(&self.new_folder(), &self.place, &self.aside())
    }

    /// Takes [`Site::swap`] back.
    pub(super) fn swap_back(&self) -> anyhow::Result<()> {
        let mut old = [self.new_folder(), self.aside()].into_iter();
        let Some(old) = old.find(|old| old.is_dir()) else {
            // There was none before.
            return Ok(fs_err::rename(&self.place, self.new_folder())?);
        };
        let undone = self.staging.join(format!("{}.undone", self.name));
        swap::swap(&old, &self.place, &undone)
    }

    /// Brings back an old crate that stepped aside and was not followed by a new one, and removes what else runs have
    /// left in the staging folder: half a new crate, or an old one that was replaced.
    pub(super) fn recover(&self) -> anyhow::Result<()> {
        let Ok(entries) = std::fs::read_dir(&self.staging) else {
            return Ok(());
        };
        if self.place.symlink_metadata().is_err() && self.aside().is_dir() {
            fs_err::rename(self.aside(), &self.place)?;
        }
        let ours = ["old", "undone"].map(|what| format!("{}.{what}", self.name));
        let new = format!("{}.new-", self.name);
        for entry in entries {
            let leftover = entry?.path();
            let name = leftover
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if (ours.contains(&name) || name.starts_with(&new)) && leftover.is_dir() {
                self.adopt(&leftover)?;
                fs_err::remove_dir_all(&leftover)?;
            }
        }
        // Fails when another crate's leftovers are in it, and then it is right to stay.
        let _ = std::fs::remove_dir(&self.staging);
        Ok(())
    }

    /// Moves what is not the generator's from an old crate to the one in its place.
    fn adopt(&self, old: &Path) -> anyhow::Result<()> {
        for name in NOT_OURS {
            let (from, to) = (old.join(name), self.place.join(name));
            if from.symlink_metadata().is_ok() && to.symlink_metadata().is_err() {
                fs_err::rename(from, to)?;
            }
        }
        Ok(())
    }

    fn new_folder(&self) -> PathBuf {
        self.staging
            .join(format!("{}.new-{}", self.name, std::process::id()))
    }

    fn aside(&self) -> PathBuf {
        self.staging.join(format!("{}.old", self.name))
    }
}

/// Locks `folder`, in which the staging folder comes and goes, so that two runs do not clear each other's work away.
pub(super) fn lock(folder: &Path) -> anyhow::Result<Option<File>> {
    let Ok(handle) = File::open(folder) else {
        return Ok(None);
    };
    if let Err(std::fs::TryLockError::WouldBlock) = handle.try_lock() {
        anstream::eprintln!(
            "waiting for another run that writes below {}",
            folder.display()
        );
        handle.lock()?;
    }
    Ok(Some(handle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{Files, plan};

    struct Fixture {
        dir: tempfile::TempDir,
        place: PathBuf,
        staging: PathBuf,
    }

    /// A crate of three files, one of which will be stale, with things that are not ours beside them.
    fn fixture() -> Fixture {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("generated/heron");
        let staging = dir.path().join(".staging");
        std::fs::create_dir_all(place.join("src")).unwrap();
        std::fs::create_dir_all(place.join("target/debug")).unwrap();
        for path in [
            "Cargo.toml",
            "Cargo.lock",
            "src/lib.rs",
            "src/stale.rs",
            "target/debug/heron",
        ] {
            std::fs::write(place.join(path), "old").unwrap();
        }
        Fixture {
            dir,
            place,
            staging,
        }
    }

    fn wanted() -> Files {
        let pairs = [
            ("Cargo.toml", "old"),
            ("src/lib.rs", "new"),
            ("src/types/user.rs", "new"),
        ];
        pairs
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .into()
    }

    impl Fixture {
        fn open(&self) -> Destination {
            Destination::open(&self.place, &self.staging).unwrap()
        }

        fn text(&self, path: &str) -> Option<String> {
            std::fs::read_to_string(self.place.join(path)).ok()
        }

        fn assert_old(&self) {
            let texts = [
                "src/lib.rs",
                "src/stale.rs",
                "Cargo.toml",
                "target/debug/heron",
            ]
            .map(|path| self.text(path));
            assert_eq!(texts, [(); 4].map(|()| Some("old".to_owned())));
            assert_eq!(self.text("src/types/user.rs"), None);
            assert!(!self.staging.exists());
        }

        fn assert_new(&self) {
            assert!(plan(&self.place, &wanted()).unwrap().is_empty());
            assert_eq!(self.text("src/lib.rs").as_deref(), Some("new"));
            assert_eq!(self.text("src/stale.rs"), None);
            assert_eq!(self.text("target/debug/heron").as_deref(), Some("old"));
            assert_eq!(self.text("Cargo.lock").as_deref(), Some("old"));
            assert!(!self.staging.exists());
        }
    }

    #[test]
    fn a_crate_is_replaced_stale_files_and_all() {
        let fixture = fixture();
        let wanted = wanted();
        fixture
            .open()
            .write(&plan(&fixture.place, &wanted).unwrap())
            .unwrap();
        fixture.assert_new();
    }

    #[test]
    fn a_new_crate_is_made() {
        let dir = tempfile::tempdir().unwrap();
        let (place, staging) = (
            dir.path().join("generated/ada"),
            dir.path().join(".staging"),
        );
        let wanted = wanted();
        Destination::open(&place, &staging)
            .unwrap()
            .write(&plan(&place, &wanted).unwrap())
            .unwrap();
        assert!(plan(&place, &wanted).unwrap().is_empty());
        assert!(!staging.exists());
    }

    #[test]
    fn files_that_did_not_change_keep_their_time() {
        let fixture = fixture();
        let before = std::fs::metadata(fixture.place.join("Cargo.toml"))
            .unwrap()
            .modified()
            .unwrap();
        let long_ago = before - std::time::Duration::from_secs(3600);
        File::options()
            .write(true)
            .open(fixture.place.join("Cargo.toml"))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
        let wanted = wanted();
        fixture
            .open()
            .write(&plan(&fixture.place, &wanted).unwrap())
            .unwrap();
        let times = ["Cargo.toml", "src/lib.rs"].map(|p| {
            std::fs::metadata(fixture.place.join(p))
                .unwrap()
                .modified()
                .unwrap()
        });
        assert_eq!(times[0], long_ago);
        assert!(times[1] >= before);
    }

    #[test]
    fn nothing_to_do_touches_nothing() {
        let fixture = fixture();
        let wanted = wanted();
        let destination = fixture.open();
        destination
            .write(&plan(&fixture.place, &wanted).unwrap())
            .unwrap();
        let before = std::fs::metadata(&fixture.place)
            .unwrap()
            .modified()
            .unwrap();
        destination
            .write(&plan(&fixture.place, &wanted).unwrap())
            .unwrap();
        assert_eq!(
            std::fs::metadata(&fixture.place)
                .unwrap()
                .modified()
                .unwrap(),
            before
        );
    }

    #[test]
    fn a_failure_in_the_middle_leaves_the_old_crate_whole() {
        let fixture = fixture();
        let mut wanted = wanted();
        // No file system takes a name of this length: the files before it are written, this one fails.
        wanted.insert(format!("src/zzz{}.rs", "z".repeat(400)), "new".to_owned());
        fixture
            .open()
            .write(&plan(&fixture.place, &wanted).unwrap())
            .unwrap_err();
        fixture.assert_old();
    }

    #[test]
    fn a_run_killed_while_building_is_cleared_up() {
        let fixture = fixture();
        let wanted = wanted();
        let destination = fixture.open();
        build::build(
            &plan(&fixture.place, &wanted).unwrap(),
            &fixture.place,
            &destination.site.new_folder(),
        )
        .unwrap();
        drop(destination);
        assert!(fixture.staging.exists());
        drop(fixture.open());
        fixture.assert_old();
    }

    #[test]
    fn a_run_killed_after_the_exchange_is_finished() {
        let fixture = fixture();
        let wanted = wanted();
        let destination = fixture.open();
        let new = destination.site.new_folder();
        build::build(
            &plan(&fixture.place, &wanted).unwrap(),
            &fixture.place,
            &new,
        )
        .unwrap();
        swap::swap(&new, &fixture.place, &destination.site.aside()).unwrap();
        drop(destination);
        drop(fixture.open());
        fixture.assert_new();
    }

    #[test]
    fn a_run_killed_between_the_two_steps_of_the_fallback_is_undone() {
        let fixture = fixture();
        let wanted = wanted();
        let destination = fixture.open();
        build::build(
            &plan(&fixture.place, &wanted).unwrap(),
            &fixture.place,
            &destination.site.new_folder(),
        )
        .unwrap();
        std::fs::rename(&fixture.place, destination.site.aside()).unwrap();
        drop(destination);
        drop(fixture.open());
        fixture.assert_old();
    }

    #[test]
    fn what_another_crate_has_left_is_not_touched() {
        let fixture = fixture();
        let other = fixture.staging.join("heron2.new-1");
        std::fs::create_dir_all(&other).unwrap();
        drop(fixture.open());
        assert!(other.is_dir());
        assert!(fixture.dir.path().join("generated/heron").is_dir());
    }
}
