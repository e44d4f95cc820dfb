//! Booleans, numbers and texts as fields.

use super::fault::Fault;
use super::field::Field;
use super::incoming::Incoming;
use super::view::View;

/// A [`Field`] whose JSON form is a string: read by `FromStr`, written by `Display`.
macro_rules! text_field {
    ($type:ty, $what:literal, $blank:expr) => {
        impl $crate::Field for $type {
            fn blank() -> Self {
                $blank
            }

            fn receive(
                &mut self,
                json: $crate::json::Incoming<'_>,
            ) -> Result<(), $crate::json::Fault> {
                match json.as_str().map(str::parse) {
                    Some(Ok(value)) => {
                        *self = value;
                        Ok(())
                    }
                    _ => Err($crate::json::Fault::expected($what, &json)),
                }
            }

            fn view(&self) -> $crate::json::View<'_> {
                $crate::json::View::Display(self)
            }
        }
    };
}
pub(crate) use text_field;

text_field!(uuid::Uuid, "a UUID", Self::nil());
text_field!(
    jiff::Timestamp,
    "a date and time (RFC 3339)",
    Self::UNIX_EPOCH
);
text_field!(jiff::civil::Date, "a date (RFC 3339)", Self::default());
text_field!(
    std::net::IpAddr,
    "an IP address",
    Self::V4(std::net::Ipv4Addr::UNSPECIFIED)
);
text_field!(std::net::Ipv4Addr, "an IPv4 address", Self::UNSPECIFIED);
text_field!(std::net::Ipv6Addr, "an IPv6 address", Self::UNSPECIFIED);
text_field!(char, "a character", Self::default());

impl Field for () {
    fn blank() -> Self {}

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        match json {
            Incoming::Null => Ok(()),
            other => Err(Fault::expected("null", &other)),
        }
    }

    fn view(&self) -> View<'_> {
        View::Null
    }
}

impl Field for bool {
    fn blank() -> Self {
        false
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        match json {
            Incoming::Bool(value) => {
                *self = value;
                Ok(())
            }
            other => Err(Fault::expected("a boolean", &other)),
        }
    }

    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

impl Field for String {
    fn blank() -> Self {
        Self::new()
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        *self = match json {
            Incoming::Str(text) => text.to_owned(),
            Incoming::String(text) => text,
            other => return Err(Fault::expected("a string", &other)),
        };
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::Str(self)
    }
}

macro_rules! floats {
    ($($float:ident $view:ident),*) => { $(
        impl Field for $float {
            fn blank() -> Self {
                0.0
            }

            fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
                *self = match json {
                    Incoming::F64(value) => value as Self,
                    Incoming::I64(value) => value as Self,
                    Incoming::U64(value) => value as Self,
                    other => return Err(Fault::expected(concat!("a number (", stringify!($float), ")"), &other)),
                };
                Ok(())
            }

            fn view(&self) -> View<'_> {
                View::$view(*self)
            }
        }
    )* };
}

floats!(f32 F32, f64 F64);

/// Integers. JSON Schema calls `1.0` one, and some servers write it.
macro_rules! integers {
    ($($integer:ident $view:ident),*) => { $(
        impl Field for $integer {
            fn blank() -> Self {
                0
            }

            fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
                let integer = match json {
                    Incoming::I64(value) => Self::try_from(value).ok(),
                    Incoming::U64(value) => Self::try_from(value).ok(),
                    Incoming::F64(value) => exact_integer(value).and_then(|value| value.try_into().ok()),
                    _ => None,
                };
                match integer {
                    Some(integer) => {
                        *self = integer;
                        Ok(())
                    }
                    None => Err(Fault::expected(concat!("an integer (", stringify!($integer), ")"), &json)),
                }
            }

            fn view(&self) -> View<'_> {
                View::$view((*self).into())
            }
        }
    )* };
}

integers!(i8 I64, i16 I64, i32 I64, i64 I64, u8 U64, u16 U64, u32 U64, u64 U64);

/// The integer that `value` is, if it is one and a float holds it exactly (up to 2⁵³).
pub(crate) fn exact_integer(value: f64) -> Option<i64> {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    (value.fract() == 0.0 && value.abs() <= LIMIT).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use crate as rt;
    use std::collections::BTreeMap;

    fn read<T: rt::Field>(text: &str) -> Result<T, String> {
        rt::from_slice(text.as_bytes()).map_err(|error| error.to_string())
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
            read::<BTreeMap<String, Vec<u8>>>(r#"{"a":[1.0,2.0]}"#),
            Ok(BTreeMap::from([("a".to_owned(), vec![1, 2])]))
        );
    }

    #[test]
    fn an_integer_out_of_range_or_with_a_fraction_is_refused() {
        assert_eq!(
            read::<i64>("1.5"),
            Err("$: expected an integer (i64), found floating point `1.5`".to_owned())
        );
        assert_eq!(
            read::<u8>("256"),
            Err("$: expected an integer (u8), found integer `256`".to_owned())
        );
        assert!(read::<i64>("1e300").is_err());
        assert!(read::<u64>("-1").is_err());
    }

    #[test]
    fn an_integer_is_a_number_and_a_number_is_no_text() {
        assert_eq!(read::<f64>("-3"), Ok(-3.0));
        assert_eq!(read::<f32>("18446744073709551615"), Ok(u64::MAX as f32));
        assert_eq!(
            read::<String>("7"),
            Err("$: expected a string, found integer `7`".to_owned())
        );
    }

    #[test]
    fn types_written_as_text_are_read_from_text() {
        assert!(read::<rt::Uuid>("\"67e55044-10b1-426f-9247-bb680e5fe0c8\"").is_ok());
        assert_eq!(
            read::<std::net::IpAddr>("\"::1\"").map(|address| address.is_loopback()),
            Ok(true)
        );
        assert_eq!(
            read::<std::net::Ipv4Addr>("\"::1\""),
            Err("$: expected an IPv4 address, found string \"::1\"".to_owned())
        );
    }
}
