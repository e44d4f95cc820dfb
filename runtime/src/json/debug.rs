//! How a value is shown to a programmer: what `Debug` says of it.

use super::field::Slot;
use super::view::View;
use std::fmt;

/// Shows an object: the name of its type, and of its fields those that are there, by their keys.
///
/// One text for thousands of types, where derives would compile one for each.
pub fn debug_object(object: &dyn Slot, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    View::Object(object).entries(&mut |key, value| {
        shown.field(key, &value);
    });
    shown.finish()
}

/// A value as JSON has it; what is secret is not shown.
impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Absent | Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::I64(value) => value.fmt(f),
            Self::U64(value) => value.fmt(f),
            Self::F32(value) => value.fmt(f),
            Self::F64(value) => value.fmt(f),
            Self::Str(text) => text.fmt(f),
            Self::Display(value) => value.fmt(f),
            Self::SecretStr(_) | Self::Secret(_) => f.write_str("[redacted]"),
            Self::List(list) => {
                let elements = (0..list.len()).filter_map(|index| list.get(index));
                f.debug_list().entries(elements).finish()
            }
            Self::Constrained(slot, _) => slot.view().fmt(f),
            Self::Tagged(slot, ..) if !self.is_object() => slot.view().fmt(f),
            Self::Object(_) | Self::Map(_) | Self::Tagged(..) => {
                let mut shown = f.debug_map();
                self.entries(&mut |key, value| {
                    shown.entry(&key, &value);
                });
                shown.finish()
            }
            Self::File(file) => file.fmt(f),
            Self::Json(value) => write!(f, "{value}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate as rt;

    rt::object! {
        pub(crate) struct Account: Default {
            name: optional(String) = "fullName",
            password: optional(rt::SecretString) = "password",
            keys: optional(rt::Map<rt::Redacted<i64>>) = "keys",
            last: maybe(rt::DateTime, null_last) = "last",
            within: optional(Box<Account>) = "within",
            tags: optional(Vec<String>) = "tags",
            others: extra(rt::Value),
        }
    }

    #[test]
    fn what_is_there_is_shown_but_for_secrets() {
        let text = br#"{"password":"hunter2","keys":{"a":7},"last":null,"x":{"y":[1]},"tags":["t"],
            "within":{"fullName":"n","password":"hunter3","last":"2026-05-15T19:44:51Z"}}"#;
        let account: Account = rt::from_slice(text).unwrap();
        assert_eq!(
            format!("{account:?}"),
            "Account { password: [redacted], keys: {\"a\": [redacted]}, last: null, within: {\"fullName\": \"n\", \
             \"password\": [redacted], \"last\": 2026-05-15T19:44:51Z}, tags: [\"t\"], x: {\"y\":[1]} }"
        );
    }
}
