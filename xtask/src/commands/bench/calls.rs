//! What a call through a generated client costs, beside the same call written by hand: the programs of `bench/`.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::workspace::Workspace;

/// The programs: wall times, instructions, and allocations (which has another allocator, so that counting takes no time from
/// the others).
const PROGRAMS: [&str; 3] = ["time", "instructions", "allocations"];

/// Builds and runs them; they print their figures.
pub fn measure(workspace: &Workspace) -> anyhow::Result<()> {
    let mut build = crate::compile::plain_cargo(workspace.root());
    finish(build.arg("build").args(PACKAGE), "the programs")?;
    for program in PROGRAMS {
        let mut cargo = crate::compile::plain_cargo(workspace.root());
        cargo.arg("run").args(PACKAGE).args(["--bin", program]);
        finish(&mut on_one_processor(&cargo), program)?;
    }
    Ok(())
}

const PACKAGE: [&str; 4] = ["--quiet", "--release", "--package", "clientsmith-bench"];

fn finish(command: &mut Command, what: &str) -> anyhow::Result<()> {
    let status = command.status().context("cargo could not be started")?;
    if !status.success() {
        bail!("{what}: {status}");
    }
    Ok(())
}

/// The same command on one processor, where the system can say so (`taskset`): on several it is chance, and not the client,
/// whether the server's thread shares the client's, and that makes a call three times as fast or as slow.
fn on_one_processor(command: &Command) -> Command {
    let has_taskset = Command::new("taskset")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    let mut pinned = Command::new(if has_taskset {
        OsStr::new("taskset")
    } else {
        command.get_program()
    });
    if has_taskset {
        pinned.args(["--cpu-list", "0"]).arg(command.get_program());
    } else {
        eprintln!("without `taskset` the times of small calls depend on chance");
    }
    pinned.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => pinned.env(name, value),
            None => pinned.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        pinned.current_dir(folder);
    }
    pinned
}
