//! One action of an overlay.

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::diagnostics::Pointer;

/// A change at every value that a JSONPath selects.
#[derive(Debug)]
pub(super) struct Action<'a> {
    /// Where the action stands in the overlay.
    pub(super) at: Pointer,
    /// The target as it is written.
    pub(super) text: &'a str,
    pub(super) target: JsonPath,
    pub(super) change: Change<'a>,
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
