//! XML that does not fit its type, or cannot be written.

use std::fmt;

/// XML that does not fit its type, or a value that XML cannot hold: where, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlError {
    path: String,
    message: String,
}

impl XmlError {
    pub(super) fn new(path: impl Into<String>, message: impl fmt::Display) -> Self {
        Self {
            path: path.into(),
            message: message.to_string(),
        }
    }

    /// The path of the node at fault: `/pet/tags/tag[2]/@id`. `/` is the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected and what was found.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for XmlError {}

/// Where a node stands: a step, and where what is around it stands. Kept on the stack; only a fault makes a text of it.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    around: Option<&'p Place<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Element(&'p str),
    /// One of several elements of a name, counted from 1 as XPath does.
    Item(&'p str, usize),
    Attribute(&'p str),
}

impl<'p> Place<'p> {
    pub(super) const fn root(name: &'p str) -> Self {
        Self {
            around: None,
            step: Step::Element(name),
        }
    }

    const fn below(&'p self, step: Step<'p>) -> Self {
        Self {
            around: Some(self),
            step,
        }
    }

    pub(super) const fn element(&'p self, name: &'p str) -> Self {
        self.below(Step::Element(name))
    }

    pub(super) const fn item(&'p self, name: &'p str, index: usize) -> Self {
        self.below(Step::Item(name, index + 1))
    }

    pub(super) const fn attribute(&'p self, name: &'p str) -> Self {
        self.below(Step::Attribute(name))
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(around) = self.around {
            around.fmt(f)?;
        }
        match self.step {
            Step::Element(name) => write!(f, "/{name}"),
            Step::Item(name, number) => write!(f, "/{name}[{number}]"),
            Step::Attribute(name) => write!(f, "/@{name}"),
        }
    }
}
