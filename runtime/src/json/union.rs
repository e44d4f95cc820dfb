//! Unions without a tag: the variants are told apart by kind, by keys and by constants.

use super::again::Again;
use super::choices::Choice;
use super::fault::Fault;
use super::field::{Slot, receive_variant};
use super::incoming::Incoming;
use super::kind::{Kinds, same};
use super::weight::Weight;
use serde_json::Value;
use std::any::TypeId;

/// What tells a variant of a union from the others.
#[derive(Debug)]
pub struct Variant {
    /// The kinds of values that it takes.
    pub kinds: Kinds,
    /// The keys that an object must have.
    pub requires: &'static [&'static str],
    /// The keys that must have one of certain values if they are there, written as JSON.
    pub constants: &'static [(&'static str, &'static [&'static str])],
}

impl Variant {
    fn fits(&self, kind: Kinds, value: &Again<'_>) -> bool {
        let is_right = |(key, literals): &(&str, &[&str])| {
            let found = value.get(key);
            found.is_none_or(|found| literals.iter().any(|literal| is(literal, &found)))
        };
        self.kinds.take(kind)
            && (kind != Kinds::object
                || self.requires.iter().all(|key| value.has(key))
                    && self.constants.iter().all(is_right))
    }
}

/// Whether a value is what is written as JSON in `literal`: mostly a text without escapes, which need not be read.
fn is(literal: &str, found: &Value) -> bool {
    let inside = literal
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    match (inside, found) {
        (Some(inside), Value::String(text)) if !inside.contains('\\') => inside == text,
        _ => serde_json::from_str(literal).is_ok_and(|literal| same(&literal, found)),
    }
}

