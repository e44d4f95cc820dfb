//! Text to [`Config`].

use serde::Deserialize;
use toml::de::{DeTable, ValueDeserializer};

use super::{Config, check, keys};
use crate::diagnostics::{Code, Diagnostic, FileId, Files, Place, Sink};
use crate::source::SourceFile;

/// Reads `client.toml`; every fault is said, at its place. `None` when the text is no TOML at all.
pub fn read(config: &SourceFile, files: &mut Files, sink: &mut Sink) -> Option<Config> {
    let text = String::from_utf8_lossy(&config.bytes);
    let file = files.add(config.path.as_str(), text.as_ref());
    if let Err(error) = std::str::from_utf8(&config.bytes) {
        let start = error.valid_up_to();
        invalid(
            sink,
            Place::Span(file, start..start),
            "the file is not UTF-8",
        );
        return None;
    }
    let (root, faults) = DeTable::parse_recoverable(&text);
    for fault in &faults {
        say(sink, file, "", fault);
    }
    if !faults.is_empty() {
        return None;
    }
    let mut root = root.into_inner();
    let places = keys::prune(&mut root, file, sink);
    let mut reader = Reader { root, file, sink };
    let config = Config {
        schemas: reader.section("schemas"),
        inline_types: reader.section("inline-types"),
        select: reader.section("select"),
        package: reader.section("package"),
        types: reader.section("types"),
        parameters: reader.section("parameters"),
        formats: reader.section("formats"),
        rename: reader.section("rename"),
        security: reader.section("security"),
        operations: reader.section("operations"),
        webhooks: reader.section("webhooks"),
        lints: reader.section("lints"),
        allowed_changes: reader.section("allowed-changes"),
        example: reader.section("example"),
        places,
    };
    check::check(&config, sink);
    Some(config)
}

struct Reader<'a> {
    root: DeTable<'a>,
    file: FileId,
    sink: &'a mut Sink,
}

impl<'a> Reader<'a> {
    /// One key of the root; what has the wrong type is said and read as if it were absent.
    fn section<T: Default + for<'de> Deserialize<'de>>(&mut self, key: &str) -> T {
        let Some(value) = self.root.remove(key) else {
            return T::default();
        };
        T::deserialize(ValueDeserializer::from(value)).unwrap_or_else(|fault| {
            say(self.sink, self.file, key, &fault);
            T::default()
        })
    }
}

fn say(sink: &mut Sink, file: FileId, key: &str, fault: &toml::de::Error) {
    let place = Place::Span(file, fault.span().unwrap_or(0..0));
    let fault = plain(fault.message());
    let message = match key {
        "" => fault,
        key => format!("in `{key}`: {fault}"),
    };
    invalid(sink, place, message);
}

/// serde's words without those that only its own users know.
fn plain(message: &str) -> String {
    let message = message
        .replace("unknown variant", "unknown value")
        .replace("missing field", "missing key");
    match message.split_once("expected struct ") {
        Some((before, _)) => format!("{before}expected a table"),
        None => message,
    }
}

/// Says that a setting is wrong.
pub(super) fn invalid(
    sink: &mut Sink,
    place: Place,
    message: impl Into<String>,
) -> &mut Diagnostic {
    sink.push(Diagnostic::new(Code::InvalidConfig, place, message))
}
