//! Bodies to values.

use super::Answer;
use super::replies::Replies;
use crate::error::DecodeFault;
use http::StatusCode;

/// How an answer becomes a value.
pub trait Codec {
    /// The value.
    type Value;

    /// Whether a status is a success for it.
    fn is_success(status: StatusCode) -> bool {
        status.is_success()
    }

    /// Reads the value.
    ///
    /// # Errors
    /// The answer is not what is expected.
    fn decode(answer: &Answer) -> Result<Self::Value, DecodeFault>;
}

/// The codecs by the words of [`call!`](crate::call!) and [`replies!`](crate::replies!).
#[allow(non_camel_case_types)] // named as the macros' words, which they paste
pub mod codecs {
    use super::{Answer, Codec, DecodeFault, Replies, StatusCode, is_json};
    use crate::json::{Field, from_slice};
    use ::bytes::Bytes;
    use std::marker::PhantomData;

    /// A JSON text.
    pub struct json<T>(PhantomData<T>);
    /// UTF-8 text.
    pub struct text;
    /// Any bytes.
    pub struct bytes;
    /// Nothing; a body is ignored.
    pub struct empty;
    /// One of several bodies, by status.
    pub struct replies<T>(PhantomData<T>);

    impl<T: Field> Codec for json<T> {
        type Value = T;

        fn decode(answer: &Answer) -> Result<T, DecodeFault> {
            from_slice(&answer.bytes).map_err(|error| match answer.media_type() {
                // A type may be read from `null` or not at all: an empty body is a fault only if the type says so.
                _ if answer.bytes.is_empty() => DecodeFault::Empty,
                Some(media_type) if !is_json(media_type) => {
                    DecodeFault::MediaType(media_type.to_owned())
                }
                _ => DecodeFault::Json(error),
            })
        }
    }

    impl Codec for text {
        type Value = String;

        fn decode(answer: &Answer) -> Result<String, DecodeFault> {
            std::str::from_utf8(&answer.bytes)
                .map(str::to_owned)
                .map_err(DecodeFault::Text)
        }
    }

    impl Codec for bytes {
        type Value = Bytes;

        fn decode(answer: &Answer) -> Result<Bytes, DecodeFault> {
            Ok(answer.bytes.clone())
        }
    }

    impl Codec for empty {
        type Value = ();

        fn decode(_answer: &Answer) -> Result<(), DecodeFault> {
            Ok(())
        }
    }

    impl<T: Replies> Codec for replies<T> {
        type Value = T;

        fn is_success(status: StatusCode) -> bool {
            status.is_success()
                || super::super::reply_index(T::STATUSES, status)
                    .is_some_and(|_| !status.is_client_error() && !status.is_server_error())
        }

        fn decode(answer: &Answer) -> Result<T, DecodeFault> {
            match super::super::reply_index(T::STATUSES, answer.head.status) {
                Some(index) => T::read(index, answer),
                None => Err(DecodeFault::Status(answer.head.status)),
            }
        }
    }
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
