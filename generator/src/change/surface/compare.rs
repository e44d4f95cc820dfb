//! Two lists of items.

use std::collections::HashMap;

use super::super::kind::{Aspect, Item as Sort};
use super::super::report::Rust;
use super::{Item, Surface};

/// An item that differs.
#[derive(Debug, Clone)]
pub(in super::super) struct Diff {
    pub(in super::super) sort: Sort,
    pub(in super::super) aspect: Aspect,
    pub(in super::super) rust: Rust,
    /// Its path: after the change, or before it for what is gone.
    pub(in super::super) path: String,
    /// Its path before the change, where that was another.
    pub(in super::super) was: Option<String>,
    /// In a few words.
    pub(in super::super) text: String,
}

/// The items that differ, and where to find them.
#[derive(Debug, Default)]
pub(in super::super) struct Diffs {
    pub(in super::super) all: Vec<Diff>,
    /// By the path of an item before the change, the difference that it is part of.
    pub(in super::super) before: HashMap<String, usize>,
    /// The same by its path after the change.
    pub(in super::super) after: HashMap<String, usize>,
}

pub(super) fn compare(old: &Surface, new: &Surface) -> Diffs {
    let mut diffs = Diffs::default();
    // By key: members follow what they belong to, and are part of its difference.
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (key, item) in old {
        let other = new.get(key);
        let index = whole(item, &known).or_else(|| match other {
            None => Some(diffs.push(Aspect::Removed, Rust::Major, Some(item), None)),
            Some(other) if other.signature != item.signature => {
                Some(diffs.push(Aspect::Changed, Rust::Major, Some(item), Some(other)))
            }
            Some(other) if other.path != item.path => {
                let is_member = item.of.is_some();
                // A member is called otherwise because its type is.
                (!is_member)
                    .then(|| diffs.push(Aspect::Renamed, Rust::Major, Some(item), Some(other)))
            }
            Some(_) => None,
        });
        let Some(index) = index else { continue };
        diffs.before.insert(item.path.clone(), index);
        diffs
            .after
            .extend(other.map(|other| (other.path.clone(), index)));
        // A declared type that is made otherwise has other members; the setters of a call stay what they are.
        let is_other = |other: &Item| other.signature != item.signature && item.is_declared();
        if other.is_none_or(is_other) {
            known.insert(key, index);
        }
    }
    for (key, item) in new {
        if old.contains_key(key) {
            continue;
        }
        let index = whole(item, &known)
            .unwrap_or_else(|| diffs.push(Aspect::Added, Rust::Minor, None, Some(item)));
        diffs.after.insert(item.path.clone(), index);
        known.insert(key, index);
    }
    diffs
}

/// The difference of what an item belongs to, if that is gone, new, or another.
fn whole(item: &Item, known: &HashMap<&str, usize>) -> Option<usize> {
    known.get(item.of.as_deref()?).copied()
}

impl Item {
    fn is_declared(&self) -> bool {
        self.sort == Sort::Type && self.path.starts_with("types::")
    }
}

impl Diffs {
    fn push(
        &mut self,
        aspect: Aspect,
        rust: Rust,
        old: Option<&Item>,
        new: Option<&Item>,
    ) -> usize {
        let text = match (old, new) {
            (Some(old), Some(new)) if old.shown == new.shown => {
                format!("{} is not the same", new.shown)
            }
            (Some(old), Some(new)) => {
                let rest = new.shown.strip_prefix(old.path.as_str());
                let rest = rest.filter(|_| old.path == new.path).unwrap_or(&new.shown);
                format!(
                    "{} → {}",
                    old.shown,
                    rest.trim_start_matches([':', ' ', '='])
                )
            }
            (Some(old), None) => format!("{} is gone", old.shown),
            (None, Some(new)) => format!("{} is new", new.shown),
            (None, None) => String::new(),
        };
        let item = new.or(old);
        self.all.push(Diff {
            sort: item.map_or(Sort::Type, |item| item.sort),
            aspect,
            rust,
            path: item.map(|item| item.path.clone()).unwrap_or_default(),
            was: old
                .zip(new)
                .filter(|(old, new)| old.path != new.path)
                .map(|(old, _)| old.path.clone()),
            text,
        });
        self.all.len().saturating_sub(1)
    }
}