/// Reads a value into the variant that it goes to: a list or an object straight into the only one that takes any.
pub(super) fn receive_union(
    union: &mut dyn Slot,
    of: TypeId,
    variants: &[Variant],
    mut json: Incoming<'_>,
) -> Result<(), Fault> {
    let kind = Kinds::of(&json);
    if matches!(json, Incoming::List(_) | Incoming::Object(_))
        && let Some(index) = only(variants, kind)
    {
        return receive_variant(union, index, json);
    }
    let mut tree = Value::Null;
    let mut value = Again::of(&mut json, &mut tree)?;
    let choice = match value.choice(of) {
        None => {
            let choice = best(union, variants, kind, &value)?;
            value.choose(of, choice);
            choice
        }
        Some(choice) => {
            if let Some((index, _)) = choice {
                value.give(|json| receive_variant(union, index, json)).0?;
            }
            choice
        }
    };
    match choice {
        Some((_, unnamed)) => value.count(unnamed),
        None => {
            value.count(Weight::OUTERMOST.of_one());
            value
                .give(|json| receive_variant(union, variants.len(), json))
                .0?;
        }
    }
    Ok(())
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

/// Reads into, of the variants that fit, the first that names most of the keys in the value, those of the value itself above
/// those within. An enum that does not know the value comes after what does.
fn best(
    union: &mut dyn Slot,
    variants: &[Variant],
    kind: Kinds,
    value: &Again<'_>,
) -> Result<Choice, Fault> {
    let mut best: Choice = None;
    let mut last = None;
    for (index, variant) in variants.iter().enumerate() {
        if !variant.fits(kind, value) {
            continue;
        }
        last = Some(index);
        let (read, unnamed) = value.give(|json| receive_variant(union, index, json));
        if read.is_err() {
            continue;
        }
        let of_unknown = usize::from(union.is_unknown()) * Weight::OUTERMOST.of_one();
        let unnamed = unnamed.saturating_add(of_unknown);
        if best.is_none_or(|(_, least)| unnamed < least) {
            best = Some((index, unnamed));
        }
        if unnamed == 0 {
            break;
        }
    }
    if let Some((index, _)) = best
        && last != Some(index)
    {
        value.give(|json| receive_variant(union, index, json)).0?;
    }
    Ok(best)
}

/// An enum whose variants are told apart by what they are, and which keeps what is none of them in `Unknown(Value)`.
///
/// Of the variants that a value fits, the first that names most of its keys is taken. Kinds are `null`, `boolean`, `integer`, `number`, `string`, `array`,
/// `object` and `any`, several with `|`. An object variant may name keys that must be there (`requires`) and keys that have a
/// certain value, or one of several with `|`, if they are there (`constants`). `from [T, …]` gives `From<T>` for what converts into the variant's payload.
/// After a payload's type there may be [constraints](crate::Constraint) in brackets; a trailing `validate` gives a method of that
/// name, which checks what the variants hold.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::union! {
///     /// What one may note down.
///     pub enum Metadata { Text(String): string, Flag(bool): boolean, Count(i64): integer }
/// }
///
/// assert_eq!(rt::from_slice::<Vec<Metadata>>(br#"["a", true]"#)?, [Metadata::Text("a".into()), Metadata::Flag(true)]);
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! union {
    (
        $(#[$attribute:meta])*
        $vis:vis enum $name:ident { $(
            $(#[$variant_attribute:meta])*
            $variant:ident($payload:ty $([$($constraint:expr),* $(,)?])?): $first:ident $(| $kind:ident)*
            $(requires [$($key:literal),* $(,)?])?
            $(constants [$($constant:literal = $value:literal $(| $other_value:literal)*),* $(,)?])?
            $(from [$($source:ty),* $(,)?])?
        ),* $(,)? } $($validate:ident)?
    ) => {
        $(#[$attribute])*
        #[allow(missing_docs)]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$variant_attribute])* $variant($payload),)*
            /// A value that fits no other variant.
            Unknown($crate::Value),
        }

        impl $crate::Field for $name {
            fn blank() -> Self {
                Self::Unknown($crate::Value::Null)
            }

            fn view(&self) -> $crate::View<'_> {
                match self {
                    $(Self::$variant(value) => $crate::__constrained!(value, $([$($constraint),*])?),)*
                    Self::Unknown(value) => $crate::View::Json(value),
                }
            }

            fn fields(ask: $crate::Ask<'_, Self>) {
                match ask {
                    $crate::Ask::Table(table) => {
                        table.variants = $crate::__private::Some($crate::__private::Variants::shapes::<Self>(const { &[$($crate::__private::Variant {
                            kinds: $crate::__private::Kinds::$first$(.or($crate::__private::Kinds::$kind))*,
                            requires: &[$($($key),*)?],
                            constants: &[$($((
                                $constant,
                                &[$crate::__private::stringify!($value) $(, $crate::__private::stringify!($other_value))*],
                            )),*)?],
                        }),*] }));
                    }
                    $crate::Ask::Variant(this, mut _index) => {
                        $(
                            if _index == 0 {
                                *this = Self::$variant($crate::Field::blank());
                                return;
                            }
                            _index -= 1;
                        )*
                        *this = Self::Unknown($crate::Value::Null);
                    }
                    $crate::Ask::Slots(this, visit) => match this {
                        $(Self::$variant(value) => visit(&mut [$crate::__private::slot(value)]),)*
                        Self::Unknown(value) => visit(&mut [$crate::__private::slot(value)]),
                    },
                    $crate::Ask::IsUnknown(this, is_unknown) => {
                        *is_unknown = match this {
                            $(Self::$variant(value) => $crate::Field::is_unknown(value),)*
                            Self::Unknown(_) => true,
                        };
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

/// `From` for what converts into the payload of a variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __from {
    ($name:ident $variant:ident [$($source:ty),*]) => { $(
        impl $crate::__private::From<$source> for $name {
            fn from(value: $source) -> Self {
                Self::$variant($crate::__private::Into::into(value))
            }
        }
    )* };
}

/// The method `validate`.
#[doc(hidden)]
#[macro_export]
macro_rules! __validate {
    ($name:ident $validate:ident) => {
        impl $name {
            /// Whether all values are as the document demands.
            ///
            /// # Errors
            /// All that are not, each with its place.
            pub fn $validate(&self) -> $crate::__private::Result<(), $crate::ValidationError> {
                $crate::check(self)
            }
        }
    };
}

#[cfg(test)]
#[allow(dead_code)] // setters
mod tests {
    use crate as rt;
    use rt::{DateTime, Map};

    rt::union! {
        pub(crate) enum Scalar {
            Time(DateTime): string,
            Text(String): string from [String, &str],
            Flag(bool): boolean from [bool],
            Count(i64): integer,
            Ratio(f64): number,
            List(Vec<Scalar>): array,
            Table(Map<Scalar>): object,
        }
    }

    rt::object! {
        pub(crate) struct Dog {
            kind: required(String) = "kind",
            bark: required(u8) = "bark",
        }
    }

    rt::object! {
        pub(crate) struct Cat {
            kind: optional(String) = "kind",
        }
    }

    rt::union! {
        pub(crate) enum Pet {
            Dog(Dog): object requires ["bark"] constants ["kind" = "dog"],
            Cat(Box<Cat>): object from [Cat],
            Names(Vec<String>): array | null,
        }
    }

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

    rt::union! {
        pub(crate) enum Shape {
            Square(Square): object requires ["side"] constants ["kind" = "square"],
            Circle(Circle): object constants ["kind" = "circle"],
        }
    }

    rt::object! {
        pub(crate) struct Square {
            kind: optional(String) = "kind",
            side: required(i64) = "side",
        }
    }

    rt::object! {
        pub(crate) struct Circle {
            kind: optional(String) = "kind",
            side: optional(i64) = "side",
            radius: optional(i64) = "radius",
        }
    }

    #[test]
    fn the_variant_that_names_most_keys_is_taken() {
        let read = |text: &str| rt::from_slice::<Shape>(text.as_bytes()).unwrap();
        assert!(matches!(read(r#"{"side":1}"#), Shape::Square(_)));
        assert!(matches!(read(r#"{"side":1,"radius":2}"#), Shape::Circle(_)));
        assert!(matches!(read(r#"{"side":1,"color":2}"#), Shape::Square(_)));
    }

    rt::union! { pub(crate) enum Account { Person(Person): object, Company(Company): object } }

    rt::object! { pub(crate) struct Person { name: optional(String) = "name" } }

    rt::object! {
        pub(crate) struct Company {
            vat: optional(String) = "vat",
            seat: optional(String) = "seat",
        }
    }

    #[test]
    fn a_key_that_is_null_tells_less_than_one_that_is_set() {
        let read = |text: &str| rt::from_slice::<Account>(text.as_bytes()).unwrap();
        let text = r#"{"name":"n","vat":null,"seat":null}"#;
        assert!(matches!(read(text), Account::Person(_)));
        assert!(matches!(read(r#"{"vat":null}"#), Account::Company(_)));
    }

    rt::string_enum! { pub(crate) enum Few { A = "a" } }
    rt::string_enum! { pub(crate) enum Many { B = "b", C = "c" } }
    rt::union! { pub(crate) enum Either { Few(Few): string, Many(Box<Many>): string } }

    #[test]
    fn an_enum_that_knows_the_value_goes_first() {
        let read = |text: &str| rt::from_slice::<Either>(text.as_bytes()).unwrap();
        assert_eq!(read(r#""a""#), Either::Few(Few::A));
        assert_eq!(read(r#""c""#), Either::Many(Box::new(Many::C)));
        assert_eq!(read(r#""d""#), Either::Few(Few::Unknown("d".into())));
    }

    rt::union! {
        pub(crate) enum Setting {
            Options(Options): object constants ["type" = "options"],
            Plain(Plain): object constants ["type" = "text" | "date"],
        }
    }

    rt::object! {
        pub(crate) struct Options {
            r#type: required(String) = "type",
            options: optional(Vec<Plain>) = "options",
        }
    }

    rt::object! {
        pub(crate) struct Plain {
            r#type: optional(String) = "type",
        }
    }

    #[test]
    fn one_of_several_constants_tells_as_well() {
        let read = |text: &str| rt::from_slice::<Setting>(text.as_bytes()).unwrap();
        assert!(matches!(read(r#"{"type":"date"}"#), Setting::Plain(_)));
        assert!(matches!(read(r#"{"type":"options"}"#), Setting::Options(_)));
        assert!(matches!(read(r#"{"type":"more"}"#), Setting::Unknown(_)));
    }

    rt::union! { pub(crate) enum Nested { Plain(Plain): object, Options(Options): object } }

    #[test]
    fn a_key_of_the_value_counts_more_than_one_within() {
        let read = |text: &str| rt::from_slice::<Nested>(text.as_bytes()).unwrap();
        let text = r#"{"type":"a","options":[{"x":1,"y":2},{"z":3}]}"#;
        assert!(matches!(read(text), Nested::Options(_)));
    }

    rt::union! { pub(crate) enum Open { Plain(Plain): object, Map(Map<Scalar>): object } }

    #[test]
    fn a_map_keeps_what_a_struct_would_drop() {
        let read = |text: &str| rt::from_slice::<Open>(text.as_bytes()).unwrap();
        assert!(matches!(read(r#"{"type":"a"}"#), Open::Plain(_)));
        assert!(matches!(read(r#"{"type":"a","x":1}"#), Open::Map(_)));
    }

    #[test]
    fn a_constant_that_need_not_be_there_must_be_right_when_it_is() {
        let read = |text: &str| rt::from_slice::<Shape>(text.as_bytes()).unwrap();
        assert!(matches!(
            read(r#"{"kind":"circle","side":1}"#),
            Shape::Circle(_)
        ));
        assert!(matches!(
            read(r#"{"kind":"line","side":1}"#),
            Shape::Unknown(_)
        ));
    }

    rt::union! {
        pub(crate) enum Code {
            Number(i64 [Minimum(1.0)]): integer,
            Text(String [MaxLength(2)]): string,
            Any(bool): boolean,
        } validate
    }

    #[test]
    fn what_a_variant_holds_keeps_to_what_is_demanded_of_it() {
        let said = |code: Code| code.validate().map_err(|error| error.to_string());
        assert_eq!(said(Code::Number(1)), Ok(()));
        assert_eq!(said(Code::Any(true)), Ok(()));
        assert_eq!(
            said(Code::Number(0)),
            Err("$: less than 1 (minimum), found 0".to_owned())
        );
        assert!(said(Code::Text("abc".into())).is_err());
    }

    #[test]
    fn what_a_variant_holds_turns_into_it() {
        assert_eq!(Scalar::from("a"), Scalar::Text("a".into()));
        assert_eq!(Scalar::from(true), Scalar::Flag(true));
        let cat = Cat { kind: None };
        assert_eq!(Pet::from(cat.clone()), Pet::Cat(Box::new(cat)));
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
