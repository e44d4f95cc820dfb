//! Guards before the YAML parser, which holds a document's events in memory, all of them, and whose time grows with
//! the square of the depth of brackets.

use saphyr_parser::{Event, Parser};

use crate::diagnostics::Pointer;
use crate::source::tree::MAX_DEPTH;

/// The most lines and commas of a YAML text: what ends most of its values. The events of so many take about half a
/// gigabyte; the largest documents that are published have a quarter of them.
const MAX_ENDS: usize = 4_000_000;

/// Whether there are more values than the parser's memory is to hold.
pub(super) fn too_many(text: &str) -> bool {
    text.bytes()
        .filter(|byte| matches!(byte, b',' | b'\n'))
        .count()
        > MAX_ENDS
}

/// The outermost value that lies too deep, if brackets are nested so deep that parsing would take for ever.
///
/// Block style needs no guard: the limit of the tree itself catches it.
pub(super) fn too_deep(text: &str) -> Option<Pointer> {
    // Brackets in prose and patterns count too, so look closer; not at the whole text at once, for this parser reads
    // ahead to the end of the line, in a time that grows with the square of the depth, before it tells of the first bracket.
    let mut open = MAX_DEPTH;
    while let Some(head) = head(text, open) {
        if nests_too_deep(head) {
            return Some(Pointer::root());
        }
        open = open.saturating_mul(2);
    }
    None
}

fn nests_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::MappingStart(..) | Event::SequenceStart(..), _)) => depth += 1,
            Ok((Event::MappingEnd | Event::SequenceEnd, _)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            Err(_) => return false,
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// The text up to the place at which more than `limit` brackets are open, quoted ones counted too; `None` if there is none.
fn head(text: &str, limit: usize) -> Option<&str> {
    let mut open = 0_usize;
    let end = text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > limit
    })?;
    // A bracket is a character of one byte.
    text.get(..=end)
}
