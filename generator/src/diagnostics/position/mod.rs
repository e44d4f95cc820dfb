//! Where in a text the values of a tree stand.
//!
//! Reading a document keeps no positions: most documents need none. When diagnostics are to be shown, the text is
//! scanned once more for all the pointers that they name.

mod aliases;
mod json;
mod tracker;
mod yaml;

use std::ops::Range;

use super::Pointer;
use tracker::Tracker;

/// Where a value stands in a text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The key that the value stands under, if it is a member of a mapping.
    pub key: Option<Range<usize>>,
    /// The value itself.
    pub value: Range<usize>,
    /// Whether the pointer itself was found, not an ancestor of what it names.
    pub exact: bool,
}

/// The position of each pointer's value in `text`, or of the nearest ancestor that the text holds.
///
/// `None` only where the text holds no value at all. A key that is there twice is found where it stands last, as
/// readers take it.
pub fn locate(text: &str, pointers: &[Pointer]) -> Vec<Option<Position>> {
    let tracker = scan(text, pointers);
    pointers
        .iter()
        .map(|pointer| tracker.nearest(pointer))
        .collect()
}

/// Every place where `text` has a value under `pointer`: several if a mapping has the same key more than once.
pub fn occurrences(text: &str, pointer: &Pointer) -> Vec<Position> {
    scan(text, std::slice::from_ref(pointer)).all(pointer)
}

fn scan(text: &str, pointers: &[Pointer]) -> Tracker {
    let text_start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text_start.starts_with(['{', '[']) {
        let mut tracker = Tracker::new(pointers);
        // YAML's flow style starts with a brace too.
        if json::scan(text, &mut tracker).is_some() {
            return tracker;
        }
    }
    let mut tracker = Tracker::new(pointers);
    yaml::scan(text, &mut tracker);
    tracker
}
