//! Forms to values: what is written as text is read as what the type needs.

use crate::json::deserialize::read_into;
use crate::json::{Elements, Entries, Fault, Field, Incoming, JsonError, Key, Lookup, Slot};
use indexmap::IndexMap;
use serde_json::Value;
use std::slice::Iter;

/// Reads a form into `T`.
///
/// # Errors
/// It has not the fields that `T` needs.
pub(super) fn read<T: Field>(body: &[u8]) -> Result<T, JsonError> {
    let mut fields: IndexMap<String, Vec<String>> = IndexMap::new();
    for (name, text) in url::form_urlencoded::parse(body) {
        let texts = fields.entry(name.into_owned()).or_default();
        texts.push(text.into_owned());
    }
    let mut value = T::blank();
    let mut entries = Fields {
        rest: fields.into_iter(),
        texts: Vec::new(),
    };
    value
        .receive(Incoming::Object(&mut entries))
        .map_err(JsonError::of_value)?;
    Ok(value)
}

/// The fields of a form, each with all its texts.
struct Fields {
    rest: indexmap::map::IntoIter<String, Vec<String>>,
    /// Of the field whose name was read last.
    texts: Vec<String>,
}

impl Entries for Fields {
    fn key(&mut self, lookup: Lookup) -> Result<Option<Key>, Fault> {
        let Some((name, texts)) = self.rest.next() else {
            return Ok(None);
        };
        self.texts = texts;
        Ok(Some(lookup.find(&name)))
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        match self.texts.as_slice() {
            [only] => one(slot, only),
            several => list(slot, several),
        }
    }

    fn skip(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}

/// Reads a text: as text if that fits, else as the number, boolean or JSON that is written in it, else as nothing if there
/// is none, else as a list of one. What is wrong with it as text is the fault.
fn one(slot: &mut dyn Slot, text: &str) -> Result<(), Fault> {
    let Err(fault) = slot.receive(Incoming::Str(text)) else {
        return Ok(());
    };
    let written: Option<Value> = match text {
        "" => Some(Value::Null),
        text => serde_json::from_str(text).ok(),
    };
    slot.reset();
    if written.is_some_and(|value| read_into(slot, &value).is_ok()) {
        return Ok(());
    }
    slot.reset();
    if list(slot, std::slice::from_ref(&text.to_owned())).is_ok() {
        return Ok(());
    }
    Err(fault)
}

fn list(slot: &mut dyn Slot, texts: &[String]) -> Result<(), Fault> {
    slot.receive(Incoming::List(&mut Texts(texts.iter())))
}

/// The texts of one field.
struct Texts<'a>(Iter<'a, String>);

impl Elements for Texts<'_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault> {
        match self.0.next() {
            Some(text) => one(slot, text).map(|()| true),
            None => Ok(false),
        }
    }
}
