//! A program beside a generated crate: its package, on disk.

use std::path::Path;

/// The package of a program that uses a generated crate, which it knows as `client`.
#[derive(Debug)]
pub struct Package<'a> {
    /// Its name.
    pub name: &'a str,
    /// The generated crate: its package and its folder.
    pub client: (&'a str, &'a str),
    /// Further lines of `[dependencies]`.
    pub dependencies: &'a str,
    /// Its files: path and text.
    pub files: &'a [(String, String)],
}

impl Package<'_> {
    /// Writes the package to `place`. Files that are as they should be stay untouched: Cargo builds what is newer.
    pub fn write(&self, place: &Path) -> anyhow::Result<()> {
        let manifest = self.manifest();
        let files = self.files.iter().map(|(path, text)| (path.as_str(), text));
        for (path, text) in files.chain([("Cargo.toml", &manifest)]) {
            let file = place.join(path);
            if std::fs::read(&file).is_ok_and(|current| current == text.as_bytes()) {
                continue;
            }
            fs_err::create_dir_all(file.parent().unwrap_or(place))?;
            fs_err::write(file, text)?;
        }
        Ok(())
    }

    fn manifest(&self) -> String {
        let Self {
            name, dependencies, ..
        } = self;
        let (package, path) = self.client;
        format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             client = {{ package = \"{package}\", path = \"{path}\" }}\n{dependencies}"
        )
    }
}
