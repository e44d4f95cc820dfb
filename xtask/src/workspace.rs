//! Where things are in this repository.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::manifest;
use crate::outcome::Usage;

/// This repository on disk.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the repository at run time, so that no path of the machine that built the binary stays in it: `cargo run`
    /// (and so `cargo xtask`) tells the folder of the running package; a binary started by itself looks for it.
    ///
    /// # Errors
    /// There is none around the current folder, nor around the program.
    pub fn find() -> anyhow::Result<Self> {
        let root = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(package) => PathBuf::from(package).parent().map(Path::to_owned),
            None => Some(locate()?),
        };
        Self::at(&root.context("the workspace's folder has no parent")?)
    }

    /// The repository, or a copy of parts of it, in this folder.
    pub fn at(root: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            root: fs_err::canonicalize(root)?,
        })
    }

    /// The repository's folder, without symbolic links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of an API's documents.
    pub fn spec(&self, api: &str) -> PathBuf {
        self.root.join("specs").join(api)
    }

    /// The folder of the emitted crates.
    pub fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// The folder of the crate `clientsmith-runtime`.
    pub fn runtime(&self) -> PathBuf {
        self.root.join("runtime")
    }

    /// A folder for what the commands keep between runs, in Cargo's target folder.
    pub fn kept(&self, name: &str) -> PathBuf {
        match env::var_os("CARGO_TARGET_DIR") {
            Some(target) => self.root.join(target).join(name),
            None => self.root.join("target").join(name),
        }
    }

    /// Where a crate is built before it takes its place. Not in `generated/`, of which every folder is a member of the
    /// workspace: a leftover there would keep Cargo, and so `cargo xtask` itself, from starting.
    pub fn staging(&self) -> PathBuf {
        self.root.join(".clientsmith")
    }

    /// The APIs named by the user, or all of `specs/` in the order of their names.
    pub fn apis(&self, named: &[String]) -> anyhow::Result<Vec<String>> {
        let known = folders(&self.root.join("specs"))?;
        if named.is_empty() {
            return Ok(known);
        }
        if let Some(unknown) = named.iter().find(|name| !known.contains(name)) {
            let list = if known.is_empty() {
                "there is none".to_owned()
            } else {
                known.join(", ")
            };
            return Err(Usage::error(format!(
                "there is no API `{unknown}` in specs/; known: {list}"
            )));
        }
        Ok(known
            .into_iter()
            .filter(|name| named.contains(name))
            .collect())
    }

    /// The folders of `generated/` that belong to no folder of `specs/`.
    pub fn orphans(&self) -> anyhow::Result<Vec<String>> {
        let known = folders(&self.root.join("specs"))?;
        Ok(folders(&self.generated())?
            .into_iter()
            .filter(|name| !known.contains(name))
            .collect())
    }

    /// The folder of `generated/` that holds the package of this name, if one does.
    pub fn crate_named(&self, package: &str) -> anyhow::Result<Option<String>> {
        let folders = folders(&self.generated())?;
        let is_it = |name: &String| {
            manifest::package(&self.generated().join(name)).as_deref() == Some(package)
        };
        Ok(folders.into_iter().find(is_it))
    }

    /// `path` as shown to users: relative to the repository when it lies there.
    pub fn shown(&self, path: &Path) -> String {
        slashed(path.strip_prefix(&self.root).unwrap_or(path))
    }
}

/// A path with `/` between its parts.
pub fn slashed(path: &Path) -> String {
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}

/// The names of the folders in `parent`, sorted; none when it is not there.
fn folders(parent: &Path) -> anyhow::Result<Vec<String>> {
    if !parent.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs_err::read_dir(parent)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// This repository's folder: the one around the current folder, else the one in which this program was built. Asking Cargo
/// would take longer than regenerating a crate in which nothing has changed.
fn locate() -> anyhow::Result<PathBuf> {
    let here = env::current_dir().context("there is no current folder")?;
    let program = env::current_exe().ok();
    let found = around(&here).or_else(|| around(program.as_deref()?));
    found.ok_or_else(|| {
        Usage::error(
            "neither the current folder nor this program lies in the repository of clientsmith; run it there, or from \
             anywhere by `cargo run --manifest-path <repository>/xtask/Cargo.toml -- …`",
        )
    })
}

/// The nearest folder around a path that holds this program's package and the runtime's.
fn around(path: &Path) -> Option<PathBuf> {
    let has = |folder: &Path, package: &str| folder.join(package).join("Cargo.toml").is_file();
    let root = path
        .ancestors()
        .find(|folder| has(folder, "xtask") && has(folder, "runtime"));
    root.map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(folders: &[&str]) -> (tempfile::TempDir, Workspace) {
        let dir = tempfile::tempdir().unwrap();
        for folder in folders {
            std::fs::create_dir_all(dir.path().join(folder)).unwrap();
        }
        let workspace = Workspace {
            root: dir.path().to_owned(),
        };
        (dir, workspace)
    }

    #[test]
    fn all_apis_in_the_order_of_their_names() {
        let (_dir, workspace) = workspace(&["specs/heron", "specs/ada"]);
        assert_eq!(workspace.apis(&[]).unwrap(), ["ada", "heron"]);
        assert_eq!(workspace.apis(&["heron".to_owned()]).unwrap(), ["heron"]);
    }

    #[test]
    fn an_unknown_api_is_wrong_usage_and_names_the_known_ones() {
        let (_dir, workspace) = workspace(&["specs/heron", "specs/ada"]);
        let error = workspace.apis(&["heroin".to_owned()]).unwrap_err();
        assert!(error.is::<Usage>());
        assert_eq!(
            error.to_string(),
            "there is no API `heroin` in specs/; known: ada, heron"
        );
    }

    #[test]
    fn the_repository_is_the_nearest_folder_around_a_path_with_both_packages() {
        let (dir, _) = workspace(&["xtask", "runtime", "specs/heron"]);
        let inside = dir.path().join("specs/heron");
        assert_eq!(around(&inside), None);
        for package in ["xtask", "runtime"] {
            std::fs::write(dir.path().join(package).join("Cargo.toml"), "").unwrap();
        }
        assert_eq!(around(&inside).as_deref(), Some(dir.path()));
        assert_eq!(
            around(&dir.path().join("target/xtask/xtask")),
            around(&inside)
        );
    }

    #[test]
    fn a_crate_without_documents_is_an_orphan() {
        let (_dir, workspace) = workspace(&["specs/heron", "generated/heron", "generated/gone"]);
        assert_eq!(workspace.orphans().unwrap(), ["gone"]);
    }
}
