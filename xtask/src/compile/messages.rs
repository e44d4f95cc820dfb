//! What Cargo says about the crates that it compiles, told apart by crate.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;

use serde::Deserialize;

use super::Compiled;

/// What is known of one crate while Cargo runs.
#[derive(Debug, Default)]
pub struct Tally {
    errors: usize,
    warnings: usize,
    built: bool,
    /// rustc has said its last word about the crate: it was built, or it was given up.
    done: bool,
    first_error: Option<String>,
    first_warning: Option<String>,
}

impl Tally {
    fn add(&mut self, message: Message) {
        // rustc ends with a summary that has no place: `aborting due to 2 previous errors`, `3 warnings emitted`.
        if message.spans.is_empty() && message.code.is_none() {
            let aborting = message.message.starts_with("aborting due to");
            if aborting || message.message.ends_with(" emitted") {
                self.done |= aborting;
                return;
            }
        }
        match message.level.as_str() {
            "warning" => {
                self.warnings += 1;
                self.first_warning
                    .get_or_insert(message.rendered.unwrap_or_default());
            }
            level if level.starts_with("error") => {
                self.errors += 1;
                self.first_error
                    .get_or_insert(message.rendered.unwrap_or_default());
            }
            _ => {}
        }
    }

    /// The result so far. A crate of which nothing was heard at all was never reached.
    pub fn result(&self, key: &str) -> Compiled {
        let unreached = !self.built && self.errors == 0;
        let words = unreached.then(|| "not compiled: a dependency failed".to_owned());
        let first = self
            .first_error
            .clone()
            .or(words)
            .or_else(|| self.first_warning.clone());
        let errors = self.errors + usize::from(unreached);
        Compiled {
            errors,
            warnings: self.warnings,
            first,
            key: key.to_owned(),
        }
    }
}

/// A line of `cargo check --message-format=json`; only what is used.
#[derive(Debug, Deserialize)]
struct Line {
    reason: String,
    manifest_path: Option<String>,
    message: Option<Message>,
}

#[derive(Debug, Deserialize)]
struct Message {
    level: String,
    message: String,
    rendered: Option<String>,
    code: Option<serde::de::IgnoredAny>,
    spans: Vec<serde::de::IgnoredAny>,
}

/// Messages by the name of the crate's folder; `done` hears of each crate when rustc is done with it.
pub fn tally(output: impl BufRead, mut done: impl FnMut(&str, &Tally)) -> BTreeMap<String, Tally> {
    let mut results = BTreeMap::<String, Tally>::new();
    for line in output.lines().map_while(Result::ok) {
        let Ok(line) = serde_json::from_str::<Line>(&line) else {
            continue;
        };
        let Some(name) = line.manifest_path.as_deref().and_then(crate_name) else {
            continue;
        };
        let tally = results.entry(name.to_owned()).or_default();
        let before = tally.done;
        match (line.reason.as_str(), line.message) {
            ("compiler-message", Some(message)) => tally.add(message),
            ("compiler-artifact", _) => (tally.built, tally.done) = (true, true),
            _ => {}
        }
        if tally.done && !before {
            done(name, tally);
        }
    }
    results
}

/// `heron` of `…/crates/heron/Cargo.toml`; nothing for a dependency.
fn crate_name(manifest: &str) -> Option<&str> {
    let folder = Path::new(manifest).parent()?;
    let in_crates = folder.parent()?.file_name()? == "crates";
    in_crates.then(|| folder.file_name()?.to_str()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(level: &str, text: &str, place: bool) -> String {
        let spans = if place { "[{}]" } else { "[]" };
        format!(
            r#"{{"reason":"compiler-message","manifest_path":"/x/crates/a/Cargo.toml","message":{{"level":"{level}","message":"{text}","rendered":"{level}: {text}","code":null,"spans":{spans}}}}}"#
        )
    }

    fn tally_of(lines: &[String]) -> BTreeMap<String, Tally> {
        tally(lines.join("\n").as_bytes(), |_, _| {})
    }

    #[test]
    fn errors_and_warnings_are_counted_without_the_summaries() {
        let lines = [
            message("warning", "unused import", true),
            message("error", "mismatched types", true),
            message(
                "error",
                "aborting due to 1 previous error; 1 warning emitted",
                false,
            ),
        ];
        let compiled = tally_of(&lines).remove("a").unwrap().result("");
        assert_eq!((compiled.errors, compiled.warnings), (1, 1));
        assert_eq!(compiled.first.as_deref(), Some("error: mismatched types"));
    }

    #[test]
    fn a_crate_that_was_built_has_no_errors() {
        let built =
            r#"{"reason":"compiler-artifact","manifest_path":"/x/crates/a/Cargo.toml"}"#.to_owned();
        let dependency =
            r#"{"reason":"compiler-artifact","manifest_path":"/x/serde/Cargo.toml"}"#.to_owned();
        let mut results = tally_of(&[built, dependency]);
        assert_eq!(results.remove("a").unwrap().result(""), Compiled::default());
        assert!(results.is_empty());
    }

    #[test]
    fn a_crate_is_done_when_rustc_has_said_its_last_word() {
        let lines = [
            message("error", "mismatched types", true),
            message("error", "aborting due to 1 previous error", false),
        ];
        let mut heard = Vec::new();
        tally(lines.join("\n").as_bytes(), |name, tally| {
            heard.push((name.to_owned(), tally.result("").errors))
        });
        assert_eq!(heard, [("a".to_owned(), 1)]);
    }

    #[test]
    fn a_crate_that_was_never_reached_is_not_compiled() {
        assert_eq!(Tally::default().result("").errors, 1);
    }
}
