//! `cargo xtask update`.

mod release;
mod shown;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use clientsmith::Reading;
use clientsmith::change::{self, Changes, Side};

use crate::inputs::{Inputs, Paths};
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
    #[arg(value_name = "API")]
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

impl Update {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        let api = self.api.as_str();
        workspace.apis(std::slice::from_ref(&self.api))?;
        let file = checked_file(&self.file)?;
        let before = match Inputs::read(&Paths::of_spec(workspace, api)?, workspace) {
            Ok(inputs) => inputs,
            Err(report) => return Ok(shown::refused(&report, api)),
        };
        let was = clientsmith::read(&before.job());
        let old_lock = Lock::read(&workspace.spec(api))?;
        shown::edits(api, old_lock.as_ref(), &workspace.spec(api), &before);
        let document = match Document::read(api, &file, workspace)? {
            Read::Unreadable(report) => return Ok(shown::refused(&report, api)),
            Read::Document(document) => document,
        };
        if document.files == before.published() && self.origin.is_none() {
            anstream::println!("{api}: {} is what specs/{api} has", file.display());
            return Ok(Outcome::Done);
        }
        let mut inputs = document.inputs(api, beside(&before));
        let is = clientsmith::read(&inputs.job());
        if is.report.has_errors() {
            return Ok(shown::refused(&is.report, api));
        }
        let changes = compare(api, &was, &is);
        shown::changes(api, changes.as_ref(), &is.report);
        let release = match (&changes, self.write_version) {
            (Some(changes), true) => Release::of(changes, &before)?,
            _ => None,
        };
        if let Some(release) = &release {
            release.apply(api, &mut inputs);
        }
        let made = Made::of(inputs)?;
        let (Some(package), Some(inputs)) = (&made.package, &made.inputs) else {
            return Ok(shown::refused(&made.report, api));
        };
        let lock = document.lock(&self.origin(old_lock.as_ref(), &file));
        let files = folder(&workspace.spec(api), &before, inputs, &document, &lock)?;
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

/// The change report; none when one of the documents has errors, for what could not be read is in no model.
fn compare(api: &str, was: &Reading, is: &Reading) -> Option<Changes> {
    let (before, after) = (was.api.as_ref()?, is.api.as_ref()?);
    let [before, after] = [(was, before), (is, after)].map(|(reading, api)| Side {
        api,
        config: &reading.config,
        report: &reading.report,
    });
    (!was.report.has_errors()).then(|| change::compare(api, before, after))
}

/// The files of `specs/<api>` afterwards: what is neither the old document nor the new one stays.
fn folder(
    place: &Path,
    before: &Inputs,
    after: &Inputs,
    document: &Document,
    lock: &Lock,
) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = write::current(place)?;
    let old = before.published();
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
        let name = crate::inputs::file_name(&file.path).to_owned();
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
    let places = [
        (spec.clone(), format!("specs.{api}")),
        (generated.clone(), api.to_owned()),
    ];
    let together = Together::open(&places, &workspace.staging())?;
    let plans = [
        plan_of_bytes(&spec, files)?,
        plan(&generated, &package.files)?,
    ];
    together.write(&plans)?;
    let [_, crate_plan] = &plans;
    Ok(crate_plan.summary())
}
