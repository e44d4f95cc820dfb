//! `cargo xtask add`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use clientsmith::diagnostics::{Report, Style};
use clientsmith::suggest::{self, Overlay};

use crate::console::{Working, count};
use crate::made::{Made, Package};
use crate::name::{can_be_folder, is_kebab, kebab};
use crate::outcome::{Outcome, Usage};
use crate::vendor::document::{checked_file, origin, spec_file};
use crate::vendor::{Beside, Document, Read, lock};
use crate::workspace::Workspace;
use crate::write::{Together, plan, plan_of_bytes};

/// Where suggestions stand of which none is an action by itself: no command reads it.
const SUGGESTED: &str = "overlay.suggested.yaml";

/// Vendor a document: copy it to specs/, with an overlay and a client.toml to begin with, and generate its crate.
///
/// The document, and the files below its folder that it refers to, are copied byte for byte. A document with errors is
/// refused. All is written, or nothing.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  curl -O https://api.example.com/openapi.yaml\n  cargo xtask add heron openapi.yaml --origin https://api.example.com/openapi.yaml"
)]
pub struct Add {
    /// The API's name in kebab-case: its folder in specs/ and generated/; the crate is NAME-client.
    name: String,
    /// The OpenAPI document, YAML or JSON.
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: PathBuf,
    /// Where the document comes from, such as its URL, for document.lock; the file's name when absent.
    #[arg(long, value_name = "TEXT")]
    origin: Option<String>,
}

/// All that is to be written.
struct Prepared {
    document: Box<Document>,
    overlay: Option<Overlay>,
    made: Made,
    package: Package,
    /// The files of `specs/<api>`.
    files: BTreeMap<String, Vec<u8>>,
}

impl Add {
    pub fn run(self, workspace: &Workspace) -> anyhow::Result<Outcome> {
        let api = self.name.as_str();
        let package = clientsmith::config::Config::default().crate_name(api);
        check_name(api, &package, workspace)?;
        let file = checked_file(&self.file)?;
        let working = Working::on(format!("making {package} of {}", file.display()));
        let prepared = self.prepare(&file, &package, workspace)?;
        drop(working);
        match prepared {
            Ok(prepared) => {
                write(api, &prepared, workspace)?;
                tell(api, &prepared);
                Ok(Outcome::Done)
            }
            Err(report) => Ok(refused(&report, api)),
        }
    }

    /// Makes everything in memory; a document with errors gives their report.
    fn prepare(
        &self,
        file: &Path,
        package: &str,
        workspace: &Workspace,
    ) -> anyhow::Result<Result<Prepared, Report>> {
        let api = self.name.as_str();
        let document = match Document::read(api, file, workspace)? {
            Read::Unreadable(report) => return Ok(Err(report)),
            Read::Document(document) if document.report.has_errors() => {
                return Ok(Err(document.report));
            }
            Read::Document(document) => document,
        };
        let model = document
            .api
            .as_ref()
            .context("a document without errors has no model; this is a fault of clientsmith")?;
        let overlay = suggest::overlay(&document.report, model, &document.main);
        let config = suggest::client_toml(package, model)
            .context("the template of client.toml failed; this is a fault of clientsmith")?;
        let beside = Beside {
            overlays: overlay.iter().filter_map(|one| active(api, one)).collect(),
            config: Some(spec_file(api, "client.toml", &config)),
            changelog: None,
        };
        let mut made = Made::of(document.inputs(api, beside))?;
        let Some(package) = made.package.take() else {
            return Ok(Err(made.report));
        };
        let lock = document
            .lock(&origin(self.origin.as_deref(), file))
            .text()?;
        let mut files = document.files.clone();
        files.insert(lock::NAME.to_owned(), lock.into_bytes());
        files.insert("client.toml".to_owned(), config.into_bytes());
        if let Some(overlay) = &overlay {
            let text = overlay.text.clone().into_bytes();
            files.insert(overlay_name(overlay).to_owned(), text);
        }
        Ok(Ok(Prepared {
            document,
            overlay,
            made,
            package,
            files,
        }))
    }
}

