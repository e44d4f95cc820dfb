//! Where the fields of an object wait while it is read.
//!
//! The functions are named by the words of [`object!`](crate::object!): the macro pastes the word and never looks at it.

use super::field::{Field, Seed};
use super::locate::{Segment, at};
use crate::types::Maybe;
use serde_core::de::{Error, MapAccess};
use std::collections::BTreeMap;

/// A field that waits for its value.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Reads the value that stands next in `map`.
    fn read(&mut self, map: &mut A) -> Result<(), A::Error>;

    /// Reads the value of a key that names no field.
    fn read_extra(&mut self, key: String, map: &mut A) -> Result<(), A::Error> {
        let _ = key;
        self.read(map)
    }
}

/// A field that must come.
pub struct Required<T>(Option<T>);
/// A field that may be absent or null.
pub struct Optional<T>(Option<T>);
/// A field that may be absent, null, or have a value, and remembers which.
pub struct MaybeSlot<T>(Maybe<T>);
/// A map of all that is no field.
pub struct Extra<T>(BTreeMap<String, T>);

/// An empty slot for a `required` field.
#[inline]
pub const fn required<T>() -> Required<T> {
    Required(None)
}

/// An empty slot for an `optional` field.
#[inline]
pub const fn optional<T>() -> Optional<T> {
    Optional(None)
}

/// An empty slot for a `nullable` field. Reading is liberal: absent is null.
#[inline]
pub const fn nullable<T>() -> Optional<T> {
    Optional(None)
}

/// An empty slot for a `maybe` field.
#[inline]
pub const fn maybe<T>() -> MaybeSlot<T> {
    MaybeSlot(Maybe::Absent)
}

/// An empty slot for the `extra` field.
#[inline]
pub const fn extra<T>() -> Extra<T> {
    Extra(BTreeMap::new())
}

impl<T> Required<T> {
    /// The value, or an error that names the key that is missing.
    #[inline]
    pub fn take<E: Error>(self, name: &'static str) -> Result<T, E> {
        match self.0 {
            Some(value) => Ok(value),
            None => Err(missing(name)),
        }
    }
}

#[cold]
fn missing<E: Error>(name: &'static str) -> E {
    E::missing_field(name)
}

impl<T> Optional<T> {
    /// The value.
    #[inline]
    pub fn take<E>(self, _name: &'static str) -> Result<Option<T>, E> {
        Ok(self.0)
    }
}

impl<T> MaybeSlot<T> {
    /// The value.
    #[inline]
    pub fn take<E>(self, _name: &'static str) -> Result<Maybe<T>, E> {
        Ok(self.0)
    }
}

impl<T> Extra<T> {
    /// The map.
    #[inline]
    pub fn take<E>(self) -> Result<BTreeMap<String, T>, E> {
        Ok(self.0)
    }
}

impl<'de, A: MapAccess<'de>, T: Field> Slot<'de, A> for Required<T> {
    fn read(&mut self, map: &mut A) -> Result<(), A::Error> {
        self.0 = Some(map.next_value_seed(Seed::NEW)?);
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>, T: Field> Slot<'de, A> for Optional<T> {
    fn read(&mut self, map: &mut A) -> Result<(), A::Error> {
        self.0 = map.next_value_seed(Seed::NEW)?;
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>, T: Field> Slot<'de, A> for MaybeSlot<T> {
    fn read(&mut self, map: &mut A) -> Result<(), A::Error> {
        self.0 = map.next_value_seed(Seed::<Option<T>>::NEW)?.into();
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>, T: Field> Slot<'de, A> for Extra<T> {
    /// Never asked for: no name leads to the last slot of an object with extras.
    fn read(&mut self, map: &mut A) -> Result<(), A::Error> {
        map.next_value::<serde_core::de::IgnoredAny>().map(drop)
    }

    fn read_extra(&mut self, key: String, map: &mut A) -> Result<(), A::Error> {
        match map.next_value_seed(Seed::NEW) {
            Ok(value) => {
                self.0.insert(key, value);
                Ok(())
            }
            Err(error) => Err(at(error, Segment::Key(&key))),
        }
    }
}
