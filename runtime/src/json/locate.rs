//! Where in a JSON text a fault was found.
//!
//! A fault travels as an error of the format in hand, which has no room for a path. So the path is
//! put into its message, one segment a level, on the way out: nothing is spent while all goes well,
//! and no type has to be compiled a second time for a path tracker.

use serde_core::de::Error;
use std::fmt;

/// One step of a path into a JSON value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Segment<'a> {
    /// A member of an object.
    Key(&'a str),
    /// An element of an array.
    Index(usize),
}

impl fmt::Display for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) if is_plain(key) => write!(f, ".{key}"),
            Self::Key(key) => write!(f, "[{key:?}]"),
            Self::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// Whether a key can stand in a path without quotes.
fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '@' | '$'))
}

/// The same error, with `segment` put before the path that its message starts with.
#[cold]
#[inline(never)]
pub(crate) fn at<E: Error>(error: E, segment: Segment<'_>) -> E {
    E::custom(prefixed(&error.to_string(), segment))
}

fn prefixed(message: &str, segment: Segment<'_>) -> String {
    match message.strip_prefix('$') {
        Some(rest) => format!("${segment}{rest}"),
        None => format!("${segment}: {message}"),
    }
}

/// Splits a message into the path before it (`$` if it names none) and what it says.
pub(crate) fn split(message: &str) -> (&str, &str) {
    if !message.starts_with('$') {
        return ("$", message);
    }
    let mut quoted = false;
    let mut escaped = false;
    for (place, c) in message.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ':' if !quoted => {
                let (path, said) = message.split_at_checked(place).unwrap_or(("$", message));
                return (path, said.trim_start_matches(':').trim_start());
            }
            _ => {}
        }
    }
    ("$", message)
}

#[cfg(test)]
mod tests {
    use super::{Segment, prefixed, split};

    #[test]
    fn a_path_grows_from_the_inside_out() {
        let inner = prefixed("expected a string", Segment::Key("x"));
        let outer = prefixed(&prefixed(&inner, Segment::Index(3)), Segment::Key("data"));
        assert_eq!(outer, "$.data[3].x: expected a string");
        assert_eq!(split(&outer), ("$.data[3].x", "expected a string"));
    }

    #[test]
    fn a_key_with_a_colon_does_not_end_the_path() {
        let message = prefixed("no", Segment::Key("a\": b"));
        assert_eq!(split(&message), (r#"$["a\": b"]"#, "no"));
    }

    #[test]
    fn a_message_without_a_path_is_about_the_whole() {
        assert_eq!(split("expected: a value"), ("$", "expected: a value"));
    }
}