/// Whether the name can be that of an API, and nothing of that name is there.
fn check_name(api: &str, package: &str, workspace: &Workspace) -> anyhow::Result<()> {
    if !is_kebab(api) {
        let meant = kebab(api);
        return Err(Usage::error(format!(
            "`{api}` is not a name in kebab-case; did you mean `{meant}`?"
        )));
    }
    if !can_be_folder(api) {
        return Err(Usage::error(format!(
            "`{api}` cannot be the name of a folder on Windows; choose another"
        )));
    }
    if workspace.spec(api).exists() {
        return Err(Usage::error(format!(
            "specs/{api} is there; `cargo xtask update {api} FILE` replaces its document"
        )));
    }
    if workspace.generated().join(api).exists() {
        return Err(Usage::error(format!(
            "generated/{api} is there, and has no documents in specs/{api}; remove the folder, or choose another name"
        )));
    }
    if let Some(other) = workspace.crate_named(package)? {
        return Err(Usage::error(format!(
            "the crate {package} is there: generated/{other}; choose another name"
        )));
    }
    Ok(())
}

/// The overlay as a file that is applied; nothing if it has no action.
fn active(api: &str, overlay: &Overlay) -> Option<clientsmith::source::SourceFile> {
    (overlay.actions > 0).then(|| spec_file(api, overlay_name(overlay), &overlay.text))
}

/// An overlay has at least one action, so one that is all comments stands beside.
fn overlay_name(overlay: &Overlay) -> &'static str {
    if overlay.actions > 0 {
        "overlay.yaml"
    } else {
        SUGGESTED
    }
}

fn write(api: &str, prepared: &Prepared, workspace: &Workspace) -> anyhow::Result<()> {
    let [spec, generated] = [workspace.spec(api), workspace.generated().join(api)];
    let together = Together::of_api(api, workspace)?;
    together.write(&[
        plan_of_bytes(&spec, &prepared.files)?,
        plan(&generated, &prepared.package.files)?,
    ])
}

/// Says why nothing was written.
fn refused(report: &Report, api: &str) -> Outcome {
    anstream::eprint!("{}", report.render(Style::Colored));
    anstream::eprintln!(
        "{}; nothing was written. What an overlay can mend is vendored by hand: put the document into specs/{api}, an overlay.yaml beside it, and run `cargo xtask regen {api} --accept`",
        report.summary(api)
    );
    Outcome::AtFault
}

/// Says what was written, and what to look at.
fn tell(api: &str, prepared: &Prepared) {
    let (made, overlay) = (&prepared.made, prepared.overlay.as_ref());
    anstream::println!(
        "specs/{api}: {} as published, client.toml, document.lock{}",
        count(prepared.document.files.len(), "file"),
        overlay.map_or(String::new(), |overlay| format!(
            ", {}",
            overlay_name(overlay)
        ))
    );
    anstream::println!(
        "generated/{api}: {}",
        count(prepared.package.files.len(), "file")
    );
    anstream::println!("{}", made.report.summary(api));
    anstream::println!("\nLook at:");
    if let Some(overlay) = overlay {
        let doubtful = match overlay.doubtful {
            0 => String::new(),
            n => format!(", and {n} more commented out, for you to decide"),
        };
        anstream::println!(
            "  specs/{api}/{}: {}{doubtful}",
            overlay_name(overlay),
            count(overlay.actions, "action")
        );
    }
    if !made.report.diagnostics().is_empty() {
        anstream::println!("  cargo xtask lint {api}: what is left of the findings");
    }
    anstream::println!(
        "  specs/{api}/client.toml: names, version, pagination, streams, levels; then `cargo xtask regen {api}`"
    );
    anstream::println!("  generated/{api}/README.md: the methods and how they are named");
    anstream::println!(
        "  cargo check -p {}: also writes Cargo.lock, to be committed with the two folders",
        clientsmith::config::Config::default().crate_name(api)
    );
}
