//! Actions change a tree.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::action::{Action, Change, Edition};
use super::document;
use super::merge::{Effect, Fault, Kind, Merge, Origin};
use super::nearest;
use super::remove::remove_all;
use crate::diagnostics::{Code, Diagnostic, FileId, Files, Place, Pointer, Severity, Sink};
use crate::source::{Document, SourceFile, parse_tree};

/// Applies an overlay's actions to a document, one after the other.
///
/// What an action puts in is known to come from the overlay's file. An action that matches nothing is an error, and one
/// that changes nothing a warning: the fault that it mends is gone, or was never there.
pub fn apply(document: &mut Document, overlay: &SourceFile, files: &mut Files, sink: &mut Sink) {
    let (file, Some(root)) = parse_tree(overlay, files, sink) else {
        return;
    };
    let Some(overlay) = document::read(&root, file, sink) else {
        return;
    };
    let mut editor = Editor {
        document,
        edition: overlay.edition,
        file,
        sink,
        put_in: 0,
    };
    for action in &overlay.actions {
        editor.act(action);
    }
}

/// The pointers of the values that a path selects, each once, in the tree's order.
fn pointers(path: &JsonPath, root: &Value) -> Vec<Pointer> {
    let mut seen = std::collections::HashSet::new();
    path.query_located(root)
        .locations()
        .map(|location| Pointer::parse(location.to_json_pointer()))
        .filter(|pointer| seen.insert(pointer.clone()))
        .collect()
}

/// Applies the actions of one overlay.
struct Editor<'a> {
    document: &'a mut Document,
    edition: Edition,
    file: FileId,
    sink: &'a mut Sink,
    /// How many values were put in so far.
    put_in: usize,
}

