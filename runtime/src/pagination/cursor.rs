//! Where a page begins.

use serde_json::Value;
use std::fmt;

/// Where a page begins: the cursor that a server gave, the URL of the page, how many items come before it, or its number.
///
/// To go on at another time, keep its text ([`Display`](fmt::Display)) or its [value](Self::as_value), and give it to
/// [`Pages::resume`](crate::Pages::resume) or [`Items::resume`](crate::Items::resume).
///
/// `Debug` does not show it: a URL may hold a credential.
#[derive(Clone, PartialEq)]
pub struct Cursor(pub(super) Value);

impl Cursor {
    /// The value as the server gave it; a number where pages or items are counted.
    pub const fn as_value(&self) -> &Value {
        &self.0
    }

    /// The number, also where somebody kept it as text.
    pub(super) fn number(&self) -> Option<i64> {
        self.0.as_i64().or_else(|| self.0.as_str()?.parse().ok())
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Value::String(text) => f.write_str(text),
            other => other.fmt(f),
        }
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cursor").finish_non_exhaustive()
    }
}

impl From<Value> for Cursor {
    fn from(value: Value) -> Self {
        Self(value)
    }
}

impl From<&str> for Cursor {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<i64> for Cursor {
    fn from(number: i64) -> Self {
        Self(number.into())
    }
}
