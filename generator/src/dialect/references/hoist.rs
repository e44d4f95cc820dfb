//! Moves what is referred to into `components`.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::super::context::{Moves, Object, push_token};
use super::collect::{Found, Reference, Slot};
use super::name::Names;
use super::target::{resolve, spell, standing};
use super::unresolved;
use crate::diagnostics::{Code, Pointer, Sink};
use crate::dialect::extension;
use crate::source::shape::{Kind, Standing};

/// A subtree that moves.
struct Move {
    from: String,
    depth: usize,
    section: &'static str,
    name: String,
}

/// What becomes of one reference.
enum Outcome {
    /// It is written so.
    Rewritten(String),
    /// It leads nowhere; its holder loses it.
    Dropped,
    /// Where it leads depends on who asks; its holder may be anything, for this reason.
    Open(&'static str),
}

/// Points every reference of `found` at a component, moving what it points at when it is none yet.
pub(super) fn hoist(root: &mut Value, found: Found, sink: &mut Sink, moves: &mut Moves) {
    let mut planner = Planner {
        root,
        anchors: found.anchors,
        dynamic: found.dynamic,
        names: Names::new(root),
        planned: HashMap::new(),
        order: Vec::new(),
    };
    let outcomes: Vec<(Reference, Outcome)> = found
        .moved
        .into_iter()
        .map(|reference| {
            let outcome = planner.outcome(&reference, sink);
            (reference, outcome)
        })
        .collect();
    let order = planner.order;
    for (reference, outcome) in outcomes {
        rewrite(root, &reference, outcome);
    }
    carry_out(root, order, moves);
}

struct Planner<'a> {
    root: &'a Value,
    anchors: HashMap<String, String>,
    /// How many schemas have each `$dynamicAnchor`.
    dynamic: HashMap<String, usize>,
    names: Names<'a>,
    /// The reference to write for each place that moves.
    planned: HashMap<String, (&'static str, String)>,
    order: Vec<Move>,
}

impl Planner<'_> {
    fn outcome(&mut self, reference: &Reference, sink: &mut Sink) -> Outcome {
        let Some(section) = reference.kind.section() else {
            return Outcome::Dropped;
        };
        let Some(path) = resolve(self.root, &self.anchors, &reference.target) else {
            unresolved(sink, reference, &reference.target);
            return Outcome::Dropped;
        };
        if reference.slot == Slot::Key("$dynamicRef") && self.is_ambiguous(&path) {
            return ambiguous(reference, sink);
        }
        if let [components, found, name] = path.as_slice()
            && components == "components"
            && found == section
        {
            return Outcome::Rewritten(spell(section, name));
        }
        let known = standing(self.root, &path);
        if known != Standing::Unknown && known != Standing::Object(reference.kind) {
            wrong_kind(reference, known, sink);
            return Outcome::Dropped;
        }
        self.plan(section, &path)
    }

    /// Whether the schema at `path` shares its `$dynamicAnchor` with others.
    fn is_ambiguous(&self, path: &[String]) -> bool {
        let mut pointer = String::new();
        path.iter()
            .for_each(|token| push_token(&mut pointer, token));
        let target = self.root.pointer(&pointer);
        let name = target.and_then(|target| target.get("$dynamicAnchor")?.as_str());
        name.is_some_and(|name| self.dynamic.get(name).is_some_and(|count| *count > 1))
    }

    fn plan(&mut self, section: &'static str, path: &[String]) -> Outcome {
        let mut from = String::new();
        path.iter().for_each(|token| push_token(&mut from, token));
        if let Some((planned, text)) = self.planned.get(&from) {
            // One place cannot be two kinds of component; the first reference to it has decided.
            return if *planned == section {
                Outcome::Rewritten(text.clone())
            } else {
                Outcome::Dropped
            };
        }
        let name = self.names.claim(section, path);
        let text = spell(section, &name);
        self.planned.insert(from.clone(), (section, text.clone()));
        self.order.push(Move {
            from,
            depth: path.len(),
            section,
            name,
        });
        Outcome::Rewritten(text)
    }
}

