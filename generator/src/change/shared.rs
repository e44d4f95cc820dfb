//! Inline schemas that were one type of the crate and are several after the change.

use std::collections::{BTreeMap, HashMap};

use super::Side;
use super::kind::{Aspect, Item, Kind, Subject};
use super::report::{Change, Rust};
use super::{paths, unspoken};
use crate::config::InlineTypes;
use crate::lower;
use crate::model::{Ident, TypeId};

/// Names that stood for one type and no longer do, a finding for each such type. Minor, since programs are told to use each
/// place's type by its own name, and those that do still compile.
pub(super) fn parted(before: Side<'_>, after: Side<'_>) -> Vec<Change> {
    let now = kept_names(after);
    let declared: HashMap<&Ident, TypeId> = after
        .api
        .types
        .iter()
        .map(|(id, named)| (&named.name, id))
        .collect();
    let mut changes = Vec::new();
    for group in groups(before) {
        let names = names(before, &group);
        let mut parts: BTreeMap<TypeId, Vec<&Ident>> = BTreeMap::new();
        for name in names {
            if let Some(id) = declared.get(name) {
                let kept = now.get(id).unwrap_or(id);
                parts.entry(*kept).or_default().push(name);
            }
        }
        if parts.len() > 1 {
            changes.push(finding(parts.into_values().collect()));
        }
    }
    changes
}

fn groups(side: Side<'_>) -> Vec<Vec<TypeId>> {
    match side.config.inline_types {
        InlineTypes::Shared => lower::alike(side.api),
        InlineTypes::Distinct => Vec::new(),
    }
}

fn names<'a>(side: Side<'a>, group: &[TypeId]) -> Vec<&'a Ident> {
    let types = group.iter().filter_map(|id| side.api.types.get(*id));
    types.map(|named| &named.name).collect()
}

/// By type, the one that it is another name of.
fn kept_names(side: Side<'_>) -> HashMap<TypeId, TypeId> {
    let groups = groups(side).into_iter();
    let pairs = groups.filter_map(|group| Some((*group.first()?, group)));
    pairs
        .flat_map(|(kept, group)| group.into_iter().map(move |id| (id, kept)))
        .collect()
}

fn finding(mut parts: Vec<Vec<&Ident>>) -> Change {
    let listed = |part: &[&Ident]| {
        let names = part.iter().map(|name| format!("`{name}`"));
        names.collect::<Vec<_>>().join(", ")
    };
    for part in &mut parts {
        part.sort_by_key(|name| (name.as_str().len(), name.as_str()));
    }
    parts.sort_by_key(|part| {
        part.first()
            .map(|name| (name.as_str().len(), name.as_str()))
    });
    let firsts: Vec<&Ident> = parts
        .iter()
        .filter_map(|part| part.first().copied())
        .collect();
    let path = firsts
        .first()
        .map(|name| paths::ty(name))
        .unwrap_or_default();
    let message = format!(
        "{} were names of one type and are several types now",
        listed(&firsts)
    );
    let items = parts
        .iter()
        .map(|part| format!("{}: a type of its own", listed(part)));
    let kind = Kind::new(Subject::Item(Item::Type), Aspect::Changed);
    unspoken::of_items(kind, Rust::Minor, path, message, items.collect())
}