impl Editor<'_> {
    fn act(&mut self, action: &Action<'_>) {
        let targets = pointers(&action.target, &self.document.root);
        if targets.is_empty() {
            self.unmatched(action, "target", action.text);
            return;
        }
        match &action.change {
            Change::Remove if targets.contains(&Pointer::root()) => {
                let message = "an action cannot remove the whole document";
                self.say(Code::InvalidOverlay, &action.at.join("target"), message);
            }
            Change::Remove => remove_all(self.document, targets),
            Change::Update(value) => {
                let origin = Origin::Overlay(self.file, action.at.join("update"));
                self.merge(action, &targets, value, &origin);
            }
            Change::Copy(text, path) => self.copy(action, &targets, text, path),
        }
    }

    fn copy(&mut self, action: &Action<'_>, targets: &[Pointer], text: &str, path: &JsonPath) {
        let sources = pointers(path, &self.document.root);
        match sources.as_slice() {
            [] => self.unmatched(action, "copy", text),
            [source] => {
                let Some(value) = self.document.root.pointer(source.as_str()).cloned() else {
                    return;
                };
                let origin = Origin::Document(self.document.origins().clone(), source.clone());
                self.merge(action, targets, &value, &origin);
            }
            [first, second, ..] => {
                let count = sources.len();
                let message = format!("`{text}` matches {count} values; `copy` takes one");
                let places = [first, second].map(|at| self.document.place(at));
                let finding = self.say(Code::InvalidOverlay, &action.at.join("copy"), message);
                let labels = ["the first of them", "the second"].map(str::to_owned);
                finding.related.extend(places.into_iter().zip(labels));
                finding.and_help("make the path match one value alone");
            }
        }
    }

    fn merge(&mut self, action: &Action<'_>, targets: &[Pointer], value: &Value, origin: &Origin) {
        if !self.targets_are_alike(action, targets) {
            return;
        }
        let mut effect = Effect::Nothing;
        for at in targets {
            let (root, origins) = self.document.parts_mut();
            // An earlier target may have replaced what held this one.
            let Some(target) = root.pointer_mut(at.as_str()) else {
                continue;
            };
            let mut merge = Merge {
                origins,
                origin,
                put_in: &mut self.put_in,
            };
            match merge.target(target, value, at) {
                Ok(one) => effect = effect.max(one),
                Err(fault) => return self.refused(action, origin, fault),
            }
        }
        if effect < Effect::Changes {
            self.redundant(action, effect);
        }
    }

    /// What the specification wants of the targets of an update: 1.0 objects or lists, 1.1 all of one kind.
    fn targets_are_alike(&mut self, action: &Action<'_>, targets: &[Pointer]) -> bool {
        let root = &self.document.root;
        let kinds = targets
            .iter()
            .filter_map(|at| Some((at, Kind::of(root.pointer(at.as_str())?))));
        let mut kinds = kinds.peekable();
        let Some(&(first, kind)) = kinds.peek() else {
            return true;
        };
        let of_1_0 = self.edition == Edition::V1_0;
        let stranger = kinds.find(|(_, other)| match of_1_0 {
            true => other.is_primitive(),
            false => !kind.goes_with(*other),
        });
        let Some((stranger, other)) = stranger else {
            return true;
        };
        let (text, noun) = (action.text, other.noun());
        let here = self.document.place(stranger);
        let at = action.at.join("target");
        if of_1_0 {
            let message =
                format!("an overlay of 1.0 updates objects and lists, and `{text}` is {noun}");
            let finding = self.say(Code::IncompatibleUpdate, &at, message);
            finding.related.push((here, format!("{noun} here")));
            finding
                .and_help("write `overlay: 1.1.0` at the top, or target the object that holds it");
        } else {
            let message = format!("`{text}` matches values of several kinds");
            let there = self.document.place(first);
            let finding = self.say(Code::IncompatibleUpdate, &at, message);
            finding
                .related
                .push((there, format!("{} here", kind.noun())));
            finding.related.push((here, format!("{noun} here")));
            finding.and_help(
                "an action updates objects, or lists, or primitive values: make an action for each",
            );
        }
        false
    }

    fn refused(&mut self, action: &Action<'_>, origin: &Origin, fault: Fault) {
        let (at, there, from, given) = match fault {
            Fault::Incompatible {
                at,
                there,
                from,
                given,
            } => (at, there, from, given),
            Fault::TooDeep => return self.limit(action, "the document would nest too deep"),
            Fault::TooLarge => return self.limit(action, "the document would get too large"),
        };
        let name = at.last().unwrap_or_default();
        let message = format!(
            "`{name}` is {} in the document, and here it is {}",
            there.noun(),
            given.noun()
        );
        let in_document = self.document.place(&at);
        let finding = match origin {
            Origin::Overlay(..) => {
                let finding =
                    Diagnostic::new(Code::IncompatibleUpdate, origin.place(&from), message);
                self.sink.push(finding)
            }
            Origin::Document(..) => {
                let message = format!(
                    "`{name}` is {}, and what is copied into it is {}",
                    there.noun(),
                    given.noun()
                );
                let copied = (origin.place(&from), "copied from here".to_owned());
                let finding = self.say(Code::IncompatibleUpdate, &action.at.join("copy"), message);
                finding.related.push(copied);
                finding
            }
        };
        finding
            .related
            .push((in_document, format!("{} here", there.noun())));
        finding.and_help("objects, lists and primitive values merge with their own kind; remove the old value in an action before this one");
    }

    fn limit(&mut self, action: &Action<'_>, message: &str) {
        self.say(Code::LimitExceeded, &action.at, message)
            .and_help("a narrower target, or a smaller value");
    }

    fn unmatched(&mut self, action: &Action<'_>, key: &str, text: &str) {
        let message = format!("`{text}` matches nothing in the document");
        let hint = nearest::hint(text, &self.document.root);
        let finding = self.say(Code::UnmatchedAction, &action.at.join(key), message);
        if action.optional {
            finding.severity = Severity::Note;
            finding.and_help("the action is optional; remove it once no document needs it");
        } else {
            finding.help.extend(hint);
            finding.and_help("if the document was mended upstream, remove the action; otherwise correct its target");
            finding.and_help("an action that need not match says `x-clientsmith-optional: true`");
        }
    }

    fn redundant(&mut self, action: &Action<'_>, effect: Effect) {
        let message = match effect {
            Effect::Repeats => "the action adds what the lists hold already",
            Effect::Nothing | Effect::Changes => {
                "the action changes nothing: the document says this already"
            }
        };
        let finding = self.say(Code::RedundantAction, &action.at.join("target"), message);
        if action.optional {
            finding.severity = Severity::Note;
        }
        finding.and_help("remove it: the fault that it mended is gone");
    }

    fn say(&mut self, code: Code, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        let place = Place::File(self.file, at.clone());
        self.sink.push(Diagnostic::new(code, place, message))
    }
}
