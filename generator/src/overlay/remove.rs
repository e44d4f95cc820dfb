//! Values are taken out of a tree.

use serde_json::Value;

use crate::diagnostics::Pointer;
use crate::source::Document;

/// Takes values out, none of them the root; those later in a list first, so that the others' indices hold.
pub(super) fn remove_all(document: &mut Document, mut targets: Vec<Pointer>) {
    targets.sort_by_cached_key(order);
    for at in targets.iter().rev() {
        remove(document, at);
    }
}

fn remove(document: &mut Document, at: &Pointer) {
    let (Some(parent), Some(token)) = (at.parent(), at.last()) else {
        return;
    };
    let (root, origins) = document.parts_mut();
    match root.pointer_mut(parent.as_str()) {
        Some(Value::Object(members)) => {
            members.shift_remove(&token);
            origins.record_loss(at);
        }
        Some(Value::Array(elements)) => {
            let Ok(index) = token.parse::<usize>() else {
                return;
            };
            if index < elements.len() {
                origins.record_removal(&parent, index, elements.len());
                elements.remove(index);
            }
        }
        // It went with something that held it.
        _ => {}
    }
}

/// Elements of one list in the order of their indices, whatever the number of digits.
fn order(at: &Pointer) -> Vec<(usize, String)> {
    at.tokens()
        .map(|token| (token.parse().unwrap_or(0), token))
        .collect()
}
