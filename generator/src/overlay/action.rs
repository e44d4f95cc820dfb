//! One action of an overlay.

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::diagnostics::Pointer;

/// An overlay whose version is known.
#[derive(Debug)]
pub(super) struct Overlay<'a> {
    pub(super) edition: Edition,
    /// The actions without a fault, in the order in which they are applied.
    pub(super) actions: Vec<Action<'a>>,
}

/// The feature sets of the Overlay Specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edition {
    /// 1.0: targets of updates are objects and lists.
    V1_0,
    /// 1.1: targets of updates may be primitives, and there is `copy`.
    V1_1,
}

/// A change at every value that a JSONPath selects.
#[derive(Debug)]
pub(super) struct Action<'a> {
    /// Where the action stands in the overlay.
    pub(super) at: Pointer,
    /// The target as it is written.
    pub(super) text: &'a str,
    pub(super) target: JsonPath,
    pub(super) change: Change<'a>,
    /// The action may match nothing, or change nothing: `x-clientsmith-optional: true`.
    pub(super) optional: bool,
}

/// What is done to each selected value.
#[derive(Debug)]
pub(super) enum Change<'a> {
    /// The value is merged into it.
    Update(&'a Value),
    /// It is taken out.
    Remove,
    /// Another value of the document is merged into it (since 1.1).
    Copy(&'a str, JsonPath),
}
