//! The documents as they were at a revision of git.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use tempfile::TempDir;

use crate::outcome::Usage;
use crate::workspace::Workspace;

/// `specs/` at a revision, in a folder of its own that goes with this value; the working tree and its index are not touched.
///
/// A folder, for then both sides of a comparison are read by the same code: overlays, `client.toml`, and the files that a
/// document refers to.
#[derive(Debug)]
pub struct Revision {
    name: String,
    folder: TempDir,
}

impl Revision {
    /// Unpacks `specs/` of what `name` stands for: a branch, a tag, `HEAD~2`, a hash.
    pub fn unpack(workspace: &Workspace, name: &str) -> anyhow::Result<Self> {
        let folder = TempDir::with_prefix("clientsmith-")?;
        fs_err::create_dir(folder.path().join("specs"))?;
        let git = Git {
            folder: workspace.root(),
            index: &folder.path().join("index"),
        };
        git.run(["rev-parse", "--git-dir"])
            .context("there is no revision to compare with; --from and --to compare two files")?;
        let commit = format!("{name}^{{commit}}");
        let commit = git.run(["rev-parse", "--verify", "--end-of-options", &commit]);
        let Ok(commit) = commit else {
            return Err(Usage::error(format!(
                "git knows no revision `{name}`; if the clone is shallow, `git fetch` brings it"
            )));
        };
        // `./`: the workspace need not be the root of the repository.
        let specs = format!("{}:./specs", commit.trim());
        if git
            .run(["rev-parse", "--verify", "--quiet", &specs])
            .is_ok()
        {
            git.run(["read-tree", &specs])?;
            let prefix = format!("--prefix={}/specs/", folder.path().display());
            git.run(["checkout-index", "--all", &prefix])?;
        }
        Ok(Self {
            name: name.to_owned(),
            folder,
        })
    }

    /// As the user named it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A workspace that has nothing but `specs/`.
    pub fn workspace(&self) -> anyhow::Result<Workspace> {
        Workspace::at(self.folder.path())
    }
}

/// git in a folder of a repository, with an index that is not the repository's.
struct Git<'a> {
    folder: &'a Path,
    index: &'a Path,
}

impl Git<'_> {
    /// What it prints; its own words when it fails.
    fn run(
        &self,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> anyhow::Result<String> {
        let mut command = Command::new("git");
        command
            .current_dir(self.folder)
            .env("GIT_INDEX_FILE", self.index)
            .args(arguments);
        let output = command.output().context("git could not be started")?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            anyhow::bail!("git: {}", said.trim().trim_start_matches("fatal: "));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
