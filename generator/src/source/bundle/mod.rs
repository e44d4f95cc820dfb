//! Brings what a document refers to in other files into its tree.
//!
//! The trees (the main one, and one for each thing that is referred to) are looked through for references, from the
//! main one on. What stands where `components` has a section becomes a [`Unit`] of its own, once however often it is
//! referred to; anything else (a path item, a whole map of schemas) is copied to where the reference is. When
//! everything is found, units get their names, the references are rewritten, and the units are put under `components`.

mod copy;
mod finish;
mod target;

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::anchors::Anchors;
use super::library::Library;
use super::shape::{Kind, Standing};
use super::sites::{Form, Site, sites};
use super::{Document, Loader, identifiers, local, version, written};
use crate::diagnostics::{Diagnostic, Files, Origins, Place, Pointer, Sink};

/// Checks that a document is OpenAPI, brings in the files that it refers to, and checks its references.
///
/// `None` if it is not OpenAPI at all; other faults are in `sink`, and the tree is there for more.
pub fn bundle(
    document: Document,
    loader: &dyn Loader,
    files: &mut Files,
    sink: &mut Sink,
) -> Option<Document> {
    let mut document = document;
    if !version::check(&document, sink) {
        return None;
    }
    if identifiers::may_be_in(files.text(document.main())) {
        identifiers::localise(&mut document.root);
    }
    let mut bundler = Bundler {
        library: Library::beside(document.path(), loader),
        document,
        anchors: Anchors::default(),
        files,
        sink,
        units: Vec::new(),
        unit_of: HashMap::new(),
        tasks: VecDeque::from([Task::main()]),
        links: Vec::new(),
        said: Vec::new(),
        copied: 0,
        softened: HashMap::new(),
    };
    while let Some(task) = bundler.tasks.pop_front() {
        bundler.look_through(&task);
    }
    let mut document = bundler.finish();
    written::as_written(&mut document, files);
    local::check(&mut document, sink);
    Some(document)
}

/// Something from another file that gets a place of its own under `components`.
struct Unit {
    section: &'static str,
    /// The file, in the library, and the pointer in it.
    source: (usize, Pointer),
    tree: Value,
    origins: Origins,
    adopted: Option<String>,
    /// Whether it refers to something, or had something copied into it.
    refers: bool,
}

/// One of the trees that are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TreeId {
    Main,
    Unit(usize),
}

/// The file that a part of a tree came from, which its references count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    Main,
    File(usize),
}

/// A part of a tree that is still to be looked through.
struct Task {
    tree: TreeId,
    at: Pointer,
    standing: Standing,
    home: Home,
    /// What was copied to get here, outermost first.
    copies: Vec<(usize, Pointer)>,
}

impl Task {
    fn main() -> Self {
        Self {
            tree: TreeId::Main,
            at: Pointer::root(),
            standing: Standing::Object(Kind::Document),
            home: Home::Main,
            copies: Vec::new(),
        }
    }
}

/// A reference's text in a tree that is to name a unit.
struct Link {
    tree: TreeId,
    text_at: Pointer,
    unit: usize,
}

struct Bundler<'a> {
    document: Document,
    /// The anchors of the main file, as they stood before anything was copied into it.
    anchors: Anchors,
    library: Library<'a>,
    files: &'a mut Files,
    sink: &'a mut Sink,
    units: Vec<Unit>,
    unit_of: HashMap<(&'static str, usize, Pointer), usize>,
    tasks: VecDeque<Task>,
    links: Vec<Link>,
    /// Findings about references, by their number in `sink`, with the tree that they are about.
    said: Vec<(usize, TreeId, Pointer)>,
    copied: usize,
    /// The files that are missing and were only warned of.
    softened: HashMap<String, Diagnostic>,
}

