//! From a JSON text to [`Incoming`]. What can be borrowed from the text is, and what comes in can be looked at before it is
//! read, and read more than once, which unions need.

use super::cursor::Cursor;
use crate::json::again::Again;
use crate::json::choices::{Choice, Choices};
use crate::json::fault::Fault;
use crate::json::field::Slot;
use crate::json::incoming::{Elements, Entries, Incoming};
use crate::json::keys::{Key, Lookup};
use crate::json::weight::Weight;
use serde_json::Value;
use std::any::TypeId;
use std::borrow::Cow;

/// Reads a whole JSON text into a slot.
///
/// # Errors
/// The text is not JSON, or not what the slot needs. Which of the two, and where in the text, is not told.
pub(in crate::json) fn read_text(slot: &mut dyn Slot, text: &str) -> Result<(), Fault> {
    let choices = Choices::default();
    let mut cursor = Cursor::new(text, &choices);
    read_value(&mut cursor, slot, Weight::NONE)?;
    cursor.end()
}

/// Reads a value into a slot. The keys that nothing is named after are counted, each with this weight.
fn read_value(cursor: &mut Cursor<'_>, slot: &mut dyn Slot, weight: Weight) -> Result<(), Fault> {
    match cursor.peek() {
        Some(b'"') => match cursor.plain_string() {
            Some(text) => slot.receive(Incoming::Str(text)),
            None => slot.receive(Incoming::String(cursor.escaped_string()?)),
        },
        Some(b'{') => {
            cursor.enter()?;
            let mut entries = TextEntries::new(cursor, weight);
            slot.receive(Incoming::Object(&mut entries))?;
            entries.finish()
        }
        Some(b'[') => {
            cursor.enter()?;
            let mut elements = TextElements::new(cursor, weight);
            slot.receive(Incoming::List(&mut elements))?;
            elements.finish()
        }
        Some(first) => slot.receive(cursor.scalar(first)?),
        None => Err(Fault::of_format()),
    }
}

/// How far a list or an object has been read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Begun,
    Within,
    Ended,
}

impl Progress {
    const fn after(came: bool) -> Self {
        match came {
            true => Self::Within,
            false => Self::Ended,
        }
    }
}

struct TextElements<'c, 'a> {
    cursor: &'c mut Cursor<'a>,
    progress: Progress,
    weight: Weight,
}

impl<'c, 'a> TextElements<'c, 'a> {
    const fn new(cursor: &'c mut Cursor<'a>, weight: Weight) -> Self {
        Self {
            cursor,
            progress: Progress::Begun,
            weight,
        }
    }

    /// Goes to the next element; false at the end.
    #[inline]
    fn step(&mut self) -> Result<bool, Fault> {
        if self.progress == Progress::Ended {
            return Ok(false);
        }
        let came = self.cursor.element(self.progress == Progress::Begun)?;
        self.progress = Progress::after(came);
        Ok(came)
    }

    /// Skips what nobody asked for.
    fn finish(&mut self) -> Result<(), Fault> {
        while self.step()? {
            self.cursor.skip()?;
        }
        Ok(())
    }
}

impl Elements for TextElements<'_, '_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault> {
        let came = self.step()?;
        if came {
            read_value(self.cursor, slot, self.weight)?;
        }
        Ok(came)
    }

    fn again<'r>(&'r mut self, _tree: &'r mut Value) -> Result<Again<'r>, Fault> {
        let inside = self.cursor.moved_to(self.cursor.place());
        self.finish()?;
        let text = TextAgain {
            inside,
            keys: None,
            unnamed: &mut self.cursor.unnamed,
            weight: self.weight,
        };
        Ok(Again::Text(text))
    }
}

struct TextEntries<'c, 'a> {
    cursor: &'c mut Cursor<'a>,
    progress: Progress,
    weight: Weight,
}

impl<'c, 'a> TextEntries<'c, 'a> {
    const fn new(cursor: &'c mut Cursor<'a>, weight: Weight) -> Self {
        Self {
            cursor,
            progress: Progress::Begun,
            weight,
        }
    }

    /// Goes to the next key; false at the end.
    #[inline(always)] // as `key`
    fn step(&mut self) -> Result<bool, Fault> {
        if self.progress == Progress::Ended {
            return Ok(false);
        }
        let came = self.cursor.key(self.progress == Progress::Begun)?;
        self.progress = Progress::after(came);
        Ok(came)
    }

