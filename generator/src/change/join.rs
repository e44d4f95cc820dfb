//! Where both comparisons meet: each difference on the wire gets what the crate's items say, and what no difference on the wire
//! speaks of becomes a finding of its own.

use std::collections::{HashMap, HashSet};

use crate::diagnostics::{Pointer, Report};

use super::Side;
use super::derived::Renamed;
use super::kind::{Aspect, Item, Kind, Subject};
use super::report::{Change, Rust, Spot, Wire};
use super::surface::{Diff, Diffs};
use super::version::Level;
use super::wire::{Claims, Compared, Finding};
use super::{advice, fingerprint};

/// Of so many items of one kind that are new or gone with nothing else, each has a finding of its own; more are one finding.
const ALONE: usize = 3;

/// By what findings are the same: what they are about, what they say, and where they stand before and after.
type Same<K> = (K, String, Option<Pointer>, Option<Pointer>);

/// All findings, those that break something first, then in the order of the documents.
pub(super) fn join(wire: Compared, diffs: Diffs, before: Side<'_>, after: Side<'_>) -> Vec<Change> {
    let mut spoken = HashSet::new();
    let mut changes: Vec<Change> = Vec::new();
    let mut known: HashMap<Same<Kind>, usize> = HashMap::new();
    let mut renamed = Renamed::default();
    for (finding, operations) in folded(wire.findings) {
        let claimed = claimed(&finding.claims, &diffs);
        spoken.extend(claimed.iter().copied());
        let is_rename = finding.kind.aspect == Aspect::Renamed;
        let change = change(finding, &claimed, &diffs, operations);
        if change.wire == Wire::None && change.rust == Rust::None {
            continue;
        }
        let pointer = |spot: &Option<Spot>| spot.as_ref().map(|spot| spot.pointer.clone());
        let key = (
            change.kind,
            change.message.clone(),
            pointer(&change.before),
            pointer(&change.after),
        );
        match known.get(&key).and_then(|index| changes.get_mut(*index)) {
            // A schema that is one type for requests and another for answers.
            Some(same) => same.merge(change),
            None => {
                let items = claimed.iter().filter_map(|index| diffs.all.get(*index));
                for diff in items.filter(|_| is_rename) {
                    renamed.add(diff, changes.len());
                }
                known.insert(key, changes.len());
                changes.push(change);
            }
        }
    }
    called_otherwise(&mut changes, &mut spoken, renamed, &diffs);
    let silent = diffs.all.iter().enumerate();
    let silent = silent.filter(|(index, _)| !spoken.contains(index));
    changes.extend(unspoken(silent.map(|(_, diff)| diff)));
    place(&mut changes, before.report, after.report);
    for change in &mut changes {
        change.fingerprint = fingerprint::of(change.kind, &change.subject);
        change.advice = advice::of(change);
    }
    // Of two that break programs, the one first that breaks calls as well.
    let gravity = |change: &Change| {
        let grave = (change.gravity(), change.wire == Wire::Breaking);
        std::cmp::Reverse(grave)
    };
    let line = |change: &Change| {
        let line = change.spot().and_then(|spot| spot.line.as_ref());
        let line = line.map(|(file, line, _)| (file.clone(), *line));
        // What the document says nothing of comes last.
        (line.is_none(), line)
    };
    changes.sort_by_cached_key(|change| (gravity(change), line(change)));
    changes
}

/// How much the version must say.
pub(super) fn level(changes: &[Change]) -> Level {
    let levels = changes
        .iter()
        .map(|change| match (change.rust, change.wire) {
            (Rust::Major, _) => Level::Major,
            (Rust::Minor, _) => Level::Minor,
            (Rust::None, _) => Level::Patch,
        });
    levels.max().unwrap_or_default()
}

/// One finding for what a schema is in requests and in answers: the graver one.
fn folded(findings: Vec<(Finding, Vec<String>)>) -> Vec<(Finding, Vec<String>)> {
    let mut all: Vec<(Finding, Vec<String>)> = Vec::with_capacity(findings.len());
    let mut known: HashMap<Same<(Subject, Aspect)>, usize> = HashMap::new();
    for (finding, operations) in findings {
        let key = (
            (
                finding.kind.subject.both_ways(),
                finding.kind.aspect.either_way(),
            ),
            finding.message.clone(),
            finding.before.clone(),
            finding.after.clone(),
        );
        let Some((same, touched)) = known.get(&key).and_then(|index| all.get_mut(*index)) else {
            known.insert(key, all.len());
            all.push((finding, operations));
            continue;
        };
        let more = operations.into_iter().filter(|one| !touched.contains(one));
        let more: Vec<String> = more.collect();
        touched.extend(more);
        let mut claims = std::mem::take(&mut same.claims);
        claims.add(&finding.claims);
        if finding.wire > same.wire {
            *same = finding;
        }
        same.claims = claims;
    }
    all
}

