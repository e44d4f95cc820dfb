//! [`value_enum!`](crate::value_enum!): values of several kinds of which some are known.

use super::constant::Literal;
use super::kind::same;
use super::view::View;
use serde_json::Value;
use std::fmt;

/// Whether a JSON value is the one that a literal stands for.
pub fn is_literal(value: &Value, literal: impl Literal) -> bool {
    same(value, &literal_value(literal))
}

/// The JSON value that a literal stands for. `Literal` says which type a number without a suffix has; for a bare
/// `Into<Value>` it would be `i32`, which does not hold all integers of JSON.
pub fn literal_value(literal: impl Literal) -> Value {
    match literal.seen() {
        View::Bool(value) => value.into(),
        View::I64(value) => value.into(),
        View::F64(value) => value.into(),
        View::Str(value) => value.into(),
        _ => Value::Null,
    }
}

/// Shows a JSON value; a string without its quotes.
pub fn display_value(value: &Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.as_str() {
        Some(text) => f.pad(text),
        None => fmt::Display::fmt(value, f),
    }
}

/// An enum of strings, numbers and booleans that keeps what it does not know, in `Unknown(Value)`.
///
/// Gives `to_value`, `Display`, `From<Value>` and serde's traits.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::value_enum! {
///     /// How big.
///     pub enum Size { Auto = "auto", One = 1 }
/// }
///
/// assert_eq!(rt::from_slice::<Vec<Size>>(br#"["auto", 1.0]"#)?, [Size::Auto, Size::One]);
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! value_enum {
    (
        $(#[$attribute:meta])*
        $vis:vis enum $name:ident { $($(#[$variant_attribute:meta])* $variant:ident = $literal:literal),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[allow(missing_docs)]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        $vis enum $name {
            $(
                #[doc = $crate::__private::concat!("`", $crate::__private::stringify!($literal), "`")]
                $(#[$variant_attribute])*
                $variant,
            )*
            /// A value that was not known when this was generated.
            Unknown($crate::Value),
        }

        impl $name {
            /// The value as it is written.
            pub fn to_value(&self) -> $crate::Value {
                match self {
                    $(Self::$variant => $crate::__private::literal_value($literal),)*
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

        impl $crate::__private::Display for $name {
            fn fmt(&self, f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::FmtResult {
                $crate::__private::display_value(&self.to_value(), f)
            }
        }

        impl $crate::Field for $name {
            fn blank() -> Self {
                Self::Unknown($crate::Value::Null)
            }

            fn receive(&mut self, json: $crate::Incoming<'_>) -> $crate::__private::Result<(), $crate::Fault> {
                *self = Self::from($crate::__private::receive::<$crate::Value>(json)?);
                $crate::__private::Ok(())
            }

            fn view(&self) -> $crate::View<'_> {
                match self {
                    $(Self::$variant => $crate::__private::literal_view($literal),)*
                    Self::Unknown(value) => $crate::View::Json(value),
                }
            }

            fn is_unknown(&self) -> bool {
                $crate::__private::matches!(self, Self::Unknown(_))
            }
        }

        $crate::__serde!($name);
    };
}

#[cfg(test)]
mod tests {
    use crate as rt;

    rt::value_enum! {
        pub(crate) enum Mixed { A = "a", Value1 = 1, True = true, Half = 1.5, Large = 9_223_372_036_854_775_807 }
    }

    #[test]
    fn an_enum_of_mixed_values_keeps_what_it_does_not_know() {
        let text = r#"["a",1,true,1.5,9223372036854775807,null]"#;
        let values: Vec<Mixed> = rt::from_slice(text.as_bytes()).unwrap();
        assert_eq!(
            values,
            [
                Mixed::A,
                Mixed::Value1,
                Mixed::True,
                Mixed::Half,
                Mixed::Large,
                Mixed::Unknown(rt::Value::Null)
            ]
        );
        assert_eq!(serde_json::to_string(&values).unwrap(), text);
        assert_eq!(Mixed::A.to_string(), "a");
    }
}
