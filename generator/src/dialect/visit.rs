//! The walk that reshapes: children first, then the object that holds them.
//!
//! Places are therefore those of the document as it was read for as long as anything below an object is looked at.

use serde_json::{Value, json};

use super::context::{Object, Walk, noun};
use super::{objects, schema};
use crate::diagnostics::Code;
use crate::source::shape::{Field, Kind, field};

impl Walk<'_> {
    /// Brings an object of `kind` into the 3.0 shape; answers whether it may stay.
    pub(super) fn object(&mut self, kind: Kind, value: &mut Value) -> bool {
        if !value.is_object() {
            objects::coerce(self, kind, value);
        }
        let Value::Object(map) = value else {
            return false;
        };
        if kind.may_be_reference() && !self.reference(map) && kind != Kind::Schema {
            // What stands beside a reference here is a summary or a description, which no type depends on.
            return true;
        }
        if kind == Kind::Schema {
            return schema::schema(self, map);
        }
        objects::prepare(self, kind, map);
        self.fields(kind, map);
        objects::complete(self, kind, map)
    }

    /// Whether an object is to be read as itself: it has no `$ref`, or one that is not text and was removed.
    fn reference(&mut self, map: &mut Object) -> bool {
        match map.get("$ref") {
            None => true,
            Some(Value::String(_)) => false,
            Some(other) => {
                let message = format!(
                    "`$ref` must be a string, not {}; it is left out",
                    noun(other)
                );
                self.say_at("$ref", Code::WrongType, message);
                map.shift_remove("$ref");
                true
            }
        }
    }

    /// Mends every member of an object, and removes those that cannot be mended.
    pub(super) fn fields(&mut self, kind: Kind, map: &mut Object) {
        map.retain(|key, value| match field(kind, key) {
            Field::Any => true,
            Field::Text if value.is_string() => true,
            field => self.within(key, |walk| walk.field(field, value)),
        });
    }

    fn field(&mut self, field: Field, value: &mut Value) -> bool {
        match field {
            Field::One(kind) => self.object(kind, value),
            Field::List(kind) => self.list(kind, value),
            Field::Map(kind) => self.map(kind, value),
            Field::SchemaOrList if value.is_array() => self.list(Kind::Schema, value),
            Field::SchemaOrList => self.object(Kind::Schema, value),
            Field::SchemaOrFlag => self.schema_or_flag(value),
            plain => self.plain(plain, value),
        }
    }

    fn schema_or_flag(&mut self, value: &mut Value) -> bool {
        match value {
            Value::Bool(_) => true,
            Value::String(_) => self.plain(Field::Flag, value),
            Value::Null => self.drop_wrong(value, "a schema or a boolean"),
            _ => self.object(Kind::Schema, value),
        }
    }

    fn list(&mut self, kind: Kind, value: &mut Value) -> bool {
        match value {
            Value::Array(_) => {}
            Value::Object(_) => {
                self.mended("an object", "a list");
                *value = json!([value.take()]);
            }
            Value::String(_)
                if matches!(kind, Kind::Tag | Kind::Server | Kind::SecurityRequirement) =>
            {
                self.mended("a string", "a list");
                *value = json!([value.take()]);
            }
            other => return self.drop_wrong(other, "a list"),
        }
        let Value::Array(items) = value else {
            return false;
        };
        let kept: Vec<bool> = items
            .iter_mut()
            .enumerate()
            .map(|(index, item)| self.within_index(index, |walk| walk.object(kind, item)))
            .collect();
        if kept.contains(&false) {
            self.retain(items, &kept);
        }
        true
    }

    /// Keeps the marked elements of a list.
    pub(super) fn retain(&mut self, items: &mut Vec<Value>, kept: &[bool]) {
        let mut marks = kept.iter();
        items.retain(|_| marks.next().copied().unwrap_or(true));
        self.renumber(kept);
    }

    fn map(&mut self, kind: Kind, value: &mut Value) -> bool {
        if value.is_array() {
            objects::name_members(self, kind, value);
        }
        let Value::Object(map) = value else {
            return self.drop_wrong(value, "an object");
        };
        map.retain(|key, value| self.within(key, |walk| walk.object(kind, value)));
        true
    }
}
