//! What is wrong with a JSON value, and where.

use super::incoming::Incoming;
use std::fmt::{self, Display};

/// One step of a path into a JSON value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Segment<'a> {
    /// A member of an object.
    Key(&'a str),
    /// An element of an array.
    Index(usize),
}

impl Display for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) if is_plain(key) => write!(f, ".{key}"),
            Self::Key(key) => write!(f, "[{key:?}]"),
            Self::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// Whether a key can stand in a path without quotes.
fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '@' | '$'))
}

/// A text in quotes, as messages show it: what is long is cut.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN_CHARACTERS: usize = 40;
        match self.0.char_indices().nth(SHOWN_CHARACTERS) {
            Some((end, _)) => write!(f, "{:?}…", self.0.get(..end).unwrap_or_default()),
            None => write!(f, "{:?}", self.0),
        }
    }
}

/// Why a JSON value does not fit a type, with the path from the value that was read to the one at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(Box<Inner>); // boxed, because every reading function gives back a `Result` with it

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    path: String,
    /// Empty when it is the format's own error (the text is no JSON) that tells what is wrong.
    message: String,
}

impl Fault {
    /// A fault of the value itself.
    #[cold]
    pub fn new(message: impl Display) -> Self {
        Self(Box::new(Inner {
            path: "$".to_owned(),
            message: message.to_string(),
        }))
    }

    /// Another value than the one that came was expected.
    #[cold]
    pub fn expected(what: impl Display, found: &Incoming<'_>) -> Self {
        Self::new(format_args!("expected {what}, found {found}"))
    }

    /// An object lacks a key that it must have.
    #[cold]
    pub fn missing(key: &str) -> Self {
        Self::new(format_args!("missing field `{key}`"))
    }

    /// The format could not be read on; its own error says why.
    #[cold]
    pub(crate) fn of_format() -> Self {
        Self::new("")
    }

    /// The same fault, of the member `key` of an object.
    #[cold]
    #[must_use]
    pub fn at_key(self, key: &str) -> Self {
        self.below(Segment::Key(key))
    }

    /// The same fault, of an element of an array.
    #[cold]
    #[must_use]
    pub fn at_index(self, index: usize) -> Self {
        self.below(Segment::Index(index))
    }

    /// The same fault without the value that was found, which is secret.
    #[cold]
    #[must_use]
    pub fn without_value(mut self) -> Self {
        if let Some(end) = self.0.message.find(", found ") {
            self.0.message.truncate(end);
        }
        self
    }

    fn below(mut self, segment: Segment<'_>) -> Self {
        self.0.path.insert_str(1, &segment.to_string());
        self
    }

    /// The JSON path of the value at fault: `$.data[3].name`, or `$` for the whole.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What was expected and what was found.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    pub(crate) fn into_parts(self) -> (String, String) {
        (self.0.path, self.0.message)
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path(), self.message())
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::Fault;

    #[test]
    fn a_path_grows_from_the_inside_out() {
        let fault = Fault::new("expected a string").at_key("x").at_index(3);
        assert_eq!(
            fault.at_key("data").to_string(),
            "$.data[3].x: expected a string"
        );
    }

    #[test]
    fn a_key_that_is_no_word_is_quoted() {
        let fault = Fault::new("no").at_key("a\": b").at_key("");
        assert_eq!(fault.path(), r#"$[""]["a\": b"]"#);
    }

    #[test]
    fn a_fault_without_a_path_is_about_the_whole() {
        assert_eq!(Fault::missing("id").to_string(), "$: missing field `id`");
    }
}
