//! Text becomes a tree, or a diagnostic that says why not.

mod guard;
mod yaml_fault;

use std::cell::RefCell;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny};
use serde_json::Value;

use super::tree::{Limit, MAX_DEPTH, MAX_TREE, Notes, Tree};
use crate::diagnostics::{Code, Diagnostic, FileId, Place, Pointer, Severity, Sink, position};

/// The tree of a text; `None` after `sink` was told why there is none.
pub(super) fn tree(path: &str, file: FileId, text: &str, sink: &mut Sink) -> Option<Value> {
    let reader = Reader { file, text };
    if is_markup(text) {
        sink.push(reader.markup());
        return None;
    }
    let named_json = path.to_ascii_lowercase().ends_with(".json");
    let result = if named_json || text.trim_start().starts_with(['{', '[']) {
        match reader.json() {
            // YAML's flow style starts with a brace too, and allows a comma before a closing one.
            Err(Fault::Syntax(fault)) => match reader.yaml() {
                Ok(read) if named_json => {
                    sink.push(Diagnostic {
                        severity: Severity::Warning,
                        ..*fault
                    })
                    .and_help("it is read as YAML");
                    Ok(read)
                }
                Err(_) if named_json => Err(Fault::Syntax(fault)),
                result => result,
            },
            result => result,
        }
    } else {
        reader.yaml()
    };
    match result {
        Ok((value, notes)) => {
            for (mapping, key) in &notes.duplicates {
                sink.push(reader.duplicate_key(mapping, key));
            }
            Some(value)
        }
        Err(Fault::Limit(limit, at)) => {
            sink.push(reader.limit_exceeded(limit, at));
            None
        }
        Err(Fault::Syntax(diagnostic)) => {
            sink.push(*diagnostic);
            None
        }
    }
}

/// Why a text gave no tree.
enum Fault {
    Limit(Limit, Pointer),
    Syntax(Box<Diagnostic>),
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
}

