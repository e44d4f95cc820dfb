//! A document that somebody published, on its way into `specs/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clientsmith::Reading;
use clientsmith::diagnostics::Report;
use clientsmith::model::Api;
use clientsmith::source::SourceFile;

use crate::inputs::{Inputs, Paths, RUNTIME_PATH};
use crate::outcome::Usage;
use crate::vendor::lock::{self, Lock};
use crate::workspace::Workspace;
use crate::write::is_not_ours;

/// The names in `specs/<api>` that are ours, or the document's own.
const KEPT: [&str; 6] = [
    "openapi.yaml",
    "openapi.json",
    "overlay.yaml",
    "client.toml",
    "CHANGELOG.md",
    lock::NAME,
];

/// A published document: its bytes, those of the files that it refers to, and what was found in it.
pub struct Document {
    /// Every file that was published, by its path in `specs/<api>`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The name of its main file in `specs/<api>`: `openapi.yaml` or `openapi.json`.
    pub name: &'static str,
    /// The name under which its main file was published.
    pub published_as: String,
    /// What was found in it as it was published, without overlays.
    pub report: Report,
    /// The model of it.
    pub api: Option<Api>,
    /// The main file as the report shows it.
    pub main: SourceFile,
    loader: crate::loader::FolderLoader,
}

/// What reading a published document gave.
pub enum Read {
    /// The document; it may have errors.
    Document(Box<Document>),
    /// Its main file could not be read.
    Unreadable(Report),
}

impl Document {
    /// Reads the document `file` and everything that it refers to, below its own folder.
    pub fn read(api: &str, file: &Path, workspace: &Workspace) -> anyhow::Result<Read> {
        let file_name = file.file_name().unwrap_or_default().to_string_lossy();
        let paths = Paths::alone(api, file, RUNTIME_PATH.to_owned());
        let inputs = match Inputs::read(&paths, workspace) {
            Ok(inputs) => inputs,
            Err(report) => return Ok(Read::Unreadable(report)),
        };
        let Reading { report, api, .. } = clientsmith::read(&inputs.job());
        let mut files = inputs.loader.parts();
        if let Some(path) = files.keys().find(|path| is_kept(path)) {
            return Err(Usage::error(format!(
                "the document refers to a file `{path}`, and specs/ keeps that name for another; rename the file, and the references to it"
            )));
        }
        let main = inputs.document().clone();
        let name = name_for(file, &main.bytes);
        files.insert(name.to_owned(), main.bytes.clone());
        Ok(Read::Document(Box::new(Self {
            files,
            name,
            published_as: file_name.into_owned(),
            report,
            api,
            main,
            loader: inputs.loader,
        })))
    }

    /// The lock file for it.
    pub fn lock(&self, origin: &str) -> Lock {
        // Its files may refer to it by the name that it had.
        let name = self.published_as.as_bytes();
        let mentions = |bytes: &Vec<u8>| bytes.windows(name.len().max(1)).any(|part| part == name);
        let is_named = self.published_as != self.name && self.files.values().any(mentions);
        Lock {
            published_as: is_named.then(|| self.published_as.clone()),
            ..Lock::of(origin, &self.files)
        }
    }

    /// What a crate is made of that has this document and otherwise the files of `paths`, as they would be seen from
    /// `specs/<api>`.
    pub fn inputs(&self, api: &str, beside: Beside) -> Inputs {
        let document = SourceFile {
            path: format!("specs/{api}/{}", self.name),
            bytes: self.main.bytes.clone(),
        };
        let loader = self.loader.again(&self.published_as);
        Inputs::in_memory(api, document, beside, loader)
    }
}

/// What stands beside a document in `specs/<api>`.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Overlays, in the order in which they are applied.
    pub overlays: Vec<SourceFile>,
    /// `client.toml`.
    pub config: Option<SourceFile>,
    /// `CHANGELOG.md`.
    pub changelog: Option<SourceFile>,
}

/// A file of `specs/<api>` in memory.
pub fn spec_file(api: &str, name: &str, text: &str) -> SourceFile {
    SourceFile {
        path: format!("specs/{api}/{name}"),
        bytes: text.as_bytes().to_vec(),
    }
}

fn is_kept(path: &str) -> bool {
    let is_overlay = path.starts_with("overlay-") && path.ends_with(".yaml");
    KEPT.contains(&path) || is_overlay || is_not_ours(path)
}

/// JSON by its name, else by its first character: a document may have been downloaded under any name.
fn name_for(file: &Path, bytes: &[u8]) -> &'static str {
    let extension = file.extension().unwrap_or_default().to_ascii_lowercase();
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    let is_yaml = extension == "yaml" || extension == "yml";
    let is_json = extension == "json" || (!is_yaml && first == Some(&b'{'));
    if is_json {
        "openapi.json"
    } else {
        "openapi.yaml"
    }
}

/// The document's file, as the user named it; wrong usage if it cannot be one.
pub fn checked_file(file: &Path) -> anyhow::Result<PathBuf> {
    let shown = file.display();
    if file.to_string_lossy().contains("://") {
        return Err(Usage::error(format!(
            "{shown} is a URL, and nothing is fetched from the network; download it, and name the URL by --origin"
        )));
    }
    match file.is_file() {
        true => Ok(file.to_owned()),
        false => Err(Usage::error(format!("there is no file {shown}"))),
    }
}

/// Where the document comes from: what the user says, else the file's name.
pub fn origin(given: Option<&str>, file: &Path) -> String {
    let name = || file.file_name().unwrap_or_default().to_string_lossy();
    given.map_or_else(|| name().into_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_keeps_its_syntax() {
        for (file, text, name) in [
            ("api.json", "{}", "openapi.json"),
            ("api.JSON", "{}", "openapi.json"),
            ("api.yml", "{ openapi: 3.1.0 }", "openapi.yaml"),
            ("download", " \n{\"openapi\": \"3.1.0\"}", "openapi.json"),
            ("download", "openapi: 3.1.0", "openapi.yaml"),
        ] {
            assert_eq!(name_for(Path::new(file), text.as_bytes()), name, "{file}");
        }
    }

    #[test]
    fn names_that_are_ours_are_known() {
        for path in [
            "openapi.json",
            "overlay-2.yaml",
            "document.lock",
            ".git/config",
            "target/a",
        ] {
            assert!(is_kept(path), "{path}");
        }
        for path in ["parts/openapi.yaml", "overlays.yaml", "pet.json"] {
            assert!(!is_kept(path), "{path}");
        }
    }
}
