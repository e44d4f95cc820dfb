//! Types of one value.

use serde_core::de::{Deserializer, Error, Unexpected, Visitor};
use serde_core::ser::Serializer;
use std::fmt;

/// The one value of a type made by [`constant!`](crate::constant!).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Literal {
    /// The value without quotes.
    text: &'static str,
    is_string: bool,
}

impl Literal {
    /// From the value as text, and as it stands in the source (where only a string has quotes).
    pub const fn new(text: &'static str, source: &'static str) -> Self {
        let is_string = matches!(source.as_bytes().first(), Some(b'"' | b'r'));
        Self { text, is_string }
    }

    fn is_text(self, found: &str) -> bool {
        self.is_string && found == self.text
    }

    fn boolean(self) -> Option<bool> {
        if self.is_string {
            None
        } else {
            self.text.parse().ok()
        }
    }

    fn integer(self) -> Option<i64> {
        if self.is_string {
            None
        } else {
            self.text.parse().ok()
        }
    }

    fn number(self) -> Option<f64> {
        if self.is_string {
            None
        } else {
            self.text.parse().ok()
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_string {
            write!(f, "{:?}", self.text)
        } else {
            f.write_str(self.text)
        }
    }
}

/// Reads the value and nothing else.
pub fn read_literal<'de, D: Deserializer<'de>>(
    literal: Literal,
    deserializer: D,
) -> Result<(), D::Error> {
    deserializer.deserialize_any(LiteralVisitor(literal))
}

/// Writes the value.
pub fn write_literal<S: Serializer>(literal: Literal, serializer: S) -> Result<S::Ok, S::Error> {
    match (literal.boolean(), literal.integer(), literal.number()) {
        (Some(value), ..) => serializer.serialize_bool(value),
        (_, Some(value), _) => serializer.serialize_i64(value),
        (.., Some(value)) => serializer.serialize_f64(value),
        _ => serializer.serialize_str(literal.text),
    }
}

struct LiteralVisitor(Literal);

impl LiteralVisitor {
    fn check<E: Error>(&self, is_it: bool, found: Unexpected<'_>) -> Result<(), E> {
        if is_it {
            Ok(())
        } else {
            Err(E::invalid_value(found, self))
        }
    }
}

impl Visitor<'_> for LiteralVisitor {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<(), E> {
        self.check(self.0.is_text(found), Unexpected::Str(found))
    }

    fn visit_bool<E: Error>(self, found: bool) -> Result<(), E> {
        self.check(self.0.boolean() == Some(found), Unexpected::Bool(found))
    }

    fn visit_i64<E: Error>(self, found: i64) -> Result<(), E> {
        self.check(
            self.0.number() == Some(found as f64),
            Unexpected::Signed(found),
        )
    }

    fn visit_u64<E: Error>(self, found: u64) -> Result<(), E> {
        self.check(
            self.0.number() == Some(found as f64),
            Unexpected::Unsigned(found),
        )
    }

    fn visit_f64<E: Error>(self, found: f64) -> Result<(), E> {
        self.check(self.0.number() == Some(found), Unexpected::Float(found))
    }
}

/// The JSON form of a struct without fields that stands for one value.
///
/// Gives `VALUE` (the value as text), `Display` and serde's traits; reading anything else is an error.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// #[derive(Debug, PartialEq)]
/// pub struct Kind;
/// rt::constant!(Kind = "end_user");
///
/// assert_eq!(Kind::VALUE, "end_user");
/// assert!(rt::from_slice::<Kind>(br#""user""#).is_err());
/// ```
#[macro_export]
macro_rules! constant {
    ($name:ident = $value:literal) => {
        impl $name {
            /// The value, as text.
            pub const VALUE: &'static str = $crate::__private::concat!($value);
            const LITERAL: $crate::__private::Literal =
                $crate::__private::Literal::new(Self::VALUE, $crate::__private::stringify!($value));
        }

        impl $crate::__private::Display for $name {
            fn fmt(
                &self,
                f: &mut $crate::__private::Formatter<'_>,
            ) -> $crate::__private::FmtResult {
                f.pad(Self::VALUE)
            }
        }

        impl $crate::Field for $name {}

        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::__private::read_literal(Self::LITERAL, deserializer).map(|()| Self)
            }
        }

        impl $crate::__private::Serialize for $name {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                $crate::__private::write_literal(Self::LITERAL, serializer)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate as rt;

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    struct Kind;
    rt::constant!(Kind = "end_user");

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    struct Version;
    rt::constant!(Version = 2);

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    struct Half;
    rt::constant!(Half = 0.5);

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    struct Never;
    rt::constant!(Never = false);

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    struct TextTrue;
    rt::constant!(TextTrue = "true");

    #[test]
    fn the_value_is_written_in_its_own_type() {
        let text = serde_json::to_string(&(Kind, Version, Half, Never, TextTrue)).unwrap();
        assert_eq!(text, r#"["end_user",2,0.5,false,"true"]"#);
        assert_eq!(
            (Kind::VALUE, Version.to_string().as_str()),
            ("end_user", "2")
        );
    }

    #[test]
    fn only_the_value_is_read() {
        assert_eq!(rt::from_slice::<Kind>(br#""end_user""#).unwrap(), Kind);
        assert_eq!(rt::from_slice::<Version>(b"2.0").unwrap(), Version);
        assert_eq!(rt::from_slice::<Never>(b"false").unwrap(), Never);
        assert!(rt::from_slice::<TextTrue>(b"true").is_err());
        assert!(rt::from_slice::<Version>(br#""2""#).is_err());
        let error = rt::from_slice::<Kind>(br#""user""#).unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"$: expected "end_user", found string "user""#
        );
    }
}
