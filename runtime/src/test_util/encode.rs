//! Values to bodies: the way back of [`Codec`].

use crate::json::Field;
use crate::response::{Codec, codecs};
use bytes::Bytes;

/// How a value becomes the body of an answer.
pub trait Encode: Codec {
    /// The media type and the body.
    fn encode(value: &Self::Value) -> (Option<&'static str>, Bytes);
}

impl<T: Field> Encode for codecs::json<T> {
    fn encode(value: &T) -> (Option<&'static str>, Bytes) {
        // Views are written into memory, which takes all of them.
        let text = serde_json::to_vec(&value.view()).unwrap_or_default();
        (Some("application/json"), text.into())
    }
}

#[cfg(feature = "xml")]
impl<T: crate::Xml> Encode for codecs::xml<T> {
    fn encode(value: &T) -> (Option<&'static str>, Bytes) {
        // What XML cannot hold is no answer, and said to be none where it is scripted.
        let text = crate::xml::to_any_xml(value).unwrap_or_default();
        (Some("application/xml"), text.into())
    }
}

impl Encode for codecs::text {
    fn encode(value: &String) -> (Option<&'static str>, Bytes) {
        (Some("text/plain; charset=utf-8"), value.clone().into())
    }
}

impl Encode for codecs::bytes {
    fn encode(value: &Bytes) -> (Option<&'static str>, Bytes) {
        (Some("application/octet-stream"), value.clone())
    }
}

impl Encode for codecs::empty {
    fn encode((): &()) -> (Option<&'static str>, Bytes) {
        (None, Bytes::new())
    }
}
