//! Everything is found: names, references, places.

use serde_json::{Map, Value};

use super::{Bundler, TreeId};
use crate::diagnostics::{Place, Pointer};
use crate::source::local::local_reference;
use crate::source::{Document, names};

impl Bundler<'_> {
    /// Names the units, rewrites the references to them, and puts them under `components`.
    pub(super) fn finish(mut self) -> Document {
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
            if let (Some(home), Some(diagnostic)) =
                (home, self.sink.diagnostics_mut().get_mut(index))
            {
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
                path: self
                    .library
                    .get(unit.source.0)
                    .map_or("", |loaded| loaded.path.as_str()),
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
