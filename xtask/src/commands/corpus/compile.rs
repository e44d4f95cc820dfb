//! `cargo check` of all generated crates, in one workspace with one target folder.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use indicatif::ProgressBar;
use serde::Deserialize;

use super::row::{Compiled, Row};
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
    let mut results = run_cargo(folder, &names, options)?;
    for (row, key) in left {
        let compiled = Compiled {
            key,
            ..results.remove(&row.name).unwrap_or_default().finish()
        };
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

/// What is known of one crate while Cargo runs.
#[derive(Debug, Default)]
struct Tally {
    errors: usize,
    warnings: usize,
    built: bool,
    first_error: Option<String>,
    first_warning: Option<String>,
}

impl Tally {
    fn add(&mut self, message: Message) {
        // rustc ends with a summary that has no place: `aborting due to 2 previous errors`, `3 warnings emitted`.
        let summary = message.spans.is_empty() && message.code.is_none();
        let aborting =
            message.message.starts_with("aborting due to") || message.message.ends_with(" emitted");
        if summary && aborting {
            return;
        }
        match message.level.as_str() {
            "warning" => {
                self.warnings += 1;
                self.first_warning
                    .get_or_insert(message.rendered.unwrap_or_default());
            }
            level if level.starts_with("error") => {
                self.errors += 1;
                self.first_error
                    .get_or_insert(message.rendered.unwrap_or_default());
            }
            _ => {}
        }
    }

    /// A crate of which nothing was heard at all was never reached.
    fn finish(self) -> Compiled {
        let unreached = !self.built && self.errors == 0;
        let words = unreached.then(|| "not compiled: a dependency failed".to_owned());
        Compiled {
            errors: self.errors + usize::from(unreached),
            warnings: self.warnings,
            first: self.first_error.or(words).or(self.first_warning),
            key: String::new(),
        }
    }
}

/// A line of `cargo check --message-format=json`; only what is used.
#[derive(Debug, Deserialize)]
struct Line {
    reason: String,
    manifest_path: Option<String>,
    message: Option<Message>,
}

#[derive(Debug, Deserialize)]
struct Message {
    level: String,
    message: String,
    rendered: Option<String>,
    code: Option<serde::de::IgnoredAny>,
    spans: Vec<serde::de::IgnoredAny>,
}

/// Checks the whole workspace in one run of Cargo and tells the messages apart by crate.
fn run_cargo(
    folder: &Path,
    names: &[&str],
    options: &Options,
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
    let results = tally(BufReader::new(output).lines().map_while(Result::ok), &bar);
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

/// Messages by the name of the crate's folder.
fn tally(lines: impl Iterator<Item = String>, bar: &ProgressBar) -> BTreeMap<String, Tally> {
    let mut results = BTreeMap::<String, Tally>::new();
    for line in lines {
        let Ok(line) = serde_json::from_str::<Line>(&line) else {
            continue;
        };
        let Some(name) = line.manifest_path.as_deref().and_then(crate_name) else {
            continue;
        };
        let tally = results.entry(name.to_owned()).or_default();
        match (line.reason.as_str(), line.message) {
            ("compiler-message", Some(message)) => tally.add(message),
            ("compiler-artifact", _) if !tally.built => {
                tally.built = true;
                bar.inc(1);
            }
            _ => {}
        }
    }
    results
}

/// `heron` of `…/crates/heron/Cargo.toml`; nothing for a dependency.
fn crate_name(manifest: &str) -> Option<&str> {
    let folder = Path::new(manifest).parent()?;
    let in_crates = folder.parent()?.file_name()? == "crates";
    in_crates.then(|| folder.file_name()?.to_str()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(level: &str, text: &str, place: bool) -> String {
        let spans = if place { "[{}]" } else { "[]" };
        format!(
            r#"{{"reason":"compiler-message","manifest_path":"/x/crates/a/Cargo.toml","message":{{"level":"{level}","message":"{text}","rendered":"{level}: {text}","code":null,"spans":{spans}}}}}"#
        )
    }

    fn tally_of(lines: &[String]) -> BTreeMap<String, Tally> {
        tally(lines.iter().cloned(), &ProgressBar::hidden())
    }

    #[test]
    fn errors_and_warnings_are_counted_without_the_summaries() {
        let lines = [
            message("warning", "unused import", true),
            message("error", "mismatched types", true),
            message(
                "error",
                "aborting due to 1 previous error; 1 warning emitted",
                false,
            ),
        ];
        let compiled = tally_of(&lines).remove("a").unwrap().finish();
        assert_eq!((compiled.errors, compiled.warnings), (1, 1));
        assert_eq!(compiled.first.as_deref(), Some("error: mismatched types"));
    }

    #[test]
    fn a_crate_that_was_built_has_no_errors() {
        let built =
            r#"{"reason":"compiler-artifact","manifest_path":"/x/crates/a/Cargo.toml"}"#.to_owned();
        let dependency =
            r#"{"reason":"compiler-artifact","manifest_path":"/x/serde/Cargo.toml"}"#.to_owned();
        let mut results = tally_of(&[built, dependency]);
        assert_eq!(results.remove("a").unwrap().finish(), Compiled::default());
        assert!(results.is_empty());
    }

    #[test]
    fn a_crate_that_was_never_reached_is_not_compiled() {
        assert_eq!(Tally::default().finish().errors, 1);
    }
}
