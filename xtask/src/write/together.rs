//! Several folders that change together.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::Plan;
use super::destination::{Site, lock};
use crate::workspace::Workspace;

/// Places that are written together, locked and cleared of what an interrupted run has left.
///
/// No file system exchanges two pairs of folders in one step. All of the new ones are built before the first takes its
/// place, and if one cannot, those before it are taken back; a run that is killed between two exchanges leaves the first
/// of them done. So they are given in an order in which that is no harm: documents before the crate that is made of them.
#[derive(Debug)]
pub struct Together {
    sites: Vec<Site>,
    _lock: Option<File>,
}

impl Together {
    /// Opens the folders of an API: its documents, then its crate.
    pub fn of_api(api: &str, workspace: &Workspace) -> anyhow::Result<Self> {
        let places = [
            (workspace.spec(api), format!("specs.{api}")),
            (workspace.generated().join(api), api.to_owned()),
        ];
        Self::open(&places, &workspace.staging())
    }

    /// Opens the places for writing, each with the name that its leftovers have in `staging` (see
    /// [`super::Destination::open`]).
    fn open(places: &[(PathBuf, String)], staging: &Path) -> anyhow::Result<Self> {
        let _lock = lock(staging.parent().unwrap_or(Path::new("")))?;
        let sites = places.iter().map(|(place, name)| {
            fs_err::create_dir_all(place.parent().unwrap_or(Path::new("")))?;
            Site::open(place, name, staging)
        });
        let sites = sites.collect::<anyhow::Result<_>>()?;
        Ok(Self { sites, _lock })
    }

    /// Carries out the plans, one for each place in their order: all of them, or none.
    pub fn write(&self, plans: &[Plan<'_>]) -> anyhow::Result<()> {
        let work: Vec<_> = self.sites.iter().zip(plans).collect();
        let work: Vec<_> = work
            .into_iter()
            .filter(|(_, plan)| !plan.is_empty())
            .collect();
        let done = work
            .iter()
            .try_for_each(|(site, plan)| site.build(plan))
            .and_then(|()| swap_all(work.iter().map(|(site, _)| *site)));
        // Whether it went well or not, what is in the staging folder is now rubbish.
        let cleared = self.sites.iter().try_for_each(Site::recover);
        done.and(cleared)
    }
}

fn swap_all<'a>(sites: impl Iterator<Item = &'a Site>) -> anyhow::Result<()> {
    let mut swapped: Vec<&Site> = Vec::new();
    for site in sites {
        if let Err(error) = site.swap() {
            for earlier in swapped.iter().rev() {
                earlier.swap_back()?;
            }
            return Err(error);
        }
        swapped.push(site);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{Files, plan};

    struct Fixture {
        dir: tempfile::TempDir,
        places: [(PathBuf, String); 2],
    }

    fn fixture() -> Fixture {
        let dir = tempfile::tempdir().unwrap();
        let places = ["specs", "generated"]
            .map(|part| (dir.path().join(part).join("heron"), format!("{part}.heron")));
        Fixture { dir, places }
    }

    impl Fixture {
        fn old(&self) {
            for (place, _) in &self.places {
                std::fs::create_dir_all(place).unwrap();
                std::fs::write(place.join("file"), "old").unwrap();
            }
        }

        fn texts(&self) -> [Option<String>; 2] {
            [0, 1].map(|at| std::fs::read_to_string(self.places[at].0.join("file")).ok())
        }

        fn staging(&self) -> PathBuf {
            self.dir.path().join(".clientsmith")
        }

        fn write(&self, before: impl FnOnce()) -> anyhow::Result<()> {
            let files = Files::from([("file".to_owned(), "new".to_owned())]);
            let together = Together::open(&self.places, &self.staging()).unwrap();
            let plans = [0, 1].map(|at| plan(&self.places[at].0, &files).unwrap());
            before();
            let written = together.write(&plans);
            assert!(!self.staging().exists());
            written
        }
    }

    #[test]
    fn folders_are_replaced_or_made() {
        let replaced = fixture();
        replaced.old();
        replaced.write(|| ()).unwrap();
        let made = fixture();
        made.write(|| ()).unwrap();
        let new = [(); 2].map(|()| Some("new".to_owned()));
        assert_eq!([replaced.texts(), made.texts()], [new.clone(), new]);
    }

    #[test]
    fn one_that_cannot_take_its_place_leaves_the_others_as_they_were() {
        for (is_there, first) in [(true, Some("old".to_owned())), (false, None)] {
            let fixture = fixture();
            if is_there {
                fixture.old();
            }
            let generated = fixture.dir.path().join("generated");
            fixture
                .write(|| std::fs::remove_dir_all(generated).unwrap())
                .unwrap_err();
            assert_eq!(fixture.texts(), [first, None]);
        }
    }
}
