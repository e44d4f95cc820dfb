//! Reading one JSON value, a little more liberally than serde's own implementations do.

use super::locate::{Segment, at};
use crate::validate::{Constraint, Violations};
use serde_core::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A type that can stand in the fields of generated types.
///
/// It adds to serde's traits what servers really send (`1.0` for an integer: JSON Schema calls it one), and what
/// constraints mean for a value. A type with nothing to add needs only `impl Field for MyType {}`.
pub trait Field: DeserializeOwned + PartialEq {
    /// Reads one value.
    ///
    /// # Errors
    /// Whatever the format or the type find wrong.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    /// Reports the constraints that this value breaks. A constraint that means nothing for the type holds.
    fn check(&self, constraints: &[Constraint], violations: &mut Violations) {
        let _ = (constraints, violations);
    }
}

/// [`Field`] as serde's seed, so that it recurses through what serde drives.
pub(crate) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

impl<'de, T: Field> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

impl Field for bool {}
macro_rules! numbers {
    ($($number:ty),*) => { $(
        impl Field for $number {
            fn check(&self, constraints: &[Constraint], violations: &mut Violations) {
                violations.number(constraints, f64::from(*self));
            }
        }
    )* };
}

numbers!(f32, f64);

impl Field for String {
    fn check(&self, constraints: &[Constraint], violations: &mut Violations) {
        violations.text(constraints, self);
    }
}

impl Field for char {}
impl Field for () {}

impl Field for serde_json::Value {
    fn check(&self, constraints: &[Constraint], violations: &mut Violations) {
        match self {
            Self::String(text) => violations.text(constraints, text),
            Self::Number(number) => {
                violations.number(constraints, number.as_f64().unwrap_or(f64::NAN))
            }
            Self::Array(elements) => elements.check(constraints, violations),
            Self::Object(entries) => violations.map(constraints, entries.iter()),
            Self::Null | Self::Bool(_) => {}
        }
    }
}

impl Field for uuid::Uuid {}
impl Field for jiff::Timestamp {}
impl Field for jiff::civil::Date {}
impl Field for jiff::civil::Time {}
impl Field for jiff::SignedDuration {}
impl Field for std::net::IpAddr {}
impl Field for std::net::Ipv4Addr {}
impl Field for std::net::Ipv6Addr {}

macro_rules! integers {
    ($($integer:ident),*) => { $(
        impl Field for $integer {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_i64(IntegerVisitor { name: stringify!($integer), integer: PhantomData })
            }

            fn check(&self, constraints: &[Constraint], violations: &mut Violations) {
                violations.number(constraints, *self as f64);
            }
        }
    )* };
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

struct IntegerVisitor<T> {
    name: &'static str,
    integer: PhantomData<T>,
}

impl<'de, T: TryFrom<i64> + TryFrom<u64>> Visitor<'de> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer ({})", self.name)
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        match exact_integer(value) {
            Some(integer) => self.visit_i64(integer),
            None => Err(E::invalid_type(Unexpected::Float(value), &self)),
        }
    }
}

/// The integer that `value` is, if it is one and a float holds it exactly (up to 2⁵³).
pub(crate) fn exact_integer(value: f64) -> Option<i64> {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    (value.fract() == 0.0 && value.abs() <= LIMIT).then_some(value as i64)
}

impl<T: Field> Field for Box<T> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }

    fn check(&self, constraints: &[Constraint], violations: &mut Violations) {
        (**self).check(constraints, violations);
    }
}

impl<T: Field> Field for Option<T> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }

    fn check(&self, constraints: &[Constraint], violations: &mut Violations) {
        if let Some(value) = self {
            value.check(constraints, violations);
        }
    }
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Field> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::read(deserializer).map(Some)
    }
}

impl<T: Field> Field for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(VecVisitor(PhantomData))
    }

    fn check(&self, constraints: &[Constraint], violations: &mut Violations) {
        violations.list(constraints, self);
    }
}

struct VecVisitor<T>(PhantomData<T>);

