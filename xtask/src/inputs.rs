//! What a client is made from, read from disk: a document, its overlays, its `client.toml`.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clientsmith::change::Demands;
use clientsmith::config::Config;
use clientsmith::diagnostics::{Code, Diagnostic, Files, Origins, Place, Report, Sink};
use clientsmith::source::{self, SourceFile};
use clientsmith::{Generation, Job, Reading, overlay};
use serde_json::Value;

use crate::loader::FolderLoader;
use crate::outcome::Usage;
use crate::vendor::{Beside, Lock};
use crate::workspace::{Workspace, slashed};

/// The way from a crate in `generated/` to the runtime.
pub const RUNTIME_PATH: &str = "../../runtime";

/// The files of one API, as paths.
#[derive(Debug, Clone)]
pub struct Paths {
    /// The API's name, such as `heron`.
    pub name: String,
    /// The OpenAPI document.
    pub document: PathBuf,
    /// The folder whose files the document may refer to; its own when absent.
    pub root: Option<PathBuf>,
    /// Overlays, in the order in which they are applied.
    pub overlays: Vec<PathBuf>,
    /// `client.toml`.
    pub config: Option<PathBuf>,
    /// `CHANGELOG.md`, which goes into the crate as it is.
    pub changelog: Option<PathBuf>,
    /// The name by which the document's other files know it, if it is not that of its file.
    pub published_as: Option<String>,
    /// The path of `clientsmith-runtime` that the emitted `Cargo.toml` names.
    pub runtime_path: String,
    /// Whether the crate is to be a workspace of its own.
    pub own_workspace: bool,
}

impl Paths {
    /// A document without overlays and configuration.
    pub fn alone(name: &str, document: &Path, runtime_path: String) -> Self {
        let (name, document) = (name.to_owned(), document.to_owned());
        Self {
            name,
            document,
            root: None,
            overlays: Vec::new(),
            config: None,
            changelog: None,
            published_as: None,
            runtime_path,
            own_workspace: false,
        }
    }

    /// The files of `specs/<api>`: the document, `overlay.yaml` and after it every `overlay-*.yaml` in the order of
    /// their names, `client.toml` and `CHANGELOG.md`; all but the document may be missing.
    pub fn of_spec(workspace: &Workspace, api: &str) -> anyhow::Result<Self> {
        let folder = workspace.spec(api);
        let there = |name: &str| Some(folder.join(name)).filter(|path| path.exists());
        let json = folder.join("openapi.json");
        let overlay = folder.join("overlay.yaml");
        let mut overlays = numbered_overlays(&folder)?;
        if overlay.exists() {
            overlays.insert(0, overlay);
        }
        Ok(Self {
            name: api.to_owned(),
            document: if json.exists() {
                json
            } else {
                folder.join("openapi.yaml")
            },
            root: None,
            overlays,
            config: there("client.toml"),
            changelog: there("CHANGELOG.md"),
            published_as: Lock::read(&folder)?.and_then(|lock| lock.published_as),
            runtime_path: RUNTIME_PATH.to_owned(),
            own_workspace: false,
        })
    }
}

fn numbered_overlays(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut overlays = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with("overlay-") && name.ends_with(".yaml") {
            overlays.push(folder.join(name));
        }
    }
    overlays.sort();
    Ok(overlays)
}

/// The files of one API, as bytes.
#[derive(Debug)]
pub struct Inputs {
    name: String,
    document: SourceFile,
    /// Overlays, in the order in which they are applied.
    pub overlays: Vec<SourceFile>,
    /// `client.toml`.
    pub config: Option<SourceFile>,
    /// `CHANGELOG.md`.
    pub changelog: Option<SourceFile>,
    runtime_path: String,
    own_workspace: bool,
    /// Where the document's references are read.
    pub loader: FolderLoader,
}

impl Inputs {
    /// Reads the files; every one that cannot be read is a diagnostic of the report.
    pub fn read(paths: &Paths, workspace: &Workspace) -> Result<Self, Report> {
        let mut missing = Sink::default();
        let mut file = |path: &Path| match source_file(path, workspace) {
            Ok(file) => Some(file),
            Err(diagnostic) => {
                missing.push(diagnostic);
                None
            }
        };
        let document = file(&paths.document);
        let overlays = paths
            .overlays
            .iter()
            .filter_map(|path| file(path))
            .collect();
        let config = paths.config.as_deref().and_then(&mut file);
        let changelog = paths.changelog.as_deref().and_then(&mut file);
        match document {
            Some(document) if !missing.has_errors() => Ok(Self {
                name: paths.name.clone(),
                document,
                overlays,
                config,
                changelog,
                runtime_path: paths.runtime_path.clone(),
                own_workspace: paths.own_workspace,
                loader: loader(paths),
            }),
            _ => Err(Report::new(missing, Files::default(), Origins::default())),
        }
    }

    /// The files of one API that are in memory, as they would be in `specs/<api>`.
    pub fn in_memory(
        api: &str,
        document: SourceFile,
        beside: Beside,
        loader: FolderLoader,
    ) -> Self {
        Self {
            name: api.to_owned(),
            document,
            overlays: beside.overlays,
            config: beside.config,
            changelog: beside.changelog,
            runtime_path: RUNTIME_PATH.to_owned(),
            own_workspace: false,
            loader,
        }
    }

    /// The document.
    pub fn document(&self) -> &SourceFile {
        &self.document
    }

