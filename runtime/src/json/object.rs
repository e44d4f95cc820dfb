//! Objects: [`object!`](crate::object!), and the one loop that reads them all.
//!
//! Per type there is a list of names and a row of slots, and nothing else; the loop over the keys is
//! compiled once per format, not once per type, and reaches the slots through `dyn Slot`. On 600 structs of 10
//! fields that took 0.14 of derive's time to check and 0.34 to build optimised (a loop per type: 0.25 and 0.71),
//! and decodes as fast as derive does.

use super::keys::{Key, KeySeed};
use super::locate::{Segment, at};
use super::slots::Slot;
use crate::types::Maybe;
use serde_core::Serialize;
use serde_core::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_core::ser::{SerializeMap, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A type whose JSON form is an object, described by [`object!`](crate::object!).
pub trait Object: Sized {
    /// Reads the entries of a map.
    ///
    /// # Errors
    /// A required entry is missing, or an entry does not fit its type.
    fn read_entries<'de, A: MapAccess<'de>>(entries: A) -> Result<Self, A::Error>;

    /// Writes the entries into a map.
    fn write_entries<M: SerializeMap>(&self, writer: &mut Writer<'_, M>);
}

/// Reads an object.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<T, A::Error> {
        T::read_entries(entries)
    }
}

/// Reads all entries of a map into the slots of their names. A slot beyond the names takes all other keys.
pub fn fill<'de, A: MapAccess<'de>>(
    mut map: A,
    names: &'static [&'static str],
    slots: &mut [&mut dyn Slot<'de, A>],
) -> Result<(), A::Error> {
    let keep_others = slots.len() > names.len();
    let mut expected = 0;
    while let Some(key) = map.next_key_seed(KeySeed {
        names,
        expected,
        keep_others,
    })? {
        match key {
            Key::Field(index) => {
                expected = index + 1;
                if let Some(slot) = slots.get_mut(index)
                    && let Err(error) = slot.read(&mut map)
                {
                    return Err(at(
                        error,
                        Segment::Key(names.get(index).copied().unwrap_or_default()),
                    ));
                }
            }
            Key::Other(key) => match (key, slots.last_mut()) {
                (Some(key), Some(slot)) => slot.read_extra(key, &mut map)?,
                _ => map.next_value::<IgnoredAny>().map(drop)?,
            },
        }
    }
    Ok(())
}

/// Writes the entries of an object; after the first error it writes no more.
///
/// Its methods are named by the words of [`object!`](crate::object!). They give nothing back, because a `?` per field
/// is what costs time to compile.
pub struct Writer<'a, M: SerializeMap> {
    map: &'a mut M,
    result: Result<(), M::Error>,
}

impl<M: SerializeMap> Writer<'_, M> {
    /// Writes an entry.
    #[inline]
    fn entry<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        if self.result.is_ok() {
            self.result = self.map.serialize_entry(key, value);
        }
    }

    /// Writes a `required` field.
    #[inline]
    pub fn required<T: Serialize + ?Sized>(&mut self, field: &T, key: &'static str) {
        self.entry(key, field);
    }

    /// Writes an `optional` field, if there is something in it.
    #[inline]
    pub fn optional<T: Serialize>(&mut self, field: &Option<T>, key: &'static str) {
        if let Some(field) = field {
            self.entry(key, field);
        }
    }

    /// Writes a `nullable` field, null or not.
    #[inline]
    pub fn nullable<T: Serialize>(&mut self, field: &Option<T>, key: &'static str) {
        self.entry(key, field);
    }

    /// Writes a `maybe` field unless it is absent.
    #[inline]
    pub fn maybe<T: Serialize>(&mut self, field: &Maybe<T>, key: &'static str) {
        if !field.is_absent() {
            self.entry(key, field);
        }
    }

    /// Writes the entries of the `extra` field.
    pub fn extra<T: Serialize>(&mut self, field: &BTreeMap<String, T>) {
        for (key, value) in field {
            self.entry(key, value);
        }
    }
}

/// Writes an object.
pub fn write_object<T: Object, S: Serializer>(
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut writer = Writer {
        map: &mut map,
        result: Ok(()),
    };
    object.write_entries(&mut writer);
    writer.result?;
    map.end()
}

