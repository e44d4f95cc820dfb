//! Where a reference leads.

use serde_json::Value;

use super::{Bundler, Home, Site, Task};
use crate::diagnostics::{Code, Diagnostic, Place, Pointer};
use crate::source::local::{self, local_reference};
use crate::source::reference::{self, Fragment, Reference};
use crate::source::sites::Form;
use crate::source::uri;

impl Bundler<'_> {
    /// The file and pointer that a reference leads to, if it leads to another file than the main one.
    pub(super) fn target(&mut self, task: &Task, site: &Site) -> Option<(usize, Pointer)> {
        if site.form == Form::Mapping && !local::looks_like_reference(&site.reference) {
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
            Reference::Network => return self.by_uri(task, site),
            refused => {
                let place = self.place(task, &site.text_at());
                self.say(task, site, outside(&refused, &site.reference, place));
                return None;
            }
        };
        self.resolved(task, site, file, &fragment)
            .map(|pointer| (file, pointer))
    }

    fn fetch(&mut self, task: &Task, site: &Site, path: &str) -> Option<usize> {
        let wanted_by = self.place(task, &site.text_at());
        let place = wanted_by.clone();
        match self.library.fetch(path, wanted_by, self.files, self.sink) {
            Ok(file) => Some(file),
            Err(fault) => {
                let is_soft = local::loss(site).is_some();
                if let (Some(diagnostic), true) = (&fault, is_soft) {
                    self.softened
                        .insert(path.to_owned(), (**diagnostic).clone());
                }
                // A file is said to be missing once, but again where more depends on it.
                let again = fault.is_none() && !is_soft;
                let again = again.then(|| self.softened.remove(path)).flatten();
                let again = again.map(|diagnostic| Diagnostic {
                    place,
                    ..diagnostic
                });
                if let Some(diagnostic) = fault.map(|boxed| *boxed).or(again) {
                    self.say(task, site, diagnostic);
                }
                None
            }
        }
    }

    /// Tells `sink` of a reference; when all trees are put together, the finding gets its place in the whole.
    pub(super) fn say(&mut self, task: &Task, site: &Site, diagnostic: Diagnostic) {
        self.said
            .push((self.sink.diagnostics().len(), task.tree, site.text_at()));
        self.sink.push(local::soften(site, diagnostic));
    }

    /// The pointer that a fragment names in a file; `sink` is told if there is none.
    fn resolved(
        &mut self,
        task: &Task,
        site: &Site,
        file: usize,
        fragment: &Fragment,
    ) -> Option<Pointer> {
        let loaded = self.library.get(file)?;
        let found = local::resolve(&loaded.root, &loaded.anchors, fragment);
        if found.is_some() {
            return found;
        }
        // Parts that are written for one main document refer to its components as if they stood in it.
        if site.reference.starts_with('#')
            && local::resolve(&self.document.root, &self.anchors, fragment).is_some()
        {
            self.point_into_main(task, site, fragment);
            return None;
        }
        let path = self.files.path(loaded.id);
        let help = local::nearest(&loaded.root, fragment, path);
        let place = self.place(task, &site.text_at());
        let message = format!("`{}` leads to nothing", site.reference);
        self.say(
            task,
            site,
            Diagnostic::new(Code::UnresolvedReference, place, message).help(help),
        );
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
    fn rewrite_anchor(
        &mut self,
        task: &Task,
        site: &Site,
        fragment: Fragment,
    ) -> Option<(usize, Pointer)> {
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
            Fragment::Anchor(_) => local::resolve(&self.document.root, &self.anchors, fragment),
        };
        if let Some(pointer) = pointer {
            self.set_text(task.tree, &site.text_at(), local_reference(&pointer));
        }
    }

    /// What a URI leads to: the file that calls itself so (3.2 `$self`, JSON Schema `$id`), or one beside it.
    fn by_uri(&mut self, task: &Task, site: &Site) -> Option<(usize, Pointer)> {
        let (uri, fragment) = site
            .reference
            .split_once('#')
            .unwrap_or((&site.reference, ""));
        let (name, path) = match task.home {
            Home::Main => (own_uri(&self.document.root), self.library.main()),
            Home::File(file) => {
                let file = self.library.get(file)?;
                (own_uri(&file.root), file.path.as_str())
            }
        };
        let beside = match name {
            Some(name) if name == uri => path.rsplit('/').next(),
            Some(name) => uri::relative(name, uri),
            None => None,
        };
        let Some(beside) = beside else {
            let place = self.place(task, &site.text_at());
            let refused = outside(&Reference::Network, &site.reference, place);
            self.say(task, site, refused);
            return None;
        };
        match reference::parse(&format!("{beside}#{fragment}"), path) {
            Reference::File(path, fragment) if path == self.library.main() => {
                self.point_into_main(task, site, &fragment);
                None
            }
            Reference::File(path, fragment) => {
                let file = self.fetch(task, site, &path)?;
                let pointer = self.resolved(task, site, file, &fragment)?;
                Some((file, pointer))
            }
            _ => None,
        }
    }
}

/// The URI by which a file names itself.
fn own_uri(root: &Value) -> Option<&str> {
    let name = root.get("$self").or_else(|| root.get("$id"))?.as_str()?;
    Some(name.strip_suffix('#').unwrap_or(name))
}

fn outside(refused: &Reference, reference: &str, place: Place) -> Diagnostic {
    let (message, help) = match refused {
        Reference::Network => (
            format!("`{reference}` is not a file in the document's folder"),
            "nothing is fetched while a client is generated: download it beside the document and refer to the file",
        ),
        Reference::Invalid => {
            let message = format!("`{}` is no reference", reference.escape_debug());
            return Diagnostic::new(Code::UnresolvedReference, place, message)
                .help("a reference is a URI, which has no control characters (RFC 3986)");
        }
        _ => (
            format!("`{reference}` leads out of the document's folder"),
            "copy the file into the folder, and refer to it from there",
        ),
    };
    Diagnostic::new(Code::ReferenceOutsideFolder, place, message).help(help)
}
