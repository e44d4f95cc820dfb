//! Bodies to values.

use super::{Answer, Head, media_type};
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

    /// Whether the body of an answer with this head is handed over as it comes in, instead of being read.
    fn streams(_head: &Head) -> bool {
        false
    }

    /// Reads the value.
    ///
    /// # Errors
    /// The answer is not what is expected.
    fn decode(answer: &mut Answer) -> Result<Self::Value, DecodeFault>;
}

/// Whether an answer succeeds, has a body, and does not say that it is something else than what is expected.
fn begins_stream(head: &Head, is_expected: fn(&str) -> bool) -> bool {
    head.status.is_success() && !has_no_body(head) && head.media_type().is_none_or(is_expected)
}

/// Statuses whose answers have no content (RFC 9110, §15.3.5, §15.3.6).
fn has_no_body(head: &Head) -> bool {
    matches!(
        head.status,
        StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT
    )
}

/// Why the body of an answer that was read is no stream.
fn no_stream(answer: &Answer, expected: &'static str) -> DecodeFault {
    match answer.head.media_type() {
        Some(found) => DecodeFault::MediaType {
            expected,
            found: found.to_owned(),
        },
        None => DecodeFault::Empty,
    }
}

/// Lines of JSON go by many names, among them those of one JSON text and of plain text. What says that it is a page of HTML
/// is none.
fn may_be_json_lines(found: &str) -> bool {
    let essence = media_type::essence(found).to_ascii_lowercase();
    essence.contains("json") || matches!(&*essence, "text/plain" | "application/octet-stream")
}

/// How an answer is asked for where JSON will do. Errors may be written in another way (RFC 9457 §3), which weighs less than
/// any success (RFC 9110 §12.5.1).
const ACCEPT_JSON: &str = "application/json, application/problem+json;q=0.05";
/// The same for XML; both names of it are in use (RFC 7303 §9).
const ACCEPT_XML: &str = "application/xml, text/xml;q=0.9, application/problem+json;q=0.05";
/// The same for text.
const ACCEPT_TEXT: &str = "text/*, */*;q=0.1";

/// The codecs by the words of [`operation!`](crate::operation!).
#[allow(non_camel_case_types)] // named as the macro's words, which it pastes
pub mod codecs {
    use super::super::{SuccessReplies, UNDOCUMENTED, is_documented, readers, reply_status};
    use super::{Answer, Codec, DecodeFault, Head, StatusCode, begins_stream, has_no_body};
    use super::{may_be_json_lines, media_type, no_stream};
    use crate::json::Field;
    use crate::stream::{ByteStream, EventData, EventStream, Framing, JsonStream};
    use ::bytes::Bytes;
    use std::convert::identity;
    use std::marker::PhantomData;

    /// A JSON text.
    pub struct json<T>(PhantomData<T>);
    /// An XML document.
    #[cfg(feature = "xml")]
    pub struct xml<T>(PhantomData<T>);
    /// UTF-8 text.
    pub struct text;
    /// Any bytes.
    pub struct bytes;
    /// Nothing; a body is ignored.
    pub struct empty;
    /// One of several bodies, by status.
    pub struct replies<T>(PhantomData<T>);
    /// Any bytes, as they come in.
    pub struct stream;
    /// Server-sent events.
    pub struct events<T>(PhantomData<T>);
    /// Lines of JSON.
    pub struct json_lines<T>(PhantomData<T>);
    /// A JSON text sequence (RFC 7464).
    pub struct json_seq<T>(PhantomData<T>);

    impl<T: Field> Codec for json<T> {
        type Value = T;
        const ACCEPT: &'static str = super::ACCEPT_JSON;

        fn decode(answer: &mut Answer) -> Result<T, DecodeFault> {
            readers::json(answer, identity)
        }
    }

    #[cfg(feature = "xml")]
    impl<T: crate::Xml> Codec for xml<T> {
        type Value = T;
        const ACCEPT: &'static str = super::ACCEPT_XML;

        fn decode(answer: &mut Answer) -> Result<T, DecodeFault> {
            readers::xml(answer, identity)
        }
    }

    impl Codec for text {
        type Value = String;
        const ACCEPT: &'static str = super::ACCEPT_TEXT;

        fn decode(answer: &mut Answer) -> Result<String, DecodeFault> {
            readers::text(answer, identity)
        }
    }

