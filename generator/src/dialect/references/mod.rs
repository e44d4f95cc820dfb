//! Every `$ref` becomes `#/components/<section>/<name>`.
//!
//! OpenAPI lets a reference point at any place of a document. What is pointed at outside `components` moves there
//! under a name of its own, before anything else is rewritten, so that no later change can break a pointer. Path
//! items and media types, which 3.0 has no section for, are written out in full where they are referred to.

mod collect;
mod hoist;
mod inline;
mod name;
mod target;

use serde_json::Value;

use super::context::Moves;
use crate::diagnostics::{Code, Place, Pointer, Sink};

/// How often a document may reveal further references when something moves into sight (out of an extension, say).
const ROUNDS: usize = 32;

/// How deep what is written out in full may itself refer to such things.
const NESTING: usize = 8;

/// Brings every reference of the tree into the one form; answers what moved.
pub(super) fn unify(root: &mut Value, sink: &mut Sink) -> Moves {
    let mut moves = Moves::new();
    for _ in 0..NESTING {
        hoist_all(root, sink, &mut moves);
        let found = collect::collect(root);
        if found.inlined.is_empty() {
            break;
        }
        inline::inline(root, found, sink, &mut moves);
    }
    inline::forget_sources(root);
    moves
}

fn hoist_all(root: &mut Value, sink: &mut Sink, moves: &mut Moves) {
    for _ in 0..ROUNDS {
        let found = collect::collect(root);
        if found.moved.is_empty() {
            return;
        }
        hoist::hoist(root, found, sink, moves);
    }
}

/// Says that the reference at `at` leads nowhere, unless the reader has said so already.
fn unresolved(sink: &mut Sink, at: &Pointer, target: &str) {
    let holder = at.parent();
    let said = |place: &Place| matches!(place, Place::Document(there) if there == at || Some(there) == holder.as_ref());
    if !sink
        .diagnostics()
        .iter()
        .any(|d| d.code == Code::UnresolvedReference && said(&d.place))
    {
        sink.say(
            Code::UnresolvedReference,
            at,
            format!("`{target}` points to nothing in this document"),
        );
    }
}