impl Bundler<'_> {
    fn look_through(&mut self, task: &Task) {
        let Some(value) = self
            .tree(task.tree)
            .and_then(|tree| tree.pointer(task.at.as_str()))
        else {
            return;
        };
        // Local references of the main file stay as they are; they are looked at when everything is in one tree.
        let stays = |reference: &str| {
            task.home == Home::Main && (reference.starts_with("#/") || reference == "#")
        };
        for site in sites(value, task.standing, &task.at, |reference| {
            !stays(reference)
        }) {
            if let Some((file, pointer)) = self.target(task, &site) {
                self.connect(task, &site, file, pointer);
            }
        }
    }

    fn tree(&self, tree: TreeId) -> Option<&Value> {
        match tree {
            TreeId::Main => Some(&self.document.root),
            TreeId::Unit(unit) => self.units.get(unit).map(|unit| &unit.tree),
        }
    }

    fn place(&self, task: &Task, at: &Pointer) -> Place {
        match task.tree {
            TreeId::Main => self.document.place(at),
            TreeId::Unit(unit) => self.units.get(unit).map_or_else(
                || Place::Document(at.clone()),
                |unit| unit.origins.place(at),
            ),
        }
    }

    fn connect(&mut self, task: &Task, site: &Site, file: usize, pointer: Pointer) {
        if let TreeId::Unit(unit) = task.tree
            && let Some(unit) = self.units.get_mut(unit)
        {
            unit.refers = true;
        }
        let section = match site.standing {
            Standing::Object(kind) => kind.section(),
            _ => None,
        };
        let Some(section) = section else {
            return self.copy(task, site, file, pointer);
        };
        let unit = self.unit(section, site.standing, file, pointer);
        if !self.adopt(task, site, unit) {
            self.links.push(Link {
                tree: task.tree,
                text_at: site.text_at(),
                unit,
            });
        }
    }

    fn unit(
        &mut self,
        section: &'static str,
        standing: Standing,
        file: usize,
        pointer: Pointer,
    ) -> usize {
        let key = (section, file, pointer);
        if let Some(unit) = self.unit_of.get(&key) {
            return *unit;
        }
        let (_, _, pointer) = &key;
        let mut origins = Origins::default();
        let mut tree = Value::Null;
        if let Some(loaded) = self.library.get(file) {
            origins.record(&Pointer::root(), loaded.id, pointer.clone());
            tree = loaded
                .root
                .pointer(pointer.as_str())
                .cloned()
                .unwrap_or_default();
        }
        let index = self.units.len();
        let source = (file, pointer.clone());
        self.units.push(Unit {
            section,
            source,
            tree,
            origins,
            adopted: None,
            refers: false,
        });
        self.unit_of.insert(key, index);
        let (tree, home) = (TreeId::Unit(index), Home::File(file));
        self.tasks.push_back(Task {
            tree,
            at: Pointer::root(),
            standing,
            home,
            copies: Vec::new(),
        });
        index
    }

    /// `components: {schemas: {Pet: {$ref: pet.yaml}}}` names `pet.yaml`: the entry becomes the thing itself.
    fn adopt(&mut self, task: &Task, site: &Site, unit: usize) -> bool {
        let Some(unit) = self.units.get_mut(unit) else {
            return false;
        };
        let entry =
            (task.tree == TreeId::Main && task.home == Home::Main && site.form == Form::Object)
                .then(|| {
                    site.at
                        .strip_prefix(&Pointer::root().at(["components", unit.section]))
                })
                .flatten();
        let Some(entry) = entry else { return false };
        let tokens: Vec<String> = entry.tokens().collect();
        let alone = self
            .document
            .root
            .pointer(site.at.as_str())
            .and_then(Value::as_object)
            .is_some_and(|o| o.len() == 1);
        let [name] = tokens.as_slice() else {
            return false;
        };
        if !alone || unit.adopted.is_some() {
            return false;
        }
        unit.adopted = Some(name.clone());
        true
    }

    fn value_mut(&mut self, tree: TreeId, at: &Pointer) -> Option<&mut Value> {
        let tree = match tree {
            TreeId::Main => &mut self.document.root,
            TreeId::Unit(unit) => &mut self.units.get_mut(unit)?.tree,
        };
        tree.pointer_mut(at.as_str())
    }

    fn set_text(&mut self, tree: TreeId, at: &Pointer, text: String) {
        if let Some(value) = self.value_mut(tree, at) {
            *value = Value::String(text);
        }
    }
}