    /// Skips what nobody asked for.
    fn finish(&mut self) -> Result<(), Fault> {
        while self.step()? {
            self.cursor.skip_key()?;
            self.cursor.skip()?;
        }
        Ok(())
    }
}

impl Entries for TextEntries<'_, '_> {
    // Where this is a call, all objects take a tenth more: it is called for each key, from one place.
    #[inline(always)]
    fn key(&mut self, lookup: Lookup) -> Result<Option<Key>, Fault> {
        if !self.step()? {
            return Ok(None);
        }
        let found = match self.cursor.plain_string() {
            Some(key) => lookup.find(key),
            None => lookup.find(&self.cursor.escaped_string()?),
        };
        self.cursor.expect(b':')?;
        let is_null = || self.cursor.peek() == Some(b'n');
        let counted = self.weight.of_entry(&found, lookup, is_null);
        self.cursor.count(counted);
        Ok(Some(found))
    }

    #[inline]
    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        read_value(self.cursor, slot, self.weight.below())
    }

    fn skip(&mut self) -> Result<(), Fault> {
        self.cursor.skip()
    }

    fn again<'r>(&'r mut self, _tree: &'r mut Value) -> Result<Again<'r>, Fault> {
        let inside = self.cursor.moved_to(self.cursor.place());
        let mut keys = Vec::with_capacity(FEW);
        while self.step()? {
            let key = match self.cursor.plain_string() {
                Some(key) => Cow::Borrowed(key),
                None => Cow::Owned(self.cursor.escaped_string()?),
            };
            self.cursor.expect(b':')?;
            keys.push((key, self.cursor.place()));
            self.cursor.skip()?;
        }
        let text = TextAgain {
            inside,
            keys: Some(keys),
            unnamed: &mut self.cursor.unnamed,
            weight: self.weight,
        };
        Ok(Again::Text(text))
    }
}

/// As many keys as most objects have at most.
const FEW: usize = 16;

/// A list or an object of a text, which has been gone past already.
pub struct TextAgain<'a> {
    /// Behind its first byte.
    inside: Cursor<'a>,
    /// The keys of an object, and where their values stand.
    keys: Option<Vec<(Cow<'a, str>, usize)>>,
    /// The count of what stands around it, and what a key counts there.
    unnamed: &'a mut usize,
    weight: Weight,
}

impl<'a> TextAgain<'a> {
    /// Whether it is an object with this key.
    pub(in crate::json) fn has(&self, key: &str) -> bool {
        self.place(key).is_some()
    }

    /// Where the value of a key stands: of one that is given twice, the last.
    fn place(&self, key: &str) -> Option<Cursor<'a>> {
        let mut keys = self.keys.iter().flatten().rev();
        let (_, place) = keys.find(|(of, _)| of == key)?;
        Some(self.inside.moved_to(*place))
    }

    /// The value of a key, if it is an object with this key; a value that cannot be read is as none.
    pub(in crate::json) fn get(&self, key: &str) -> Option<Value> {
        let mut value = Value::Null;
        let read = read_value(&mut self.place(key)?, &mut value, Weight::NONE);
        read.ok().map(|()| value)
    }

    /// Gives it to `take`, and counts the keys in it that nothing is named after.
    pub(in crate::json) fn give<R>(&self, take: impl FnOnce(Incoming<'_>) -> R) -> (R, usize) {
        let mut cursor = self.inside.moved_to(self.inside.place());
        let weight = Weight::OUTERMOST;
        let taken = match self.keys {
            Some(_) => take(Incoming::Object(&mut TextEntries::new(&mut cursor, weight))),
            None => take(Incoming::List(&mut TextElements::new(&mut cursor, weight))),
        };
        (taken, cursor.unnamed)
    }

    /// Tells what stands around it what the keys count that nothing is named after in the reading that was chosen.
    pub(in crate::json) fn count(&mut self, unnamed: usize) {
        *self.unnamed = self.unnamed.saturating_add(self.weight.scaled(unnamed));
    }

    /// What a union has chosen for it, if that was remembered.
    pub(in crate::json) fn choice(&self, of: TypeId) -> Option<Choice> {
        if self.weight == Weight::NONE {
            return None;
        }
        self.inside.choices.get(self.inside.place(), of)
    }

    /// Remembers what a union has chosen, if it may be read again.
    pub(in crate::json) fn choose(&self, of: TypeId, choice: Choice) {
        if self.weight != Weight::NONE {
            self.inside.choices.add(self.inside.place(), of, choice);
        }
    }
}