    /// The files that were published: the document and, once it was read, what it refers to; by their path from the
    /// document's folder.
    pub fn published(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.loader.parts();
        let name = file_name(&self.document.path).to_owned();
        files.insert(name, self.document.bytes.clone());
        files
    }

    /// The files by name: the document, the overlays, `client.toml`, `CHANGELOG.md`.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        std::iter::once(&self.document)
            .chain(&self.overlays)
            .chain(&self.config)
            .chain(&self.changelog)
    }

    /// All that makes the crate what it is, but for the files that the document refers to.
    pub fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let own_workspace: &[u8] = if self.own_workspace { b"own" } else { b"" };
        [
            self.name.as_bytes(),
            self.runtime_path.as_bytes(),
            own_workspace,
            if self.config.is_some() {
                b"config"
            } else {
                b""
            },
        ]
        .into_iter()
        .chain(
            self.files()
                .flat_map(|file| [file.path.as_bytes(), file.bytes.as_slice()]),
        )
    }

    /// The document as one tree, overlays applied and external references brought in, in the dialect that it was
    /// written in; nothing if it cannot be read.
    pub fn tree(&self) -> Option<Value> {
        let (mut files, mut sink) = (Files::default(), Sink::default());
        let mut document = source::parse(&self.document, &mut files, &mut sink)?;
        for overlay in &self.overlays {
            overlay::apply(&mut document, overlay, &mut files, &mut sink);
        }
        let document = source::bundle(document, &self.loader, &mut files, &mut sink)?;
        Some(document.root)
    }

    /// Puts a line before all others of `client.toml`.
    pub fn prepend_config(&mut self, line: &str) {
        let config = self.config.get_or_insert_with(|| SourceFile {
            path: "client.toml".to_owned(),
            bytes: Vec::new(),
        });
        config.bytes.splice(..0, format!("{line}\n").into_bytes());
    }

    /// The library's job for these files.
    pub fn job(&self) -> Job<'_> {
        Job {
            name: &self.name,
            document: &self.document,
            overlays: &self.overlays,
            config: self.config.as_ref(),
            loader: &self.loader,
            runtime_path: self.runtime_path.clone(),
            own_workspace: self.own_workspace,
        }
    }
}

/// Whether every document that the user named is a file; else wrong usage that names the first that is none.
pub fn all_there(documents: &[PathBuf]) -> anyhow::Result<()> {
    match documents.iter().find(|file| !file.is_file()) {
        Some(missing) => Err(Usage::error(format!(
            "there is no file {}",
            missing.display()
        ))),
        None => Ok(()),
    }
}

/// A crate from the files at `paths`, or what is wrong with them.
pub fn generate(paths: &Paths, workspace: &Workspace) -> Generation {
    match Inputs::read(paths, workspace) {
        Ok(inputs) => clientsmith::generate(&inputs.job()),
        Err(report) => Generation {
            report,
            api: None,
            files: None,
        },
    }
}

/// The model of the files at `paths`, or what is wrong with them.
pub fn read(paths: &Paths, workspace: &Workspace) -> Reading {
    match Inputs::read(paths, workspace) {
        Ok(inputs) => clientsmith::read(&inputs.job()),
        Err(report) => Reading {
            report,
            api: None,
            config: Config::default(),
            demands: Demands::default(),
        },
    }
}

/// The diagnostics of the files at `paths`.
pub fn diagnose(paths: &Paths, workspace: &Workspace) -> Report {
    generate(paths, workspace).report
}

fn loader(paths: &Paths) -> FolderLoader {
    let loader = FolderLoader::for_document(&paths.document, paths.root.as_deref());
    match &paths.published_as {
        Some(name) => loader.of_document(name),
        None => loader,
    }
}

/// The last part of a path with `/` between its parts.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn source_file(path: &Path, workspace: &Workspace) -> Result<SourceFile, Diagnostic> {
    // Relative paths are shown as the user gave them.
    let shown = if path.is_absolute() {
        workspace.shown(path)
    } else {
        slashed(path)
    };
    // A pipe or a device could be read without end.
    let bytes = if path.exists() && !path.is_file() {
        Err(io::Error::other("it is not a file"))
    } else {
        std::fs::read(path)
    };
    match bytes {
        Ok(bytes) => Ok(SourceFile { path: shown, bytes }),
        Err(error) => Err(unreadable(&shown, &error)),
    }
}

fn unreadable(shown: &str, error: &io::Error) -> Diagnostic {
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file `{shown}`"),
        _ => format!("`{shown}` cannot be read: {error}"),
    };
    let place = Place::Path(shown.to_owned());
    Diagnostic::new(Code::FileNotFound, place, message)
        .help("check the path, and that the file may be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlays_are_applied_in_the_order_of_their_names() {
        let dir = tempfile::tempdir().unwrap();
        for name in [
            "overlay-2.yaml",
            "overlay.yaml",
            "overlay-1.yaml",
            "overlays.md",
        ] {
            std::fs::write(dir.path().join(name), "").unwrap();
        }
        let found = numbered_overlays(dir.path()).unwrap();
        assert_eq!(
            found,
            [
                dir.path().join("overlay-1.yaml"),
                dir.path().join("overlay-2.yaml")
            ]
        );
    }

    #[test]
    fn a_file_that_is_not_there_is_a_diagnostic() {
        let dir = tempfile::tempdir().unwrap();
        let missing = unreadable(
            "api.yaml",
            &std::fs::read(dir.path().join("api.yaml")).unwrap_err(),
        );
        assert_eq!(missing.message, "there is no file `api.yaml`");
        assert_eq!(missing.place, Place::Path("api.yaml".to_owned()));
    }
}
