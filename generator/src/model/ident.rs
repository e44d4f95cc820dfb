//! Names that are safe to put into Rust source.

use std::fmt;

use serde::Serialize;

/// A Rust identifier that is no keyword: the only way in which a name of a document reaches Rust source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Ident(String);

impl Ident {
    /// `text` as an identifier, if it is one (Rust Reference, Identifiers) and no keyword of any edition.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        let mut characters = text.chars();
        let starts = characters
            .next()
            .is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c));
        let legal = starts && characters.all(unicode_ident::is_xid_continue);
        (legal && !is_keyword(&text)).then_some(Self(text))
    }

    /// The identifier that is this one followed by `suffix`, which must hold letters, digits and underscores only;
    /// other characters are left out.
    #[must_use]
    pub fn with_suffix(&self, suffix: impl fmt::Display) -> Self {
        let mut text = self.0.clone();
        text.extend(
            suffix
                .to_string()
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == '_'),
        );
        Self(text)
    }

    /// The identifier that is this one followed by another: `EndUser` and `Status` make `EndUserStatus`.
    #[must_use]
    pub fn with_suffix_name(&self, other: &Ident) -> Self {
        Self(format!("{}{}", self.0, other.0))
    }

    /// The identifier for what has no usable name at all.
    pub fn placeholder() -> Self {
        Self("unnamed".to_owned())
    }

    /// The identifier's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a word is reserved in any edition (Rust Reference, Keywords); `_` is no name either.
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "_" | "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "Self"
            | "self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

#[cfg(test)]
mod tests {
    use super::{Ident, is_keyword};

    #[test]
    fn names_and_keywords() {
        for name in ["a", "_a", "Größe", "名前", "union", "raw", "r1"] {
            assert!(Ident::new(name).is_some(), "{name}");
            assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{name}");
        }
        for text in ["", "1a", "a-b", "a b", "_", "type", "Self", "r#type", "gen"] {
            assert!(Ident::new(text).is_none(), "{text}");
        }
        assert!(is_keyword("async") && !is_keyword("union"));
    }
}
