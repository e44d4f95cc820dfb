//! Texts that are not Rust, from `templates/`.

use minijinja::value::Serde;
use minijinja::{Environment, Error};
use serde::Serialize;

use crate::emit::markdown::shown;

/// Fills a template with the fields of `values`; the filter `toml` makes a TOML string, and `key` a TOML key.
pub(crate) fn fill<T: Serialize>(template: &str, values: T) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.add_filter("toml", |text: String| toml_string(&text));
    environment.add_filter("key", |text: String| toml_key(&text));
    environment.add_template("template", template)?;
    let mut text = environment
        .get_template("template")?
        .render(Serde(values))?;
    text.push('\n');
    Ok(text)
}

/// A TOML basic string, on one line.
fn toml_string(text: &str) -> String {
    toml::Value::String(one_line(text)).to_string()
}

/// A TOML key: bare where that is allowed.
fn toml_key(text: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    match !text.is_empty() && text.chars().all(is_bare) {
        true => text.to_owned(),
        // A JSON string is a basic string of TOML, but for one character that TOML wants escaped.
        false => serde_json::Value::from(text)
            .to_string()
            .replace('\u{7f}', "\\u007f"),
    }
}

/// A text without line breaks and other control characters: Cargo cannot start a compiler with a NUL in a description,
/// and an escape character in a README colours terminals.
pub(crate) fn one_line(text: &str) -> String {
    let text: String = text.chars().filter_map(shown).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
