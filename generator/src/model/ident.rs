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
        // `gen` is a keyword since the edition of 2024; syn reads it as an identifier.
        let legal =
            syn::parse_str::<syn::Ident>(&text).is_ok() && !matches!(text.as_str(), "_" | "gen");
        legal.then_some(Self(text))
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
