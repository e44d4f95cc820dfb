//! Finding which field a key names.

use serde_core::de::{DeserializeSeed, Deserializer, Error, Visitor};
use std::fmt;

/// What a key of an object turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The field of this index.
    Field(usize),
    /// No field; the name is kept only if somebody wants it.
    Other(Option<String>),
}

/// Reads a key and looks it up among `names`.
///
/// Servers write an object's keys in one order, mostly the document's. So the name after the last one found is
/// compared first, and then the others from there on: an optional field left out costs one comparison.
pub(crate) struct KeySeed {
    pub(crate) names: &'static [&'static str],
    pub(crate) expected: usize,
    pub(crate) keep_others: bool,
}

impl KeySeed {
    #[inline]
    fn find(&self, key: &str) -> Option<usize> {
        match self.names.get(self.expected) {
            Some(name) if *name == key => Some(self.expected),
            _ => self.find_elsewhere(key),
        }
    }

    fn find_elsewhere(&self, key: &str) -> Option<usize> {
        let (before, after) = self
            .names
            .split_at_checked(self.expected)
            .unwrap_or((self.names, &[]));
        let same = |name: &&str| *name == key;
        let found = after
            .iter()
            .position(same)
            .map(|place| self.expected + place);
        found.or_else(|| before.iter().position(same))
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(match self.find(key) {
            Some(index) => Key::Field(index),
            None => Key::Other(self.keep_others.then(|| key.to_owned())),
        })
    }

    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<Key, E> {
        self.visit_str(&String::from_utf8_lossy(key))
    }
}

#[cfg(test)]
mod tests {
    use super::KeySeed;

    #[test]
    fn a_key_is_found_wherever_it_stands() {
        for expected in 0..5 {
            let seed = KeySeed {
                names: &["a", "b", "c"],
                expected,
                keep_others: false,
            };
            assert_eq!(seed.find("a"), Some(0));
            assert_eq!(seed.find("c"), Some(2));
            assert_eq!(seed.find("d"), None);
        }
    }
}
