//! Crates for tests, made of the fixtures and of the vendored documents.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file; and no test
// file uses everything here.
#![allow(clippy::unwrap_used, clippy::panic, dead_code)]

pub mod cargo;
mod corpus;
mod surface;

use std::path::{Path, PathBuf};

use clientsmith::source::{LoadError, Loader, SourceFile};
use clientsmith::{Generation, Job, Reading};

#[allow(unused_imports)]
pub use {corpus::corpus, surface::surface};

/// The APIs whose documents stand in `specs`.
pub const APIS: [&str; 5] = ["heron", "conductor", "altur", "versori", "ada"];

/// The fixtures are single files.
struct NoOtherFiles;

impl Loader for NoOtherFiles {
    fn load(&self, _: &str) -> Result<Vec<u8>, LoadError> {
        Err(LoadError::NotFound)
    }
}

/// What a crate is made of, in a folder or in memory.
pub struct Inputs {
    pub name: String,
    pub document: SourceFile,
    pub overlays: Vec<SourceFile>,
    pub config: Option<SourceFile>,
}

impl Inputs {
    /// A document of which nothing but the text is known.
    pub fn of_text(path: &str, text: &str) -> Self {
        let document = SourceFile {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        Self {
            name: "ferry".to_owned(),
            document,
            overlays: Vec::new(),
            config: None,
        }
    }

    /// With this text as `client.toml`.
    pub fn with_config(mut self, text: &str) -> Self {
        self.config = Some(SourceFile {
            path: "client.toml".to_owned(),
            bytes: text.as_bytes().to_vec(),
        });
        self
    }

    /// `<name>.yaml` and, when there is one, the `<name>.toml` beside it.
    pub fn of_fixture(path: &Path) -> Self {
        let name = path
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .replace('_', "-");
        let document = file("openapi.yaml", path).unwrap();
        let config = file("client.toml", &path.with_extension("toml"));
        Self {
            name,
            document,
            overlays: Vec::new(),
            config,
        }
    }

    /// The folder of an API in `specs`.
    pub fn of_spec(name: &str) -> Self {
        let folder = workspace().join("specs").join(name);
        Self {
            name: name.to_owned(),
            document: file("openapi.yaml", &folder.join("openapi.yaml")).unwrap(),
            overlays: file("overlay.yaml", &folder.join("overlay.yaml"))
                .into_iter()
                .collect(),
            config: file("client.toml", &folder.join("client.toml")),
        }
    }

    /// The crate, with the runtime at this path.
    pub fn generate(&self, runtime_path: &str) -> Generation {
        clientsmith::generate(&self.job(runtime_path))
    }

    /// The model alone.
    pub fn read(&self) -> Reading {
        clientsmith::read(&self.job(""))
    }

    fn job(&self, runtime_path: &str) -> Job<'_> {
        Job {
            name: &self.name,
            document: &self.document,
            overlays: &self.overlays,
            config: self.config.as_ref(),
            loader: &NoOtherFiles,
            runtime_path: runtime_path.to_owned(),
            own_workspace: false,
        }
    }
}

/// A file under another name, so that no snapshot knows the machine.
fn file(name: &str, path: &Path) -> Option<SourceFile> {
    let bytes = std::fs::read(path).ok()?;
    Some(SourceFile {
        path: name.to_owned(),
        bytes,
    })
}

/// The workspace's folder.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// A fixture's path from its path below `tests/fixtures`.
pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(path)
}

/// Every fixture of a feature, by name.
pub fn features() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(fixture("features"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    paths.sort();
    paths
}
