//! Brings what a document refers to in other files into its tree.
//!
//! The trees (the main one, and one for each thing that is referred to) are looked through for references, from the
//! main one on. What stands where `components` has a section becomes a [`Unit`] of its own, once however often it is
//! referred to; anything else (a path item, a whole map of schemas) is copied to where the reference is. When
//! everything is found, units get their names, the references are rewritten, and the units are put under `components`.

use std::collections::{HashMap, VecDeque};

use serde_json::{Map, Value};

use super::kind::Kind;
use super::library::Library;
use super::reference::{self, Fragment, Reference};
use super::sites::{Form, Site, sites};
use super::tree::MAX_DEPTH;
use super::{Document, Loader, local, names, version};
use crate::diagnostics::{Code, Diagnostic, Files, Origins, Place, Pointer, Sink};

/// Values that may be copied to where references are, all together.
const MAX_COPIED: usize = 2_000_000;

/// Checks that a document is OpenAPI, brings in the files that it refers to, and checks its references.
///
/// `None` if it is not OpenAPI at all; other faults are in `sink`, and the tree is there for more.
pub fn bundle(document: Document, loader: &dyn Loader, files: &mut Files, sink: &mut Sink) -> Option<Document> {
    if !version::check(&document, sink) {
        return None;
    }
    let mut bundler = Bundler {
        library: Library::beside(document.path(), loader),
        document,
        files,
        sink,
        units: Vec::new(),
        unit_of: HashMap::new(),
        tasks: VecDeque::from([Task::main()]),
        links: Vec::new(),
        said: Vec::new(),
        copied: 0,
    };
    while let Some(task) = bundler.tasks.pop_front() {
        bundler.look_through(&task);
    }
    let mut document = bundler.finish();
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
    kind: Kind,
    home: Home,
    /// What was copied to get here, outermost first.
    copies: Vec<(usize, Pointer)>,
}

impl Task {
    fn main() -> Self {
        Self { tree: TreeId::Main, at: Pointer::root(), kind: Kind::Root, home: Home::Main, copies: Vec::new() }
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
}

impl Bundler<'_> {
    fn look_through(&mut self, task: &Task) {
        let Some(value) = self.tree(task.tree).and_then(|tree| tree.pointer(task.at.as_str())) else { return };
        for site in sites(value, task.kind, &task.at) {
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
            TreeId::Unit(unit) => {
                self.units.get(unit).map_or_else(|| Place::Document(at.clone()), |unit| unit.origins.place(at))
            }
        }
    }

    /// The file and pointer that a reference leads to, if it leads to another file than the main one.
    fn target(&mut self, task: &Task, site: &Site) -> Option<(usize, Pointer)> {
        if site.form == Form::Mapping && !looks_like_reference(&site.reference) {
            return self.schema_named(task.home, &site.reference);
        }
        let from = match task.home {
            Home::Main => self.library.main(),
            Home::File(file) => &self.library.get(file)?.path,
        };
        let (file, fragment) = match reference::parse(&site.reference, from) {
            Reference::Local(fragment) => match task.home {
                Home::Main => return self.rewrite_anchor(task, site, fragment),
                Home::File(file) => (file, fragment),
            },
            Reference::File(path, fragment) if path == self.library.main() => {
                self.point_into_main(task, site, &fragment);
                return None;
            }
            Reference::File(path, fragment) => (self.fetch(task, site, &path)?, fragment),
            Reference::Network if self.is_self(&site.reference) => {
                let fragment = site.reference.split_once('#').map_or("", |(_, fragment)| fragment);
                self.set_text(task.tree, &site.text_at(), format!("#{fragment}"));
                return None;
            }
            refused => {
                let place = self.place(task, &site.text_at());
                self.say(task, site, outside(&refused, &site.reference, place));
                return None;
            }
        };
        self.resolved(task, site, file, &fragment).map(|pointer| (file, pointer))
    }

