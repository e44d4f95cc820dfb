//! `cargo check` of all generated crates, in one workspace with one target folder.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use super::messages::{Tally, tally};
use super::row::Row;
use super::store::Store;
use crate::console::progress;
use crate::digest;
use crate::workspace::Workspace;
use crate::write::Files;

/// How the crates are compiled.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Compilers at a time.
    pub jobs: usize,
    /// Tests and examples as well.
    pub all_targets: bool,
}

/// Fills in how each crate compiles; those whose result is kept from an earlier run are not compiled again.
pub fn check(
    rows: &mut [Row],
    store: &Store,
    workspace: &Workspace,
    folder: &Path,
    options: &Options,
) -> anyhow::Result<()> {
    let around = surroundings(workspace, options)?;
    let mut left = Vec::new();
    for row in rows.iter_mut().filter(|row| row.is_generated()) {
        let key = digest::of([row.made.digest.as_bytes(), around.as_bytes()]);
        row.compiled = store.compiled(&row.name, &key);
        if row.compiled.is_none() {
            left.push((row, key));
        }
    }
    if left.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = left.iter().map(|(row, _)| row.name.as_str()).collect();
    write_workspace(folder, workspace, &names)?;
    let keys: BTreeMap<&str, &str> = left
        .iter()
        .map(|(row, key)| (row.name.as_str(), key.as_str()))
        .collect();
    let mut keep = |name: &str, tally: &Tally| {
        // One target has one end, at once known for the result; with several, the result is whole at the end only.
        if let (false, Some(key)) = (options.all_targets, keys.get(name)) {
            // Best effort: a result that is not kept now is kept at the end.
            let _ = store.keep_compiled(name, &tally.result(key));
        }
    };
    let results = run_cargo(folder, &names, options, &mut keep)?;
    for (row, key) in left {
        let compiled = results
            .get(&row.name)
            .unwrap_or(&Tally::default())
            .result(&key);
        store.keep_compiled(&row.name, &compiled)?;
        row.compiled = Some(compiled);
    }
    Ok(())
}

/// What every result depends on besides the crate: the runtime, the compiler, and what is compiled.
fn surroundings(workspace: &Workspace, options: &Options) -> anyhow::Result<String> {
    let version = Command::new("rustc")
        .arg("-vV")
        .output()
        .context("rustc could not be started")?
        .stdout;
    let mut runtime = Files::new();
    let mut folders = vec![workspace.runtime().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                runtime.insert(workspace.shown(&path), fs_err::read_to_string(&path)?);
            }
        }
    }
    runtime.insert(
        "Cargo.toml".to_owned(),
        fs_err::read_to_string(workspace.runtime().join("Cargo.toml"))?,
    );
    let texts = runtime
        .iter()
        .flat_map(|(path, text)| [path.as_bytes(), text.as_bytes()]);
    let targets = [u8::from(options.all_targets)];
    Ok(digest::of(
        texts.chain([version.as_slice(), targets.as_slice()]),
    ))
}

/// A workspace of the crates to check. The repository's `Cargo.lock` goes along, so that the dependencies have the
/// versions that the repository tests with.
fn write_workspace(folder: &Path, workspace: &Workspace, names: &[&str]) -> anyhow::Result<()> {
    let members: String = names
        .iter()
        .map(|name| format!("    \"crates/{name}\",\n"))
        .collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    fs_err::write(folder.join("Cargo.toml"), manifest)?;
    let (ours, theirs) = (
        workspace.root().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    );
    if ours.is_file() && !theirs.exists() {
        fs_err::copy(ours, theirs)?;
    }
    Ok(())
}

/// Checks the whole workspace in one run of Cargo and tells the messages apart by crate; `keep` hears of each crate
/// when rustc is done with it.
fn run_cargo(
    folder: &Path,
    names: &[&str],
    options: &Options,
    keep: &mut dyn FnMut(&str, &Tally),
) -> anyhow::Result<BTreeMap<String, Tally>> {
    let log = folder.join("cargo.stderr");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).args([
        "check",
        "--workspace",
        "--keep-going",
        "--message-format=json",
    ]);
    command
        .args(["--jobs", &options.jobs.to_string()])
        .arg("--target-dir")
        .arg(folder.join("target"));
    if options.all_targets {
        command.arg("--all-targets");
    }
    // Set by `cargo xtask` for this program; the crates are others.
    command.env_remove("CARGO_MANIFEST_DIR");
    command
        .stdout(Stdio::piped())
        .stderr(fs_err::File::create(&log)?.into_parts().0);
    let mut child = command.spawn().context("cargo could not be started")?;
    let output = child.stdout.take().context("cargo has no output")?;
    let bar = progress(names.len(), "compile");
    let results = tally(BufReader::new(output), |name, tally| {
        bar.inc(1);
        keep(name, tally);
    });
    bar.finish_and_clear();
    let status = child.wait()?;
    if !status.success() && results.is_empty() {
        bail!(
            "cargo check did not begin: {}",
            String::from_utf8_lossy(&fs_err::read(&log)?).trim()
        );
    }
    Ok(results)
}
