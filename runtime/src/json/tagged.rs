//! Unions with a tag (OpenAPI's `discriminator`).

use super::fault::Fault;
use super::field::{Slot, receive_variant};
use super::incoming::{Entries, Incoming};
use super::tree::{ReadAhead, key_ahead};
use serde_json::Value;

/// The index of the variant for a tag: beyond the last, if there is none.
fn variant(values: &[&[&str]], tag: Option<&Value>) -> usize {
    tag.and_then(Value::as_str)
        .and_then(|tag| values.iter().position(|of| of.contains(&tag)))
        .unwrap_or(values.len())
}

/// Reads a union with a tag: the values of each variant, and after them comes the one for absent and unknown tags, if any.
/// What is no object has no tag to be absent: it is kept as it is.
pub(super) fn receive_tagged(
    union: &mut dyn Slot,
    key: &str,
    values: &[&[&str]],
    json: Incoming<'_>,
) -> Result<(), Fault> {
    let Incoming::Object(entries) = json else {
        return receive_variant(union, usize::MAX, json);
    };
    let mut ahead = Vec::new();
    let tag = read_to_tag(entries, key, &mut ahead)?.then(|| ahead.last().map(|(_, tag)| tag));
    let index = variant(values, tag.flatten());
    let mut entries = ReadAhead::new(ahead, entries);
    receive_variant(union, index, Incoming::Object(&mut entries))
}

/// Reads entries up to the one with the tag; false if there is none.
fn read_to_tag(
    entries: &mut dyn Entries,
    tag: &str,
    ahead: &mut Vec<(String, Value)>,
) -> Result<bool, Fault> {
    while let Some(key) = key_ahead(entries)? {
        let mut value = Value::Null;
        if let Err(fault) = entries.value(&mut value) {
            return Err(fault.at_key(&key));
        }
        let is_tag = key == tag;
        ahead.push((key, value));
        if is_tag {
            return Ok(true);
        }
    }
    Ok(false)
}

/// An enum whose variant is told by the value of one key, and which keeps what has another in `Unknown(Value)`.
///
/// Nothing after the tag is buffered. A value without the tag, or with an unknown one, goes to the `default` variant (one
/// of those listed, or one of its own) if there is one. The tag is written unless what is in the variant writes it itself.
/// A trailing `validate` gives a method of that name, which checks what the variants hold.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::object! {
///     /// A cat.
///     pub struct Cat { lives: required(u8) = "lives" }
/// }
/// rt::tagged_union! {
///     /// A pet.
///     pub enum Pet tag "petType" { Cat(Cat) = "cat" | "kitten" }
/// }
///
/// let pet: Pet = rt::from_slice(br#"{"petType": "kitten", "lives": 9}"#)?;
/// assert!(matches!(pet, Pet::Cat(Cat { lives: 9, .. })));
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! tagged_union {
    (
        $(#[$attribute:meta])*
        $vis:vis enum $name:ident tag $tag:literal $(default $default:ident $(($default_payload:ty))?)? { $(
            $(#[$variant_attribute:meta])*
            $variant:ident($payload:ty) = $first:literal $(| $value:literal)* $(from [$($source:ty),* $(,)?])?
        ),* $(,)? } $($validate:ident)?
    ) => {
        $(#[$attribute])*
        #[allow(missing_docs)]
        #[derive(Debug, PartialEq)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$variant_attribute])* $variant($payload),)*
            $($(
                /// Whatever has another tag, or none.
                $default($default_payload),
            )?)?
            /// A value with an unknown tag.
            Unknown($crate::Value),
        }

        impl $crate::__private::Clone for $name {
            fn clone(&self) -> Self {
                match self {
                    $(Self::$variant(value) => $crate::__private::copy(value, Self::$variant),)*
                    $($(Self::$default(value) => $crate::__private::copy::<$default_payload, Self>(value, Self::$default),)?)?
                    Self::Unknown(value) => $crate::__private::copy(value, Self::Unknown),
                }
            }
        }

        impl $crate::Field for $name {
            fn blank() -> Self {
                Self::Unknown($crate::Value::Null)
            }

            fn view(&self) -> $crate::View<'_> {
                match self {
                    $(Self::$variant(value) => $crate::View::Tagged(value, $tag, $first),)*
                    $($(Self::$default(value) => <$default_payload as $crate::Field>::view(value),)?)?
                    Self::Unknown(value) => $crate::View::Json(value),
                }
            }

            fn fields(ask: $crate::Ask<'_, Self>) {
                match ask {
                    $crate::Ask::Table(table) => {
                        table.variants = $crate::__private::Some($crate::__private::Variants::Tags($tag, &[$(&[$first $(, $value)*]),*]));
                    }
                    $crate::Ask::Variant(this, mut _index) => {
                        $(
                            if _index == 0 {
                                $crate::__private::put(this, Self::$variant);
                                return;
                            }
                            _index -= 1;
                        )*
                        $(
                            if _index == 0 {
                                $crate::__private::put(this, Self::$default);
                                return;
                            }
                        )?
                        *this = Self::Unknown($crate::Value::Null);
                    }
                    $crate::Ask::Slots(this, visit) => match this {
                        $(Self::$variant(value) => visit(&mut [$crate::__private::slot(value)]),)*
                        $($(Self::$default(value) => visit(&mut [$crate::__private::slot::<$default_payload>(value)]),)?)?
                        Self::Unknown(value) => visit(&mut [$crate::__private::slot(value)]),
                    },
                    $crate::Ask::IsUnknown(this, is_unknown) => {
                        *is_unknown = $crate::__private::matches!(this, Self::Unknown(_));
                    }
                    _ => {}
                }
            }
        }

        $crate::__serde!($name);
        $($($crate::__from!($name $variant [$($source),*]);)?)*
        $($crate::__validate!($name $validate);)?
    };
}

#[cfg(test)]
mod tests {
    use crate as rt;
    use rt::Value;
    use serde_json::json;

    rt::object! {
        pub(crate) struct Cat {
            lives: required(u8) = "lives",
        }
    }

    rt::object! {
        pub(crate) struct Dog {
            pet_type: required(String) = "petType",
            friends: required(Vec<Pet>) = "friends",
        }
    }

    rt::tagged_union! {
        pub(crate) enum Pet tag "petType" {
            Cat(Cat) = "cat",
            Dog(Box<Dog>) = "dog" | "hound",
        }
    }

    rt::tagged_union! {
        pub(crate) enum Lenient tag "petType" default Other(rt::Map<Value>) { Cat(Cat) = "cat" }
    }

    rt::tagged_union! {
        pub(crate) enum Outside tag "petType" default Cat { Cat(Cat) = "cat" }
    }

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
