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
        #[derive(Debug, PartialEq)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$variant_attribute])* $variant($payload),)*
            /// A value that fits no other variant.
            Unknown($crate::Value),
        }

        impl $crate::__private::Clone for $name {
            fn clone(&self) -> Self {
                match self {
                    $(Self::$variant(value) => $crate::__private::copy(value, Self::$variant),)*
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
                                $crate::__private::put(this, Self::$variant);
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
mod tests;
