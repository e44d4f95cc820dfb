//! Enums that keep values which this version of a crate does not know.

use super::field::Field;
use super::kind::same;
use serde_core::de::{Deserializer, Error, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// Reads a string enum; a value that is known costs no allocation.
pub fn read_text<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(TextVisitor(PhantomData))
}

struct TextVisitor<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}

/// Reads an integer enum.
pub fn read_integer<'de, T: From<i64>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    i64::read(deserializer).map(T::from)
}

/// Reads an enum of mixed values.
pub fn read_value<'de, T: From<Value>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Value::read(deserializer).map(T::from)
}

/// Whether a JSON value is the one that a literal stands for.
pub fn is_literal(value: &Value, literal: impl Into<Value>) -> bool {
    same(value, &literal.into())
}

/// The JSON form of a string enum, `Unknown(String)` among its variants.
///
/// Gives `as_str`, `Display`, `FromStr`, `AsRef<str>`, `From<&str>`, `From<String>` and serde's traits.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// #[derive(Debug, PartialEq)]
/// pub enum Unit { Night, Day, Unknown(String) }
/// rt::string_enum!(Unit { Night: "n", Day: "day" });
///
/// assert_eq!(Unit::from("n"), Unit::Night);
/// assert_eq!(Unit::from("week").as_str(), "week");
/// ```
#[macro_export]
macro_rules! string_enum {
    ($name:ident { $($variant:ident: $text:literal),* $(,)? }) => {
        impl $name {
            /// The value as it is written.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl $crate::__private::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown($crate::__private::From::from(text)),
                }
            }
        }

        impl $crate::__private::From<$crate::__private::String> for $name {
            fn from(text: $crate::__private::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl $crate::__private::FromStr for $name {
            type Err = $crate::__private::Infallible;

            fn from_str(text: &str) -> $crate::__private::Result<Self, Self::Err> {
                $crate::__private::Ok(Self::from(text))
            }
        }

        impl $crate::__private::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::__private::Display for $name {
            fn fmt(&self, f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::FmtResult {
                f.pad(self.as_str())
            }
        }

        $crate::__serde!($name, $crate::__private::read_text, $crate::__private::write_text);
    };
}

/// Writes a string enum.
pub fn write_text<T: AsRef<str>, S: serde_core::Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.as_ref())
}

/// The JSON form of an integer enum, `Unknown(i64)` among its variants.
///
/// Gives `as_i64`, `Display`, `From<i64>` and serde's traits.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// #[derive(Debug, PartialEq)]
/// pub enum Level { Low, High, Unknown(i64) }
/// rt::integer_enum!(Level { Low: 1, High: 10 });
///
/// assert_eq!(rt::from_slice::<Vec<Level>>(b"[1, 10.0, 7]")?, [Level::Low, Level::High, Level::Unknown(7)]);
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! integer_enum {
    ($name:ident { $($variant:ident: $integer:literal),* $(,)? }) => {
        impl $name {
            /// The value as it is written.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $integer,)*
                    Self::Unknown(integer) => *integer,
                }
            }
        }

        impl $crate::__private::From<i64> for $name {
            fn from(integer: i64) -> Self {
                match integer {
                    $($integer => Self::$variant,)*
                    _ => Self::Unknown(integer),
                }
            }
        }

        impl $crate::__private::From<&$name> for i64 {
            fn from(value: &$name) -> i64 {
                value.as_i64()
            }
        }

        impl $crate::__private::Display for $name {
            fn fmt(&self, f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::FmtResult {
                $crate::__private::Display::fmt(&self.as_i64(), f)
            }
        }

        $crate::__serde!($name, $crate::__private::read_integer, $crate::__private::write_integer);
    };
}

/// Writes an integer enum.
pub fn write_integer<T, S: serde_core::Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error>
where
    for<'a> i64: From<&'a T>,
{
    serializer.serialize_i64(i64::from(value))
}

