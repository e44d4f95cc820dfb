//! Finding which field a key names.

/// What a key of an object turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Key {
    /// The field of this index.
    Field(usize),
    /// No field; the key is kept only if somebody wants it.
    Other(Option<String>),
}

/// The names that a key is looked up among.
///
/// Servers write an object's keys in one order, mostly the document's. So the name after the last one found is
/// compared first, and then the others from there on: an optional field left out costs one comparison.
#[derive(Debug, Clone, Copy)]
pub struct Lookup {
    names: &'static [&'static str],
    expected: usize,
    keep_others: bool,
    is_ahead: bool,
}

impl Lookup {
    /// No names: every key is kept.
    pub const ANY: Self = Self::new(&[], 0, true);
    /// No names yet: every key is kept, and looked up later.
    pub(crate) const AHEAD: Self = Self {
        is_ahead: true,
        ..Self::ANY
    };

    /// Looks among `names`, from the index `expected` on. Other keys are kept if `keep_others`.
    pub const fn new(names: &'static [&'static str], expected: usize, keep_others: bool) -> Self {
        Self {
            names,
            expected,
            keep_others,
            is_ahead: false,
        }
    }

    /// Whether the key is looked up later.
    pub(crate) const fn is_ahead(self) -> bool {
        self.is_ahead
    }

    /// What `key` is.
    #[inline]
    pub fn find(self, key: &str) -> Key {
        match self.names.get(self.expected) {
            Some(name) if *name == key => Key::Field(self.expected),
            _ => self.find_elsewhere(key),
        }
    }

    fn find_elsewhere(self, key: &str) -> Key {
        let (before, after) = self
            .names
            .split_at_checked(self.expected)
            .unwrap_or((self.names, &[]));
        let same = |name: &&str| *name == key;
        let found = after
            .iter()
            .position(same)
            .map(|place| self.expected + place);
        match found.or_else(|| before.iter().position(same)) {
            Some(index) => Key::Field(index),
            None => Key::Other(self.keep_others.then(|| key.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Lookup};

    #[test]
    fn a_key_is_found_wherever_it_stands() {
        for expected in 0..5 {
            let lookup = Lookup::new(&["a", "b", "c"], expected, false);
            assert_eq!(lookup.find("a"), Key::Field(0));
            assert_eq!(lookup.find("c"), Key::Field(2));
            assert_eq!(lookup.find("d"), Key::Other(None));
        }
        assert_eq!(Lookup::ANY.find("d"), Key::Other(Some("d".to_owned())));
    }
}
