//! `--write-version`.

use anyhow::Context as _;
use clientsmith::change::{self, Changes};
use clientsmith::source::SourceFile;

use crate::inputs::Inputs;
use crate::vendor::document::spec_file;
use crate::vendor::release::{with_section, with_version};

/// A new version of a crate: the files that say so.
pub(super) struct Release {
    /// The version.
    pub(super) version: String,
    config: String,
    changelog: String,
}

impl Release {
    /// The version that the changes ask for; none when they ask for no other than there is.
    pub(super) fn of(changes: &Changes, before: &Inputs) -> anyhow::Result<Option<Self>> {
        if changes.bump.is_declared() {
            return Ok(None);
        }
        let version = changes.bump.needed.to_string();
        let config = with_version(text(before.config.as_ref())?.unwrap_or_default(), &version)?;
        let section = change::changelog(changes, &version);
        let changelog = with_section(text(before.changelog.as_ref())?, &section);
        Ok(Some(Self {
            version,
            config,
            changelog,
        }))
    }

    /// Puts both files among those that the crate is made of.
    pub(super) fn apply(&self, api: &str, inputs: &mut Inputs) {
        inputs.config = Some(spec_file(api, "client.toml", &self.config));
        inputs.changelog = Some(spec_file(api, "CHANGELOG.md", &self.changelog));
    }
}

fn text(file: Option<&SourceFile>) -> anyhow::Result<Option<&str>> {
    let text = file.map(|file| {
        std::str::from_utf8(&file.bytes).with_context(|| format!("{} is not UTF-8", file.path))
    });
    text.transpose()
}