    fn fetch(&mut self, task: &Task, site: &Site, path: &str) -> Option<usize> {
        let wanted_by = self.place(task, &site.text_at());
        match self.library.fetch(path, wanted_by, self.files, self.sink) {
            Ok(file) => Some(file),
            Err(fault) => {
                if let Some(diagnostic) = fault {
                    self.say(task, site, *diagnostic);
                }
                None
            }
        }
    }

    /// Tells `sink` of a reference; when all trees are put together, the finding gets its place in the whole.
    fn say(&mut self, task: &Task, site: &Site, diagnostic: Diagnostic) {
        self.said.push((self.sink.diagnostics().len(), task.tree, site.text_at()));
        self.sink.push(local::soften(site, diagnostic));
    }

    /// The pointer that a fragment names in a file; `sink` is told if there is none.
    fn resolved(&mut self, task: &Task, site: &Site, file: usize, fragment: &Fragment) -> Option<Pointer> {
        let loaded = self.library.get(file)?;
        let found = local::resolve(&loaded.root, fragment);
        if found.is_some() {
            return found;
        }
        // Parts that are written for one main document refer to its components as if they stood in it.
        if site.reference.starts_with('#') && local::resolve(&self.document.root, fragment).is_some() {
            self.point_into_main(task, site, fragment);
            return None;
        }
        let path = self.files.path(loaded.id);
        let help = local::nearest(&loaded.root, fragment, &format!("`{path}`"));
        let place = self.place(task, &site.text_at());
        let message = format!("`{}` leads to nothing", site.reference);
        self.say(task, site, Diagnostic::new(Code::UnresolvedReference, place, message).help(help));
        None
    }

    /// A mapping's value that is a name means a schema of the file that it stands in.
    fn schema_named(&self, home: Home, name: &str) -> Option<(usize, Pointer)> {
        let Home::File(file) = home else { return None };
        let at = Pointer::root().at(["components", "schemas", name]);
        self.library.get(file)?.root.pointer(at.as_str())?;
        Some((file, at))
    }

    /// Anchors (3.1) of the main file become pointers, so that no later stage need know them.
    fn rewrite_anchor(&mut self, task: &Task, site: &Site, fragment: Fragment) -> Option<(usize, Pointer)> {
        if matches!(fragment, Fragment::Anchor(_)) {
            self.point_into_main(task, site, &fragment);
        }
        None
    }

    /// A reference from anywhere to a value of the main file becomes a local one; whether it leads to something is
    /// looked at with the other local ones.
    fn point_into_main(&mut self, task: &Task, site: &Site, fragment: &Fragment) {
        let pointer = match fragment {
            Fragment::Pointer(pointer) => Some(pointer.clone()),
            Fragment::Anchor(_) => local::resolve(&self.document.root, fragment),
        };
        if let Some(pointer) = pointer {
            self.set_text(task.tree, &site.text_at(), local_reference(&pointer));
        }
    }

    /// Whether a URI is the one by which a 3.2 document names itself (`$self`).
    fn is_self(&self, reference: &str) -> bool {
        let file = reference.split('#').next().unwrap_or_default();
        self.document.root.get("$self").and_then(Value::as_str) == Some(file)
    }

    fn connect(&mut self, task: &Task, site: &Site, file: usize, pointer: Pointer) {
        if let TreeId::Unit(unit) = task.tree
            && let Some(unit) = self.units.get_mut(unit)
        {
            unit.refers = true;
        }
        let Some(section) = site.kind.section() else {
            return self.copy(task, site, file, pointer);
        };
        let unit = self.unit(section, site.kind, file, pointer);
        if !self.adopt(task, site, unit) {
            self.links.push(Link { tree: task.tree, text_at: site.text_at(), unit });
        }
    }

    fn unit(&mut self, section: &'static str, kind: Kind, file: usize, pointer: Pointer) -> usize {
        let key = (section, file, pointer);
        if let Some(unit) = self.unit_of.get(&key) {
            return *unit;
        }
        let (_, _, pointer) = &key;
        let mut origins = Origins::default();
        let mut tree = Value::Null;
        if let Some(loaded) = self.library.get(file) {
            origins.record(&Pointer::root(), loaded.id, pointer.clone());
            tree = loaded.root.pointer(pointer.as_str()).cloned().unwrap_or_default();
        }
        let index = self.units.len();
        let source = (file, pointer.clone());
        self.units.push(Unit { section, source, tree, origins, adopted: None, refers: false });
        self.unit_of.insert(key, index);
        let (tree, home) = (TreeId::Unit(index), Home::File(file));
        self.tasks.push_back(Task { tree, at: Pointer::root(), kind, home, copies: Vec::new() });
        index
    }

