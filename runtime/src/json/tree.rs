//! JSON of no known type: [`Value`] as a field, and reading other types from one that had to be kept.

use super::again::Again;
use super::choices::{Choice, Choices};
use super::fault::Fault;
use super::field::{Field, Slot};
use super::incoming::{Elements, Entries, Incoming};
use super::keys::{Key, Lookup};
use super::view::View;
use super::weight::Weight;
use serde_json::Value;
use std::any::TypeId;
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
            Incoming::List(elements) => Self::Array(read_elements(elements)?),
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

/// Reads all elements that are left.
pub(crate) fn read_elements<E: Elements + ?Sized>(elements: &mut E) -> Result<Vec<Value>, Fault> {
    let mut read = Vec::new();
    loop {
        let mut value = Value::Null;
        match elements.next(&mut value) {
            Ok(true) => read.push(value),
            Ok(false) => return Ok(read),
            Err(fault) => return Err(fault.at_index(read.len())),
        }
    }
}

/// Reads all entries that are left.
pub(crate) fn read_entries<E: Entries + ?Sized>(
    entries: &mut E,
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
pub(crate) fn next_key<E: Entries + ?Sized>(entries: &mut E) -> Result<Option<String>, Fault> {
    any_key(entries, Lookup::ANY)
}

/// The next key, to be looked up later.
pub(crate) fn key_ahead(entries: &mut dyn Entries) -> Result<Option<String>, Fault> {
    any_key(entries, Lookup::AHEAD)
}

fn any_key<E: Entries + ?Sized>(entries: &mut E, lookup: Lookup) -> Result<Option<String>, Fault> {
    Ok(match entries.key(lookup)? {
        Some(Key::Other(key)) => Some(key.unwrap_or_default()),
        Some(Key::Field(_)) | None => None,
    })
}

/// Gives a tree to `take` as if it had just arrived.
pub(crate) fn give_tree<R>(value: &Value, take: impl FnOnce(Incoming<'_>) -> R) -> R {
    let unnamed = Unnamed {
        found: &Cell::new(0),
        weight: Weight::NONE,
        choices: &Choices::default(),
    };
    incoming(value, unnamed, take)
}

/// A count of the keys that nothing was named after.
#[derive(Clone, Copy)]
struct Unnamed<'a> {
    found: &'a Cell<usize>,
    /// What one of them counts.
    weight: Weight,
    /// What unions in the tree have chosen.
    choices: &'a Choices,
}

impl Unnamed<'_> {
    fn add(self, count: usize) {
        self.found.set(self.found.get().saturating_add(count));
    }

    /// The same for what stands in an object.
    const fn below(self) -> Self {
        Self {
            weight: self.weight.below(),
            ..self
        }
    }
}

/// A list or an object of a tree.
pub struct TreeAgain<'a> {
    value: &'a Value,
    /// The count of what stands around it; none if the tree is the whole.
    around: Option<Unnamed<'a>>,
    /// What unions in it have chosen, if the tree is the whole.
    choices: Choices,
}

impl<'a> TreeAgain<'a> {
    /// A tree that stands in nothing that is counted.
    pub(super) fn new(value: &'a Value) -> Self {
        Self {
            value,
            around: None,
            choices: Choices::default(),
        }
    }

    /// A tree that stands in another.
    fn within(value: &'a Value, around: Unnamed<'a>) -> Self {
        Self {
            value,
            around: Some(around),
            choices: Choices::default(),
        }
    }

    /// The place of a value in a tree: no other has its address while the tree is read.
    fn place(&self) -> usize {
        std::ptr::from_ref(self.value).addr()
    }

    /// The value of a key, if it is an object with this key.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.value.as_object()?.get(key)
    }

    /// Gives it to `take`, and counts the keys in it that nothing is named after.
    pub(super) fn give<R>(&self, take: impl FnOnce(Incoming<'_>) -> R) -> (R, usize) {
        let found = Cell::new(0);
        let unnamed = Unnamed {
            found: &found,
            weight: Weight::OUTERMOST,
            choices: self.around.map_or(&self.choices, |around| around.choices),
        };
        let taken = incoming(self.value, unnamed, take);
        (taken, found.get())
    }

    /// Tells what stands around it what the keys count that nothing is named after in the reading that was chosen.
    pub(super) fn count(&self, unnamed: usize) {
        if let Some(around) = self.around {
            around.add(around.weight.scaled(unnamed));
        }
    }

    /// What a union has chosen for it, if it stands in another value.
    pub(super) fn choice(&self, of: TypeId) -> Option<Choice> {
        self.around?.choices.get(self.place(), of)
    }

    /// Remembers what a union has chosen, if it may be read again.
    pub(super) fn choose(&self, of: TypeId, choice: Choice) {
        if let Some(around) = self.around {
            around.choices.add(self.place(), of, choice);
        }
    }
}

fn incoming<R>(value: &Value, unnamed: Unnamed<'_>, take: impl FnOnce(Incoming<'_>) -> R) -> R {
    let scalar = match value {
        Value::Array(elements) => {
            return take(Incoming::List(&mut TreeElements {
                whole: value,
                left: elements.iter(),
                unnamed,
            }));
        }
        Value::Object(entries) => {
            return take(Incoming::Object(&mut TreeEntries {
                whole: value,
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
    whole: &'a Value,
    left: std::slice::Iter<'a, Value>,
    unnamed: Unnamed<'a>,
}

impl Elements for TreeElements<'_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault> {
        match self.left.next() {
            Some(value) => receive_tree(slot, value, self.unnamed).map(|()| true),
            None => Ok(false),
        }
    }

    fn again<'r>(&'r mut self, _tree: &'r mut Value) -> Result<Again<'r>, Fault> {
        Ok(Again::Tree(TreeAgain::within(self.whole, self.unnamed)))
    }
}

struct TreeEntries<'a> {
    whole: &'a Value,
    left: serde_json::map::Iter<'a>,
    value: &'a Value,
    unnamed: Unnamed<'a>,
}

impl Entries for TreeEntries<'_> {
    fn key(&mut self, lookup: Lookup) -> Result<Option<Key>, Fault> {
        Ok(self.left.next().map(|(key, value)| {
            self.value = value;
            let found = lookup.find(key);
            let weight = self.unnamed.weight;
            self.unnamed
                .add(weight.of_entry(&found, lookup, || value.is_null()));
            found
        }))
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        receive_tree(slot, self.value, self.unnamed.below())
    }

    fn skip(&mut self) -> Result<(), Fault> {
        Ok(())
    }

    fn again<'r>(&'r mut self, _tree: &'r mut Value) -> Result<Again<'r>, Fault> {
        Ok(Again::Tree(TreeAgain::within(self.whole, self.unnamed)))
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
            Some(value) => give_tree(&value, |json| slot.receive(json)),
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
