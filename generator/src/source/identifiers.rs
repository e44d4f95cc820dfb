//! `$id` (JSON Schema 2020-12, section 8.2): a schema that names itself, and from which the references in it count.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::anchors::Anchors;
use super::local::{local_reference, looks_like_reference, resolve};
use super::reference::{Fragment, percent_decoded};
use super::shape::{Kind, Standing};
use super::uri;
use crate::diagnostics::Pointer;

/// Whether a text may have schemas that name themselves: most have none, and their trees need not be looked through.
pub(super) fn may_be_in(text: &str) -> bool {
    text.contains("$id")
}

/// Rewrites the references of a tree that lead to schemas by their `$id`, or count from one, as pointers from the root,
/// so that no later stage need know them. One that leads nowhere in this way is left as it is: many authors write
/// `$id` for a name and still point from the root.
pub(super) fn localise(root: &mut Value) {
    let kind = match root.get("openapi") {
        Some(_) => Kind::Document,
        None => Kind::Schema,
    };
    let mut finder = Finder::default();
    finder.visit(root, Standing::Object(kind), "", &Pointer::root());
    if finder.resources.is_empty() {
        return;
    }
    let rewritten: Vec<(Pointer, String)> = finder
        .sites
        .iter()
        .filter_map(|site| Some((site.text_at.clone(), finder.pointer(root, site)?)))
        .map(|(at, pointer)| (at, local_reference(&pointer)))
        .collect();
    for (at, text) in rewritten {
        if let Some(value) = root.pointer_mut(at.as_str()) {
            *value = Value::String(text);
        }
    }
}

/// A reference with the URI that it counts from.
struct Site {
    text_at: Pointer,
    base: String,
    reference: String,
}

#[derive(Default)]
struct Finder {
    /// Schemas by their URI.
    resources: HashMap<String, Pointer>,
    /// Schemas by the URI that they are part of, and their anchor.
    anchors: HashMap<(String, String), Pointer>,
    sites: Vec<Site>,
}

impl Finder {
    /// The depth of a tree is limited when it is read.
    fn visit(&mut self, value: &Value, standing: Standing, base: &str, at: &Pointer) {
        match (value, standing) {
            (_, Standing::Plain | Standing::Unknown) => {}
            (Value::Object(members), _) => self.object(members, standing, base, at),
            (Value::Array(elements), Standing::Container(kind)) => {
                for (index, element) in elements.iter().enumerate() {
                    self.visit(element, Standing::Object(kind), base, &at.join(index));
                }
            }
            (Value::String(reference), Standing::SchemaNames)
                if looks_like_reference(reference) =>
            {
                self.site(at.clone(), base, reference);
            }
            _ => {}
        }
    }

    fn object(
        &mut self,
        members: &Map<String, Value>,
        standing: Standing,
        base: &str,
        at: &Pointer,
    ) {
        let text = |key| members.get(key).and_then(Value::as_str);
        let is_schema = standing == Standing::Object(Kind::Schema);
        let own = text("$id").filter(|_| is_schema);
        let own = own.map(|id| self.resource(id, base, at));
        let base = own.as_deref().unwrap_or(base);
        if is_schema {
            for name in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text) {
                self.anchor(base, name, at);
            }
        }
        for key in ["$ref", "$dynamicRef"] {
            if let Some(reference) = text(key) {
                self.site(at.join(key), base, reference);
            }
        }
        for (key, member) in members {
            self.visit(member, standing.member(key, member), base, &at.join(key));
        }
    }

    /// Remembers a schema that names itself; answers the URI that counts within it.
    fn resource(&mut self, id: &str, base: &str, at: &Pointer) -> String {
        let (id, fragment) = id.split_once('#').unwrap_or((id, ""));
        let own = uri::resolve(base, id);
        // `$id: '#name'` of older drafts is an anchor, and the root of a file is known by the file.
        if id.is_empty() {
            self.anchor(&own, fragment, at);
        } else {
            self.resources
                .entry(own.clone())
                .or_insert_with(|| at.clone());
        }
        own
    }

    fn anchor(&mut self, base: &str, name: &str, at: &Pointer) {
        let key = (base.to_owned(), name.to_owned());
        self.anchors.entry(key).or_insert_with(|| at.clone());
    }

    fn site(&mut self, text_at: Pointer, base: &str, reference: &str) {
        self.sites.push(Site {
            text_at,
            base: base.to_owned(),
            reference: reference.to_owned(),
        });
    }

    /// Where a reference leads by the URIs of this tree.
    fn pointer(&self, root: &Value, site: &Site) -> Option<Pointer> {
        let (file, fragment) = site
            .reference
            .split_once('#')
            .unwrap_or((&site.reference, ""));
        let target = uri::resolve(&site.base, file);
        let resource = self.resources.get(&target)?;
        let fragment = percent_decoded(fragment);
        if fragment.is_empty() {
            return Some(resource.clone());
        }
        if !fragment.starts_with('/') {
            return self.anchors.get(&(target, fragment.into_owned())).cloned();
        }
        let whole = Pointer::parse(format!("{}{fragment}", resource.as_str()));
        resolve(root, &Anchors::default(), &Fragment::Pointer(whole))
    }
}