    impl Codec for bytes {
        type Value = Bytes;

        fn decode(answer: &mut Answer) -> Result<Bytes, DecodeFault> {
            readers::bytes(answer, identity)
        }
    }

    impl Codec for empty {
        type Value = ();

        fn decode(_answer: &mut Answer) -> Result<(), DecodeFault> {
            Ok(())
        }
    }

    impl<T: SuccessReplies> Codec for replies<T> {
        type Value = T;
        const ACCEPT: &'static str = super::accept(T::CODECS);

        fn is_success(status: StatusCode) -> bool {
            let is_error = status.is_client_error() || status.is_server_error();
            status.is_success() || (!is_error && is_documented(T::STATUSES, status))
        }

        fn decode(answer: &mut Answer) -> Result<T, DecodeFault> {
            let status = reply_status(T::STATUSES, &answer.head);
            T::read(status.unwrap_or(UNDOCUMENTED), answer)
        }
    }

    impl Codec for stream {
        type Value = ByteStream;

        fn streams(head: &Head) -> bool {
            head.status.is_success()
        }

        fn decode(answer: &mut Answer) -> Result<ByteStream, DecodeFault> {
            let opened = answer.opened.take().ok_or(DecodeFault::Empty)?;
            Ok(ByteStream::new(*opened))
        }
    }

    impl<T: EventData> Codec for events<T> {
        type Value = EventStream<T>;
        const ACCEPT: &'static str = "text/event-stream, application/problem+json;q=0.05";

        fn streams(head: &Head) -> bool {
            begins_stream(head, |found| media_type::is(found, "text/event-stream"))
        }

        fn decode(answer: &mut Answer) -> Result<EventStream<T>, DecodeFault> {
            match answer.opened.take() {
                None if !has_no_body(&answer.head) => Err(no_stream(answer, "text/event-stream")),
                opened => Ok(EventStream::new(opened.map(|opened| *opened))),
            }
        }
    }

    impl<T: Field> Codec for json_lines<T> {
        type Value = JsonStream<T>;
        const ACCEPT: &'static str = "application/jsonl, application/x-ndjson;q=0.9, application/json;q=0.8, \
             application/problem+json;q=0.05";

        fn streams(head: &Head) -> bool {
            begins_stream(head, may_be_json_lines)
        }

        fn decode(answer: &mut Answer) -> Result<JsonStream<T>, DecodeFault> {
            json_stream(answer, Framing::Lines)
        }
    }

    impl<T: Field> Codec for json_seq<T> {
        type Value = JsonStream<T>;
        const ACCEPT: &'static str = "application/json-seq, application/problem+json;q=0.05";

        fn streams(head: &Head) -> bool {
            begins_stream(head, may_be_json_lines)
        }

        fn decode(answer: &mut Answer) -> Result<JsonStream<T>, DecodeFault> {
            json_stream(answer, Framing::Sequence)
        }
    }

    fn json_stream<T: Field>(
        answer: &mut Answer,
        framing: Framing,
    ) -> Result<JsonStream<T>, DecodeFault> {
        match answer.opened.take() {
            None if !has_no_body(&answer.head) => Err(no_stream(answer, "JSON texts")),
            opened => Ok(JsonStream::new(opened.map(|opened| *opened), framing)),
        }
    }
}

/// What to ask for when an answer is read by one of these codecs: JSON wherever any is, else XML.
const fn accept(codecs: &[&str]) -> &'static str {
    let mut rest = codecs;
    let (mut has_xml, mut asked) = (false, "*/*");
    while let [codec, others @ ..] = rest {
        match codec.as_bytes() {
            b"json" => return ACCEPT_JSON,
            b"xml" => has_xml = true,
            b"text" => asked = ACCEPT_TEXT,
            _ => {}
        }
        rest = others;
    }
    if has_xml { ACCEPT_XML } else { asked }
}

#[cfg(test)]
mod tests {
    use super::accept;

    #[test]
    fn json_is_asked_for_wherever_an_answer_may_be_json() {
        assert_eq!(accept(&["empty", "text", "json"]), super::ACCEPT_JSON);
        assert_eq!(accept(&["text", "bytes"]), "text/*, */*;q=0.1");
        assert_eq!(accept(&["xml", "text"]), super::ACCEPT_XML);
        assert_eq!(accept(&["empty"]), "*/*");
    }
}
