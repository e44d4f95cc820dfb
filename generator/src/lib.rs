//! OpenAPI documents become Rust client crates, without I/O.
//!
//! Each stage is a function from one representation to the next plus diagnostics, and a room of its own; a room uses
//! only those above it in this list:
//!
//! | room | from | to |
//! |---|---|---|
//! | [`diagnostics`] | | codes, places, rendering |
//! | [`config`] | `client.toml` | our choices |
//! | [`source`] | bytes | one tree |
//! | [`overlay`] | tree | tree |
//! | [`dialect`] | tree of any dialect | [`openapiv3::OpenAPI`] |
//! | [`model`] | | the intermediate model |
//! | [`lower`] | `openapiv3` | model |
//! | [`emit`] | model | tokens |
//! | [`render`] | tokens, templates | text |
//! | [`change`] | model, model | change report |
//! | [`suggest`] | findings, model | an overlay and a `client.toml` to begin with |
//!
//! [`read`] and [`generate`] string them together.

pub mod change;
pub mod config;
pub mod diagnostics;
pub mod dialect;
pub mod emit;
pub mod lower;
pub mod model;
pub mod overlay;
pub mod render;
pub mod source;
pub mod suggest;

use std::collections::BTreeMap;

use change::Demands;
use config::{Config, InlineTypes};
use diagnostics::{Addresses, Files, Origins, Report, Sink};
use model::{Api, Features};
use render::Surroundings;
use source::{Loader, SourceFile};

/// Everything that a crate is made from.
pub struct Job<'a> {
    /// The API's name, such as `heron`; the crate is `<name>-client` unless `client.toml` says otherwise.
    pub name: &'a str,
    /// The OpenAPI document.
    pub document: &'a SourceFile,
    /// Overlays, in the order in which they are applied.
    pub overlays: &'a [SourceFile],
    /// `client.toml`.
    pub config: Option<&'a SourceFile>,
    /// Reads the files that the document refers to.
    pub loader: &'a dyn Loader,
    /// `path` of `clientsmith-runtime` in the generated `Cargo.toml`.
    pub runtime_path: String,
    /// Whether the generated crate is to be a workspace of its own.
    pub own_workspace: bool,
}

/// What reading a document gave.
#[derive(Debug)]
pub struct Reading {
    /// What was found.
    pub report: Report,
    /// The model, if the document could be read at all; with errors in the report it is not to be used for a crate.
    pub api: Option<Api>,
    /// What the document demands that the model does not show.
    pub demands: Demands,
    /// The choices of `client.toml`.
    pub config: Config,
}

impl Reading {
    /// One side of a comparison; none where the document gave no model, or has errors.
    pub fn side(&self) -> Option<change::Side<'_>> {
        let api = self.api.as_ref().filter(|_| !self.report.has_errors())?;
        Some(change::Side {
            api,
            config: &self.config,
            demands: &self.demands,
            report: &self.report,
        })
    }
}

/// What generating a crate gave.
#[derive(Debug)]
pub struct Generation {
    /// What was found.
    pub report: Report,
    /// The model that the crate is made from, if the document could be read at all; inline types that are alike are one in it.
    pub api: Option<Api>,
    /// The crate, path (with `/`) → text; `None` when the report has errors.
    pub files: Option<BTreeMap<String, String>>,
}

/// Reads a document into the model.
pub fn read(job: &Job<'_>) -> Reading {
    let mut run = Run {
        demands: Some(Demands::default()),
        ..Run::default()
    };
    let api = run.api(job);
    run.apply_levels(api.is_some());
    Reading {
        report: Report::new(run.sink, run.files, run.origins),
        api,
        demands: run.demands.unwrap_or_default(),
        config: run.config,
    }
}

/// Makes a crate of a document, in memory.
pub fn generate(job: &Job<'_>) -> Generation {
    let mut run = Run::default();
    let mut api = run.api(job);
    let files = match &mut api {
        Some(api) => {
            if run.config.inline_types == InlineTypes::Shared {
                lower::share(api);
            }
            run.render(job, api)
        }
        None => {
            run.apply_levels(false);
            None
        }
    };
    Generation {
        report: Report::new(run.sink, run.files, run.origins),
        api,
        files,
    }
}

/// What the stages of one run share.
#[derive(Default)]
struct Run {
    files: Files,
    sink: Sink,
    origins: Origins,
    config: Config,
    /// Collected where they are asked for.
    demands: Option<Demands>,
}

impl Run {
    /// Bytes to model.
    fn api(&mut self, job: &Job<'_>) -> Option<Api> {
        let Self { files, sink, .. } = self;
        let document = source::parse(job.document, files, sink);
        if let Some(file) = job.config {
            self.config = config::read(file, files, sink).unwrap_or_default();
        }
        let mut document = document?;
        for overlay in job.overlays {
            overlay::apply(&mut document, overlay, files, sink);
        }
        let mut document = source::bundle(document, job.loader, files, sink)?;
        dialect::normalise(&mut document, &self.config, sink);
        let also = self.config.stream_items();
        let openapi = dialect::typed(&document, self.config.schemas, &also, sink);
        let (tree, origins) = document.into_parts();
        self.origins = origins;
        if let Some(demands) = &mut self.demands {
            *demands = Demands::of(&tree);
        }
        drop_aside(tree);
        let openapi = openapi?;
        let api = lower::lower(&openapi, &self.config, &mut self.sink);
        drop_aside(openapi);
        Some(api)
    }

    /// The levels of `client.toml`; what it allows in vain is said if the document could be read to its end.
    fn apply_levels(&mut self, finished: bool) {
        let addresses = Addresses::new(&self.files, &self.origins);
        config::apply_levels(&self.config, &addresses, finished, &mut self.sink);
    }

    /// Model to text; nothing when there is an error, the levels of `client.toml` applied.
    fn render(&mut self, job: &Job<'_>, api: &Api) -> Option<BTreeMap<String, String>> {
        let crate_name = self.config.crate_name(job.name);
        let features = Features::of(api);
        let sources = emit::emit(api, &features, &self.config, &crate_name, &mut self.sink);
        let addresses = Addresses::new(&self.files, &self.origins);
        config::apply_levels(&self.config, &addresses, true, &mut self.sink);
        if self.sink.has_errors() {
            return None;
        }
        let surroundings = Surroundings {
            crate_name: &crate_name,
            features: &features,
            runtime_path: &job.runtime_path,
            own_workspace: job.own_workspace,
        };
        let files = render::render(api, &self.config, surroundings, &sources, &mut self.sink);
        (!self.sink.has_errors()).then_some(files)
    }
}

/// Gives a large value back on another thread, for that takes as long as a stage of its own.
fn drop_aside<T: Send + 'static>(value: T) {
    rayon::spawn(move || drop(value));
}
