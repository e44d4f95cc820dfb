//! Unions without a tag: the variants are told apart by kind, by keys and by constants.

use super::buffered::Buffered;
use super::field::Field;
use super::kind::{Kinds, same};
use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// What tells a variant of a union from the others.
#[derive(Debug)]
pub struct Variant {
    /// The kinds of values that it takes.
    pub kinds: Kinds,
    /// The keys that an object must have.
    pub requires: &'static [&'static str],
    /// The keys that must have a certain value, written as JSON.
    pub constants: &'static [(&'static str, &'static str)],
}

impl Variant {
    fn fits(&self, value: &Value) -> bool {
        if !self.kinds.take(Kinds::of(value)) {
            return false;
        }
        let Value::Object(object) = value else {
            return true;
        };
        let is = |literal: &str, found: &Value| {
            serde_json::from_str(literal).is_ok_and(|literal| same(&literal, found))
        };
        self.requires.iter().all(|key| object.contains_key(*key))
            && self
                .constants
                .iter()
                .all(|(key, literal)| object.get(*key).is_some_and(|found| is(literal, found)))
    }
}

/// A type made by [`union!`](crate::union!).
pub trait Union: Sized {
    /// What tells the variants apart, in the order to try them.
    const VARIANTS: &'static [Variant];

    /// Reads the variant of this index.
    fn read_variant<'de, D: Deserializer<'de>>(
        index: usize,
        deserializer: D,
    ) -> Result<Self, D::Error>;

    /// Keeps a value that fits none.
    fn unknown(value: Value) -> Self;
}

/// The index of the only variant that takes values of this kind.
fn only(variants: &[Variant], kind: Kinds) -> Option<usize> {
    let mut taking = variants
        .iter()
        .enumerate()
        .filter(|(_, variant)| variant.kinds.take(kind));
    match (taking.next(), taking.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}

/// Tries the variants that fit; none is `Unknown`.
fn choose<U: Union, E: Error>(value: Value) -> U {
    for (index, _) in U::VARIANTS
        .iter()
        .enumerate()
        .filter(|(_, variant)| variant.fits(&value))
    {
        if let Ok(read) = U::read_variant(index, Buffered::<E>::new(&value)) {
            return read;
        }
    }
    U::unknown(value)
}

/// Reads a union.
pub fn read_union<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    deserializer.deserialize_any(UnionVisitor(PhantomData))
}

struct UnionVisitor<U>(PhantomData<U>);

