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
    /// Writes the package to `place`.
    pub fn write(&self, place: &Path) -> anyhow::Result<()> {
        fs_err::create_dir_all(place)?;
        fs_err::write(place.join("Cargo.toml"), self.manifest())?;
        for (path, text) in self.files {
            let file = place.join(path);
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
