//! What kinds of JSON values there are, and which a union's variant takes.

use super::incoming::Incoming;
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
    pub(crate) fn of(value: &Incoming<'_>) -> Self {
        match value {
            Incoming::Null => Self::null,
            Incoming::Bool(_) => Self::boolean,
            Incoming::I64(_) | Incoming::U64(_) => Self::integer,
            Incoming::F64(value) if exact_integer(*value).is_some() => Self::integer,
            Incoming::F64(_) => Self::FRACTION,
            Incoming::Str(_) | Incoming::String(_) => Self::string,
            Incoming::List(_) => Self::array,
            Incoming::Object(_) => Self::object,
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
    use super::{Incoming, Kinds, same};
    use serde_json::json;

    #[test]
    fn an_integer_is_a_number_too() {
        assert!(Kinds::number.take(Kinds::of(&Incoming::U64(1))));
        assert!(Kinds::integer.take(Kinds::of(&Incoming::F64(1.0))));
        assert!(!Kinds::integer.take(Kinds::of(&Incoming::F64(1.5))));
        assert!(
            Kinds::null
                .or(Kinds::string)
                .take(Kinds::of(&Incoming::Null))
        );
    }

    #[test]
    fn numbers_are_compared_by_value() {
        assert!(same(&json!(1), &json!(1.0)));
        assert!(!same(&json!(1), &json!("1")));
    }
}