impl<'de, U: Union> Visitor<'de> for UnionVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<U, E> {
        Ok(choose::<U, E>(Value::Null))
    }

    fn visit_none<E: Error>(self) -> Result<U, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<U, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<U, E> {
        Ok(choose::<U, E>(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<U, E> {
        Ok(choose::<U, E>(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<U, E> {
        Ok(choose::<U, E>(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<U, E> {
        Ok(choose::<U, E>(value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<U, E> {
        Ok(choose::<U, E>(value.into()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<U, E> {
        Ok(choose::<U, E>(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<U, A::Error> {
        let elements = SeqAccessDeserializer::new(elements);
        match only(U::VARIANTS, Kinds::array) {
            Some(index) => U::read_variant(index, elements),
            None => Value::deserialize(elements).map(choose::<U, A::Error>),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<U, A::Error> {
        let entries = MapAccessDeserializer::new(entries);
        match only(U::VARIANTS, Kinds::object) {
            Some(index) => U::read_variant(index, entries),
            None => Value::deserialize(entries).map(choose::<U, A::Error>),
        }
    }
}

/// The JSON form of an enum whose variants are told apart by what they are, `Unknown(Value)` among them.
///
/// The variants are tried in the order given. Kinds are `null`, `boolean`, `integer`, `number`, `string`, `array`,
/// `object` and `any`, several with `|`. An object variant may name keys that must be there and keys that must have a value.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// #[derive(Debug, PartialEq)]
/// pub enum Metadata { Text(String), Flag(bool), Count(i64), Unknown(rt::Value) }
/// rt::union!(Metadata { Text: string, Flag: boolean, Count: integer });
///
/// assert_eq!(rt::from_slice::<Vec<Metadata>>(br#"["a", true]"#)?, [Metadata::Text("a".into()), Metadata::Flag(true)]);
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! union {
    ($name:ident { $(
        $variant:ident: $first:ident $(| $kind:ident)*
        $(requires [$($key:literal),* $(,)?])?
        $(constants [$($constant:literal = $value:literal),* $(,)?])?
    ),* $(,)? }) => {
        impl $crate::__private::Union for $name {
            const VARIANTS: &'static [$crate::__private::Variant] = &[$($crate::__private::Variant {
                kinds: $crate::__private::Kinds::$first$(.or($crate::__private::Kinds::$kind))*,
                requires: &[$($($key),*)?],
                constants: &[$($(($constant, $crate::__private::stringify!($value))),*)?],
            }),*];

            fn read_variant<'de, D: $crate::__private::Deserializer<'de>>(
                index: usize,
                deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::__private::read_nth(
                    &[$(|deserializer| $crate::__private::read(deserializer).map(Self::$variant)),*],
                    index,
                    deserializer,
                )
            }

            fn unknown(value: $crate::Value) -> Self {
                Self::Unknown(value)
            }
        }

        $crate::__write_variants!($name { $($variant)* });
        $crate::__read_by!($name, $crate::__private::read_union);
    };
}

/// Reads a value of whatever type is asked for.
pub fn read<'de, T: Field, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// A function that reads one of a union's variants.
type ReadVariant<U, D, E> = fn(D) -> Result<U, E>;

/// Reads by the function at `index`.
pub fn read_nth<'de, U, D: Deserializer<'de>>(
    readers: &[ReadVariant<U, D, D::Error>],
    index: usize,
    deserializer: D,
) -> Result<U, D::Error> {
    match readers.get(index) {
        Some(reader) => reader(deserializer),
        None => Err(D::Error::custom("no such variant")),
    }
}

/// `Deserialize` and [`Field`] by way of the function named.
#[doc(hidden)]
#[macro_export]
macro_rules! __read_by {
    ($type:ident, $read:path) => {
        impl $crate::Field for $type {}

        impl<'de> $crate::__private::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $read(deserializer)
            }
        }
    };
}

/// `Serialize` for an enum whose variants are written as what is in them.
#[doc(hidden)]
#[macro_export]
macro_rules! __write_variants {
    ($type:ident { $($variant:ident)* }) => {
        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::__private::Serialize::serialize(value, serializer),)*
                    Self::Unknown(value) => $crate::__private::Serialize::serialize(value, serializer),
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate as rt;
    use rt::{DateTime, Map, Value};

    #[derive(Debug, Clone, PartialEq)]
    enum Scalar {
        Time(DateTime),
        Text(String),
        Flag(bool),
        Count(i64),
        Ratio(f64),
        List(Vec<Scalar>),
        Table(Map<Scalar>),
        Unknown(Value),
    }
    rt::union!(Scalar {
        Time: string,
        Text: string,
        Flag: boolean,
        Count: integer,
        Ratio: number,
        List: array,
        Table: object,
    });

    #[derive(Debug, Clone, PartialEq)]
    struct Dog {
        kind: String,
        bark: u8,
    }
    rt::object!(Dog { required kind: "kind", required bark: "bark" });

    #[derive(Debug, Clone, PartialEq)]
    struct Cat {
        kind: Option<String>,
    }
    rt::object!(Cat { optional kind: "kind" });

    #[derive(Debug, Clone, PartialEq)]
    enum Pet {
        Dog(Dog),
        Cat(Box<Cat>),
        Names(Vec<String>),
        Unknown(Value),
    }
    rt::union!(Pet {
        Dog: object requires ["bark"] constants ["kind" = "dog"],
        Cat: object,
        Names: array | null,
    });

    #[test]
    fn scalars_go_to_the_first_variant_that_reads_them() {
        let text = r#"["2026-01-02T03:04:05Z","x",true,3,4.0,2.5,null,[1],{"a":[false]}]"#;
        let Scalar::List(list) = rt::from_slice(text.as_bytes()).unwrap() else {
            panic!("a list")
        };
        let names: Vec<String> = list
            .iter()
            .map(|scalar| {
                format!("{scalar:?}")
                    .split('(')
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect();
        assert_eq!(
            names.join(" "),
            "Time Text Flag Count Count Ratio Unknown List Table"
        );
        assert_eq!(
            serde_json::to_string(&list).unwrap(),
            text.replace("4.0", "4")
        );
    }

    #[test]
    fn objects_are_told_apart_by_keys_and_constants() {
        let read = |text: &str| rt::from_slice::<Pet>(text.as_bytes()).unwrap();
        assert_eq!(
            read(r#"{"bark":1,"kind":"dog"}"#),
            Pet::Dog(Dog {
                kind: "dog".into(),
                bark: 1
            })
        );
        assert_eq!(
            read(r#"{"bark":1,"kind":"cat"}"#),
            Pet::Cat(Box::new(Cat {
                kind: Some("cat".into())
            }))
        );
        // The dog's bark does not fit, so the next variant that takes the object gets it.
        assert_eq!(
            read(r#"{"bark":"loud","kind":"dog"}"#),
            Pet::Cat(Box::new(Cat {
                kind: Some("dog".into())
            }))
        );
        assert_eq!(
            read(r#"{"kind":7}"#),
            Pet::Unknown(serde_json::json!({"kind": 7}))
        );
        assert_eq!(read("7"), Pet::Unknown(7.into()));
    }

    #[test]
    fn the_only_variant_for_a_kind_tells_its_fault() {
        let error = rt::from_slice::<Pet>(br#"["a", 7]"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "$[1]: expected a string, found integer `7`"
        );
    }
}