/// The JSON form of an enum of strings, numbers and booleans, `Unknown(Value)` among its variants.
///
/// Gives `to_value`, `Display`, `From<Value>` and serde's traits.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// #[derive(Debug, PartialEq)]
/// pub enum Size { Auto, One, Unknown(rt::Value) }
/// rt::value_enum!(Size { Auto: "auto", One: 1 });
///
/// assert_eq!(rt::from_slice::<Vec<Size>>(br#"["auto", 1.0]"#)?, [Size::Auto, Size::One]);
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! value_enum {
    ($name:ident { $($variant:ident: $literal:literal),* $(,)? }) => {
        impl $name {
            /// The value as it is written.
            pub fn to_value(&self) -> $crate::Value {
                match self {
                    $(Self::$variant => $crate::Value::from($literal),)*
                    Self::Unknown(value) => $crate::__private::Clone::clone(value),
                }
            }
        }

        impl $crate::__private::From<$crate::Value> for $name {
            fn from(value: $crate::Value) -> Self {
                $(if $crate::__private::is_literal(&value, $literal) {
                    return Self::$variant;
                })*
                Self::Unknown(value)
            }
        }

        impl $crate::__private::From<&$name> for $crate::Value {
            fn from(value: &$name) -> $crate::Value {
                value.to_value()
            }
        }

        impl $crate::__private::Display for $name {
            fn fmt(&self, f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::FmtResult {
                $crate::__private::display_value(&self.to_value(), f)
            }
        }

        $crate::__serde!($name, $crate::__private::read_value, $crate::__private::write_value);
    };
}

/// Writes an enum of mixed values.
pub fn write_value<T, S: serde_core::Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error>
where
    for<'a> Value: From<&'a T>,
{
    serde_core::Serialize::serialize(&Value::from(value), serializer)
}

/// Shows a JSON value; a string without its quotes.
pub fn display_value(value: &Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.as_str() {
        Some(text) => f.pad(text),
        None => fmt::Display::fmt(value, f),
    }
}

#[cfg(test)]
mod tests {
    use crate as rt;

    #[derive(Debug, Clone, PartialEq, Eq)]
    enum Unit {
        N,
        Day,
        Unknown(String),
    }
    rt::string_enum!(Unit { N: "n", Day: "day" });

    #[derive(Debug, Clone, PartialEq)]
    enum Level {
        Minus,
        Two,
        Unknown(i64),
    }
    rt::integer_enum!(Level { Minus: -1, Two: 2 });

    #[derive(Debug, Clone, PartialEq)]
    enum Mixed {
        A,
        Value1,
        True,
        Half,
        Unknown(rt::Value),
    }
    rt::value_enum!(Mixed {
        A: "a",
        Value1: 1,
        True: true,
        Half: 1.5
    });

    #[test]
    fn a_string_enum_keeps_what_it_does_not_know() {
        let units: Vec<Unit> = rt::from_slice(br#"["n","day","we\u0065k"]"#).unwrap();
        assert_eq!(
            units,
            [Unit::N, Unit::Day, Unit::Unknown("week".to_owned())]
        );
        assert_eq!(
            serde_json::to_string(&units).unwrap(),
            r#"["n","day","week"]"#
        );
        assert_eq!(format!("[{:>4}]", Unit::N), "[   n]");
        assert_eq!("day".parse::<Unit>(), Ok(Unit::Day));
        assert!(rt::from_slice::<Unit>(b"7").is_err());
    }

    #[test]
    fn an_integer_enum_keeps_what_it_does_not_know() {
        let levels: Vec<Level> = rt::from_slice(b"[-1, 2.0, 3]").unwrap();
        assert_eq!(levels, [Level::Minus, Level::Two, Level::Unknown(3)]);
        assert_eq!(serde_json::to_string(&levels).unwrap(), "[-1,2,3]");
        assert_eq!(Level::Minus.to_string(), "-1");
    }

    #[test]
    fn an_enum_of_mixed_values_keeps_what_it_does_not_know() {
        let text = r#"["a",1,true,1.5,null]"#;
        let values: Vec<Mixed> = rt::from_slice(text.as_bytes()).unwrap();
        assert_eq!(
            values,
            [
                Mixed::A,
                Mixed::Value1,
                Mixed::True,
                Mixed::Half,
                Mixed::Unknown(rt::Value::Null)
            ]
        );
        assert_eq!(serde_json::to_string(&values).unwrap(), text);
        assert_eq!(Mixed::A.to_string(), "a");
    }
}
