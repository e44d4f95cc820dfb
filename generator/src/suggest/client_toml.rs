//! A `client.toml` in which everything that can be chosen is to be seen.

use minijinja::Error;
use serde::Serialize;

use crate::config::is_final;
use crate::diagnostics::{Code, Severity};
use crate::model::Api;
use crate::render::{fill, one_line};

const TEMPLATE: &str = include_str!("../../../templates/client.toml.j2");

/// What the template is filled with. Where the document has something of the kind, its name stands in an example.
#[derive(Serialize)]
struct Values<'a> {
    title: String,
    package: &'a str,
    version: String,
    description: String,
    schema: &'a str,
    operation: &'a str,
    /// Another operation than the first.
    another: &'a str,
    method: &'a str,
    scheme: &'a str,
    event: &'a str,
    lints: Vec<String>,
}

/// The text of `client.toml` for the crate `package` of an API.
///
/// Lines that begin with `#` and no space are settings that are commented out: with all of them uncommented the text is
/// still a `client.toml`.
///
/// # Errors
///
/// If the template is at fault, which is a fault of clientsmith.
pub fn client_toml(package: &str, api: &Api) -> Result<String, Error> {
    let first = api.operations.first();
    let second = api.operations.get(1);
    let scheme = api.security_schemes.first();
    let values = Values {
        title: one_line(&api.info.title),
        package,
        version: one_line(&api.info.version),
        description: format!("A client for {}", one_line(&api.info.title)),
        schema: &schema(api).unwrap_or_else(|| "Schema".to_owned()),
        operation: first.map_or("operationId", |one| &one.id),
        another: second.map_or("anotherOperationId", |one| &one.id),
        method: first.map_or("operation_id", |one| one.name.as_str()),
        scheme: scheme.map_or("scheme", |scheme| &scheme.wire),
        event: api.webhooks.first().map_or("event", |one| &one.wire),
        lints: lints(),
    };
    fill(TEMPLATE, values)
}

/// The first schema of `components` that became a type.
fn schema(api: &Api) -> Option<String> {
    let mut origins = api.types.iter().map(|(_, named)| &named.origin);
    origins.find_map(|origin| {
        let tokens: Vec<String> = origin.tokens().collect();
        match tokens.as_slice() {
            [components, schemas, name] if components == "components" && schemas == "schemas" => {
                Some(name.clone())
            }
            _ => None,
        }
    })
}

/// A line for each kind of finding whose level can be chosen.
fn lints() -> Vec<String> {
    let codes = Code::ALL.iter().filter(|code| !is_final(**code));
    codes
        .map(|code| match code.default_severity() {
            Severity::Error => format!("#{code} = \"deny\""),
            Severity::Warning => format!("#{code} = \"warn\""),
            Severity::Note => format!("#{code} = \"allow\" # a note without this line"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::diagnostics::{Files, Sink};
    use crate::model::Info;
    use crate::source::SourceFile;

    /// The text with every setting uncommented.
    fn uncommented(text: &str) -> String {
        let line = |line: &str| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => format!("{setting}\n"),
            _ => format!("{line}\n"),
        };
        text.lines().map(line).collect()
    }

    /// What is said of a text as `client.toml`.
    fn said(text: &str) -> Vec<String> {
        let (mut files, mut sink) = (Files::default(), Sink::default());
        let file = SourceFile {
            path: "client.toml".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        config::read(&file, &mut files, &mut sink).unwrap();
        let said = sink.diagnostics().iter();
        said.map(|one| one.message.clone()).collect()
    }

    fn text() -> String {
        let api = Api {
            info: Info {
                title: "Pets \"and\"\nmore".to_owned(),
                version: "2".to_owned(),
                description: None,
            },
            ..Api::default()
        };
        client_toml("pets-client", &api).unwrap()
    }

    #[test]
    fn the_text_is_a_configuration_with_and_without_comments() {
        assert_eq!(said(&text()), [""; 0]);
        // Both are shown, and a document has one of them.
        let one_of_two = "events are told apart by a `field` or by a `header`, not by both";
        assert_eq!(said(&uncommented(&text())), [one_of_two]);
    }

    #[test]
    fn every_key_is_in_it() {
        let root: toml::Value = toml::from_str(&uncommented(&text())).unwrap();
        for key in config::every_key() {
            assert!(has(&root, &key), "{} is not in it", key.join("."));
        }
    }

    /// Whether a value has this key; `*` is any.
    fn has(value: &toml::Value, key: &[String]) -> bool {
        let Some((first, rest)) = key.split_first() else {
            return true;
        };
        match value {
            toml::Value::Array(items) => items.iter().any(|item| has(item, key)),
            toml::Value::Table(table) => table
                .iter()
                .any(|(name, value)| (first == name || first == "*") && has(value, rest)),
            _ => false,
        }
    }
}