impl<'de, T: Field> Visitor<'de> for VecVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        loop {
            match elements.next_element_seed(Seed::NEW) {
                Ok(Some(element)) => list.push(element),
                Ok(None) => return Ok(list),
                Err(error) => return Err(at(error, Segment::Index(list.len()))),
            }
        }
    }
}

impl<T: Field> Field for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }

    fn check(&self, constraints: &[Constraint], violations: &mut Violations) {
        violations.map(constraints, self.iter());
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Field> Visitor<'de> for MapVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key::<String>()? {
            match entries.next_value_seed(Seed::NEW) {
                Ok(value) => map.insert(key, value),
                Err(error) => return Err(at(error, Segment::Key(&key))),
            };
        }
        Ok(map)
    }
}

macro_rules! tuples {
    ($count:literal: $($element:ident $index:literal),*) => {
        impl<$($element: Field),*> Field for ($($element,)*) {
            fn read<'de, De: Deserializer<'de>>(deserializer: De) -> Result<Self, De::Error> {
                struct TupleVisitor<Tuple>(PhantomData<Tuple>);
                impl<'de, $($element: Field),*> Visitor<'de> for TupleVisitor<($($element,)*)> {
                    type Value = ($($element,)*);
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str(concat!("an array of ", stringify!($count)))
                    }
                    fn visit_seq<Access: SeqAccess<'de>>(self, mut elements: Access) -> Result<Self::Value, Access::Error> {
                        let tuple = ($(element::<$element, Access>(&mut elements, $index)?,)*);
                        while elements.next_element::<serde_core::de::IgnoredAny>()?.is_some() {}
                        Ok(tuple)
                    }
                }
                deserializer.deserialize_seq(TupleVisitor(PhantomData))
            }
        }
    };
}

tuples!(1: A 0);
tuples!(2: A 0, B 1);
tuples!(3: A 0, B 1, C 2);
tuples!(4: A 0, B 1, C 2, D 3);

fn element<'de, T: Field, A: SeqAccess<'de>>(
    elements: &mut A,
    index: usize,
) -> Result<T, A::Error> {
    match elements.next_element_seed(Seed::NEW) {
        Ok(Some(element)) => Ok(element),
        Ok(None) => Err(A::Error::invalid_length(index, &"more elements")),
        Err(error) => Err(at(error, Segment::Index(index))),
    }
}

#[cfg(test)]
mod tests {
    use super::Field;
    use std::collections::BTreeMap;

    fn read<T: for<'de> Field>(text: &str) -> Result<T, String> {
        T::read(&mut serde_json::Deserializer::from_str(text)).map_err(|error| error.to_string())
    }

    #[test]
    fn a_float_without_a_fraction_is_an_integer_at_any_depth() {
        assert_eq!(read::<i64>("1.0"), Ok(1));
        assert_eq!(read::<u8>("2e1"), Ok(20));
        assert_eq!(
            read::<Vec<Option<Box<i32>>>>("[3.0, null]"),
            Ok(vec![Some(Box::new(3)), None])
        );
        assert_eq!(
            read::<BTreeMap<String, (u8, i64)>>(r#"{"a":[1.0,2.0]}"#),
            Ok(BTreeMap::from([("a".to_owned(), (1, 2))]))
        );
    }

    #[test]
    fn an_integer_out_of_range_or_with_a_fraction_is_refused() {
        assert!(
            read::<i64>("1.5")
                .unwrap_err()
                .contains("floating point `1.5`, expected an integer (i64)")
        );
        assert!(
            read::<u8>("256")
                .unwrap_err()
                .contains("integer `256`, expected an integer (u8)")
        );
        assert!(read::<i64>("1e300").is_err());
        assert!(read::<u64>("-1").is_err());
    }

    #[test]
    fn the_path_of_a_fault_is_told() {
        let error = read::<BTreeMap<String, Vec<bool>>>(r#"{"a b": [true, 7]}"#).unwrap_err();
        assert!(
            error.starts_with(r#"$["a b"][1]: invalid type: integer `7`, expected a boolean"#),
            "{error}"
        );
    }
}
