//! Texts that are not Rust, from `templates/`.

use minijinja::value::Serde;
use minijinja::{Environment, Error};
use serde::Serialize;

/// Fills a template with the fields of `values`; the filter `toml` makes a TOML string.
pub(super) fn fill<T: Serialize>(template: &str, values: T) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.add_filter("toml", |text: String| toml_string(&text));
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

/// A text without line breaks.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
