//! Decimal numbers (feature `decimal`).

use crate::json::{Fault, Field, Incoming, View};
use rust_decimal::Decimal as Exact;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

/// Reads a decimal from a JSON string or number. A number has gone through a float on its way, so that up to 15 of its
/// digits are exact.
fn receive(json: &Incoming<'_>) -> Result<Exact, Fault> {
    let read = match json {
        Incoming::I64(value) => Some(Exact::from(*value)),
        Incoming::U64(value) => Some(Exact::from(*value)),
        Incoming::F64(value) => Exact::from_f64(*value),
        other => other.as_str().and_then(|text| parse(text).ok()),
    };
    read.ok_or_else(|| Fault::expected("a decimal number", json))
}

fn parse(text: &str) -> Result<Exact, rust_decimal::Error> {
    Exact::from_str(text).or_else(|_| Exact::from_scientific(text))
}

macro_rules! decimal {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub Exact);

        impl From<Exact> for $name {
            fn from(decimal: Exact) -> Self {
                Self(decimal)
            }
        }

        impl From<i64> for $name {
            fn from(integer: i64) -> Self {
                Self(integer.into())
            }
        }

        impl From<$name> for Exact {
            fn from(decimal: $name) -> Self {
                decimal.0
            }
        }

        impl FromStr for $name {
            type Err = rust_decimal::Error;

            fn from_str(text: &str) -> Result<Self, rust_decimal::Error> {
                parse(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Deref for $name {
            type Target = Exact;

            fn deref(&self) -> &Exact {
                &self.0
            }
        }

        crate::__serde!($name);
    };
}

decimal! {
    /// A decimal number that travels as a JSON string (`type: string, format: decimal`): every digit is kept.
    Decimal
}

decimal! {
    /// A decimal number that travels as a JSON number (`type: number, format: decimal`).
    ///
    /// JSON numbers pass through a 64-bit float, which keeps 15 digits.
    DecimalNumber
}

impl Field for Decimal {
    fn blank() -> Self {
        Self::default()
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        self.0 = receive(&json)?;
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::Display(&self.0)
    }
}

impl Field for DecimalNumber {
    fn blank() -> Self {
        Self::default()
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        self.0 = receive(&json)?;
        Ok(())
    }

    fn view(&self) -> View<'_> {
        match self.0.is_integer().then(|| self.0.to_i64()).flatten() {
            Some(integer) => View::I64(integer),
            None => View::F64(self.0.to_f64().unwrap_or(f64::NAN)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, DecimalNumber};

    #[test]
    fn strings_and_numbers_are_read_and_each_type_writes_its_own() {
        let prices: Vec<Decimal> =
            crate::from_slice(br#"["0.10", "123456789012345678.90", 1.5, 7, "1e2"]"#).unwrap();
        assert_eq!(
            serde_json::to_string(&prices).unwrap(),
            r#"["0.10","123456789012345678.90","1.5","7","100"]"#
        );
        let numbers: Vec<DecimalNumber> =
            crate::from_slice(br#"["0.10", 0.1, 19.99, 7, -3]"#).unwrap();
        assert_eq!(
            serde_json::to_string(&numbers).unwrap(),
            "[0.1,0.1,19.99,7,-3]"
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let error = crate::from_slice::<Decimal>(br#""ten""#).unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"$: expected a decimal number, found string "ten""#
        );
    }
}
