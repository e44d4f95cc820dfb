//! Lists that lose elements: what was said of the others keeps its place.

use super::context::Walk;
use crate::diagnostics::{Place, Pointer};

impl Walk<'_> {
    /// Notes where the elements of the list at which the walk is stand when those that are not kept are taken out, and
    /// moves what was said of them along: findings are looked up in the tree as it is in the end.
    ///
    /// An element that is taken out moves to `-<number>`, where nothing stands in any tree, so that findings about it
    /// are not taken for findings about the one that gets its number.
    pub(super) fn renumber(&mut self, kept: &[bool]) {
        let mut next = 0_usize;
        let tokens: Vec<String> = kept
            .iter()
            .enumerate()
            .map(|(index, keep)| match keep {
                true => {
                    next += 1;
                    (next - 1).to_string()
                }
                false => format!("-{index}"),
            })
            .collect();
        let (stay, go): (Vec<_>, Vec<_>) = kept
            .iter()
            .zip(&tokens)
            .enumerate()
            .partition(|(_, (keep, _))| **keep);
        // First those that go: others get their numbers.
        for (index, (_, token)) in go.into_iter().chain(stay) {
            let index = index.to_string();
            if index != *token {
                self.moved(&[&index], &[token]);
            }
        }
        let list = self.here();
        for finding in self.sink.diagnostics_mut() {
            let related = finding.related.iter_mut().map(|(place, _)| place);
            for place in related.chain([&mut finding.place]) {
                if let Place::Document(at) = place
                    && let Some(moved) = renumbered(at, &list, &tokens)
                {
                    *at = moved;
                }
            }
        }
    }
}

/// Where a place in a list is when its elements have these tokens.
fn renumbered(at: &Pointer, list: &Pointer, tokens: &[String]) -> Option<Pointer> {
    let within = at.strip_prefix(list)?;
    let index = within.tokens().next()?;
    let token = tokens.get(index.parse::<usize>().ok()?)?;
    let rest = within.strip_prefix(&Pointer::root().join(&index))?;
    Some(list.join(token).append(&rest))
}