/// The JSON form of a struct: how each field is called and when it is there.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// #[derive(Debug, PartialEq)]
/// struct User {
///     id: String,
///     email: Option<String>,
///     last_seen: Option<i64>,
///     nick: rt::Maybe<String>,
///     others: rt::Map<i64>,
/// }
///
/// rt::object!(User {
///     required id: "id",                 // absent is an error
///     optional email: "email",           // absent or null reads None; None is not written
///     nullable last_seen: "lastSeen",    // absent or null reads None; None is written as null
///     maybe nick: "nick",                // absent and null are told apart
///     extra others,                      // every other key; without it other keys are skipped
/// });
///
/// let user: User = rt::from_slice(br#"{"id": "u1", "nick": null, "logins": 3}"#)?;
/// assert_eq!(user.nick, rt::Maybe::Null);
/// assert_eq!(user.others["logins"], 3);
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! object {
    ($object:ident { $($kind:ident $field:ident $(: $name:literal)?),* $(,)? }) => {
        impl $crate::Object for $object {
            fn read_entries<'de, A: $crate::__private::MapAccess<'de>>(
                entries: A,
            ) -> $crate::__private::Result<Self, A::Error> {
                $(let mut $field = $crate::__private::$kind();)*
                $crate::__private::fill(entries, &[$($($name,)?)*], &mut [$(&mut $field),*])?;
                $crate::__private::Ok(Self { $($field: $field.take($($name)?)?),* })
            }

            fn write_entries<M: $crate::__private::SerializeMap>(&self, _writer: &mut $crate::__private::Writer<'_, M>) {
                $(_writer.$kind(&self.$field $(, $name)?);)*
            }
        }
        $crate::__serde!($object, $crate::__private::read_object, $crate::__private::write_object);
    };
}

/// serde's traits and [`Field`](crate::Field) for a type, by way of the two functions named.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($type:ident, $read:expr, $write:expr) => {
        impl $crate::Field for $type {}

        impl<'de> $crate::__private::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $read(deserializer)
            }
        }

        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                $write(self, serializer)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate as rt;
    use crate::{Map, Maybe};

    #[derive(Debug, Clone, PartialEq, Default)]
    struct Node {
        id: i64,
        name: Option<String>,
        last: Option<i64>,
        nick: Maybe<String>,
        next: Option<Box<Node>>,
        children: Vec<Node>,
        rest: Map<Vec<u8>>,
    }

    rt::object!(Node {
        required id: "id",
        optional name: "name",
        nullable last: "lastSeen",
        maybe nick: "nick",
        optional next: "next",
        required children: "children",
        extra rest,
    });

    #[derive(Debug, Clone, PartialEq)]
    struct Empty {}

    rt::object!(Empty {});

    fn read(text: &str) -> Result<Node, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn keys_come_in_any_order_and_the_last_of_two_wins() {
        let node = read(r#"{"children":[],"id":1,"x":[1],"nick":null,"id":2,"x":[2]}"#).unwrap();
        let rest = Map::from([("x".to_owned(), vec![2])]);
        assert_eq!(
            node,
            Node {
                id: 2,
                nick: Maybe::Null,
                rest,
                ..Node::default()
            }
        );
    }

    #[test]
    fn what_is_absent_is_not_written_and_null_is() {
        let node = Node {
            nick: Maybe::Null,
            ..Node::default()
        };
        assert_eq!(
            serde_json::to_string(&node).unwrap(),
            r#"{"id":0,"lastSeen":null,"nick":null,"children":[]}"#
        );
    }

    #[test]
    fn a_tree_goes_there_and_back() {
        let text = r#"{"id":1,"name":"a","lastSeen":3,"nick":"b","next":{"id":2,"lastSeen":null,"children":[]},"children":[{"id":3,"lastSeen":null,"children":[]}],"other":[7]}"#;
        assert_eq!(serde_json::to_string(&read(text).unwrap()).unwrap(), text);
    }

    #[test]
    fn a_fault_tells_its_path() {
        let error = read(r#"{"id":1,"children":[{"id":"x","children":[]}]}"#).unwrap_err();
        assert!(
            error.starts_with(
                "$.children[0].id: invalid type: string \"x\", expected an integer (i64)"
            ),
            "{error}"
        );
        let error = read(r#"{"id":1,"children":[{"id":2}]}"#).unwrap_err();
        assert!(
            error.starts_with("$.children[0]: missing field `children`"),
            "{error}"
        );
        let error = read(r#"{"id":1,"children":[],"extra":[1,"x"]}"#).unwrap_err();
        assert!(error.starts_with("$.extra[1]: invalid type"), "{error}");
    }

    #[test]
    fn an_object_without_fields_skips_everything() {
        assert_eq!(
            serde_json::from_str::<Empty>(r#"{"a":[{"b":1}]}"#).unwrap(),
            Empty {}
        );
        assert_eq!(serde_json::to_string(&Empty {}).unwrap(), "{}");
        assert!(serde_json::from_str::<Empty>("[]").is_err());
    }

    #[test]
    fn other_formats_of_serde_work_too() {
        let node = Node {
            id: 4,
            ..Node::default()
        };
        let value = serde_json::to_value(&node).unwrap();
        assert_eq!(serde_json::from_value::<Node>(value).unwrap(), node);
    }
}