    /// `components: {schemas: {Pet: {$ref: pet.yaml}}}` names `pet.yaml`: the entry becomes the thing itself.
    fn adopt(&mut self, task: &Task, site: &Site, unit: usize) -> bool {
        let Some(unit) = self.units.get_mut(unit) else { return false };
        let entry = (task.tree == TreeId::Main && task.home == Home::Main && site.form == Form::Object)
            .then(|| site.at.strip_prefix(&Pointer::root().at(["components", unit.section])))
            .flatten();
        let Some(entry) = entry else { return false };
        let tokens: Vec<String> = entry.tokens().collect();
        let alone = self.document.root.pointer(site.at.as_str()).and_then(Value::as_object).is_some_and(|o| o.len() == 1);
        let [name] = tokens.as_slice() else { return false };
        if !alone || unit.adopted.is_some() {
            return false;
        }
        unit.adopted = Some(name.clone());
        true
    }

    /// Puts what is referred to in the place of the reference; its siblings stay and count before what is put in.
    fn copy(&mut self, task: &Task, site: &Site, file: usize, pointer: Pointer) {
        let step = (file, pointer);
        if let Some(refusal) = self.refuse_copy(task, site, &step) {
            return self.say(task, site, refusal);
        }
        let (file, pointer) = &step;
        let Some(loaded) = self.library.get(*file) else { return };
        let Some(mut value) = loaded.root.pointer(pointer.as_str()).cloned() else { return };
        self.copied = self.copied.saturating_add(count(&value));
        let id = loaded.id;
        let Some(holder) = self.value_mut(task.tree, &site.at) else { return };
        let siblings = match std::mem::take(holder) {
            Value::Object(mut members) => {
                members.shift_remove("$ref");
                members
            }
            _ => Map::new(),
        };
        let overridden: Vec<String> = siblings.keys().cloned().collect();
        let members: Option<Vec<String>> = value.as_object().map(|object| object.keys().cloned().collect());
        if let Value::Object(object) = &mut value {
            object.extend(siblings);
        }
        *holder = value;
        self.record_copy(task.tree, &site.at, (id, pointer), &overridden);
        let mut copies = task.copies.clone();
        copies.push(step.clone());
        let home = Home::File(*file);
        let whole = (site.at.clone(), site.kind);
        let parts = match members {
            // What the siblings bring was found with the reference's own file.
            Some(members) if !overridden.is_empty() => members
                .iter()
                .filter(|key| !overridden.contains(key))
                .filter_map(|key| Some((site.at.join(key), site.kind.member(key)?)))
                .collect(),
            _ => vec![whole],
        };
        self.tasks.extend(
            parts.into_iter().map(|(at, kind)| Task { tree: task.tree, at, kind, home, copies: copies.clone() }),
        );
    }

    fn refuse_copy(&self, task: &Task, site: &Site, step: &(usize, Pointer)) -> Option<Diagnostic> {
        let place = self.place(task, &site.text_at());
        if task.copies.contains(step) {
            let message = format!("`{}` leads back to itself", site.reference);
            return Some(Diagnostic::new(Code::ReferenceCycle, place, message).help(
                "only schemas and the other kinds of `components` may refer to themselves",
            ));
        }
        let deep = site.at.tokens().count() > MAX_DEPTH;
        (deep || self.copied > MAX_COPIED).then(|| {
            let message = if deep { "references nest too deep" } else { "references copy too much" };
            Diagnostic::new(Code::LimitExceeded, place, message)
                .help("put what is referred to under `components` of its file")
        })
    }

