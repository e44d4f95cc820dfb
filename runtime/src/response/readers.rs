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

/// Reads an XML document.
///
/// # Errors
/// It is not XML, or not what `T` needs.
#[cfg(feature = "xml")]
pub fn xml<T: crate::Xml, R>(answer: &Answer, make: fn(T) -> R) -> Result<R, DecodeFault> {
    let media_type = answer.head.media_type();
    let read = crate::xml::read(&answer.bytes, media_type.is_some_and(media_type::is_latin));
    match (read, media_type) {
        (Ok(value), _) => Ok(make(value)),
        _ if answer.bytes.trim_ascii().is_empty() => Err(DecodeFault::Empty),
        (Err(_), Some(found)) if !media_type::is_xml(found) => Err(DecodeFault::MediaType {
            expected: "XML",
            found: found.to_owned(),
        }),
        (Err(error), _) => Err(DecodeFault::Xml(error)),
    }
}

/// Reads text: UTF-8, or ISO 8859-1 where the answer says so.
///
/// # Errors
/// It is neither.
pub fn text<R>(answer: &Answer, make: fn(String) -> R) -> Result<R, DecodeFault> {
    match std::str::from_utf8(&answer.bytes) {
        Ok(text) => Ok(make(text.to_owned())),
        Err(_) if answer.head.media_type().is_some_and(media_type::is_latin) => {
            // The first 256 characters of Unicode are those of ISO 8859-1.
            Ok(make(answer.bytes.iter().copied().map(char::from).collect()))
        }
        Err(error) => Err(DecodeFault::Text(error)),
    }
}

/// Reads any bytes.
///
/// # Errors
/// None.
pub fn bytes<R>(answer: &Answer, make: fn(Bytes) -> R) -> Result<R, DecodeFault> {
    Ok(make(answer.bytes.clone()))
}

/// Leaves the body alone.
///
/// # Errors
/// None.
pub fn empty<R>(_answer: &Answer, value: R) -> Result<R, DecodeFault> {
    Ok(value)
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
