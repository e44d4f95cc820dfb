//! What has no section of its own in `components` is copied to where the reference to it stands.

use serde_json::{Map, Value};

use super::{Bundler, Home, Site, Task, TreeId};
use crate::diagnostics::{Code, Diagnostic, FileId, Pointer};
use crate::source::shape::Standing;
use crate::source::tree::MAX_DEPTH;

/// Values that may be copied to where references are, all together.
const MAX_COPIED: usize = 2_000_000;

impl Bundler<'_> {
    /// Puts what is referred to in the place of the reference; its siblings stay and count before what is put in.
    pub(super) fn copy(&mut self, task: &Task, site: &Site, file: usize, pointer: Pointer) {
        let step = (file, pointer);
        if let Some(refusal) = self.refuse_copy(task, site, &step) {
            self.say(task, site, refusal);
            // Nothing more is to be said about it.
            if let Some(Value::Object(holder)) = self.value_mut(task.tree, &site.at) {
                holder.shift_remove("$ref");
            }
            return;
        }
        let (file, pointer) = &step;
        let Some(loaded) = self.library.get(*file) else {
            return;
        };
        let Some(mut value) = loaded.root.pointer(pointer.as_str()).cloned() else {
            return;
        };
        self.copied = self.copied.saturating_add(count(&value));
        let id = loaded.id;
        let Some(holder) = self.value_mut(task.tree, &site.at) else {
            return;
        };
        let siblings = match std::mem::take(holder) {
            Value::Object(mut members) => {
                members.shift_remove("$ref");
                members
            }
            _ => Map::new(),
        };
        let overridden: Vec<String> = siblings.keys().cloned().collect();
        let members: Vec<(Pointer, Standing)> = value
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(key, _)| !siblings.contains_key(*key))
            .map(|(key, member)| (site.at.join(key), site.standing.member(key, member)))
            .collect();
        if let Value::Object(object) = &mut value {
            object.extend(siblings);
        }
        *holder = value;
        self.record_copy(task.tree, &site.at, (id, pointer), &overridden);
        let mut copies = task.copies.clone();
        copies.push(step.clone());
        let home = Home::File(*file);
        let parts = match overridden.is_empty() {
            true => vec![(site.at.clone(), site.standing)],
            // What the siblings bring was found with the reference's own file.
            false => members,
        };
        self.tasks
            .extend(parts.into_iter().map(|(at, standing)| Task {
                tree: task.tree,
                at,
                standing,
                home,
                copies: copies.clone(),
            }));
    }

    fn refuse_copy(&self, task: &Task, site: &Site, step: &(usize, Pointer)) -> Option<Diagnostic> {
        let place = self.place(task, &site.text_at());
        if task.copies.contains(step) {
            let message = format!("`{}` leads back to itself", site.reference);
            let finding = Diagnostic::new(Code::ReferenceCycle, place, message)
                .help("only schemas and the other kinds of `components` may refer to themselves");
            let (unit, at) = step;
            let around = self.units.get(*unit).map(|unit| unit.origins.place(at));
            return Some(match around {
                Some(around) => finding.related(around, "the reference stands in this"),
                None => finding,
            });
        }
        let deep = site.at.tokens().count() > MAX_DEPTH;
        (deep || self.copied > MAX_COPIED).then(|| {
            let message = if deep {
                "references nest too deep"
            } else {
                "references copy too much"
            };
            Diagnostic::new(Code::LimitExceeded, place, message)
                .help("put what is referred to under `components` of its file")
        })
    }

    fn record_copy(
        &mut self,
        tree: TreeId,
        at: &Pointer,
        (file, pointer): (FileId, &Pointer),
        siblings: &[String],
    ) {
        let origins = match tree {
            TreeId::Main => self.document.origins_mut(),
            TreeId::Unit(unit) => match self.units.get_mut(unit) {
                Some(unit) => &mut unit.origins,
                None => return,
            },
        };
        let kept: Vec<_> = siblings
            .iter()
            .filter_map(|key| Some((at.join(key), origins.origin(&at.join(key))?)))
            .collect();
        origins.record(at, file, pointer.clone());
        for (at, (file, pointer)) in kept {
            origins.record(&at, file, pointer);
        }
    }
}

/// The values in a value, itself included.
fn count(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        Value::Array(elements) => 1 + elements.iter().map(count).sum::<usize>(),
        _ => 1,
    }
}
