//! Bodies to values, by the words of the macros: `json`, `text`, `bytes`.
//!
//! Each takes what makes the wanted value of it (an enum's variant), so that what the macros write is one expression.

use super::Answer;
use crate::error::DecodeFault;
use crate::json::{Field, from_slice};
use bytes::Bytes;

/// Reads a JSON text.
///
/// # Errors
/// It is not JSON, or not what `T` needs.
pub fn json<T: Field, R>(answer: &Answer, make: fn(T) -> R) -> Result<R, DecodeFault> {
    let read = from_slice(&answer.bytes).map(make);
    read.map_err(|error| match answer.media_type() {
        // A type may be read from `null` or not at all: an empty body is a fault only if the type says so.
        _ if answer.bytes.trim_ascii().is_empty() => DecodeFault::Empty,
        Some(media_type) if !is_json(media_type) => DecodeFault::MediaType(media_type.to_owned()),
        _ => DecodeFault::Json(error),
    })
}

/// Reads UTF-8 text.
///
/// # Errors
/// It is not UTF-8.
pub fn text<R>(answer: &Answer, make: fn(String) -> R) -> Result<R, DecodeFault> {
    std::str::from_utf8(&answer.bytes)
        .map(|text| make(text.to_owned()))
        .map_err(DecodeFault::Text)
}

/// Reads any bytes.
///
/// # Errors
/// None.
pub fn bytes<R>(answer: &Answer, make: fn(Bytes) -> R) -> Result<R, DecodeFault> {
    Ok(make(answer.bytes.clone()))
}

/// An answer of a status that an enum of errors does not have.
///
/// # Errors
/// None.
pub fn undocumented<R>(_answer: &Answer, value: R) -> Result<R, DecodeFault> {
    Ok(value)
}

/// An answer of a status that an enum of successes does not have.
///
/// # Errors
/// Always.
pub fn unexpected<R>(answer: &Answer) -> Result<R, DecodeFault> {
    Err(DecodeFault::Status(answer.head.status))
}

/// Whether a media type is JSON (`application/json`, `application/problem+json`, …; RFC 6839 §3.1).
fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

impl Answer {
    fn media_type(&self) -> Option<&str> {
        self.head
            .headers
            .get(http::header::CONTENT_TYPE)?
            .to_str()
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_media_types_are_known() {
        for media_type in [
            "application/json",
            "application/problem+json; charset=utf-8",
            "text/JSON",
        ] {
            assert!(is_json(media_type), "{media_type}");
        }
        assert!(!is_json("text/html"));
        assert!(!is_json("application/jsonp"));
    }
}
