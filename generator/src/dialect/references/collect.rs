//! Finds the references of a tree that are not yet in their final form.

use std::collections::HashMap;

use serde_json::Value;

use super::super::context::{Object, push_token};
use super::target;
use crate::diagnostics::Pointer;
use crate::source::shape::{Field, Kind, field};

/// Where in its holder a reference is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    /// Under `$ref` or `$dynamicRef`.
    Key(&'static str),
    /// In a discriminator's `mapping`, under this value of the tag.
    Mapping(String),
}

/// One reference.
#[derive(Debug)]
pub(super) struct Reference {
    /// The object that holds it.
    pub(super) holder: Pointer,
    pub(super) slot: Slot,
    /// The kind of object that is wanted here.
    pub(super) kind: Kind,
    pub(super) target: String,
    /// Whether it stands in a callback.
    pub(super) in_callback: bool,
}

impl Reference {
    /// Where the reference is written.
    pub(super) fn place(&self) -> Pointer {
        match &self.slot {
            Slot::Key(key) => self.holder.join(key),
            Slot::Mapping(tag) => self.holder.join(tag),
        }
    }
}

/// What a tree holds.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// References that point elsewhere than to the section of `components` for their kind.
    pub(super) moved: Vec<Reference>,
    /// References to objects that have no section in 3.0.
    pub(super) inlined: Vec<Reference>,
    /// Schemas by `$anchor`, `$dynamicAnchor` (with `#`) and `$id`.
    pub(super) anchors: HashMap<String, String>,
    /// How many schemas have each `$dynamicAnchor`.
    pub(super) dynamic: HashMap<String, usize>,
}

/// Every reference of `root` that is not in its final form.
pub(super) fn collect(root: &Value) -> Found {
    let mut collector = Collector {
        root,
        found: Found::default(),
        place: String::new(),
        callbacks: 0,
    };
    collector.object(Kind::Document, root);
    collector.found
}

struct Collector<'a> {
    root: &'a Value,
    found: Found,
    place: String,
    callbacks: usize,
}

impl<'a> Collector<'a> {
    fn object(&mut self, kind: Kind, value: &'a Value) {
        let Some(map) = value.as_object() else { return };
        if kind.may_be_reference() {
            self.reference(kind, map);
        }
        let callback = usize::from(kind == Kind::Callback);
        self.callbacks += callback;
        for (key, value) in map {
            let field = field(kind, key);
            if field != Field::Any && (value.is_object() || value.is_array()) {
                self.within(key, |collector| collector.field(field, value));
            }
        }
        self.callbacks -= callback;
    }

    fn field(&mut self, field: Field, value: &'a Value) {
        match (field, value) {
            (Field::List(kind), Value::Array(items)) => self.list(kind, items),
            (Field::SchemaOrList, Value::Array(items)) => self.list(Kind::Schema, items),
            (Field::Map(kind), Value::Object(map)) => {
                for (key, value) in map {
                    self.within(key, |collector| collector.object(kind, value));
                }
            }
            (Field::One(kind), _) => self.object(kind, value),
            (Field::SchemaOrFlag | Field::SchemaOrList, _) => self.object(Kind::Schema, value),
            (Field::Mapping, Value::Object(map)) => self.mapping(map),
            _ => {}
        }
    }

    fn list(&mut self, kind: Kind, items: &'a [Value]) {
        for (index, item) in items.iter().enumerate() {
            self.within(&index.to_string(), |collector| collector.object(kind, item));
        }
    }

    fn reference(&mut self, kind: Kind, map: &Object) {
        if kind == Kind::Schema {
            self.anchors(map);
        }
        for slot in ["$ref", "$dynamicRef"] {
            if let Some(Value::String(target)) = map.get(slot)
                && (slot == "$ref" || kind == Kind::Schema)
            {
                self.add(Slot::Key(slot), kind, target);
            }
        }
    }

    fn anchors(&mut self, map: &Object) {
        if let Some(Value::String(name)) = map.get("$dynamicAnchor") {
            *self.found.dynamic.entry(name.clone()).or_default() += 1;
        }
        for (key, mark) in [("$anchor", "#"), ("$dynamicAnchor", "#"), ("$id", "")] {
            if let Some(Value::String(name)) = map.get(key) {
                self.found
                    .anchors
                    .entry(format!("{mark}{name}"))
                    .or_insert_with(|| self.place.clone());
            }
        }
    }

    fn mapping(&mut self, map: &Object) {
        for (tag, target) in map {
            if let Value::String(target) = target
                && target.starts_with('#')
            {
                self.add(Slot::Mapping(tag.clone()), Kind::Schema, target);
            }
        }
    }

    fn add(&mut self, slot: Slot, kind: Kind, target: &str) {
        let list = match kind.section() {
            None => &mut self.found.inlined,
            Some(section)
                if slot != Slot::Key("$dynamicRef")
                    && target::is_final(self.root, section, target) =>
            {
                return;
            }
            Some(_) => &mut self.found.moved,
        };
        list.push(Reference {
            holder: Pointer::parse(self.place.clone()),
            slot,
            kind,
            target: target.to_owned(),
            in_callback: self.callbacks > 0,
        });
    }

    fn within(&mut self, token: &str, work: impl FnOnce(&mut Self)) {
        let here = self.place.len();
        push_token(&mut self.place, token);
        work(self);
        self.place.truncate(here);
    }
}
