//! `cargo check` of all generated crates, some at a time, with one target folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use super::row::Row;
use super::store::Store;
use crate::compile::{Crates, Tally, Task, package_name};
use crate::console::progress;
use crate::digest;
use crate::workspace::Workspace;
use crate::write::Files;

/// How the crates are compiled.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Compilers at a time.
    pub jobs: usize,
    /// Crates in one run of Cargo.
    pub batch: usize,
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
    let bar = progress(left.len(), "compile");
    for batch in left.chunks_mut(options.batch) {
        check_batch(batch, store, workspace, folder, options)?;
        bar.inc(batch.len() as u64);
    }
    bar.finish_and_clear();
    Ok(())
}

/// A row whose crate is to be compiled, with the key of the result.
type Left<'a> = (&'a mut Row, String);

/// Compiles some of the crates in one run of Cargo. What the compiler made of them is removed: with hundreds of crates
/// it would fill the disk, and the results are kept.
fn check_batch(
    batch: &mut [Left<'_>],
    store: &Store,
    workspace: &Workspace,
    folder: &Path,
    options: &Options,
) -> anyhow::Result<()> {
    let keys: BTreeMap<String, String> = batch
        .iter()
        .map(|(row, key)| (row.name.clone(), key.clone()))
        .collect();
    let names: Vec<&str> = keys.keys().map(String::as_str).collect();
    let crates = Crates {
        folder,
        names: &names,
        jobs: options.jobs,
    };
    let task = if options.all_targets {
        Task::CheckAllTargets
    } else {
        Task::Check
    };
    let mut keep = |name: &str, tally: &Tally| {
        // One target has one end, at once known for the result; with several, the result is whole at the end only.
        if let (Task::Check, Some(key)) = (task, keys.get(name)) {
            // Best effort: a result that is not kept now is kept at the end.
            let _ = store.keep_compiled(name, &tally.result(key));
        }
    };
    let results = crates.run(workspace, task, &mut keep)?;
    for (row, key) in batch {
        let compiled = results
            .get(&row.name)
            .unwrap_or(&Tally::default())
            .result(key);
        store.keep_compiled(&row.name, &compiled)?;
        row.compiled = Some(compiled);
    }
    let packages = names
        .iter()
        .map(|name| package_name(&folder.join("crates").join(name)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    crates.forget(&packages)
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
