//! Payloads to values, by the words of [`webhooks!`](crate::webhooks!).

use super::form;
use crate::error::DecodeFault;
use crate::json::Field;
use crate::response::{Answer, Head, is_media_type, readers};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use std::convert::identity;

const FORM: &str = "application/x-www-form-urlencoded";

/// Reads a JSON payload.
///
/// # Errors
/// It is not JSON, or not what `T` needs.
pub fn json<T: Field>(headers: &HeaderMap, body: &[u8]) -> Result<T, DecodeFault> {
    // An answer without a body may stand for null; an event without one is none.
    if body.trim_ascii().is_empty() {
        return Err(DecodeFault::Empty);
    }
    readers::json(&answer(headers, body), identity)
}

/// Reads a form (`application/x-www-form-urlencoded`): a value that is written several times is a list; texts are read as
/// what `T` needs.
///
/// # Errors
/// It has no fields, or not those that `T` needs.
pub fn form<T: Field>(_headers: &HeaderMap, body: &[u8]) -> Result<T, DecodeFault> {
    if body.trim_ascii().is_empty() {
        return Err(DecodeFault::Empty);
    }
    form::read(body).map_err(DecodeFault::Json)
}

/// Reads an XML document.
///
/// # Errors
/// It is not XML, or not what `T` needs.
#[cfg(feature = "xml")]
pub fn xml<T: crate::Xml>(headers: &HeaderMap, body: &[u8]) -> Result<T, DecodeFault> {
    readers::xml(&answer(headers, body), identity)
}

/// Reads text.
///
/// # Errors
/// It is not UTF-8, nor ISO 8859-1 where the headers say so.
pub fn text(headers: &HeaderMap, body: &[u8]) -> Result<String, DecodeFault> {
    readers::text(&answer(headers, body), identity)
}

/// Keeps the bytes.
///
/// # Errors
/// None.
pub fn bytes(_headers: &HeaderMap, body: &[u8]) -> Result<Bytes, DecodeFault> {
    Ok(Bytes::copy_from_slice(body))
}

/// Reads nothing: the event has no payload, and what comes all the same is ignored.
///
/// # Errors
/// None.
pub fn empty(_headers: &HeaderMap, _body: &[u8]) -> Result<(), DecodeFault> {
    Ok(())
}

/// Reads a payload of which nothing is known: a form where the headers say so, else JSON.
pub(super) fn any(headers: &HeaderMap, body: &[u8]) -> Result<Value, DecodeFault> {
    let media_type = headers.get(CONTENT_TYPE);
    let media_type = media_type.and_then(|media_type| media_type.to_str().ok());
    match media_type {
        Some(found) if is_media_type(found, FORM) => form(headers, body),
        _ => json(headers, body),
    }
}

fn answer(headers: &HeaderMap, body: &[u8]) -> Answer {
    let head = Head {
        status: StatusCode::OK,
        headers: headers.clone(),
    };
    Answer::new(head, Bytes::copy_from_slice(body))
}