impl Claims {
    fn add(&mut self, other: &Claims) {
        for (own, others) in [
            (&mut self.before, &other.before),
            (&mut self.after, &other.after),
            (&mut self.gone, &other.gone),
            (&mut self.new, &other.new),
        ] {
            let more: Vec<String> = others
                .iter()
                .filter(|one| !own.contains(one))
                .cloned()
                .collect();
            own.extend(more);
        }
    }
}

/// The differences of the items that a finding is about.
fn claimed(claims: &Claims, diffs: &Diffs) -> Vec<usize> {
    let before = claims.before.iter();
    let before = before.filter_map(|path| diffs.before.get(path));
    let after = claims.after.iter();
    let after = after.filter_map(|path| diffs.after.get(path));
    let led = |paths: &[String], known: &HashMap<String, usize>, aspect| -> Vec<usize> {
        let led = paths.iter().filter_map(|path| known.get(path).copied());
        let is = |index: &usize| {
            diffs
                .all
                .get(*index)
                .is_some_and(|one| one.aspect == aspect)
        };
        led.filter(is).collect()
    };
    let gone = led(&claims.gone, &diffs.before, Aspect::Removed);
    let new = led(&claims.new, &diffs.after, Aspect::Added);
    let own = before.chain(after).copied();
    let mut seen = HashSet::new();
    let all = own.chain(gone).chain(new);
    all.filter(|index| seen.insert(*index)).collect()
}

fn change(finding: Finding, claimed: &[usize], diffs: &Diffs, operations: Vec<String>) -> Change {
    let items = claimed.iter().filter_map(|index| diffs.all.get(*index));
    let rust = items.clone().map(|diff| diff.rust).max();
    let spot = |pointer: Option<Pointer>| {
        pointer.map(|pointer| Spot {
            pointer,
            line: None,
        })
    };
    // `#[deprecated]` warns, and what is new beside it may be used instead.
    let at_least = match finding.kind.aspect {
        Aspect::Deprecated => Rust::Minor,
        // Also where both names are there: each stands for something else.
        Aspect::Renamed => Rust::Major,
        _ => Rust::None,
    };
    Change {
        kind: finding.kind,
        subject: finding.subject,
        before: spot(finding.before),
        after: spot(finding.after),
        wire: finding.wire,
        rust: rust.unwrap_or(Rust::None).max(at_least),
        message: finding.message,
        advice: None,
        items: items.map(|diff| diff.text.clone()).collect(),
        operations,
        fingerprint: String::new(),
        allowed: None,
    }
}

impl Change {
    fn merge(&mut self, other: Self) {
        self.wire = self.wire.max(other.wire);
        self.rust = self.rust.max(other.rust);
        for (own, others) in [
            (&mut self.items, other.items),
            (&mut self.operations, other.operations),
        ] {
            let more: Vec<String> = others
                .into_iter()
                .filter(|one| !own.contains(one))
                .collect();
            own.extend(more);
        }
    }
}

/// Items that have another name: a finding for each, but those that are called after another one belong to that one's.
fn called_otherwise<'d>(
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
fn unspoken<'d>(diffs: impl Iterator<Item = &'d Diff>) -> Vec<Change> {
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

fn of_items(
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

/// Finds the lines of all places, each file read once.
fn place(changes: &mut [Change], before: &Report, after: &Report) {
    for (report, side) in [(before, 0_usize), (after, 1)] {
        let mut spots: Vec<&mut Spot> = changes
            .iter_mut()
            .filter_map(|change| match side {
                0 => change.before.as_mut(),
                _ => change.after.as_mut(),
            })
            .collect();
        let pointers: Vec<Pointer> = spots.iter().map(|spot| spot.pointer.clone()).collect();
        let lines = report.lines(&pointers);
        for (spot, line) in spots.iter_mut().zip(lines) {
            spot.line = line;
        }
    }
}
