//! Actions change a tree.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::action::{Action, Change};
use super::document;
use crate::diagnostics::{Code, Diagnostic, FileId, Files, Origins, Place, Pointer, Sink};
use crate::source::{Document, SourceFile, parse_tree};

/// Applies an overlay's actions to a document, one after the other.
///
/// What an action puts in is known to come from the overlay's file. An action that matches nothing is an error: the
/// fault that it mends is gone, or was never there.
pub fn apply(document: &mut Document, overlay: &SourceFile, files: &mut Files, sink: &mut Sink) {
    let (file, Some(root)) = parse_tree(overlay, files, sink) else {
        return;
    };
    for action in document::read(&root, file, sink) {
        let targets = pointers(&action.target, &document.root);
        if targets.is_empty() {
            sink.push(unmatched(&action, file));
            continue;
        }
        let mut editor = Editor::new(document);
        match &action.change {
            Change::Remove => editor.remove_all(targets),
            Change::Update(value) => {
                let from = (file, action.at.join("update"));
                targets
                    .iter()
                    .for_each(|at| editor.update(at, value, &from));
            }
            Change::Copy(text, path) => {
                let sources = pointers(path, editor.root);
                let [source] = sources.as_slice() else {
                    sink.push(no_single_source(&action, text, sources.len(), file));
                    continue;
                };
                let Some(value) = editor.root.pointer(source.as_str()).cloned() else {
                    continue;
                };
                let Some(from) = editor.origins.origin(source) else {
                    continue;
                };
                targets
                    .iter()
                    .for_each(|at| editor.update(at, &value, &from));
            }
        }
    }
}

fn unmatched(action: &Action<'_>, file: FileId) -> Diagnostic {
    let place = Place::File(file, action.at.join("target"));
    let message = format!("`{}` matches nothing in the document", action.text);
    Diagnostic::new(Code::UnmatchedAction, place, message).help(
        "if the document was mended upstream, remove the action; otherwise correct its target",
    )
}

fn no_single_source(action: &Action<'_>, text: &str, found: usize, file: FileId) -> Diagnostic {
    let place = Place::File(file, action.at.join("copy"));
    let message = format!("`{text}` matches {found} values; `copy` takes from one");
    Diagnostic::new(Code::UnmatchedAction, place, message)
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

struct Editor<'a> {
    root: &'a mut Value,
    origins: &'a mut Origins,
}

impl<'a> Editor<'a> {
    fn new(document: &'a mut Document) -> Self {
        let (root, origins) = document.parts_mut();
        Self { root, origins }
    }

    /// Takes values out; those later in a list first, so that the others' indices hold.
    fn remove_all(&mut self, mut targets: Vec<Pointer>) {
        targets.sort_by_cached_key(removal_order);
        for at in targets.iter().rev() {
            self.remove(at);
        }
    }

    fn remove(&mut self, at: &Pointer) {
        let (Some(parent), Some(token)) = (at.parent(), at.last()) else {
            *self.root = Value::Null;
            return;
        };
        match self.root.pointer_mut(parent.as_str()) {
            Some(Value::Object(members)) => {
                members.shift_remove(&token);
            }
            Some(Value::Array(elements)) => {
                let Ok(index) = token.parse::<usize>() else {
                    return;
                };
                if index < elements.len() {
                    self.origins.record_removal(&parent, index, elements.len());
                    elements.remove(index);
                }
            }
            // It went with something that held it.
            _ => {}
        }
    }

    /// Merges `value`, which stands at `from` in a file, into what is at `at`.
    fn update(&mut self, at: &Pointer, value: &Value, from: &(FileId, Pointer)) {
        let Some(target) = self.root.pointer_mut(at.as_str()) else {
            return;
        };
        let mut merge = Merge {
            origins: &mut *self.origins,
            file: from.0,
        };
        match (target, value) {
            (Value::Array(elements), Value::Array(_)) => {
                merge.concatenate(elements, value, at, &from.1)
            }
            // A list takes a single value as one more element.
            (Value::Array(elements), _) => {
                let new = at.join(elements.len());
                merge.put(&new, &from.1);
                elements.push(value.clone());
            }
            (target, value) => merge.values(target, value, at, &from.1),
        }
    }
}

/// Elements of one list in the order of their indices, whatever the number of digits.
fn removal_order(at: &Pointer) -> Vec<(usize, String)> {
    at.tokens()
        .map(|token| (token.parse().unwrap_or(0), token))
        .collect()
}

/// The recursive merge of the specification's Action Object.
struct Merge<'a> {
    origins: &'a mut Origins,
    file: FileId,
}

impl Merge<'_> {
    fn values(&mut self, target: &mut Value, value: &Value, at: &Pointer, from: &Pointer) {
        match (target, value) {
            (Value::Object(target), Value::Object(members)) => {
                self.objects(target, members, at, from)
            }
            (Value::Array(elements), Value::Array(_)) => {
                self.concatenate(elements, value, at, from)
            }
            (target, value) => {
                target.clone_from(value);
                self.put(at, from);
            }
        }
    }

    fn objects(
        &mut self,
        target: &mut Map<String, Value>,
        members: &Map<String, Value>,
        at: &Pointer,
        from: &Pointer,
    ) {
        for (key, value) in members {
            let (at, from) = (at.join(key), from.join(key));
            match target.get_mut(key) {
                Some(there) => self.values(there, value, &at, &from),
                None => {
                    target.insert(key.clone(), value.clone());
                    self.put(&at, &from);
                }
            }
        }
    }

    fn concatenate(
        &mut self,
        elements: &mut Vec<Value>,
        value: &Value,
        at: &Pointer,
        from: &Pointer,
    ) {
        for (index, element) in value.as_array().into_iter().flatten().enumerate() {
            self.put(&at.join(elements.len()), &from.join(index));
            elements.push(element.clone());
        }
    }

    fn put(&mut self, at: &Pointer, from: &Pointer) {
        self.origins.record(at, self.file, from.clone());
    }
}
