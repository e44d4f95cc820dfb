//! A value that can be read more than once: by one type after the other, until one fits.

use super::choices::Choice;
use super::fault::Fault;
use super::incoming::Incoming;
use super::text::TextAgain;
use super::tree::TreeAgain;
use serde_json::Value;
use std::any::TypeId;
use std::borrow::Cow;

/// A value that can be read more than once.
pub enum Again<'a> {
    /// `null`, a boolean, a number or a text.
    Scalar(Incoming<'a>),
    /// A list or an object of a text.
    Text(TextAgain<'a>),
    /// A list or an object of a tree.
    Tree(TreeAgain<'a>),
}

impl<'a> Again<'a> {
    /// A value that has just arrived. If it can be read only once, it is kept in `tree`.
    ///
    /// # Errors
    /// The format cannot be read on.
    pub(super) fn of(json: &'a mut Incoming<'_>, tree: &'a mut Value) -> Result<Self, Fault> {
        match json {
            Incoming::List(elements) => elements.again(tree),
            Incoming::Object(entries) => entries.again(tree),
            scalar => Ok(Self::Scalar(scalar.borrowed())),
        }
    }

    /// Whether it is an object with this key.
    pub(super) fn has(&self, key: &str) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::Text(text) => text.has(key),
            Self::Tree(tree) => tree.get(key).is_some(),
        }
    }

    /// The value of a key, if it is an object with this key.
    pub(super) fn get(&self, key: &str) -> Option<Cow<'_, Value>> {
        match self {
            Self::Scalar(_) => None,
            Self::Text(text) => text.get(key).map(Cow::Owned),
            Self::Tree(tree) => tree.get(key).map(Cow::Borrowed),
        }
    }

    /// Gives it to `take` as if it had just arrived, and counts the keys in it that nothing is named after.
    pub(super) fn give<R>(&self, take: impl FnOnce(Incoming<'_>) -> R) -> (R, usize) {
        match self {
            Self::Scalar(scalar) => (take(scalar.borrowed()), 0),
            Self::Text(text) => text.give(take),
            Self::Tree(tree) => tree.give(take),
        }
    }

    /// Tells what stands around it what the keys count that nothing is named after in the reading that was chosen.
    pub(super) fn count(&mut self, unnamed: usize) {
        match self {
            Self::Scalar(_) => {}
            Self::Text(text) => text.count(unnamed),
            Self::Tree(tree) => tree.count(unnamed),
        }
    }

    /// What a union has chosen for it before, if it stands in another one that is read again.
    pub(super) fn choice(&self, of: TypeId) -> Option<Choice> {
        match self {
            Self::Scalar(_) => None,
            Self::Text(text) => text.choice(of),
            Self::Tree(tree) => tree.choice(of),
        }
    }

    /// Remembers what a union has chosen.
    pub(super) fn choose(&self, of: TypeId, choice: Choice) {
        match self {
            Self::Scalar(_) => {}
            Self::Text(text) => text.choose(of, choice),
            Self::Tree(tree) => tree.choose(of, choice),
        }
    }
}
