//! What a walk carries along: where it is, what it has to say, what it has moved.

use serde_json::{Map, Value};

use super::lints::{Locations, Unknown};
use crate::diagnostics::pointer::escape;
use crate::diagnostics::{Code, Diagnostic, Pointer, Sink};

/// An object of the tree.
pub(super) type Object = Map<String, Value>;

/// The families of versions whose rules differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// 3.0.x: a schema dialect of its own, in which nothing stands beside `$ref`.
    V3_0,
    /// 3.1.x, and what is not known: JSON Schema 2020-12.
    V3_1,
    /// 3.2.x: 3.1 with more fields.
    V3_2,
}

impl Version {
    /// The family of a document; one that does not say is read by the older rules.
    pub(super) fn of(root: &Value) -> Self {
        match root.get("openapi") {
            Some(Value::String(text)) if text.starts_with("3.0") => Self::V3_0,
            Some(Value::Number(number)) if number.as_f64() == Some(3.0) => Self::V3_0,
            Some(Value::String(text)) if text.starts_with("3.2") => Self::V3_2,
            Some(Value::Number(number)) if number.as_f64() == Some(3.2) => Self::V3_2,
            None => Self::V3_0,
            Some(_) => Self::V3_1,
        }
    }
}

/// Subtrees that moved, in the order in which they did.
pub(super) type Moves = Vec<(Pointer, Pointer)>;

/// A walk through the tree that mends what it passes.
pub(super) struct Walk<'a> {
    pub(super) version: Version,
    pub(super) sink: &'a mut Sink,
    pub(super) moves: Moves,
    /// Which parameters among the components are in the query.
    pub(super) locations: Locations,
    /// Keys that the specification does not have.
    pub(super) unknown: Unknown,
    /// Where the walk is, as RFC 6901 text: one buffer, so that a step costs no allocation.
    place: String,
    /// Whether the walk is at an element of a list.
    pub(super) at_element: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(version: Version, sink: &'a mut Sink) -> Self {
        Self {
            version,
            sink,
            moves: Moves::new(),
            locations: Locations::new(),
            unknown: Unknown::new(),
            place: String::new(),
            at_element: false,
        }
    }

    /// Does `work` one step further down.
    pub(super) fn within<T>(&mut self, token: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        let here = self.place.len();
        let at_element = std::mem::replace(&mut self.at_element, false);
        push_token(&mut self.place, token);
        let result = work(self);
        self.place.truncate(here);
        self.at_element = at_element;
        result
    }

    /// Does `work` at an element of a list.
    pub(super) fn within_index<T>(&mut self, index: usize, work: impl FnOnce(&mut Self) -> T) -> T {
        self.within(&index.to_string(), |walk| {
            walk.at_element = true;
            work(walk)
        })
    }

    /// Where the walk is.
    pub(super) fn here(&self) -> Pointer {
        Pointer::parse(self.place.clone())
    }

    /// What the place is called in messages: the key of a member (`title`), the list and the number of an element
    /// (`tags[2]`).
    pub(super) fn name(&self) -> String {
        let here = self.here();
        let last = here.last().unwrap_or_default();
        let list = here.parent().and_then(|list| list.last());
        match list.filter(|_| self.at_element) {
            Some(list) => format!("{list}[{last}]"),
            None => last,
        }
    }

    /// Says something about the value at which the walk is.
    pub(super) fn say(&mut self, code: Code, message: impl Into<String>) -> &mut Diagnostic {
        let here = self.here();
        self.sink.say(code, &here, message)
    }

    /// Says something about a member of the object at which the walk is.
    pub(super) fn say_at(
        &mut self,
        token: &str,
        code: Code,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let there = self.here().join(token);
        self.sink.say(code, &there, message)
    }

    /// Remembers that what stood at `from` below here now stands at `to` below here.
    pub(super) fn moved(&mut self, from: &[&str], to: &[&str]) {
        let here = self.here();
        self.moves
            .push((here.at(from.iter().copied()), here.at(to.iter().copied())));
    }
}

/// Appends a token to RFC 6901 text.
pub(super) fn push_token(place: &mut String, token: &str) {
    place.push('/');
    place.push_str(&escape(token));
}

/// What a value is, with its article, for messages.
pub(super) const fn noun(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
