//! Doc comments.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

use super::markdown::doc_lines;

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
    let line: String = line
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if line.is_empty() {
        line
    } else {
        format!(" {line}")
    }
}
