//! Bodies to values.

use super::Answer;
use crate::error::DecodeFault;
use http::StatusCode;

/// How an answer becomes a value.
pub trait Codec {
    /// The value.
    type Value;

    /// What is asked for by the header `Accept`.
    const ACCEPT: &'static str = "*/*";

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

/// How an answer is asked for where JSON will do.
const ACCEPT_JSON: &str = "application/json";
/// The same for text.
const ACCEPT_TEXT: &str = "text/*, */*;q=0.1";

/// The codecs by the words of [`operation!`](crate::operation!).
#[allow(non_camel_case_types)] // named as the macro's words, which it pastes
pub mod codecs {
    use super::super::{SuccessReplies, UNDOCUMENTED, readers, reply_status};
    use super::{Answer, Codec, DecodeFault, StatusCode};
    use crate::json::Field;
    use ::bytes::Bytes;
    use std::convert::identity;
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
        const ACCEPT: &'static str = super::ACCEPT_JSON;

        fn decode(answer: &Answer) -> Result<T, DecodeFault> {
            readers::json(answer, identity)
        }
    }

    impl Codec for text {
        type Value = String;
        const ACCEPT: &'static str = super::ACCEPT_TEXT;

        fn decode(answer: &Answer) -> Result<String, DecodeFault> {
            readers::text(answer, identity)
        }
    }

    impl Codec for bytes {
        type Value = Bytes;

        fn decode(answer: &Answer) -> Result<Bytes, DecodeFault> {
            readers::bytes(answer, identity)
        }
    }

    impl Codec for empty {
        type Value = ();

        fn decode(_answer: &Answer) -> Result<(), DecodeFault> {
            Ok(())
        }
    }

    impl<T: SuccessReplies> Codec for replies<T> {
        type Value = T;
        const ACCEPT: &'static str = super::accept(T::CODECS);

        fn is_success(status: StatusCode) -> bool {
            let is_error = status.is_client_error() || status.is_server_error();
            status.is_success() || (!is_error && reply_status(T::STATUSES, status).is_some())
        }

        fn decode(answer: &Answer) -> Result<T, DecodeFault> {
            let status = reply_status(T::STATUSES, answer.head.status);
            T::read(status.unwrap_or(UNDOCUMENTED), answer)
        }
    }
}

/// What to ask for when an answer is read by one of these codecs: JSON wherever any is.
const fn accept(codecs: &[&str]) -> &'static str {
    let mut rest = codecs;
    let mut asked = "*/*";
    while let [codec, others @ ..] = rest {
        match codec.as_bytes() {
            b"json" => return ACCEPT_JSON,
            b"text" => asked = ACCEPT_TEXT,
            _ => {}
        }
        rest = others;
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::accept;

    #[test]
    fn json_is_asked_for_wherever_an_answer_may_be_json() {
        assert_eq!(accept(&["empty", "text", "json"]), "application/json");
        assert_eq!(accept(&["text", "bytes"]), "text/*, */*;q=0.1");
        assert_eq!(accept(&["empty"]), "*/*");
    }
}
