//! What a call through a generated client costs, beside the same call written by hand: the programs of `bench/`.

use anyhow::{Context as _, bail};

use crate::workspace::Workspace;

/// The programs: wall times, and allocations (which has another allocator, so that counting takes no time from the first).
const PROGRAMS: [&str; 2] = ["time", "allocations"];

/// Builds and runs them; they print their figures.
pub fn measure(workspace: &Workspace) -> anyhow::Result<()> {
    for program in PROGRAMS {
        let mut cargo = crate::compile::plain_cargo(workspace.root());
        cargo.args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "clientsmith-bench",
        ]);
        let status = cargo
            .args(["--bin", program])
            .status()
            .context("cargo could not be started")?;
        if !status.success() {
            bail!("{program}: {status}");
        }
    }
    Ok(())
}
