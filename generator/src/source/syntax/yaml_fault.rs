//! What the YAML parser says, in words that help.

use super::{Fault, Reader};
use crate::diagnostics::{Diagnostic, Pointer};
use crate::source::tree::Limit;

/// The parser's words (as it begins them), ours, and what to do.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed in this context",
        "a `:` makes no key here",
        "put the text into quotes if it has a colon in it, or check the indentation",
    ),
    (
        "did not find expected key",
        "a key is expected here",
        "check the indentation of this line and the one before, and that every quote is closed",
    ),
    (
        "could not find expected ':'",
        "a `:` is missing after this key",
        "write `key: value`, and put a text of several lines into quotes or after `|`",
    ),
    (
        "did not find expected '-' indicator",
        "an element of the list (`- …`) is expected here",
        "check the indentation of this line and the ones before",
    ),
    (
        "did not find expected ',' or",
        "a `,` or a closing bracket is expected here",
        "close the bracket, or put a text with brackets in it into quotes",
    ),
    (
        "did not find expected node content",
        "a value is expected here",
        "close every bracket, and put a text with brackets or commas in it into quotes",
    ),
    (
        "found unexpected end of stream",
        "the file ends within a quoted text",
        "close the quote",
    ),
    (
        "found unknown escape character",
        "there is no such escape in a text in double quotes",
        "use single quotes, or write `\\\\` for a backslash",
    ),
    (
        "found a tab character",
        "a tab is used as indentation",
        "YAML is indented with spaces only",
    ),
    (
        "unknown anchor",
        "there is no anchor of this name above",
        "put a text that starts with `*` into quotes",
    ),
    (
        "did not find expected <document start>",
        "the document ends before this text",
        "check the indentation of this line and the one before",
    ),
    (
        "control characters are not allowed",
        "a control character is not allowed here",
        "remove it, or write it as an escape in double quotes",
    ),
];

pub(super) fn fault(reader: &Reader<'_>, error: &serde_yaml::Error) -> Fault {
    let said = error.to_string();
    if said.starts_with("repetition limit exceeded") {
        return Fault::Limit(Limit::Aliases, Pointer::root());
    }
    // A fault at the end of the text is shown on the last line that has something on it.
    let end = reader.text.trim_end().len();
    let at = error
        .location()
        .map_or(0, |location| location.index())
        .min(end);
    syntax_fault(reader, &said, at).into()
}

fn syntax_fault(reader: &Reader<'_>, said: &str, at: usize) -> Diagnostic {
    let here = at..at.saturating_add(1);
    if let Some(tab) = indenting_tab(reader.text, at) {
        return reader
            .invalid(tab..tab + 1, "a tab is used as indentation")
            .help("YAML is indented with spaces only");
    }
    if said.starts_with("found character that cannot start any token") {
        let character = reader
            .text
            .get(at..)
            .and_then(|tail| tail.chars().next())
            .unwrap_or(' ');
        return reader
            .invalid(
                here,
                format!("a text without quotes cannot start with `{character}`"),
            )
            .help("put it into quotes");
    }
    if said.contains("a text as key") {
        return reader
            .invalid(here, "a key is a mapping or a list")
            .help("only texts can be keys");
    }
    match WORDS.iter().find(|(theirs, _, _)| said.contains(theirs)) {
        Some((_, ours, help)) => reader.invalid(here, *ours).help(*help),
        None => {
            let message = said.split(" at line ").next().unwrap_or(said);
            reader.invalid(here, format!("not valid YAML: {message}"))
        }
    }
}

/// A tab in the white space before `at` on its line.
fn indenting_tab(text: &str, at: usize) -> Option<usize> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(start..)?;
    let indentation = line.get(..line.find(|c: char| c != ' ' && c != '\t')?)?;
    indentation.find('\t').map(|tab| start + tab)
}
