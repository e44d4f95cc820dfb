//! Doc comments.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};
use serde_json::Value;

use super::markdown::{doc_lines, shown};

/// How many bytes an example within a sentence has at most.
const SHORT: usize = 80;

/// How many lines an example that is a block has at most.
const LONG: usize = 30;

/// A doc comment made of paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// CommonMark of the document; empty when it has none.
    pub(super) fn of_document(markdown: Option<&str>) -> Self {
        Self {
            lines: markdown.map(doc_lines).unwrap_or_default(),
        }
    }

    /// CommonMark of the document; `otherwise` when it has none, for an item that must not be without docs.
    pub(super) fn of(markdown: Option<&str>, otherwise: impl Into<String>) -> Self {
        Self::of_document(markdown).or(otherwise)
    }

    /// These docs, or `otherwise` when there are none.
    pub(super) fn or(mut self, otherwise: impl Into<String>) -> Self {
        if self.lines.is_empty() {
            self.lines.push(otherwise.into());
        }
        self
    }

    /// Whether they take no more than a line.
    pub(super) fn is_short(&self) -> bool {
        self.lines.len() < 2
    }

    /// Adds a paragraph of our own words, Markdown as it is.
    #[must_use]
    pub(super) fn paragraph(mut self, text: impl Into<String>) -> Self {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(text.into().lines().map(str::to_owned));
        self
    }

    /// Adds a paragraph from CommonMark of the document.
    #[must_use]
    pub(super) fn markdown(mut self, text: Option<&str>) -> Self {
        let lines = text.map(doc_lines).unwrap_or_default();
        if !lines.is_empty() {
            if !self.lines.is_empty() {
                self.lines.push(String::new());
            }
            self.lines.extend(lines);
        }
        self
    }

    /// Adds a short example of the document in one sentence, unless the docs show the value already.
    #[must_use]
    pub(super) fn short_example(self, value: Option<&Value>) -> Self {
        // Null is an example of nothing.
        let Some(text) = value.filter(|one| !one.is_null()).map(Value::to_string) else {
            return self;
        };
        let bare = text.trim_matches('"');
        if text.len() > SHORT || self.lines.iter().any(|line| line.contains(bare)) {
            return self;
        }
        let sentence = format!("Example: {}.", code(&text));
        match self.lines.as_slice() {
            // Below one paragraph it stands in the same; below a list it would belong to the last item.
            [.., _] if self.is_one_paragraph() => self.line(sentence),
            _ => self.paragraph(sentence),
        }
    }

    /// Adds an example of the document as a block, if it is not longer than one likes to scroll past.
    #[must_use]
    pub(super) fn example(self, value: &Value) -> Self {
        if !value.is_object() && !value.is_array() {
            return self.short_example(Some(value));
        }
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        if text.lines().count() > LONG || text.contains("```") {
            return self;
        }
        self.paragraph(format!("```json\n{text}\n```"))
    }

    fn is_one_paragraph(&self) -> bool {
        let plain = |line: &String| line.starts_with(char::is_alphanumeric);
        self.lines.iter().all(plain)
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Adds an item of a list: a name and what is said of it.
    #[must_use]
    pub(super) fn item(self, name: &str, docs: &Self) -> Self {
        let mut lines = docs.lines.iter().filter(|line| !line.is_empty());
        let first = lines.next().map_or("", String::as_str);
        let item = self.line(format!("- `{name}`: {first}"));
        lines.fold(item, |item, line| item.line(format!("  {line}")))
    }

    /// Adds a line directly below the last one.
    #[must_use]
    pub(super) fn line(mut self, text: impl Into<String>) -> Self {
        self.lines.push(text.into());
        self
    }
}

impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in &self.lines {
            let line = comment(line);
            tokens.append_all(quote!(#[doc = #line]));
        }
    }
}

/// CommonMark of the document, a title say, as it can stand between other words.
pub(super) fn one_line(markdown: &str) -> String {
    doc_lines(markdown).join(" ")
}

/// A text of the document as a code span (CommonMark, §6.1).
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

/// Docs of the module or crate that they stand in.
pub(super) struct InnerDocs<'a>(pub(super) &'a Docs);

impl ToTokens for InnerDocs<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in &self.0.lines {
            let line = comment(line);
            tokens.append_all(quote!(#![doc = #line]));
        }
    }
}

/// A line as it stands behind `///`. Names in it may hold line breaks, which would make a block comment of it.
fn comment(line: &str) -> String {
    let line: String = line.chars().filter_map(shown).collect();
    if line.is_empty() {
        line
    } else {
        format!(" {line}")
    }
}
