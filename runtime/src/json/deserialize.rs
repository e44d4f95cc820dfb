//! From serde's formats to [`Incoming`]: the one place that is compiled once per format.
//!
//! A [`Fault`] travels beside serde's own error, which has no room for a path: `fault` is filled in, and the format is
//! told to stop by an error without words.

use super::fault::Fault;
use super::field::{Field, Slot};
use super::incoming::{Elements, Entries, Incoming};
use super::keys::{Key, Lookup};
use serde_core::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use std::fmt;

/// Reads a type from any self-describing format of serde.
pub fn read<'de, T: Field, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    match read_into(&mut value, deserializer) {
        Ok(()) => Ok(value),
        Err((fault, error)) => Err(joined(&fault, &error)),
    }
}

/// Reads into a slot; both errors are given back: ours knows the path, the format's own knows the line.
pub(crate) fn read_into<'de, D: Deserializer<'de>>(
    slot: &mut dyn Slot,
    deserializer: D,
) -> Result<(), (Fault, D::Error)> {
    let mut fault = None;
    Receiver {
        slot,
        fault: &mut fault,
    }
    .deserialize(deserializer)
    .map_err(|error| (fault.unwrap_or_else(Fault::of_format), error))
}

/// The fault as an error of the format. serde_json finds the line again at the end of the text.
#[cold]
fn joined<E: Error>(fault: &Fault, error: &E) -> E {
    if fault.path() == "$" && fault.message().is_empty() {
        E::custom(error)
    } else {
        E::custom(format_args!("{fault}{error}"))
    }
}

/// A slot as what serde drives.
struct Receiver<'a> {
    slot: &'a mut dyn Slot,
    fault: &'a mut Option<Fault>,
}

impl Receiver<'_> {
    #[inline]
    fn give<E: Error>(self, json: Incoming<'_>) -> Result<(), E> {
        self.slot.receive(json).map_err(|fault| {
            *self.fault = Some(fault);
            E::custom("")
        })
    }

    /// The end of a list or an object: what its reading gave, and the format's own error if it had one.
    #[inline]
    fn finish<E: Error>(
        fault: &mut Option<Fault>,
        received: Result<(), Fault>,
        error: Option<E>,
    ) -> Result<(), E> {
        match (received, error) {
            (Ok(()), None) => Ok(()),
            (Ok(()), Some(error)) => Err(error),
            (Err(of_slot), error) => {
                *fault = Some(of_slot);
                Err(error.unwrap_or_else(|| E::custom("")))
            }
        }
    }
}

impl<'de> DeserializeSeed<'de> for Receiver<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Receiver<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.give(Incoming::Null)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.give(Incoming::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    #[inline]
    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.give(Incoming::Bool(value))
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.give(Incoming::I64(value))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.give(Incoming::U64(value))
    }

    #[inline]
    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.give(Incoming::F64(value))
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.give(Incoming::Str(text))
    }

    #[inline]
    fn visit_string<E: Error>(self, text: String) -> Result<(), E> {
        self.give(Incoming::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let mut elements = FormatElements {
            access,
            error: None,
            ended: false,
        };
        let mut received = self.slot.receive(Incoming::List(&mut elements));
        while received.is_ok() && !elements.ended && elements.error.is_none() {
            received = elements.skip();
        }
        Self::finish(self.fault, received, elements.error)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let mut entries = FormatEntries {
            access,
            error: None,
            ended: false,
        };
        let mut received = self.slot.receive(Incoming::Object(&mut entries));
        while received.is_ok() && !entries.ended && entries.error.is_none() {
            received = entries.skip_entry();
        }
        Self::finish(self.fault, received, entries.error)
    }
}

/// The elements of a format's list. An error of the format stays here, because a [`Fault`] cannot hold it.
struct FormatElements<A, E> {
    access: A,
    error: Option<E>,
    ended: bool,
}

impl<'de, A: SeqAccess<'de>> FormatElements<A, A::Error> {
    fn keep(&mut self, fault: Option<Fault>, error: A::Error) -> Fault {
        self.error = Some(error);
        fault.unwrap_or_else(Fault::of_format)
    }

    /// Skips an element that nobody asked for.
    fn skip(&mut self) -> Result<(), Fault> {
        match self.access.next_element::<IgnoredAny>() {
            Ok(element) => self.ended = element.is_none(),
            Err(error) => return Err(self.keep(None, error)),
        }
        Ok(())
    }
}

impl<'de, A: SeqAccess<'de>> Elements for FormatElements<A, A::Error> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault> {
        if self.ended {
            return Ok(false); // a format need not bear being asked again
        }
        let mut fault = None;
        let receiver = Receiver {
            slot,
            fault: &mut fault,
        };
        match self.access.next_element_seed(receiver) {
            Ok(element) => {
                self.ended = element.is_none();
                Ok(!self.ended)
            }
            Err(error) => Err(self.keep(fault, error)),
        }
    }
}

/// The entries of a format's map; as [`FormatElements`].
struct FormatEntries<A, E> {
    access: A,
    error: Option<E>,
    ended: bool,
}

impl<'de, A: MapAccess<'de>> FormatEntries<A, A::Error> {
    fn keep(&mut self, fault: Option<Fault>, error: A::Error) -> Fault {
        self.error = Some(error);
        fault.unwrap_or_else(Fault::of_format)
    }

    /// Skips an entry that nobody asked for.
    fn skip_entry(&mut self) -> Result<(), Fault> {
        match self.access.next_entry::<IgnoredAny, IgnoredAny>() {
            Ok(entry) => self.ended = entry.is_none(),
            Err(error) => return Err(self.keep(None, error)),
        }
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>> Entries for FormatEntries<A, A::Error> {
    #[inline]
    fn key(&mut self, lookup: Lookup) -> Result<Option<Key>, Fault> {
        match self.access.next_key_seed(lookup) {
            Ok(key) => {
                self.ended = key.is_none();
                Ok(key)
            }
            Err(error) => Err(self.keep(None, error)),
        }
    }

    #[inline]
    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        let mut fault = None;
        let receiver = Receiver {
            slot,
            fault: &mut fault,
        };
        match self.access.next_value_seed(receiver) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.keep(fault, error)),
        }
    }

    fn skip(&mut self) -> Result<(), Fault> {
        match self.access.next_value::<IgnoredAny>() {
            Ok(_) => Ok(()),
            Err(error) => Err(self.keep(None, error)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Lookup {
    type Value = Key;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Lookup {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(self.find(key))
    }

    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<Key, E> {
        Ok(self.find(&String::from_utf8_lossy(key)))
    }
}
