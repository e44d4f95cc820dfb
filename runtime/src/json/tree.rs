//! JSON of no known type: [`Value`] as a field, and reading other types from one that had to be kept.

use super::fault::Fault;
use super::field::{Field, Slot, receive};
use super::incoming::{Elements, Entries, Incoming};
use super::keys::{Key, Lookup};
use super::view::View;
use serde_json::Value;
use std::cell::Cell;

impl Field for Value {
    fn blank() -> Self {
        Self::Null
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        *self = match json {
            Incoming::Null => Self::Null,
            Incoming::Bool(value) => value.into(),
            Incoming::I64(value) => value.into(),
            Incoming::U64(value) => value.into(),
            Incoming::F64(value) => value.into(),
            Incoming::Str(text) => text.into(),
            Incoming::String(text) => text.into(),
            Incoming::List(_) => Self::Array(receive(json)?),
            Incoming::Object(entries) => {
                let mut read = Vec::new();
                read_entries(entries, &mut read)?;
                Self::Object(read.into_iter().collect())
            }
        };
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::Json(self)
    }
}

/// Reads all entries that are left.
pub(crate) fn read_entries(
    entries: &mut dyn Entries,
    read: &mut Vec<(String, Value)>,
) -> Result<(), Fault> {
    while let Some(key) = next_key(entries)? {
        let mut value = Value::Null;
        match entries.value(&mut value) {
            Ok(()) => read.push((key, value)),
            Err(fault) => return Err(fault.at_key(&key)),
        }
    }
    Ok(())
}

/// The next key, whatever it is.
pub(crate) fn next_key(entries: &mut dyn Entries) -> Result<Option<String>, Fault> {
    any_key(entries, Lookup::ANY)
}

/// The next key, to be looked up later.
pub(crate) fn key_ahead(entries: &mut dyn Entries) -> Result<Option<String>, Fault> {
    any_key(entries, Lookup::AHEAD)
}

fn any_key(entries: &mut dyn Entries, lookup: Lookup) -> Result<Option<String>, Fault> {
    Ok(match entries.key(lookup)? {
        Some(Key::Other(key)) => Some(key.unwrap_or_default()),
        Some(Key::Field(_)) | None => None,
    })
}

/// What a key of the outermost object counts that nothing was named after; those in an object below count less.
pub(crate) const UNNAMED: usize = 1 << 24;
/// By how much less, at each level.
const LESS: usize = 1 << 8;
/// By how much less if the key is kept, in a map.
const KEPT: usize = 1 << 4;

/// Gives a tree to `take` as if it had just arrived, and counts the keys in it that nothing was named after. It may be
/// given again.
pub(crate) fn incoming_counted<R>(
    value: &Value,
    take: impl FnOnce(Incoming<'_>) -> R,
) -> (R, usize) {
    let found = Cell::new(0);
    let each = UNNAMED;
    let unnamed = Unnamed {
        found: &found,
        each,
    };
    let taken = incoming(value, unnamed, take);
    (taken, found.get())
}

/// Gives a tree to `take` as if it had just arrived.
#[cfg(feature = "xml")]
pub(crate) fn incoming_of<R>(value: &Value, take: impl FnOnce(Incoming<'_>) -> R) -> R {
    incoming_counted(value, take).0
}

/// A count of the keys that nothing was named after.
#[derive(Clone, Copy)]
struct Unnamed<'a> {
    found: &'a Cell<usize>,
    /// What one of them counts.
    each: usize,
}

impl Unnamed<'_> {
    fn add(self, count: usize) {
        self.found.set(self.found.get().saturating_add(count));
    }

    /// The same for what stands in an object.
    fn below(self) -> Self {
        Self {
            each: (self.each / LESS).max(1),
            ..self
        }
    }
}

fn incoming<R>(value: &Value, unnamed: Unnamed<'_>, take: impl FnOnce(Incoming<'_>) -> R) -> R {
    let scalar = match value {
        Value::Array(elements) => {
            let elements = elements.iter();
            return take(Incoming::List(&mut TreeElements { elements, unnamed }));
        }
        Value::Object(entries) => {
            return take(Incoming::Object(&mut TreeEntries {
                left: entries.iter(),
                value: &Value::Null,
                unnamed,
            }));
        }
        Value::Null => Incoming::Null,
        Value::Bool(value) => Incoming::Bool(*value),
        Value::String(text) => Incoming::Str(text),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(value), _) => Incoming::U64(value),
            (_, Some(value)) => Incoming::I64(value),
            _ => Incoming::F64(number.as_f64().unwrap_or(f64::NAN)),
        },
    };
    take(scalar)
}

/// Reads a type from a tree.
fn receive_tree(slot: &mut dyn Slot, value: &Value, unnamed: Unnamed<'_>) -> Result<(), Fault> {
    incoming(value, unnamed, |json| slot.receive(json))
}

struct TreeElements<'a> {
    elements: std::slice::Iter<'a, Value>,
    unnamed: Unnamed<'a>,
}

impl Elements for TreeElements<'_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault> {
        match self.elements.next() {
            Some(value) => receive_tree(slot, value, self.unnamed).map(|()| true),
            None => Ok(false),
        }
    }
}

struct TreeEntries<'a> {
    left: serde_json::map::Iter<'a>,
    value: &'a Value,
    unnamed: Unnamed<'a>,
}

impl Entries for TreeEntries<'_> {
    fn key(&mut self, lookup: Lookup) -> Result<Option<Key>, Fault> {
        Ok(self.left.next().map(|(key, value)| {
            self.value = value;
            let found = lookup.find(key);
            match found {
                Key::Other(None) => self.unnamed.add(self.unnamed.each),
                Key::Other(Some(_)) if !lookup.is_ahead() => {
                    self.unnamed.add(self.unnamed.each / KEPT)
                }
                _ => {}
            }
            found
        }))
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        receive_tree(slot, self.value, self.unnamed.below())
    }

    fn skip(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}

/// The entries of an object of which some have been read ahead: those first, then the rest.
pub(crate) struct ReadAhead<'a> {
    ahead: std::vec::IntoIter<(String, Value)>,
    value: Option<Value>,
    rest: &'a mut dyn Entries,
}

impl<'a> ReadAhead<'a> {
    pub(crate) fn new(ahead: Vec<(String, Value)>, rest: &'a mut dyn Entries) -> Self {
        Self {
            ahead: ahead.into_iter(),
            value: None,
            rest,
        }
    }
}

impl Entries for ReadAhead<'_> {
    fn key(&mut self, lookup: Lookup) -> Result<Option<Key>, Fault> {
        match self.ahead.next() {
            Some((key, value)) => {
                self.value = Some(value);
                Ok(Some(lookup.find(&key)))
            }
            None => self.rest.key(lookup),
        }
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        match self.value.take() {
            Some(value) => incoming_counted(&value, |json| slot.receive(json)).0,
            None => self.rest.value(slot),
        }
    }

    fn skip(&mut self) -> Result<(), Fault> {
        match self.value.take() {
            Some(_) => Ok(()),
            None => self.rest.skip(),
        }
    }
}
