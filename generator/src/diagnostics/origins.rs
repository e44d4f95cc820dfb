//! Which file each part of a bundled tree came from.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::{FileId, Place, Pointer};

/// Maps pointers of one tree to pointers of the files that it was put together from.
///
/// Only the roots of moved and included subtrees are kept; everything below them follows its nearest ancestor.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    prefixes: BTreeMap<String, (FileId, Pointer)>,
}

/// The origins in one part of a tree, by pointers from the part's root.
type Subtree = Vec<(Pointer, (FileId, Pointer))>;

impl Origins {
    /// The origins of a tree that is one file's, from its root on.
    pub fn of_file(file: FileId) -> Self {
        Self {
            prefixes: BTreeMap::from([(String::new(), (file, Pointer::root()))]),
        }
    }

    /// The file that `at` came from, and the pointer in it.
    pub fn origin(&self, at: &Pointer) -> Option<(FileId, Pointer)> {
        let mut prefix = at.as_str();
        loop {
            if let Some((file, origin)) = self.prefixes.get(prefix) {
                let rest = at.as_str().get(prefix.len()..).unwrap_or_default();
                return Some((*file, origin.append(&Pointer::parse(rest))));
            }
            prefix = prefix.rsplit_once('/')?.0;
        }
    }

    /// The place of `at`: in its file if that is known.
    pub fn place(&self, at: &Pointer) -> Place {
        match self.origin(at) {
            Some((file, origin)) => Place::File(file, origin),
            None => Place::Document(at.clone()),
        }
    }

    /// Notes that the value at `at`, with everything in it, came from `origin` of `file`.
    pub fn record(&mut self, at: &Pointer, file: FileId, origin: Pointer) {
        self.forget_below(at);
        self.prefixes.insert(at.as_str().to_owned(), (file, origin));
    }

    /// Notes that the value that stood at `from` stands (also) at `to` now, with everything in it.
    pub fn record_move(&mut self, from: &Pointer, to: &Pointer) {
        let subtree = self.subtree(from);
        self.plant(to, subtree);
    }

    /// Notes that the value at `to` is a copy of the one at `from` in the tree whose origins `other` are.
    pub fn record_copy(&mut self, to: &Pointer, other: &Origins, from: &Pointer) {
        self.plant(to, other.subtree(from));
    }

    /// Notes that nothing stands at `at` any more.
    pub fn record_loss(&mut self, at: &Pointer) {
        self.forget_below(at);
        self.prefixes.remove(at.as_str());
    }

    /// The origin of a value and, by their pointers from it, of what lies below it and came from elsewhere.
    fn subtree(&self, from: &Pointer) -> Subtree {
        let origin = |at: &Pointer, origin: &(FileId, Pointer)| {
            Some((at.strip_prefix(from)?, origin.clone()))
        };
        let below = self
            .below(from)
            .filter_map(|(at, found)| origin(&Pointer::parse(at), found));
        let own = self.origin(from).map(|own| (Pointer::root(), own));
        own.into_iter().chain(below).collect()
    }

    /// Puts a subtree at `to`, in the place of what was noted there.
    fn plant(&mut self, to: &Pointer, subtree: Subtree) {
        if subtree.is_empty() {
            return;
        }
        self.record_loss(to);
        for (rest, origin) in subtree {
            self.prefixes
                .insert(to.append(&rest).as_str().to_owned(), origin);
        }
    }

    /// Notes that the tree whose origins `other` are was put in at `at`.
    pub fn graft(&mut self, at: &Pointer, other: &Origins) {
        self.forget_below(at);
        for (below, origin) in &other.prefixes {
            self.prefixes
                .insert(format!("{}{below}", at.as_str()), origin.clone());
        }
    }

    /// Notes that element `index` of the array at `array`, which had `length` elements, was taken out.
    pub fn record_removal(&mut self, array: &Pointer, index: usize, length: usize) {
        for later in index.saturating_add(1)..length {
            self.record_move(&array.join(later), &array.join(later - 1));
        }
        self.record_loss(&array.join(length.saturating_sub(1)));
    }

    fn forget_below(&mut self, at: &Pointer) {
        let below: Vec<String> = self.below(at).map(|(at, _)| at.clone()).collect();
        for at in below {
            self.prefixes.remove(&at);
        }
    }

    /// The entries strictly below `at`.
    fn below(&self, at: &Pointer) -> impl Iterator<Item = (&String, &(FileId, Pointer))> {
        let prefix = format!("{}/", at.as_str());
        self.prefixes
            .range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded))
            .take_while({
                let prefix = prefix.clone();
                move |(at, _)| at.starts_with(&prefix)
            })
            .collect::<Vec<_>>()
            .into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Files;

    fn at(text: &str) -> Pointer {
        Pointer::parse(text)
    }

    #[test]
    fn a_moved_subtree_takes_along_what_was_put_into_it() {
        let mut files = Files::default();
        let (main, other) = (files.add("a", ""), files.add("b", ""));
        let mut origins = Origins::of_file(main);
        origins.record(&at("/paths/x/schema"), other, at("/Pet"));
        origins.record_move(&at("/paths/x"), &at("/components/y"));
        assert_eq!(
            origins.origin(&at("/components/y/in")),
            Some((main, at("/paths/x/in")))
        );
        assert_eq!(
            origins.origin(&at("/components/y/schema/type")),
            Some((other, at("/Pet/type")))
        );
        assert_eq!(
            origins.origin(&at("/components/yy")),
            Some((main, at("/components/yy")))
        );
    }

    #[test]
    fn elements_after_a_removed_one_keep_their_origin() {
        let mut files = Files::default();
        let main = files.add("a", "");
        let mut origins = Origins::of_file(main);
        origins.record_removal(&at("/tags"), 0, 3);
        origins.record_removal(&at("/tags"), 0, 2);
        assert_eq!(
            origins.origin(&at("/tags/0/name")),
            Some((main, at("/tags/2/name")))
        );
    }
}
