//! Unions with a tag (OpenAPI's `discriminator`).

mod write;

use super::buffered::{ReadAhead, read_rest};
use super::locate::{Segment, at};
use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

pub use write::write_tagged;

/// A type made by [`tagged_union!`](crate::tagged_union!).
pub trait Tagged: Sized {
    /// The key whose value tells the variant.
    const TAG: &'static str;
    /// The values of each variant.
    const VALUES: &'static [&'static [&'static str]];
    /// Whether there is, after the variants of `VALUES`, one for absent and unknown tags.
    const HAS_DEFAULT: bool;

    /// Reads the variant of this index.
    fn read_variant<'de, D: Deserializer<'de>>(
        index: usize,
        deserializer: D,
    ) -> Result<Self, D::Error>;

    /// Keeps a value that has no known tag.
    fn unknown(value: Value) -> Self;
}

/// The variant for a tag, if any.
fn variant(values: &[&[&str]], has_default: bool, tag: Option<&Value>) -> Option<usize> {
    let known = tag
        .and_then(Value::as_str)
        .and_then(|tag| values.iter().position(|of| of.contains(&tag)));
    known.or_else(|| has_default.then_some(values.len()))
}

/// Reads a union with a tag.
pub fn read_tagged<'de, U: Tagged, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    deserializer.deserialize_any(TaggedVisitor(PhantomData))
}

struct TaggedVisitor<U>(PhantomData<U>);

