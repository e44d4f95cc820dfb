//! The version of a crate in `client.toml`, and the section of its `CHANGELOG.md`.

use anyhow::Context as _;
use toml_edit::{DocumentMut, Item, Value};

/// What stands above the first section of a `CHANGELOG.md`.
const TITLE: &str = "# Changelog\n\nWhat changed for programs that use this crate.\n";

/// `client.toml` with another version of the crate; comments and layout stay.
pub fn with_version(config: &str, version: &str) -> anyhow::Result<String> {
    let mut document: DocumentMut = config.parse().context("client.toml is not TOML")?;
    let package = document
        .entry("package")
        .or_insert_with(toml_edit::table)
        .as_table_like_mut()
        .context("`package` in client.toml is no table")?;
    match package.get_mut("version") {
        Some(Item::Value(old)) => {
            // What stands around a value, a comment behind it, belongs to the value.
            let decor = old.decor().clone();
            *old = Value::from(version);
            *old.decor_mut() = decor;
        }
        _ => {
            package.insert("version", toml_edit::value(version));
        }
    }
    Ok(document.to_string())
}

/// A `CHANGELOG.md` with one more section, before the others; a new one when there is none.
pub fn with_section(changelog: Option<&str>, section: &str) -> String {
    let old = changelog.unwrap_or(TITLE);
    let mut offset = 0;
    let first = old.split_inclusive('\n').find_map(|line| {
        let at = offset;
        offset += line.len();
        line.starts_with("## ").then_some(at)
    });
    let (above, below) = old.split_at(first.unwrap_or(old.len()));
    let between = if below.is_empty() { "" } else { "\n" };
    format!("{}\n\n{section}{between}{below}", above.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_replaced_and_nothing_else() {
        let old =
            "# Ours.\n[package]\nname='x'\nversion = \"0.1.0\" # see below\n\n[types]   # odd\n";
        let new = with_version(old, "0.2.0").unwrap();
        assert_eq!(new, old.replace("0.1.0", "0.2.0"));
    }

    #[test]
    fn a_version_that_is_not_there_is_added() {
        assert_eq!(
            with_version("[package] # ours\nname = \"x\"\n", "0.2.0").unwrap(),
            "[package] # ours\nname = \"x\"\nversion = \"0.2.0\"\n"
        );
        assert_eq!(
            with_version("", "0.2.0").unwrap(),
            "[package]\nversion = \"0.2.0\"\n"
        );
        assert_eq!(
            with_version("package = { version = \"1.0.0\" }\n", "2.0.0").unwrap(),
            "package = { version = \"2.0.0\" }\n"
        );
        assert!(with_version("package = 1\n", "2.0.0").is_err());
    }

    #[test]
    fn the_newest_section_is_the_first() {
        let first = with_section(None, "## 0.2.0\n\n- a\n");
        assert_eq!(first, format!("{TITLE}\n## 0.2.0\n\n- a\n"));
        let second = with_section(Some(&first), "## 0.3.0\n\n- b\n");
        assert_eq!(
            second,
            format!("{TITLE}\n## 0.3.0\n\n- b\n\n## 0.2.0\n\n- a\n")
        );
        let ours = with_section(Some("Notes of ours.\n"), "## 0.2.0\n");
        assert_eq!(ours, "Notes of ours.\n\n## 0.2.0\n");
    }
}
