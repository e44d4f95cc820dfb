//! The texts that a run has read, for showing places in them.

/// One text that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// Every text that a run has read, by number.
#[derive(Debug, Default, Clone)]
pub struct Files {
    files: Vec<(String, String)>,
}

impl Files {
    /// Registers a text under the path that users will see.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push((path.into(), text.into()));
        id
    }

    /// The path of a file, as shown to users.
    pub fn path(&self, id: FileId) -> &str {
        self.files
            .get(id.0 as usize)
            .map_or("", |(path, _)| path.as_str())
    }

    /// The text of a file.
    pub fn text(&self, id: FileId) -> &str {
        self.files
            .get(id.0 as usize)
            .map_or("", |(_, text)| text.as_str())
    }

    /// The file that users know by this path, if it was read.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let index = self.files.iter().position(|(known, _)| known == path)?;
        u32::try_from(index).ok().map(FileId)
    }
}
