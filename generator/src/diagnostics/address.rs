//! Places as texts that people and tools can name: `/components/schemas/Pet`, `parts/pet.yaml#/Pet`.

use super::{FileId, Files, Origins, Place, Pointer};

/// Names the places of one run.
#[derive(Debug, Clone, Copy)]
pub struct Addresses<'a> {
    files: &'a Files,
    origins: &'a Origins,
    main: Option<FileId>,
    /// The main document's folder, with a `/` at its end, by which the paths of other files are shortened.
    folder: &'a str,
}

impl<'a> Addresses<'a> {
    /// For the files of a run and the origins of its document, none if there is no document.
    pub fn new(files: &'a Files, origins: &'a Origins) -> Self {
        let main = origins.origin(&Pointer::root()).map(|(file, _)| file);
        let path = main.map_or("", |main| files.path(main));
        let name = path.rsplit('/').next().unwrap_or(path);
        Self {
            files,
            origins,
            main,
            folder: path.strip_suffix(name).unwrap_or_default(),
        }
    }

    /// The place's name: its JSON pointer in the main document, or the path of another file (from the main document's
    /// folder), `#`, and the pointer in that. `None` for what is not in a tree, such as a line that cannot be read.
    pub fn of(&self, place: &Place) -> Option<String> {
        self.all(place).into_iter().next()
    }

    /// The place's names, the one of [`Addresses::of`] first: a value that an overlay or another file put into the
    /// document has its place in that file, and its place in the document.
    pub fn all(&self, place: &Place) -> Vec<String> {
        match place {
            Place::Document(at) => {
                let origin = self.origins.origin(at);
                let mut names: Vec<String> = origin
                    .map(|(file, origin)| self.name(file, &origin))
                    .into_iter()
                    .collect();
                let here = at.as_str().to_owned();
                if !names.contains(&here) {
                    names.push(here);
                }
                names
            }
            Place::File(file, at) => vec![self.name(*file, at)],
            Place::Span(..) | Place::Path(_) => Vec::new(),
        }
    }

    fn name(&self, file: FileId, at: &Pointer) -> String {
        if self.main == Some(file) {
            return at.as_str().to_owned();
        }
        let path = self.files.path(file);
        let path = path.strip_prefix(self.folder).unwrap_or(path);
        format!("{path}#{}", at.as_str())
    }
}
