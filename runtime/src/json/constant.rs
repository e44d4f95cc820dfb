//! [`constant!`](crate::constant!): types of one value.

use super::fault::Fault;
use super::incoming::Incoming;
use super::view::View;

/// What [`constant!`](crate::constant!) and [`value_enum!`](crate::value_enum!) take for a value, as it is seen.
pub trait Literal {
    /// The value.
    fn seen(self) -> View<'static>;
}

macro_rules! literals {
    ($($type:ty: $view:ident),*) => { $(
        impl Literal for $type {
            fn seen(self) -> View<'static> {
                View::$view(self)
            }
        }
    )* };
}

literals!(&'static str: Str, bool: Bool, i64: I64, f64: F64);

/// A literal as it is seen.
pub fn literal_view(literal: impl Literal) -> View<'static> {
    literal.seen()
}

/// Reads the value and nothing else.
pub fn receive_literal(literal: impl Literal, json: &Incoming<'_>) -> Result<(), Fault> {
    let literal = literal.seen();
    let is_it = match (literal, json) {
        (View::Bool(value), Incoming::Bool(found)) => value == *found,
        (View::I64(value), Incoming::I64(found)) => value == *found,
        (View::I64(value), Incoming::U64(found)) => u64::try_from(value) == Ok(*found),
        (View::I64(value), Incoming::F64(found)) => value as f64 == *found,
        (View::F64(value), Incoming::F64(found)) => value == *found,
        (View::F64(value), Incoming::I64(found)) => value == *found as f64,
        (View::F64(value), Incoming::U64(found)) => value == *found as f64,
        (View::Str(value), found) => found.as_str() == Some(value),
        _ => false,
    };
    if is_it {
        return Ok(());
    }
    Err(match literal {
        View::Bool(value) => Fault::expected(value, json),
        View::I64(value) => Fault::expected(value, json),
        View::F64(value) => Fault::expected(value, json),
        View::Str(value) => Fault::expected(format_args!("{value:?}"), json),
        _ => Fault::expected("a constant", json),
    })
}

/// A struct without fields that stands for one value.
///
/// Gives `VALUE` (the value as text), `Display` and serde's traits; reading anything else is an error.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::constant! {
///     /// What it is.
///     pub struct Kind = "end_user";
/// }
///
/// assert_eq!(Kind::VALUE, "end_user");
/// assert!(rt::from_slice::<Kind>(br#""user""#).is_err());
/// ```
#[macro_export]
macro_rules! constant {
    ($(#[$attribute:meta])* $vis:vis struct $name:ident = $value:literal $(;)?) => {
        $(#[$attribute])*
        #[allow(missing_docs)]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        $vis struct $name;

        impl $name {
            /// The value, as text.
            pub const VALUE: &'static str = $crate::__private::concat!($value);
        }

        impl $crate::__private::Display for $name {
            fn fmt(&self, f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::FmtResult {
                f.pad(Self::VALUE)
            }
        }

        impl $crate::Field for $name {
            fn blank() -> Self {
                Self
            }

            fn receive(&mut self, json: $crate::Incoming<'_>) -> $crate::__private::Result<(), $crate::Fault> {
                $crate::__private::receive_literal($value, &json)
            }

            fn view(&self) -> $crate::View<'_> {
                $crate::__private::literal_view($value)
            }
        }

        $crate::__serde!($name);
    };
}

#[cfg(test)]
mod tests {
    use crate as rt;

    rt::constant! { pub(crate) struct Kind = "end_user"; }
    rt::constant! { pub(crate) struct Version = 2; }
    rt::constant! { pub(crate) struct Half = 0.5; }
    rt::constant! { pub(crate) struct Never = false; }
    rt::constant! { pub(crate) struct TextTrue = "true"; }

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