/// A `$dynamicRef` means the outermost schema with its anchor among those through which it is reached (JSON Schema
/// 2020-12, section 8.2.3.2), so one schema stands for a family of them.
fn ambiguous(reference: &Reference, sink: &mut Sink) -> Outcome {
    let message = format!(
        "which schema `{}` means depends on where this one is used; any value is admitted",
        reference.target
    );
    sink.say(Code::Unsupported, &reference.place(), message)
        .and_help("a schema of its own for each use, with a plain `$ref`, would be typed");
    Outcome::Open("its `$dynamicRef` means another schema at each use")
}

fn wrong_kind(reference: &Reference, known: Standing, sink: &mut Sink) {
    let (target, wanted) = (&reference.target, reference.kind.noun());
    let message = match known {
        Standing::Object(kind) => format!(
            "`{target}` points to {}, where {wanted} is wanted; it is ignored",
            kind.noun()
        ),
        _ => format!("`{target}` does not point to {wanted}; it is ignored"),
    };
    sink.say(Code::WrongType, &reference.place(), message);
}

/// What stands in for an object whose reference leads nowhere, so that nothing more is said about it.
fn stand_in(kind: Kind) -> Object {
    let value = match kind {
        Kind::Parameter => {
            json!({ "name": "", "in": "query", "schema": {}, extension::IN: "unknown" })
        }
        Kind::Header => json!({ "schema": {} }),
        Kind::Link => json!({ "operationId": "" }),
        _ => json!({}),
    };
    match value {
        Value::Object(map) => map,
        _ => Object::new(),
    }
}

fn rewrite(root: &mut Value, reference: &Reference, outcome: Outcome) {
    let Some(Value::Object(holder)) = root.pointer_mut(reference.holder.as_str()) else {
        return;
    };
    match (&reference.slot, outcome) {
        (Slot::Key(key), outcome) => {
            holder.shift_remove(*key);
            match outcome {
                Outcome::Rewritten(text) => {
                    holder.insert("$ref".to_owned(), text.into());
                }
                Outcome::Dropped => holder.extend(stand_in(reference.kind)),
                Outcome::Open(reason) => {
                    holder.insert(extension::UNREADABLE.to_owned(), reason.into());
                }
            }
        }
        (Slot::Mapping(tag), Outcome::Rewritten(text)) => {
            holder.insert(tag.clone(), text.into());
        }
        (Slot::Mapping(tag), Outcome::Dropped | Outcome::Open(_)) => {
            holder.shift_remove(tag);
        }
    }
}

/// Takes out the deepest first, so that a subtree leaves before what it stands in does; what was taken out is put
/// into `components` in the order in which the document refers to it.
fn carry_out(root: &mut Value, order: Vec<Move>, moves: &mut Moves) {
    let mut by_depth: Vec<usize> = (0..order.len()).collect();
    by_depth.sort_by_key(|index| std::cmp::Reverse(order.get(*index).map(|step| step.depth)));
    let mut taken: Vec<Option<Value>> = vec![None; order.len()];
    for index in by_depth {
        let (Some(step), Some(slot)) = (order.get(index), taken.get_mut(index)) else {
            continue;
        };
        let Some(place) = root.pointer_mut(&step.from) else {
            continue;
        };
        *slot = Some(std::mem::replace(
            place,
            json!({ "$ref": spell(step.section, &step.name) }),
        ));
        let to = Pointer::root().at(["components", step.section, step.name.as_str()]);
        moves.push((Pointer::parse(step.from.clone()), to));
    }
    for (step, value) in order.into_iter().zip(taken) {
        if let (Some(section), Some(value)) = (section_mut(root, step.section), value) {
            section.insert(step.name, value);
        }
    }
}

/// The section of `components`, made when it is not there.
fn section_mut<'a>(
    root: &'a mut Value,
    section: &str,
) -> Option<&'a mut serde_json::Map<String, Value>> {
    let mut place = root;
    for key in ["components", section] {
        let member = place
            .as_object_mut()?
            .entry(key)
            .or_insert_with(|| json!({}));
        if !member.is_object() {
            *member = json!({});
        }
        place = member;
    }
    place.as_object_mut()
}
