//! Inline schemas that are one type of the crate on one side of the change, and several on the other.

use std::collections::{BTreeMap, HashMap};

use super::Side;
use super::kind::{Aspect, Item, Kind, Subject};
use super::report::{Change, Rust};
use super::{paths, unspoken};
use crate::config::InlineTypes;
use crate::lower;
use crate::model::{Ident, TypeId};

/// Names of one type that are names of several after the change, and the reverse: a finding for each such type. Minor, since
/// programs are told to use each place's type by its own name, and those that do still compile.
pub(super) fn findings(before: Side<'_>, after: Side<'_>) -> Vec<Change> {
    let parted = split(before, after).into_iter();
    let parted =
        parted.map(|parts| finding(&parts, "were names of one type and are several types"));
    let joined = split(after, before).into_iter();
    let joined =
        joined.map(|parts| finding(&parts, "were several types and are names of one type"));
    parted.chain(joined).collect()
}

/// What one side has as one type and the other as several: the names of each of these, the shortest first.
fn split<'a>(one: Side<'a>, other: Side<'_>) -> Vec<Vec<Vec<&'a Ident>>> {
    let (declared, kept) = (declared(other), kept(other));
    let mut found = Vec::new();
    for group in groups(one) {
        let mut parts: BTreeMap<TypeId, Vec<&Ident>> = BTreeMap::new();
        for named in group.iter().filter_map(|id| one.api.types.get(*id)) {
            if let Some(id) = declared.get(&named.name) {
                let id = kept.get(id).unwrap_or(id);
                parts.entry(*id).or_default().push(&named.name);
            }
        }
        if parts.len() > 1 {
            let mut parts: Vec<Vec<&Ident>> = parts.into_values().collect();
            parts.sort_by_key(|part| part.first().map(|name| (name.as_str().len(), *name)));
            found.push(parts);
        }
    }
    found
}

/// Types that are one, the one with the shortest name first.
fn groups(side: Side<'_>) -> Vec<Vec<TypeId>> {
    match side.config.inline_types {
        InlineTypes::Shared => lower::alike(side.api),
        InlineTypes::Distinct => Vec::new(),
    }
}

fn declared(side: Side<'_>) -> HashMap<&Ident, TypeId> {
    let types = side.api.types.iter();
    types.map(|(id, named)| (&named.name, id)).collect()
}

/// By type, the one that it is another name of.
fn kept(side: Side<'_>) -> HashMap<TypeId, TypeId> {
    let groups = groups(side).into_iter();
    let pairs = groups.filter_map(|group| Some((*group.first()?, group)));
    pairs
        .flat_map(|(kept, group)| group.into_iter().map(move |id| (id, kept)))
        .collect()
}

fn finding(parts: &[Vec<&Ident>], became: &str) -> Change {
    let firsts: Vec<&Ident> = parts
        .iter()
        .filter_map(|part| part.first().copied())
        .collect();
    let path = firsts.first().map(|name| paths::ty(name));
    let message = format!("{} {became} now", listed(&firsts));
    let items = parts.iter().map(|names| listed(names)).collect();
    let kind = Kind::new(Subject::Item(Item::Type), Aspect::Changed);
    unspoken::of_items(kind, Rust::Minor, path.unwrap_or_default(), message, items)
}

fn listed(names: &[&Ident]) -> String {
    let names = names.iter().map(|name| format!("`{name}`"));
    names.collect::<Vec<_>>().join(", ")
}
