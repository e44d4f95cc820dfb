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
    if open_brackets(text) <= MAX_DEPTH {
        return None;
    }
    // Perhaps only prose and patterns have unbalanced brackets: look closer, and stop in time.
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        match event.ok()?.0 {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(Pointer::root());
        }
    }
    None
}

/// The most brackets that are open at any place of the text, quoted ones counted too.
fn open_brackets(text: &str) -> usize {
    let mut open = 0_usize;
    let mut most = 0;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => {
                open += 1;
                most = most.max(open);
            }
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    most
}
