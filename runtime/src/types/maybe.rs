//! A property that may be left out, be null, or have a value.

use crate::json::field::receive;
use crate::json::{Fault, Field, Incoming, View};
use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Serialize, Serializer};

/// A property that is optional *and* nullable: absent, null and a value mean three things.
///
/// In a PATCH an absent property stays as it is and a null one is removed.
/// In a place that cannot be absent (a list, a map) `Absent` is written as null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Maybe<T> {
    /// The property is not there.
    #[default]
    Absent,
    /// The property is there, and null.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The same with the value borrowed.
    pub const fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// Whether the property is not there.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is there, and null.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value by itself, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(f(value)),
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is null: somebody who passes it means to say so. To say nothing, leave the property alone.
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

impl<T: Field> Field for Maybe<T> {
    fn blank() -> Self {
        Self::Absent
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        *self = receive::<Option<T>>(json)?.into();
        Ok(())
    }

    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::Null => View::Null,
            Self::Value(value) => value.view(),
        }
    }

    fn absent(&mut self, _key: &str) -> Result<(), Fault> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Maybe;

    #[test]
    fn none_means_null_and_default_means_absent() {
        assert_eq!(Maybe::<i32>::from(None), Maybe::Null);
        assert_eq!(Maybe::<i32>::default(), Maybe::Absent);
        assert_eq!(Maybe::from(7), Maybe::Value(7));
    }

    #[test]
    fn only_a_value_has_a_value() {
        assert_eq!(Maybe::Value(1).value(), Some(&1));
        assert_eq!(Maybe::<i32>::Null.into_value(), None);
        assert!(Maybe::<i32>::Absent.is_absent());
        assert_eq!(
            Maybe::Value("a").as_ref().map(|text| text.len()),
            Maybe::Value(1)
        );
    }
}
