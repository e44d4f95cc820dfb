//! A value that is not shown.

use crate::json::{Fault, Field, Incoming, View};
use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Serialize, Serializer};
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A value of any type that `Debug` does not show. Everything else about it is as if it stood alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Redacted<T>(pub T);

impl<T> Redacted<T> {
    /// The value itself.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Redacted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<T> Deref for Redacted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Redacted<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Redacted<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Serialize> Serialize for Redacted<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Redacted<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

impl<T: Field> Field for Redacted<T> {
    fn blank() -> Self {
        Self(T::blank())
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        self.0.receive(json).map_err(Fault::without_value)
    }

    fn view(&self) -> View<'_> {
        View::Secret(&self.0)
    }

    fn absent(&mut self, key: &str) -> Result<(), Fault> {
        self.0.absent(key)
    }
}

#[cfg(test)]
mod tests {
    use super::Redacted;

    #[test]
    fn debug_does_not_show_the_value() {
        let secret = Redacted(vec!["hunter2"]);
        assert_eq!(format!("{secret:?}"), "[redacted]");
        assert_eq!(secret.len(), 1);
    }
}
