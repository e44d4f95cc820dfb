//! `cargo xtask update`.

mod release;
mod shown;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use clientsmith::Reading;
use clientsmith::change::{self, Changes};
use clientsmith::diagnostics::Report;

use super::completions::names;
use crate::console::Working;
use crate::inputs::{Inputs, Paths, file_name};
use crate::made::{Made, Package};
use crate::outcome::Outcome;
use crate::vendor::document::{checked_file, origin};
use crate::vendor::{Beside, Document, Lock, Read, lock};
use crate::workspace::Workspace;
use crate::write::{self, Together, plan, plan_of_bytes};
use release::Release;

/// Replace a vendored document by a newer one: show what that means, and generate its crate anew.
///
/// The overlays and client.toml stay. An overlay action that the new document has no place for is an error, and one that
/// it has no need for is named. All is written, or nothing.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  cargo xtask update heron openapi.yaml\n  cargo xtask update heron openapi.yaml --write-version"
)]
pub struct Update {
    /// The API, by its folder in specs/.
    #[arg(value_name = "API", add = names::apis())]
    api: String,
    /// The new OpenAPI document, YAML or JSON.
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: PathBuf,
    /// Where the document comes from, if not from where the one before it came.
    #[arg(long, value_name = "TEXT")]
    origin: Option<String>,
    /// Write the version that the changes ask for into client.toml, and what changed into CHANGELOG.md.
    #[arg(long)]
    write_version: bool,
}

/// The API before and after.
struct Sides {
    before: Inputs,
    was: Reading,
    old_lock: Option<Lock>,
    document: Box<Document>,
    after: Inputs,
    is: Reading,
}

impl Update {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        let api = self.api.as_str();
        workspace.apis(std::slice::from_ref(&self.api))?;
        let file = checked_file(&self.file)?;
        let working = Working::on(format!("comparing {api} with {}", file.display()));
        let sides = Sides::read(api, &file, workspace)?;
        drop(working);
        let sides = match sides {
            Ok(sides) => sides,
            Err(report) => return Ok(shown::refused(&report, api)),
        };
        let place = workspace.spec(api);
        shown::edits(api, sides.old_lock.as_ref(), &place, &sides.before);
        let old = Lock::vendored(sides.old_lock.as_ref(), &place, &sides.before);
        if sides.document.files == old && self.origin.is_none() {
            anstream::println!("{api}: {} is what specs/{api} has", file.display());
            return Ok(Outcome::Done);
        }
        let changes = sides.changes(api);
        shown::changes(api, changes.as_ref(), &sides.is.report);
        let release = match (&changes, self.write_version) {
            (Some(changes), true) => Release::of(changes, &sides.before)?,
            _ => None,
        };
        let Sides {
            old_lock,
            document,
            mut after,
            ..
        } = sides;
        if let Some(release) = &release {
            release.apply(api, &mut after);
        }
        let made = Made::of(after)?;
        let (Some(package), Some(after)) = (&made.package, &made.inputs) else {
            return Ok(shown::refused(&made.report, api));
        };
        let lock = document.lock(&self.origin(old_lock.as_ref(), &file));
        let files = folder(&place, &old, after, &document, &lock)?;
        let written = write(api, &files, package, workspace)?;
        shown::done(api, &written, changes.as_ref(), release.as_ref());
        Ok(Outcome::Done)
    }

    /// Where the new document comes from: unless it is said, from where the last one came.
    fn origin(&self, old: Option<&Lock>, file: &Path) -> String {
        match (&self.origin, old) {
            (None, Some(old)) => old.origin.clone(),
            (given, _) => origin(given.as_deref(), file),
        }
    }
}

fn beside(before: &Inputs) -> Beside {
    Beside {
        overlays: before.overlays.clone(),
        config: before.config.clone(),
        changelog: before.changelog.clone(),
    }
}

impl Sides {
    /// Reads both documents, with the same overlays and the same `client.toml`; a new one with errors, or files that
    /// cannot be read, give a report.
    fn read(api: &str, file: &Path, workspace: &Workspace) -> anyhow::Result<Result<Self, Report>> {
        let before = match Inputs::read(&Paths::of_spec(workspace, api)?, workspace) {
            Ok(inputs) => inputs,
            Err(report) => return Ok(Err(report)),
        };
        let document = match Document::read(api, file, workspace)? {
            Read::Unreadable(report) => return Ok(Err(report)),
            Read::Document(document) => document,
        };
        let after = document.inputs(api, beside(&before));
        let (was, is) = rayon::join(
            || clientsmith::read(&before.job()),
            || clientsmith::read(&after.job()),
        );
        if is.report.has_errors() {
            return Ok(Err(is.report));
        }
        Ok(Ok(Self {
            before,
            was,
            old_lock: Lock::read(&workspace.spec(api))?,
            document,
            after,
            is,
        }))
    }

    /// The change report; none when the document before has errors, for what could not be read is in no model.
    fn changes(&self, api: &str) -> Option<Changes> {
        let (before, after) = (self.was.side()?, self.is.side()?);
        Some(change::compare(api, before, after))
    }
}

/// The files of `specs/<api>` afterwards: what is neither the old document nor the new one stays.
fn folder(
    place: &Path,
    old: &BTreeMap<String, Vec<u8>>,
    after: &Inputs,
    document: &Document,
    lock: &Lock,
) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = write::current(place)?;
    files.retain(|path, _| !old.contains_key(path));
    if let Some(path) = document.files.keys().find(|path| files.contains_key(*path)) {
        anyhow::bail!(
            "the document refers to a file `{path}`, and {} has another of that name; move that away",
            place.display()
        );
    }
    files.extend(document.files.clone());
    files.insert(lock::NAME.to_owned(), lock.text()?.into_bytes());
    let ours = after.config.iter().chain(&after.changelog);
    files.extend(ours.map(|file| {
        let name = file_name(&file.path).to_owned();
        (name, file.bytes.clone())
    }));
    Ok(files)
}

/// Writes both folders; answers what that changed in the crate.
fn write(
    api: &str,
    files: &BTreeMap<String, Vec<u8>>,
    package: &Package,
    workspace: &Workspace,
) -> anyhow::Result<String> {
    let [spec, generated] = [workspace.spec(api), workspace.generated().join(api)];
    let together = Together::of_api(api, workspace)?;
    let plans = [
        plan_of_bytes(&spec, files)?,
        plan(&generated, &package.files)?,
    ];
    together.write(&plans)?;
    let [_, of_crate] = &plans;
    Ok(of_crate.summary())
}
