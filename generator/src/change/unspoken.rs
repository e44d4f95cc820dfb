//! Items of the crate that differ although nothing is different on the wire.

use std::collections::HashSet;

use super::derived::Renamed;
use super::kind::{Aspect, Item, Kind, Subject};
use super::report::{Change, Rust, Wire};
use super::surface::{Diff, Diffs};

/// Of so many items of one kind that are new or gone with nothing else, each has a finding of its own; more are one finding.
const ALONE: usize = 3;

/// Items that have another name: a finding for each, but those that are called after another one belong to that one's.
pub(super) fn called_otherwise<'d>(
    changes: &mut Vec<Change>,
    spoken: &mut HashSet<usize>,
    mut renamed: Renamed<'d>,
    diffs: &'d Diffs,
) {
    let silent = diffs.all.iter().enumerate();
    let mut silent: Vec<(usize, &Diff)> = silent
        .filter(|(index, diff)| diff.aspect == Aspect::Renamed && !spoken.contains(index))
        .collect();
    // What another is called after has the shorter name.
    silent.sort_by_key(|(_, diff)| diff.path.len());
    for (index, diff) in silent {
        spoken.insert(index);
        match renamed.of(diff).and_then(|change| changes.get_mut(change)) {
            Some(change) => {
                change.rust = change.rust.max(diff.rust);
                change.items.push(diff.text.clone());
            }
            None => {
                renamed.add(diff, changes.len());
                changes.push(alone(diff));
            }
        }
    }
}

/// A finding of its own.
fn alone(diff: &Diff) -> Change {
    let message = format!("`{}` {}", diff.path, became(diff.aspect));
    let kind = Kind::new(Subject::Item(diff.sort), diff.aspect);
    let items = vec![diff.text.clone()];
    of_items(kind, diff.rust, diff.path.clone(), message, items)
}

/// Findings for items that differ although nothing is different on the wire.
pub(super) fn findings<'d>(diffs: impl Iterator<Item = &'d Diff>) -> Vec<Change> {
    let mut groups: Vec<(Kind, Rust, Vec<&Diff>)> = Vec::new();
    for diff in diffs {
        let kind = Kind::new(Subject::Item(diff.sort), diff.aspect);
        match groups.iter_mut().find(|(other, ..)| *other == kind) {
            Some((_, rust, group)) => {
                *rust = (*rust).max(diff.rust);
                group.push(diff);
            }
            None => groups.push((kind, diff.rust, vec![diff])),
        }
    }
    let mut changes = Vec::new();
    for (kind, rust, group) in groups {
        // What is new breaks nobody; what is gone or another is looked at one by one.
        if rust == Rust::Minor && group.len() > ALONE {
            let message = format!("{} {} are new", group.len(), plural(kind.subject));
            let items = group.iter().map(|diff| diff.text.clone()).collect();
            changes.push(of_items(kind, rust, "the crate".to_owned(), message, items));
            continue;
        }
        changes.extend(group.into_iter().map(alone));
    }
    changes
}

/// The finding on a crate that has another name in `client.toml`: no program finds it by the old one.
pub(super) fn crate_renamed(before: &str, after: &str) -> Option<Change> {
    if before == after {
        return None;
    }
    let kind = Kind::new(Subject::Item(Item::Crate), Aspect::Renamed);
    let message = format!("the crate `{before}` has another name");
    let items = vec![format!("{before} → {after}")];
    let subject = before.to_owned();
    Some(of_items(kind, Rust::Major, subject, message, items))
}

const fn became(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Added => "is new in the crate",
        Aspect::Removed => "is no longer in the crate",
        Aspect::Renamed => "has another name in the crate",
        _ => "is another in the crate",
    }
}

const fn plural(subject: Subject) -> &'static str {
    match subject {
        Subject::Item(Item::Type) => "types of the crate",
        Subject::Item(Item::Field) => "fields",
        Subject::Item(Item::Variant) => "variants",
        Subject::Item(Item::Method) => "methods",
        Subject::Item(Item::Trait) => "implementations of traits",
        _ => "features of the crate",
    }
}

/// A finding on items of the crate, of which neither document says a word.
pub(super) fn of_items(
    kind: Kind,
    rust: Rust,
    subject: String,
    message: String,
    items: Vec<String>,
) -> Change {
    Change {
        kind,
        subject,
        before: None,
        after: None,
        wire: Wire::None,
        rust,
        message,
        advice: None,
        items,
        operations: Vec::new(),
        fingerprint: String::new(),
        allowed: None,
    }
}
