//! One document in a process of its own.

use std::path::PathBuf;
use std::time::Duration;

use super::Entry;
use crate::commands::process::{self, Ended};
use crate::inputs::Paths;
use crate::workspace::slashed;

/// How the child processes are run.
#[derive(Debug)]
pub struct Child {
    /// The corpus's folder in the target folder.
    pub folder: PathBuf,
    /// The crate `clientsmith-runtime`.
    pub runtime: PathBuf,
    /// The wall time of one document.
    pub timeout: Duration,
    /// The address space of one document, in MiB.
    pub memory: u64,
    /// Whether the crates are written.
    pub keep: bool,
}

impl Child {
    /// The folder of an entry's crate.
    pub fn crate_of(&self, entry: &Entry) -> PathBuf {
        self.folder.join("crates").join(&entry.name)
    }

    /// Generates from one entry. What the process says on standard error stays in the folder `logs`.
    pub fn run(&self, entry: &Entry) -> anyhow::Result<Ended> {
        let paths = Paths {
            root: entry.root.clone(),
            ..Paths::alone(&entry.name, &entry.file, slashed(&self.runtime))
        };
        let mut command = process::command(&paths)?;
        command.args(["--memory", &self.memory.to_string()]);
        let place = self.crate_of(entry);
        if self.keep {
            // A staging folder for each, for the processes run side by side.
            let staging = self.folder.join("staging").join(&entry.name);
            command
                .arg("--out")
                .arg(&place)
                .arg("--staging")
                .arg(staging.join("now"));
        }
        let ended = process::run(
            command,
            &self.folder.join("logs"),
            &entry.name,
            self.timeout,
        )?;
        let is_written = self.keep && matches!(&ended, Ended::Made(made) if made.generated);
        if !is_written && place.is_dir() {
            // A crate of an earlier run; that of this one is another, or there is none.
            fs_err::remove_dir_all(&place)?;
        }
        Ok(ended)
    }
}
