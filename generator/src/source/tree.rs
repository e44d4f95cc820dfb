//! The tree that any of serde's formats is read into.

use std::cell::RefCell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::diagnostics::Pointer;

/// How deep values may nest. Below the 128 at which serde_json and yaml_serde stop with words of their own.
pub(crate) const MAX_DEPTH: usize = 120;

/// How large a tree may get, in bytes, roughly: with its aliases, a YAML text of a few lines can ask for any amount.
pub(super) const MAX_TREE: usize = 1 << 30;

/// What a value costs apart from its text: the value, its place in a map or list, an allocation.
const VALUE_COST: usize = 64;

/// Duplicate keys that are remembered; a file with more says so often enough.
const MAX_DUPLICATES: usize = 20;

/// What was noticed while a tree was read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Mapping and key, for each key that its mapping has more than once.
    pub(super) duplicates: Vec<(Pointer, String)>,
    /// The limit that stopped the reading, and where.
    pub(super) exceeded: Option<(Limit, Pointer)>,
    size: usize,
    /// What the mappings and lists that are being read hold so far, the innermost one's last: each is made when its
    /// length is known, and so takes no more memory than it needs.
    members: Vec<(String, Value)>,
    elements: Vec<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    Depth,
    Size,
    /// More values than the YAML parser is asked to hold.
    Values,
    /// Aliases repeat what they name, and that has aliases, and so on.
    Aliases,
}

/// Reads one value. Keys become strings as they are written; numbers too large for JSON's integers become floats.
pub(super) struct Tree<'a> {
    notes: &'a RefCell<Notes>,
    path: Path<'a>,
    /// Whether `<<` merges mappings, as in YAML.
    merges: bool,
}

/// The way from the root to the value that is being read, kept on the stack; made a pointer only when needed.
#[derive(Clone, Copy)]
struct Path<'a> {
    parent: Option<(&'a Path<'a>, Token<'a>)>,
    depth: usize,
}

#[derive(Clone, Copy)]
enum Token<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> Tree<'a> {
    pub(super) fn json(notes: &'a RefCell<Notes>) -> Self {
        Self {
            notes,
            path: Path {
                parent: None,
                depth: 0,
            },
            merges: false,
        }
    }

    pub(super) fn yaml(notes: &'a RefCell<Notes>) -> Self {
        Self {
            merges: true,
            ..Self::json(notes)
        }
    }

    fn below<'b>(&'b self, token: Token<'b>) -> Tree<'b> {
        let path = Path {
            parent: Some((&self.path, token)),
            depth: self.path.depth + 1,
        };
        Tree {
            notes: self.notes,
            path,
            merges: self.merges,
        }
    }

    fn charge<E: Error>(&self, text: usize) -> Result<(), E> {
        let mut notes = self.notes.borrow_mut();
        notes.size = notes.size.saturating_add(VALUE_COST).saturating_add(text);
        let limit = match () {
            () if notes.size > MAX_TREE => Limit::Size,
            () if self.path.depth > MAX_DEPTH => Limit::Depth,
            () => return Ok(()),
        };
        notes.exceeded = Some((limit, self.path.pointer()));
        Err(E::custom("limit exceeded"))
    }

    /// The mapping of the members from `start` on; of two with one key the later counts.
    fn map_of(&self, start: usize) -> Map<String, Value> {
        let Notes {
            members,
            duplicates,
            ..
        } = &mut *self.notes.borrow_mut();
        let mut map = Map::with_capacity(members.len().saturating_sub(start));
        for (key, value) in members.drain(start..) {
            match map.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    if duplicates.len() < MAX_DUPLICATES {
                        duplicates.push((self.path.pointer(), entry.key().clone()));
                    }
                    entry.insert(value);
                }
            }
        }
        map
    }
}

impl Path<'_> {
    fn pointer(&self) -> Pointer {
        let mut tokens = Vec::with_capacity(self.depth);
        let mut here = self;
        while let Some((parent, token)) = &here.parent {
            tokens.push(*token);
            here = parent;
        }
        tokens
            .iter()
            .rev()
            .fold(Pointer::root(), |pointer, token| match token {
                Token::Key(key) => pointer.join(key),
                Token::Index(index) => pointer.join(index),
            })
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.charge(0).map(|()| Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.charge(0).map(|()| Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.charge(0).map(|()| Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.charge(0).map(|()| Value::from(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.visit_f64(value as f64),
        }
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        match u64::try_from(value) {
            Ok(value) => self.visit_u64(value),
            Err(_) => self.visit_f64(value as f64),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.charge(0)?;
        // JSON has no infinities and no NaN; YAML's words for them are texts then.
        Ok(Number::from_f64(value).map_or_else(|| Value::from(not_finite(value)), Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.charge(value.len()).map(|()| Value::from(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.charge(value.len()).map(|()| Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        self.charge(0)?;
        let start = self.notes.borrow().elements.len();
        let mut index = 0;
        while let Some(element) = elements.next_element_seed(self.below(Token::Index(index)))? {
            self.notes.borrow_mut().elements.push(element);
            index += 1;
        }
        Ok(self.notes.borrow_mut().elements.split_off(start).into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.charge(0)?;
        let start = self.notes.borrow().members.len();
        let mut merged = Vec::new();
        while let Some(key) = members.next_key_seed(Key)? {
            self.charge(key.len())?;
            let value = members.next_value_seed(self.below(Token::Key(&key)))?;
            if self.merges && key == "<<" && is_mergeable(&value) {
                merged.push(value);
                continue;
            }
            self.notes.borrow_mut().members.push((key, value));
        }
        let mut map = self.map_of(start);
        merged.into_iter().for_each(|value| merge(value, &mut map));
        Ok(Value::Object(map))
    }

    /// A value with a tag that YAML's core schema does not know (`!include`, `!Ref`): the value without it.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_tag, value) = tagged.variant_seed(Key)?;
        value.newtype_variant_seed(self)
    }
}

fn not_finite(value: f64) -> &'static str {
    if value.is_nan() {
        ".nan"
    } else if value > 0.0 {
        ".inf"
    } else {
        "-.inf"
    }
}

/// Whether `<<: value` is a merge: a mapping, or a list of mappings.
fn is_mergeable(value: &Value) -> bool {
    value.is_object()
        || value
            .as_array()
            .is_some_and(|list| list.iter().all(Value::is_object))
}

/// What the mapping has itself stays; of several mappings the first counts (YAML's merge key, `!!merge`).
fn merge(value: Value, map: &mut Map<String, Value>) {
    let mappings = match value {
        Value::Array(list) => list,
        other => vec![other],
    };
    for mapping in mappings {
        let Value::Object(members) = mapping else {
            continue;
        };
        for (key, value) in members {
            map.entry(key).or_insert(value);
        }
    }
}

/// A key as it is written: `200`, `true` and `~` are texts in a key's place.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text as key")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}