impl<'de, U: Tagged> Visitor<'de> for TaggedVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<U, A::Error> {
        let mut ahead = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value: Value = match entries.next_value() {
                Ok(value) => value,
                Err(error) => return Err(at(error, Segment::Key(&key))),
            };
            let is_tag = key == U::TAG;
            let index = if is_tag {
                variant(U::VALUES, U::HAS_DEFAULT, Some(&value))
            } else {
                None
            };
            ahead.push((key, value));
            match index {
                Some(index) => return read_from(index, ahead, Some(entries)),
                None if is_tag => return read_rest(ahead, entries).map(U::unknown),
                None => {}
            }
        }
        match variant(U::VALUES, U::HAS_DEFAULT, None) {
            Some(index) => read_from::<U, A>(index, ahead, None),
            None => Ok(U::unknown(Value::Object(ahead.into_iter().collect()))),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<U, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(elements)).map(U::unknown)
    }

    fn visit_unit<E: Error>(self) -> Result<U, E> {
        Ok(U::unknown(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<U, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<U, E> {
        Ok(U::unknown(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<U, E> {
        Ok(U::unknown(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<U, E> {
        Ok(U::unknown(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<U, E> {
        Ok(U::unknown(value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<U, E> {
        Ok(U::unknown(value.into()))
    }
}

/// Reads a variant from what was read ahead and what is left.
fn read_from<'de, U: Tagged, A: MapAccess<'de>>(
    index: usize,
    ahead: Vec<(String, Value)>,
    rest: Option<A>,
) -> Result<U, A::Error> {
    U::read_variant(
        index,
        MapAccessDeserializer::new(ReadAhead::new(ahead, rest)),
    )
}

/// The JSON form of an enum whose variant is told by the value of one key, `Unknown(Value)` among its variants.
///
/// Nothing after the tag is buffered. A value without the tag, or with an unknown one, goes to the `default` variant if
/// there is one and is kept in `Unknown` otherwise. The tag is written unless what is in the variant writes it itself.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// #[derive(Debug, PartialEq)]
/// pub struct Cat { lives: u8 }
/// rt::object!(Cat { required lives: "lives" });
///
/// #[derive(Debug, PartialEq)]
/// pub enum Pet { Cat(Cat), Unknown(rt::Value) }
/// rt::tagged_union!(Pet tag "petType" { "cat" | "kitten" => Cat });
///
/// let pet: Pet = rt::from_slice(br#"{"petType": "kitten", "lives": 9}"#)?;
/// assert_eq!(pet, Pet::Cat(Cat { lives: 9 }));
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! tagged_union {
    ($name:ident tag $tag:literal {
        $($first:literal $(| $value:literal)* => $variant:ident),* $(, default => $default:ident)? $(,)?
    } $(, default => $last:ident)?) => {
        impl $crate::__private::Tagged for $name {
            const TAG: &'static str = $tag;
            const VALUES: &'static [&'static [&'static str]] = &[$(&[$first $(, $value)*]),*];
            const HAS_DEFAULT: bool = !<[&str]>::is_empty(&[
                $($crate::__private::stringify!($default),)? $($crate::__private::stringify!($last))?
            ]);

            fn read_variant<'de, D: $crate::__private::Deserializer<'de>>(
                index: usize,
                deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::__private::read_nth(
                    &[
                        $(|deserializer| $crate::__private::read(deserializer).map(Self::$variant),)*
                        $(|deserializer| $crate::__private::read(deserializer).map(Self::$default),)?
                        $(|deserializer| $crate::__private::read(deserializer).map(Self::$last))?
                    ],
                    index,
                    deserializer,
                )
            }

            fn unknown(value: $crate::Value) -> Self {
                Self::Unknown(value)
            }
        }

        impl $crate::__private::Serialize for $name {
            #[allow(unreachable_patterns)] // the default variant may have been listed with a tag of its own
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::__private::write_tagged(value, $tag, $first, serializer),)*
                    Self::Unknown(value) => $crate::__private::Serialize::serialize(value, serializer),
                    $(Self::$default(value) => $crate::__private::Serialize::serialize(value, serializer),)?
                    $(Self::$last(value) => $crate::__private::Serialize::serialize(value, serializer),)?
                }
            }
        }

        $crate::__read_by!($name, $crate::__private::read_tagged);
    };
}

#[cfg(test)]
mod tests {
    use crate as rt;
    use rt::Value;
    use serde_json::json;

    #[derive(Debug, Clone, PartialEq)]
    struct Cat {
        lives: u8,
    }
    rt::object!(Cat { required lives: "lives" });

    #[derive(Debug, Clone, PartialEq)]
    struct Dog {
        pet_type: String,
        friends: Vec<Pet>,
    }
    rt::object!(Dog { required pet_type: "petType", required friends: "friends" });

    #[derive(Debug, Clone, PartialEq)]
    enum Pet {
        Cat(Cat),
        Dog(Box<Dog>),
        Unknown(Value),
    }
    rt::tagged_union!(Pet tag "petType" { "cat" => Cat, "dog" | "hound" => Dog });

    #[derive(Debug, Clone, PartialEq)]
    enum Lenient {
        Cat(Cat),
        Other(rt::Map<Value>),
        Unknown(Value),
    }
    rt::tagged_union!(Lenient tag "petType" { "cat" => Cat, default => Other });

    #[derive(Debug, Clone, PartialEq)]
    enum Outside {
        Cat(Cat),
        Unknown(Value),
    }
    rt::tagged_union!(Outside tag "petType" { "cat" => Cat }, default => Cat);

    fn pet(text: &str) -> Pet {
        rt::from_slice(text.as_bytes()).unwrap()
    }

    #[test]
    fn the_tag_may_stand_anywhere() {
        assert_eq!(
            pet(r#"{"petType":"cat","lives":9}"#),
            Pet::Cat(Cat { lives: 9 })
        );
        assert_eq!(
            pet(r#"{"lives":9.0,"petType":"cat"}"#),
            Pet::Cat(Cat { lives: 9 })
        );
        let dog = pet(r#"{"friends":[{"lives":1,"petType":"cat"}],"petType":"hound"}"#);
        assert_eq!(
            dog,
            Pet::Dog(Box::new(Dog {
                pet_type: "hound".into(),
                friends: vec![Pet::Cat(Cat { lives: 1 })]
            }))
        );
    }

    #[test]
    fn what_is_not_known_is_kept_whole() {
        let fish = json!({"a": [1], "petType": "fish", "b": {"c": null}});
        assert_eq!(pet(&fish.to_string()), Pet::Unknown(fish.clone()));
        assert_eq!(
            serde_json::to_value(Pet::Unknown(fish.clone())).unwrap(),
            fish
        );
        assert_eq!(pet(r#"{"a":1}"#), Pet::Unknown(json!({"a": 1})));
        assert_eq!(pet("7"), Pet::Unknown(json!(7)));
    }

    #[test]
    fn a_default_takes_absent_and_unknown_tags() {
        let other: Lenient = rt::from_slice(br#"{"petType":"fish"}"#).unwrap();
        assert_eq!(
            other,
            Lenient::Other(rt::Map::from([("petType".to_owned(), json!("fish"))]))
        );
        assert_eq!(
            rt::from_slice::<Outside>(br#"{"lives":3}"#).unwrap(),
            Outside::Cat(Cat { lives: 3 })
        );
        assert_eq!(
            serde_json::to_string(&other).unwrap(),
            r#"{"petType":"fish"}"#
        );
    }

    #[test]
    fn the_tag_is_written_once() {
        assert_eq!(
            serde_json::to_string(&Pet::Cat(Cat { lives: 9 })).unwrap(),
            r#"{"lives":9,"petType":"cat"}"#
        );
        let dog = Pet::Dog(Box::new(Dog {
            pet_type: "hound".into(),
            friends: vec![],
        }));
        assert_eq!(
            serde_json::to_string(&dog).unwrap(),
            r#"{"petType":"hound","friends":[]}"#
        );
    }

    #[test]
    fn a_fault_tells_its_path_before_and_after_the_tag() {
        for text in [
            r#"{"petType":"cat","lives":"x"}"#,
            r#"{"lives":"x","petType":"cat"}"#,
        ] {
            let error = rt::from_slice::<Vec<Pet>>(format!("[{text}]").as_bytes()).unwrap_err();
            assert_eq!(error.path(), "$[0].lives", "{text}");
        }
    }
}
