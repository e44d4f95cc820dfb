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
use crate::diagnostics::{Code, Diagnostic, Severity, Sink};
use collect::{Reference, Slot};
pub(super) use inline::forget_sections;

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
    inline::forget_copied(root, &moves);
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

/// Says that a reference leads nowhere. The reader of the files has checked every `$ref` before; what is left is what
/// it does not look at, and documents that never went through it.
fn unresolved(sink: &mut Sink, reference: &Reference, target: &str) {
    let at = reference.place();
    if reference.slot == Slot::Key("$dynamicRef") {
        let message =
            format!("`{target}` points to no schema of this document; any value is admitted");
        sink.say(Code::Unsupported, &at, message);
        return;
    }
    let quoted = format!("`{target}`");
    let said = |d: &Diagnostic| d.code == Code::UnresolvedReference && d.message.contains(&quoted);
    if !target.starts_with('#') || sink.diagnostics().iter().any(said) {
        return;
    }
    let diagnostic = sink.say(
        Code::UnresolvedReference,
        &at,
        format!("`{target}` leads to nothing"),
    );
    if matches!(reference.slot, Slot::Mapping(_)) {
        // One value of a tag is lost, and nothing else.
        diagnostic.severity = Severity::Warning;
    }
}
