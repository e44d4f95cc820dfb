//! Answers that come item by item: the way back of the codecs that stream.

use super::{Mocked, Reply, Script, TypedCall};
use crate::json::Field;
use crate::response::{Codec, codecs};
use crate::stream::{Event, Text};
use bytes::Bytes;
use std::fmt::Write as _;

/// How the items of an answer are written one after the other. Implemented for lines and sequences of JSON.
pub trait EncodeItems: Codec {
    /// An item.
    type Item;
    /// The media type of the whole.
    const MEDIA_TYPE: &'static str;

    /// The text of an item, with what sets it apart from the next.
    fn encode(item: &Self::Item) -> Bytes;
}

impl<T: Field> EncodeItems for codecs::json_lines<T> {
    type Item = T;
    const MEDIA_TYPE: &'static str = "application/jsonl";

    fn encode(item: &T) -> Bytes {
        format!("{}\n", json(item)).into()
    }
}

impl<T: Field> EncodeItems for codecs::json_seq<T> {
    type Item = T;
    const MEDIA_TYPE: &'static str = "application/json-seq";

    /// RFC 7464 §2.2.
    fn encode(item: &T) -> Bytes {
        format!("\u{1e}{}\n", json(item)).into()
    }
}

/// How what an event holds is written.
pub trait EncodeEvent {
    /// The name that belongs to it, and the data.
    fn encode(&self) -> (Option<&'static str>, String);
}

impl<T: Field> EncodeEvent for T {
    fn encode(&self) -> (Option<&'static str>, String) {
        (None, json(self))
    }
}

impl EncodeEvent for Text {
    fn encode(&self) -> (Option<&'static str>, String) {
        (None, self.0.clone())
    }
}

fn json<T: Field>(value: &T) -> String {
    // Views are written into memory, which takes all of them.
    serde_json::to_string(&value.view()).unwrap_or_default()
}

/// The lines of an event (WHATWG HTML, §9.2.5), and the empty one that ends it.
fn event<T: EncodeEvent>(event: &Event<T>) -> Bytes {
    let (name, data) = event.data.encode();
    let mut text = String::new();
    // A `String` takes all that is written to it.
    if let Some(name) = event.name.as_deref().or(name) {
        let _ = writeln!(text, "event: {name}");
    }
    if let Some(id) = &event.id {
        let _ = writeln!(text, "id: {id}");
    }
    for line in data.replace("\r\n", "\n").split(['\n', '\r']) {
        let _ = writeln!(text, "data: {line}");
    }
    text.push('\n');
    text.into()
}

impl<O: Mocked> Script<'_, O> {
    /// Answers with these events: the values that they hold, or [`Event`]s with names and ids. The event that says that no
    /// other comes (`[DONE]`), where the operation has one, follows by itself.
    pub fn events<T, E>(self, events: impl IntoIterator<Item = E>) -> Self
    where
        O: TypedCall<Codec = codecs::events<T>>,
        T: EncodeEvent,
        E: Into<Event<T>>,
    {
        let pieces = events.into_iter().map(|one| event(&one.into())).collect();
        let done = O::operation()
            .done
            .map(|done| event(&Event::new(Text(done.to_owned()))));
        self.pieces("text/event-stream", pieces, done.unwrap_or_default())
    }

    /// Answers with these items, one after the other.
    pub fn items<I>(self, items: I) -> Self
    where
        O::Codec: EncodeItems,
        I: IntoIterator<Item = <O::Codec as EncodeItems>::Item>,
    {
        let pieces = items.into_iter().map(|item| O::Codec::encode(&item));
        let pieces = pieces.collect();
        self.pieces(O::Codec::MEDIA_TYPE, pieces, Bytes::new())
    }

    /// Answers with bytes that come in these pieces, for who reads them as they come (`send_streaming`).
    pub fn chunks<B>(self, chunks: impl IntoIterator<Item = B>) -> Self
    where
        O: TypedCall<Codec = codecs::bytes>,
        B: Into<Bytes>,
    {
        let pieces = chunks.into_iter().map(Into::into).collect();
        self.pieces("application/octet-stream", pieces, Bytes::new())
    }

    fn pieces(self, media_type: &str, pieces: Vec<Bytes>, end: Bytes) -> Self {
        self.raw(Reply::pieces(
            200,
            &[("content-type", media_type)],
            pieces,
            end,
        ))
    }

    /// The answer that was scripted last breaks off where it would end.
    pub fn cut(self) -> Self {
        self.change_last(Reply::cut)
    }

    /// The answer that was scripted last comes to a standstill where it would end.
    pub fn stalled(self) -> Self {
        self.change_last(Reply::stalled)
    }
}

/// Writes what [`event_data!`](crate::event_data!) declares.
#[doc(hidden)]
#[macro_export]
macro_rules! __encode_event {
    ($name:ident { $($variant:ident = $wire:literal,)* }) => {
        impl $crate::test_util::EncodeEvent for $name {
            fn encode(&self) -> ($crate::__private::Option<&'static str>, $crate::__private::String) {
                match self {
                    $(Self::$variant(data) => {
                        ($crate::__private::Some($wire), $crate::test_util::EncodeEvent::encode(data).1)
                    })*
                    Self::Unknown(data) => ($crate::__private::None, $crate::__private::Clone::clone(data)),
                }
            }
        }
    };
}
