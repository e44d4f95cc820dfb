//! Arrays whose elements are all different.

use crate::json::deserialize::read;
use crate::json::field::receive;
use crate::json::serialize::write;
use crate::json::{Fault, Field, Incoming, List, View};
use indexmap::IndexSet;
use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Serialize, Serializer};
use std::fmt;
use std::hash::Hash;
use std::ops::{Deref, DerefMut};

/// A JSON array whose elements are all different (`uniqueItems`); one that comes again is dropped. Its order is kept, and
/// matters not when two are compared.
#[derive(Clone)]
pub struct Set<T>(IndexSet<T>);

impl<T> Set<T> {
    /// The set itself.
    pub fn into_inner(self) -> IndexSet<T> {
        self.0
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self(IndexSet::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: Eq + Hash> PartialEq for Set<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Eq + Hash> Eq for Set<T> {}

impl<T> Deref for Set<T> {
    type Target = IndexSet<T>;

    fn deref(&self) -> &IndexSet<T> {
        &self.0
    }
}

impl<T> DerefMut for Set<T> {
    fn deref_mut(&mut self) -> &mut IndexSet<T> {
        &mut self.0
    }
}

impl<T> From<IndexSet<T>> for Set<T> {
    fn from(set: IndexSet<T>) -> Self {
        Self(set)
    }
}

impl<T: Eq + Hash> From<Vec<T>> for Set<T> {
    fn from(list: Vec<T>) -> Self {
        list.into_iter().collect()
    }
}

impl<T: Eq + Hash, const N: usize> From<[T; N]> for Set<T> {
    fn from(array: [T; N]) -> Self {
        array.into_iter().collect()
    }
}

impl<T: Eq + Hash> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self(elements.into_iter().collect())
    }
}

impl<T: Eq + Hash> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        self.0.extend(elements);
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = indexmap::set::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Set<T> {
    type Item = &'a T;
    type IntoIter = indexmap::set::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Field + Eq + Hash> Field for Set<T> {
    fn blank() -> Self {
        Self::default()
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        *self = receive::<Vec<T>>(json)?.into();
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl<T: Field + Eq + Hash> List for Set<T> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> Option<View<'_>> {
        self.0.get_index(index).map(T::view)
    }
}

impl<T: Field + Eq + Hash> Serialize for Set<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self, serializer)
    }
}

impl<'de, T: Field + Eq + Hash> Deserialize<'de> for Set<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::Set;

    #[test]
    fn a_set_keeps_its_order_and_drops_what_comes_again() {
        let set: Set<i64> = serde_json::from_str("[3, 1, 3.0, 2]").unwrap();
        assert_eq!(set.iter().copied().collect::<Vec<_>>(), [3, 1, 2]);
        assert_eq!(serde_json::to_string(&set).unwrap(), "[3,1,2]");
    }

    #[test]
    fn lists_and_arrays_become_sets_and_order_matters_not() {
        assert_eq!(Set::from(vec![1, 2, 1]), Set::from([2, 1]));
        assert_eq!(Set::from([1]).into_iter().collect::<Vec<_>>(), [1]);
    }
}