impl Reader<'_> {
    fn json(&self) -> Result<(Value, Notes), Fault> {
        let notes = RefCell::default();
        let mut deserializer = serde_json::Deserializer::from_str(self.text);
        let result = Tree::json(&notes).deserialize(&mut deserializer);
        let result = result.and_then(|value| deserializer.end().map(|()| value));
        finish(result, notes, |error| {
            let at = byte_of(self.text, error.line(), error.column());
            let said = error.to_string();
            let message = said.split(" at line ").next().unwrap_or(&said);
            self.invalid(
                at..at.saturating_add(1),
                format!("not valid JSON: {message}"),
            )
        })
    }

    fn yaml(&self) -> Result<(Value, Notes), Fault> {
        if let Some(at) = guard::too_deep(self.text) {
            return Err(Fault::Limit(Limit::Depth, at));
        }
        if guard::too_many(self.text) {
            return Err(Fault::Limit(Limit::Values, Pointer::root()));
        }
        let notes = RefCell::default();
        let mut documents = serde_yaml::Deserializer::from_str(self.text);
        let Some(first) = documents.next() else {
            return Err(self.invalid(0..0, "the file holds no value").into());
        };
        let value = finish(Tree::yaml(&notes).deserialize(first), notes, |error| {
            yaml_fault::fault(self, &error)
        })?;
        match documents.next().is_none_or(is_nothing) {
            true => Ok(value),
            false => Err(self.several_documents().into()),
        }
    }

    fn markup(&self) -> Diagnostic {
        let start = self.text.len() - self.text.trim_start().len();
        let place = Place::Span(self.file, start..start.saturating_add(1));
        let message = "this is HTML or XML, neither YAML nor JSON";
        Diagnostic::new(Code::InvalidSyntax, place, message).help(
            "an address may answer with a page about the document, or with one to sign in: download the document itself",
        )
    }

    fn several_documents(&self) -> Diagnostic {
        let at = second_document(self.text);
        self.invalid(
            at..at.saturating_add(3),
            "a second YAML document starts here",
        )
        .help("an OpenAPI document is one YAML document: put the others into files of their own")
    }

    fn invalid(&self, at: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::InvalidSyntax, Place::Span(self.file, at), message)
    }

    fn limit_exceeded(&self, limit: Limit, at: Pointer) -> Diagnostic {
        let message = match limit {
            Limit::Depth => format!("values are nested more than {MAX_DEPTH} deep"),
            Limit::Aliases => "the aliases of the document repeat too much".to_owned(),
            Limit::Values => "the document has too many values for YAML".to_owned(),
            Limit::Size => format!(
                "the document takes more than {} MB once it is read",
                MAX_TREE / 1_000_000
            ),
        };
        let diagnostic = Diagnostic::new(Code::LimitExceeded, Place::File(self.file, at), message);
        match limit {
            Limit::Aliases => {
                diagnostic.help("an alias (`*name`) repeats all that it names; use `$ref` instead")
            }
            Limit::Values => diagnostic.help("split it over several files, or write it as JSON"),
            Limit::Depth => diagnostic
                .help("name inner schemas under `components` and refer to them with `$ref`"),
            Limit::Size => {
                diagnostic.help("an alias (`*name`) repeats all that it names; use `$ref` instead")
            }
        }
    }

    fn duplicate_key(&self, mapping: &Pointer, key: &str) -> Diagnostic {
        let at = mapping.join(key);
        let mut places = position::occurrences(self.text, &at)
            .into_iter()
            .filter_map(|found| found.key);
        let message = format!("the key `{key}` is there twice in one mapping");
        let help = "keep one of the two; readers differ in which of them they take";
        match (places.next(), places.next()) {
            (Some(first), Some(second)) => {
                Diagnostic::new(Code::DuplicateKey, Place::Span(self.file, second), message)
                    .related(Place::Span(self.file, first), "first here")
            }
            // The scanner for positions reads the text otherwise than the parser did.
            _ => Diagnostic::new(Code::DuplicateKey, Place::File(self.file, at), message),
        }
        .help(help)
    }
}

impl From<Diagnostic> for Fault {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Syntax(Box::new(diagnostic))
    }
}

/// A limit that our own visitor ran into counts before what the format's crate makes of it.
fn finish<E, F: Into<Fault>>(
    result: Result<Value, E>,
    notes: RefCell<Notes>,
    fault: impl FnOnce(E) -> F,
) -> Result<(Value, Notes), Fault> {
    let mut notes = notes.into_inner();
    match (result, notes.exceeded.take()) {
        (_, Some((limit, at))) => Err(Fault::Limit(limit, at)),
        (Ok(value), None) => Ok((value, notes)),
        (Err(error), None) => Err(fault(error).into()),
    }
}

/// Whether a text begins as HTML and XML do, with a tag, a comment or a declaration.
fn is_markup(text: &str) -> bool {
    let inner = text.trim_start().strip_prefix('<');
    inner.is_some_and(|inner| {
        inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?'))
    })
}

/// Whether a YAML document holds nothing, as after a last `---`.
fn is_nothing(document: serde_yaml::Deserializer<'_>) -> bool {
    matches!(Option::<IgnoredAny>::deserialize(document), Ok(None))
}

/// Where the second document of a YAML text starts: at a line `---` after a line with content.
fn second_document(text: &str) -> usize {
    let mut content = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let marker = line
            .strip_prefix("---")
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
        if marker && content {
            return at;
        }
        let words = line.trim();
        content |= !marker && !words.is_empty() && !words.starts_with(['#', '%'])
            || marker && words.len() > 3;
        at += line.len();
    }
    0
}

/// The byte at a line and a column (in bytes) that are counted from 1, as serde_json does.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
    let start = std::iter::once(0)
        .chain(newlines)
        .nth(line.saturating_sub(1))
        .unwrap_or(text.len());
    (start + column.saturating_sub(1)).min(text.len())
}
