//! Writes out path items and media types where they are referred to.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::super::context::{Moves, Object, noun, push_token};
use super::collect::{Found, Reference};
use super::target::{resolve, standing};
use super::unresolved;
use crate::diagnostics::{Code, Pointer, Sink};
use crate::dialect::extension;
use crate::source::shape::{Kind, Standing};

/// How many values may be written out in all; a small document could otherwise ask for a huge one.
const BUDGET: usize = 4_000_000;

/// Writes out every reference of `found.inlined`.
pub(super) fn inline(root: &mut Value, found: Found, sink: &mut Sink, moves: &mut Moves) {
    let mut budget = BUDGET;
    // Path items last: what they hold has been written out by then.
    let (items, others): (Vec<_>, Vec<_>) =
        found.inlined.iter().partition(|r| r.kind == Kind::PathItem);
    for reference in others.into_iter().chain(items) {
        match copy(root, &found.anchors, reference, &mut budget, sink) {
            // Written out, callbacks that lead back to what they stand in would have no end.
            Some((from, _)) if reference.in_callback && stands_in(root, reference, &from) => {
                keep_aside(root, reference);
            }
            Some((from, copied)) => {
                put(root, reference, copied);
                if reference.kind == Kind::PathItem {
                    mark(root, reference, &from);
                }
                moves.push((from, reference.holder.clone()));
            }
            None => put(root, reference, Value::Null),
        }
    }
}

/// The sections of components that 3.0 does not have.
const SECTIONS: [&str; 2] = ["pathItems", "mediaTypes"];

/// Removes those components of [`SECTIONS`] that have been written out: their faults would be said twice.
pub(super) fn forget_copied(root: &mut Value, moves: &Moves) {
    let Some(Value::Object(components)) = root.get_mut("components") else {
        return;
    };
    for (from, _) in moves {
        let mut tokens = from.tokens();
        if tokens.next().as_deref() == Some("components")
            && let (Some(section), Some(name), None) = (tokens.next(), tokens.next(), tokens.next())
            && SECTIONS.contains(&section.as_str())
            && let Some(Value::Object(members)) = components.get_mut(&section)
        {
            members.shift_remove(&name);
        }
    }
}

/// Removes the sections that 3.0 does not have.
pub(in super::super) fn forget_sections(root: &mut Value) {
    if let Some(Value::Object(components)) = root.get_mut("components") {
        for section in SECTIONS {
            components.shift_remove(section);
        }
    }
}

fn mark(root: &mut Value, reference: &Reference, from: &Pointer) {
    if let Some(Value::Object(copied)) = root.pointer_mut(reference.holder.as_str()) {
        copied.insert(extension::ORIGIN.to_owned(), json!(from));
    }
}

/// Whether a reference stands in what it leads to, or in a copy of that.
fn stands_in(root: &Value, reference: &Reference, from: &Pointer) -> bool {
    let mut holder = Some(reference.holder.clone());
    while let Some(at) = holder {
        let origin = root
            .pointer(at.as_str())
            .and_then(|value| value.get(extension::ORIGIN));
        if at == *from || origin.and_then(Value::as_str) == Some(from.as_str()) {
            return true;
        }
        holder = at.parent();
    }
    false
}

fn keep_aside(root: &mut Value, reference: &Reference) {
    if let Some(Value::Object(holder)) = root.pointer_mut(reference.holder.as_str()) {
        holder.shift_remove("$ref");
        holder.insert(
            "x-clientsmith-path-item".to_owned(),
            json!(reference.target),
        );
    }
}

/// A copy of what a reference points at in the end, and where that stands.
fn copy(
    root: &Value,
    anchors: &HashMap<String, String>,
    reference: &Reference,
    budget: &mut usize,
    sink: &mut Sink,
) -> Option<(Pointer, Value)> {
    let mut seen = HashSet::new();
    let mut target = reference.target.as_str();
    loop {
        let Some(path) = resolve(root, anchors, target) else {
            unresolved(sink, reference, target);
            return None;
        };
        let mut pointer = String::new();
        path.iter()
            .for_each(|token| push_token(&mut pointer, token));
        let value = root.pointer(&pointer)?;
        if let Some(next) = value.get("$ref").and_then(Value::as_str) {
            if !seen.insert(pointer) {
                circle(sink, reference);
                return None;
            }
            target = next;
            continue;
        }
        let known = standing(root, &path);
        if known != Standing::Unknown && known != Standing::Object(reference.kind) {
            let message = format!(
                "`{}` does not point to {}; it is ignored",
                reference.target,
                reference.kind.noun()
            );
            sink.say(Code::WrongType, &reference.holder, message);
            return None;
        }
        if !value.is_object() {
            // Where an object is known to belong, the walk says so.
            if known == Standing::Unknown {
                let (found, wanted) = (noun(value), reference.kind.noun());
                let message = format!("`{}` points to {found}, not to {wanted}", reference.target);
                sink.say(Code::WrongType, &reference.holder, message);
            }
            return None;
        }
        let Some(left) = size(value).and_then(|size| budget.checked_sub(size)) else {
            let message = format!(
                "`{}` is too large to be written out as often as it is used",
                reference.target
            );
            sink.say(Code::LimitExceeded, &reference.holder, message);
            return None;
        };
        *budget = left;
        return Some((Pointer::parse(pointer), value.clone()));
    }
}

/// Says that a reference has no end, unless the reader of the files has said so of any.
fn circle(sink: &mut Sink, reference: &Reference) {
    if sink
        .diagnostics()
        .iter()
        .any(|d| d.code == Code::ReferenceCycle)
    {
        return;
    }
    let message = format!(
        "`{}` leads in a circle and never to {}",
        reference.target,
        reference.kind.noun()
    );
    sink.say(Code::ReferenceCycle, &reference.place(), message);
}

/// How many values a tree has.
fn size(value: &Value) -> Option<usize> {
    match value {
        Value::Object(map) => map
            .values()
            .try_fold(1usize, |sum, value| sum.checked_add(size(value)?)),
        Value::Array(items) => items
            .iter()
            .try_fold(1usize, |sum, value| sum.checked_add(size(value)?)),
        _ => Some(1),
    }
}

/// Puts a copy in place of a reference; what stood beside the reference stays and wins.
fn put(root: &mut Value, reference: &Reference, copied: Value) {
    let Some(Value::Object(holder)) = root.pointer_mut(reference.holder.as_str()) else {
        return;
    };
    holder.shift_remove("$ref");
    let mut merged = match copied {
        Value::Object(map) => map,
        _ => Object::new(),
    };
    for (key, value) in std::mem::take(holder) {
        merged.insert(key, value);
    }
    *holder = merged;
}
