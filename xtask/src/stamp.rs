//! What this program has made, so that `generate` has nothing to do when nothing has changed.
//!
//! A stamp lies beside the program, not in the crate: it is of no use to anybody else. It holds the digest of all that
//! the crate was made from (the program itself, the arguments, the bytes of every file that was read) and the digest of
//! every file that was written. All of them are worked out anew from what is on the disk, so a crate that was edited by
//! hand, or half lost, or a program that was built anew, make the stamp void; a stamp that is damaged is none.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::digest;
use crate::inputs::Inputs;
use crate::write::{self, Files};

/// What was made, of what.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Stamp {
    /// The digest of the program and of what it was given.
    inputs: String,
    /// The files that the document refers to, with the digests of their bytes.
    read: BTreeMap<String, String>,
    /// The digest of the crate's files.
    files: String,
    /// What was said about the document.
    pub said: Said,
}

/// What was said about a document, to be said again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Every finding, rendered for a terminal.
    pub findings: String,
    /// One line.
    pub summary: String,
}

impl Stamp {
    /// The stamp of a crate that has just been written.
    pub fn new(inputs: &Inputs, files: &Files, said: Said) -> anyhow::Result<Self> {
        let files = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_bytes()));
        Ok(Self {
            inputs: digest_of_inputs(inputs)?,
            read: inputs.loader.read(),
            files: digest::of_files(files),
            said,
        })
    }

    /// The stamp of the crate at `place`, if the crate is still what this program would make of these inputs.
    pub fn of(place: &Path, inputs: &Inputs) -> Option<Self> {
        let text = std::fs::read(file(place)?).ok()?;
        let stamp: Self = serde_json::from_slice(&text).ok()?;
        let (same_inputs, same_files) =
            rayon::join(|| stamp.has_inputs(inputs), || stamp.has_files(place));
        (same_inputs && same_files).then_some(stamp)
    }

    fn has_inputs(&self, inputs: &Inputs) -> bool {
        digest_of_inputs(inputs).is_ok_and(|digest| digest == self.inputs)
            && self
                .read
                .iter()
                .all(|(path, digest)| inputs.loader.digest_of(path) == *digest)
    }

    fn has_files(&self, place: &Path) -> bool {
        write::current(place).is_ok_and(|tree| {
            let files = tree
                .iter()
                .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
            digest::of_files(files) == self.files
        })
    }

    /// Keeps the stamp for the next run; one that cannot be kept costs that run some time, nothing else.
    pub fn keep(&self, place: &Path) {
        let Some(file) = file(place) else { return };
        if let (Some(folder), Ok(text)) = (file.parent(), serde_json::to_vec(self)) {
            let _ = std::fs::create_dir_all(folder);
            let _ = std::fs::write(&file, text);
        }
    }
}

/// Where the stamp of the crate at `place` is kept.
fn file(place: &Path) -> Option<PathBuf> {
    let program = env::current_exe().ok()?;
    let name = digest::of([place.as_os_str().as_encoded_bytes()]);
    Some(
        program
            .parent()?
            .join("stamps")
            .join(format!("{name}.json")),
    )
}

/// The program is told from others by its size and the time when it was built: a digest of its bytes would take longer
/// than all else here.
fn digest_of_inputs(inputs: &Inputs) -> anyhow::Result<String> {
    let program = fs_err::metadata(env::current_exe()?)?;
    let built = program
        .modified()?
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    let program = format!("{} {}", program.len(), built.as_nanos());
    Ok(digest::of(
        std::iter::once(program.as_bytes()).chain(inputs.parts()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::Paths;
    use crate::workspace::Workspace;

    /// A document and the crate that was "made" of it.
    struct Fixture {
        dir: tempfile::TempDir,
        place: PathBuf,
    }

    impl Fixture {
        fn new() -> Self {
            let dir = tempfile::tempdir().unwrap();
            let place = dir.path().join("crate");
            std::fs::create_dir_all(place.join("src")).unwrap();
            std::fs::write(dir.path().join("openapi.yaml"), "openapi: 3.0.0").unwrap();
            std::fs::write(place.join("src/lib.rs"), "mod a;").unwrap();
            Self { dir, place }
        }

        fn inputs(&self) -> Inputs {
            let document = self.dir.path().join("openapi.yaml");
            let paths = Paths::alone("heron", &document, "../runtime".to_owned());
            Inputs::read(&paths, &Workspace::find().unwrap()).unwrap()
        }

        fn keep(&self) {
            let files = Files::from([("src/lib.rs".to_owned(), "mod a;".to_owned())]);
            let said = Said {
                findings: "a note".to_owned(),
                summary: "1 note".to_owned(),
            };
            let stamp = Stamp::new(&self.inputs(), &files, said).unwrap();
            stamp.keep(&self.place);
        }

        fn said(&self) -> Option<String> {
            Stamp::of(&self.place, &self.inputs()).map(|stamp| stamp.said.summary)
        }
    }

    #[test]
    fn nothing_changed() {
        let fixture = Fixture::new();
        assert_eq!(fixture.said(), None);
        fixture.keep();
        assert_eq!(fixture.said().as_deref(), Some("1 note"));
    }

    #[test]
    fn any_change_makes_the_stamp_void() {
        let changes: [fn(&Fixture); 4] = [
            |fixture| std::fs::write(fixture.place.join("src/lib.rs"), "mod b;").unwrap(),
            |fixture| std::fs::write(fixture.place.join("src/more.rs"), "").unwrap(),
            |fixture| std::fs::remove_file(fixture.place.join("src/lib.rs")).unwrap(),
            |fixture| {
                std::fs::write(fixture.dir.path().join("openapi.yaml"), "openapi: 3.1.0").unwrap()
            },
        ];
        for change in changes {
            let fixture = Fixture::new();
            fixture.keep();
            change(&fixture);
            assert_eq!(fixture.said(), None);
        }
    }
}
