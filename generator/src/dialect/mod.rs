//! Every dialect of OpenAPI 3, and what people write for it, becomes the one 3.0 shape that `openapiv3` reads.
//!
//! [`normalise`] rewrites the tree in place: first references (see `references`); what `client.toml` does not select leaves it
//! (`selection`); then, children before parents, one rule per kind of object (`objects`) and per group of schema keywords
//! (`schema`). What 3.0 cannot say travels in
//! `x-clientsmith-*` extensions. [`typed`] then reads the tree and has nothing left to complain about.

mod context;
pub(crate) mod extension;
mod http;
mod lints;
mod mend;
mod objects;
mod reached;
mod references;
mod renumber;
mod schema;
mod selection;
mod typed;
mod visit;

pub use typed::typed;

use serde_json::Value;

use crate::config::Config;
use crate::diagnostics::Sink;
use crate::source::Document;
use crate::source::shape::Kind;
use context::{Moves, Version, Walk};

/// Brings a document of any dialect into the shape of OpenAPI 3.0, whatever its faults; they are said on the way.
///
/// Afterwards every `$ref` is `#/components/<section>/<name>` (RFC 6901, not percent-encoded) and names something that
/// is there, or the sink has an error. What `[select]` leaves out is not in it, nor is anything said of that.
pub fn normalise(document: &mut Document, config: &Config, sink: &mut Sink) {
    let hoisted = references::unify(&mut document.root, sink);
    record(document, &hoisted);
    selection::select(document, config, sink);
    let moved = reshape(&mut document.root, &hoisted, sink);
    record(document, &moved);
}

fn record(document: &mut Document, moves: &Moves) {
    for (from, to) in moves {
        document.record_move(from, to);
    }
}

/// Rewrites a tree whose references are unified; answers which subtrees moved, in the order in which they did.
fn reshape(root: &mut Value, hoisted: &Moves, sink: &mut Sink) -> Moves {
    let version = Version::of(root);
    let mut walk = Walk::new(version, sink);
    walk.locations = lints::locations(root);
    walk.object(Kind::Document, root);
    let moves = std::mem::take(&mut walk.moves);
    let mut unknown = std::mem::take(&mut walk.unknown);
    // What is referred to in it is used, wherever it stands.
    unknown.retain(|_, (at, _)| {
        let mut all = hoisted.iter().chain(&moves);
        !all.any(|(from, _)| from.strip_prefix(at).is_some())
    });
    lints::say_unknown(unknown, sink);
    references::forget_sections(root);
    moves
}
