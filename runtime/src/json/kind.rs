//! What kinds of JSON values there are, and which a union's variant takes.

use super::scalars::exact_integer;
use serde_json::Value;

/// A set of JSON kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(u8);

/// The kinds by the words of [`union!`](crate::union!).
#[allow(non_upper_case_globals, missing_docs)] // named as the macro's words, which it pastes
impl Kinds {
    pub const null: Self = Self(1);
    pub const boolean: Self = Self(1 << 1);
    pub const integer: Self = Self(1 << 2);
    /// A number with or without a fraction.
    pub const number: Self = Self(1 << 2 | 1 << 3);
    pub const string: Self = Self(1 << 4);
    pub const array: Self = Self(1 << 5);
    pub const object: Self = Self(1 << 6);
    pub const any: Self = Self(0x7f);
    const FRACTION: Self = Self(1 << 3);

    /// All kinds of either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a value of kind `one` is among these.
    pub(crate) const fn take(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }

    /// The kind of a value.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::null,
            Value::Bool(_) => Self::boolean,
            Value::Number(number) if number.is_f64() => {
                if number.as_f64().and_then(exact_integer).is_some() {
                    Self::integer
                } else {
                    Self::FRACTION
                }
            }
            Value::Number(_) => Self::integer,
            Value::String(_) => Self::string,
            Value::Array(_) => Self::array,
            Value::Object(_) => Self::object,
        }
    }
}

/// Whether two JSON scalars are the same value (`1` and `1.0` are).
pub(crate) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => {
            x == y || (x.is_f64() != y.is_f64() && x.as_f64() == y.as_f64())
        }
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kinds, same};
    use serde_json::json;

    #[test]
    fn an_integer_is_a_number_too() {
        assert!(Kinds::number.take(Kinds::of(&json!(1))));
        assert!(Kinds::integer.take(Kinds::of(&json!(1.0))));
        assert!(!Kinds::integer.take(Kinds::of(&json!(1.5))));
        assert!(Kinds::null.or(Kinds::string).take(Kinds::of(&json!(null))));
    }

    #[test]
    fn numbers_are_compared_by_value() {
        assert!(same(&json!(1), &json!(1.0)));
        assert!(!same(&json!(1), &json!("1")));
    }
}
