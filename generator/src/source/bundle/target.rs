//! Where a reference leads.

use serde_json::Value;

use super::{Bundler, Home, Site, Task};
use crate::diagnostics::{Code, Diagnostic, Place, Pointer};
use crate::source::local::{self, local_reference};
use crate::source::reference::{self, Fragment, Reference};
use crate::source::sites::Form;

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
            Reference::Network if self.is_self(&site.reference) => {
                let fragment = site
                    .reference
                    .split_once('#')
                    .map_or("", |(_, fragment)| fragment);
                self.set_text(task.tree, &site.text_at(), format!("#{fragment}"));
                return None;
            }
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
        let found = local::resolve(&loaded.root, fragment);
        if found.is_some() {
            return found;
        }
        // Parts that are written for one main document refer to its components as if they stood in it.
        if site.reference.starts_with('#')
            && local::resolve(&self.document.root, fragment).is_some()
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
