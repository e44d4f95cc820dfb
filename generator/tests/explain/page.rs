//! The page of one code, taken apart.

use std::collections::BTreeMap;

use clientsmith::diagnostics::Code;
use clientsmith::source::{LoadError, Loader, SourceFile};
use clientsmith::{Generation, Job};

/// The files of an explanation.
pub struct Page {
    pub example: Shelf,
    /// The example with the files that mend it.
    pub mended: Shelf,
}

impl Page {
    pub fn of(code: Code) -> Self {
        let (rest, mend) = code.explanation().split_once("\n## Mend\n").unwrap();
        let (_, example) = rest.split_once("\n## Example\n").unwrap();
        let example = blocks(example);
        let mut mended = example.clone();
        mended.extend(blocks(mend));
        Self {
            example: Shelf(example),
            mended: Shelf(mended),
        }
    }
}

/// The fenced blocks of a text, by the file's name behind the language.
fn blocks(text: &str) -> BTreeMap<String, String> {
    let mut fences = text.split("\n```");
    fences.next();
    let mut blocks = BTreeMap::new();
    while let (Some(block), Some(_)) = (fences.next(), fences.next()) {
        let (info, text) = block.split_once('\n').unwrap();
        let (_, name) = info.split_once(' ').unwrap();
        blocks.insert(name.to_owned(), format!("{text}\n"));
    }
    assert!(!blocks.is_empty(), "no files in {text}");
    blocks
}

/// Files in memory, by name.
pub struct Shelf(BTreeMap<String, String>);

impl Shelf {
    pub fn generate(&self) -> Generation {
        let overlays: Vec<SourceFile> = self.file("overlay.yaml").into_iter().collect();
        let config = self.file("client.toml");
        clientsmith::generate(&Job {
            name: "ferry",
            document: &self.file("openapi.yaml").unwrap(),
            overlays: &overlays,
            config: config.as_ref(),
            loader: self,
            runtime_path: "../../runtime".to_owned(),
            own_workspace: false,
        })
    }

    fn file(&self, name: &str) -> Option<SourceFile> {
        let bytes = self.0.get(name)?.clone().into_bytes();
        let path = name.to_owned();
        Some(SourceFile { path, bytes })
    }
}

impl Loader for Shelf {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let file = self.file(path).ok_or(LoadError::NotFound)?;
        Ok(file.bytes)
    }
}