    fn record_copy(
        &mut self,
        tree: TreeId,
        at: &Pointer,
        (file, pointer): (crate::diagnostics::FileId, &Pointer),
        siblings: &[String],
    ) {
        let origins = match tree {
            TreeId::Main => self.document.origins_mut(),
            TreeId::Unit(unit) => match self.units.get_mut(unit) {
                Some(unit) => &mut unit.origins,
                None => return,
            },
        };
        let kept: Vec<_> = siblings.iter().filter_map(|key| Some((at.join(key), origins.origin(&at.join(key))?))).collect();
        origins.record(at, file, pointer.clone());
        for (at, (file, pointer)) in kept {
            origins.record(&at, file, pointer);
        }
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

    /// Names the units, rewrites the references to them, and puts them under `components`.
    fn finish(mut self) -> Document {
        let names = self.names();
        let homes: Vec<Pointer> = self
            .units
            .iter()
            .zip(&names)
            .map(|(unit, name)| Pointer::root().at(["components", unit.section, name.as_str()]))
            .collect();
        for link in std::mem::take(&mut self.links) {
            if let Some(home) = homes.get(link.unit) {
                self.set_text(link.tree, &link.text_at, local_reference(home));
            }
        }
        for (index, tree, at) in self.said {
            let home = match tree {
                TreeId::Main => Some(&const { Pointer::root() }),
                TreeId::Unit(unit) => homes.get(unit),
            };
            if let (Some(home), Some(diagnostic)) = (home, self.sink.diagnostics_mut().get_mut(index)) {
                diagnostic.place = Place::Document(home.append(&at));
            }
        }
        let mut document = self.document;
        for ((unit, name), home) in self.units.into_iter().zip(names).zip(homes) {
            let adopted = unit.adopted.is_some();
            if let Some(section) = section_of(&mut document.root, unit.section)
                // One of several equal things is there already.
                && (adopted || !section.contains_key(&name))
            {
                section.insert(name, unit.tree);
                document.origins_mut().graft(&home, &unit.origins);
            }
        }
        document
    }

    fn names(&self) -> Vec<String> {
        let wanted: Vec<names::Wanted<'_>> = self
            .units
            .iter()
            .map(|unit| names::Wanted {
                section: unit.section,
                path: self.library.get(unit.source.0).map_or("", |loaded| loaded.path.as_str()),
                pointer: &unit.source.1,
                adopted: unit.adopted.as_deref(),
                plain: (!unit.refers).then_some(&unit.tree),
            })
            .collect();
        names::assign(&wanted, self.document.root.get("components"))
    }
}

/// A section of `components`, made if it is not there; `None` if something else is in its place.
fn section_of<'a>(root: &'a mut Value, section: &str) -> Option<&'a mut Map<String, Value>> {
    let mut here = root;
    for key in ["components", section] {
        here = here.as_object_mut()?.entry(key).or_insert(Value::Null);
        if here.is_null() {
            *here = Value::Object(Map::new());
        }
    }
    here.as_object_mut()
}

/// `#` and a pointer, as it is written in a `$ref`.
pub(super) fn local_reference(pointer: &Pointer) -> String {
    format!("#{}", pointer.as_str().replace('%', "%25"))
}

/// Whether a discriminator's mapping value is a reference, not the name of a schema.
pub(super) fn looks_like_reference(text: &str) -> bool {
    text.contains(['#', '/']) || [".json", ".yaml", ".yml"].iter().any(|ending| text.ends_with(ending))
}

fn outside(refused: &Reference, reference: &str, place: Place) -> Diagnostic {
    let (message, help) = match refused {
        Reference::Network => (
            format!("`{reference}` is not a file in the document's folder"),
            "nothing is fetched while a client is generated: download it beside the document and refer to the file",
        ),
        _ => (
            format!("`{reference}` leads out of the document's folder"),
            "copy the file into the folder, and refer to it from there",
        ),
    };
    Diagnostic::new(Code::ReferenceOutsideFolder, place, message).help(help)
}

/// The values in a value, itself included.
fn count(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        Value::Array(elements) => 1 + elements.iter().map(count).sum::<usize>(),
        _ => 1,
    }
}
