//! What a program with one of the crates costs to compile, against the same program on reqwest's default TLS stack
//! (aws-lc), and against one that has nothing but reqwest with its default features.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::user::timed;
use crate::compile::{cargo, lend_lock, package_name};
use crate::console::duration;
use crate::outcome::Usage;
use crate::workspace::{Workspace, slashed};

/// Checks the programs from nothing, one after the other, and says how their times compare.
pub fn measure(workspace: &Workspace, api: &str) -> anyhow::Result<String> {
    let place = workspace.generated().join(api);
    let package = package_name(&place).map_err(|_| {
        Usage::error(format!(
            "there is no crate generated/{api}; run `cargo xtask regen {api}`"
        ))
    })?;
    let folder = workspace.kept("bench");
    let path = slashed(&place);
    let programs = [
        ("client", format!("{package} = {{ path = \"{path}\" }}")),
        (
            "client-aws-lc",
            format!(
                "{package} = {{ path = \"{path}\", default-features = false, features = [\"reqwest\", \"aws-lc\", \"gzip\"] }}"
            ),
        ),
        ("reqwest", "reqwest = \"0.13\"".to_owned()),
    ];
    let mut times = Vec::new();
    for (name, dependency) in &programs {
        let program = folder.join(name);
        write_program(&program, name, dependency, workspace)?;
        times.push(check(&program)?);
    }
    let [client, default_tls, reqwest] = times.as_slice() else {
        bail!("three programs, three times")
    };
    let ratio = |other: &Duration| client.as_secs_f64() / other.as_secs_f64();
    let (to_tls, to_reqwest) = (ratio(default_tls), ratio(reqwest));
    let (client, default_tls, reqwest) = (
        duration(*client),
        duration(*default_tls),
        duration(*reqwest),
    );
    Ok(format!(
        "\nclean cargo check with {package}: {client}\n\
         the same on reqwest's default TLS stack: {default_tls}, ratio {to_tls:.2}\n\
         reqwest's defaults and no client: {reqwest}, ratio {to_reqwest:.2}\n"
    ))
}

/// A program that does nothing, with one dependency; from nothing, but for the versions, which are the repository's.
fn write_program(
    folder: &Path,
    name: &str,
    dependency: &str,
    workspace: &Workspace,
) -> anyhow::Result<()> {
    if folder.is_dir() {
        fs_err::remove_dir_all(folder)?;
    }
    fs_err::create_dir_all(folder.join("src"))?;
    let package =
        format!("[package]\nname = \"bench-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
    fs_err::write(
        folder.join("Cargo.toml"),
        format!("{package}\n[dependencies]\n{dependency}\n\n[workspace]\n"),
    )?;
    fs_err::write(folder.join("src/main.rs"), "fn main() {}\n")?;
    lend_lock(workspace, folder)
}

/// The wall time of a `cargo check` with a target folder of its own; fetching is done before and does not count.
fn check(program: &Path) -> anyhow::Result<Duration> {
    let cargo = |command: &str| {
        let mut cargo = cargo(program, &program.join("target"));
        timed(cargo.args([command, "--quiet"])).with_context(|| format!("cargo {command} failed"))
    };
    cargo("fetch")?;
    cargo("check")
}
