//! Where both comparisons meet: each difference on the wire gets what the crate's items say, and what no difference on the wire
//! speaks of becomes a finding of its own.

use std::collections::{HashMap, HashSet};

use crate::diagnostics::{Pointer, Report};

use super::Side;
use super::derived::Renamed;
use super::fold::folded;
use super::kind::Aspect;
use super::report::{Change, Rust, Spot, Wire};
use super::surface::Diffs;
use super::version::Level;
use super::wire::{Claims, Compared, Finding};
use super::{advice, fingerprint, shared, unspoken};

/// All findings on an API (`name`, such as `heron`), those that break something first, then in the order of the documents.
pub(super) fn join(
    name: &str,
    wire: Compared,
    diffs: Diffs,
    before: Side<'_>,
    after: Side<'_>,
) -> Vec<Change> {
    let mut spoken = HashSet::new();
    let mut changes: Vec<Change> = Vec::new();
    let mut renamed = Renamed::default();
    for (finding, operations) in folded(wire.findings) {
        let claimed = claimed(&finding.claims, &diffs);
        spoken.extend(claimed.iter().copied());
        let is_rename = finding.kind.aspect == Aspect::Renamed;
        let change = change(finding, &claimed, &diffs, operations);
        if change.wire == Wire::None && change.rust == Rust::None {
            continue;
        }
        let items = claimed.iter().filter_map(|index| diffs.all.get(*index));
        for diff in items.filter(|_| is_rename) {
            renamed.add(diff, changes.len());
        }
        changes.push(change);
    }
    unspoken::called_otherwise(&mut changes, &mut spoken, renamed, &diffs);
    let silent = diffs.all.iter().enumerate();
    let silent = silent.filter(|(index, _)| !spoken.contains(index));
    changes.extend(unspoken::findings(silent.map(|(_, diff)| diff)));
    let crate_name = |side: Side<'_>| side.config.crate_name(name);
    changes.extend(unspoken::crate_renamed(
        &crate_name(before),
        &crate_name(after),
    ));
    changes.extend(shared::findings(before, after));
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
