//! Bodies to values, by the words of the macros: `json`, `text`, `bytes`.
//!
//! Each takes what makes the wanted value of it (an enum's variant), so that what the macros write is one expression.

use super::{Answer, media_type};
use crate::error::DecodeFault;
use crate::json::{Field, JsonError, from_slice};
use bytes::Bytes;

/// Reads a JSON text.
///
/// # Errors
/// It is not JSON, or not what `T` needs.
pub fn json<T: Field, R>(answer: &Answer, make: fn(T) -> R) -> Result<R, DecodeFault> {
    from_slice(&answer.bytes)
        .or_else(|error| no_json(answer, error))
        .map(make)
}

/// What there is instead of a JSON text that fits: nothing, which will do for a type that admits `null`; else a fault.
fn no_json<T: Field>(answer: &Answer, error: JsonError) -> Result<T, DecodeFault> {
    if answer.bytes.trim_ascii().is_empty() {
        return from_slice(b"null").map_err(|_| DecodeFault::Empty);
    }
    match answer.head.media_type() {
        Some(found) if !media_type::is_json(found) => Err(DecodeFault::MediaType {
            expected: "JSON",
            found: found.to_owned(),
        }),
        _ => Err(DecodeFault::Json(error)),
    }
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
