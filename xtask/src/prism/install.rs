//! Prism on disk.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::digest;
use crate::outcome::Usage;
use crate::workspace::Workspace;

/// What npm installs from.
const LOCKED: [&str; 2] = ["package.json", "package-lock.json"];
/// Written when an installation is whole.
const DONE: &str = "installed";
/// The package's executable.
const ENTRY: &str = "node_modules/@stoplight/prism-cli/dist/index.js";
/// Ends Prism with the program that started it.
const GUARD: &str = "until-input-ends.cjs";

/// An installation of Prism.
#[derive(Debug)]
pub struct Prism {
    /// Prism's own script.
    entry: PathBuf,
    /// Loaded before it.
    guard: PathBuf,
}

impl Prism {
    /// The installation in Cargo's target folder, made by `npm ci` when it is not there.
    ///
    /// # Errors
    /// Wrong usage when there is no Node.js; what npm said when it fails.
    pub fn installed(workspace: &Workspace) -> anyhow::Result<Self> {
        let source = workspace.root().join("xtask").join("prism");
        for program in ["node", "npm"] {
            is_there(program)?;
        }
        let folder = workspace.kept("prism").join(version(&source)?);
        if !folder.join(DONE).exists() {
            install(&source, &folder)?;
        }
        Ok(Self {
            entry: folder.join(ENTRY),
            guard: source.join(GUARD),
        })
    }

    /// The command that runs Prism; it ends when its standard input does.
    pub fn command(&self) -> Command {
        let mut command = Command::new("node");
        command.arg("--require").arg(&self.guard).arg(&self.entry);
        command
    }
}

/// What distinguishes one installation from another.
fn version(source: &Path) -> anyhow::Result<String> {
    let files = LOCKED
        .iter()
        .map(|name| fs_err::read(source.join(name)))
        .collect::<Result<Vec<_>, _>>()?;
    let mut digest = digest::of(files.iter().map(Vec::as_slice));
    digest.truncate(16);
    Ok(digest)
}

/// Whether a program of Node.js can be run.
fn is_there(program: &str) -> anyhow::Result<()> {
    let asked = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match asked {
        Ok(status) if status.success() => Ok(()),
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{program} could not be started"))
        }
        _ => Err(Usage::error(format!(
            "there is no `{program}`: the mock server that judges the calls runs on Node.js 20 or later \
             (https://nodejs.org); `conformance --types` needs none"
        ))),
    }
}

fn install(source: &Path, folder: &Path) -> anyhow::Result<()> {
    fs_err::create_dir_all(folder)?;
    for name in LOCKED {
        fs_err::copy(source.join(name), folder.join(name))?;
    }
    anstream::eprintln!("installing Prism with npm …");
    // The packages' own scripts are not needed, and could do anything.
    let output = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .context("npm could not be started")?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        bail!("npm ci: {}\n{}", output.status, words.trim());
    }
    fs_err::write(folder.join(DONE), "")?;
    Ok(())
}
