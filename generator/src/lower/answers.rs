//! What an answer holds, by its media types.
//!
//! Where media types only write the same value in different ways (JSON and XML of one schema), the one that types most is
//! asked for and nothing is said of the others. Those that hold something else (a page of CSV) are further bodies, told
//! apart by `Content-Type`.

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::media::{Written, essence, is_json, is_raw, is_xml};
use super::streams::{Framing, Items};
use super::view::Part;
use super::xml::Direction;
use super::{Context, Lowerer};
use crate::diagnostics::{Code, Pointer};
use crate::model::{Example, ReplyBody};

/// How the content of a media type is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Xml,
    Text,
    Bytes,
    Stream(Framing),
}

impl Format {
    fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        if let Some(framing) = Framing::of(&essence) {
            return Self::Stream(framing);
        }
        match essence.as_str() {
            _ if is_json(&essence) => Self::Json,
            "application/x-www-form-urlencoded" => Self::Text,
            xml if is_xml(xml) => Self::Xml,
            text if text.starts_with("text/") || is_yaml(text) => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// RFC 9512 §2, and what was written before it.
fn is_yaml(essence: &str) -> bool {
    essence.ends_with("yaml")
}

/// Whether a media type writes structured values, so that one without a schema holds what the others do.
fn is_structured(media_type: &str) -> bool {
    let essence = essence(media_type);
    let others = ["cbor", "msgpack", "protobuf", "x-www-form-urlencoded"];
    is_json(&essence)
        || is_xml(&essence)
        || is_yaml(&essence)
        || others.iter().any(|ending| essence.ends_with(ending))
}

/// A body that an answer may have.
pub(super) struct Content {
    /// Without parameters.
    pub(super) media_type: String,
    pub(super) body: ReplyBody,
    /// Of events, the data after which no other comes.
    pub(super) done: Option<String>,
    pub(super) examples: Vec<Example>,
}

impl<'a> Lowerer<'a> {
    /// The bodies of an answer with this content: JSON first, then in the order of the document.
    pub(super) fn contents(
        &mut self,
        content: &'a IndexMap<String, MediaType>,
        at: &Pointer,
        context: &Context,
        suffix: &str,
    ) -> Vec<Content> {
        let mut contents: Vec<Content> = Vec::new();
        for (media_type, entry) in distinct(content) {
            let at = at.at(["content", media_type]);
            let suffix = match contents.len() {
                0 => suffix.to_owned(),
                _ => format!("{} {suffix}", short_name(media_type)),
            };
            let Items { body, done } = self.content(media_type, entry, &at, context, &suffix);
            contents.push(Content {
                media_type: essence(media_type),
                body,
                done,
                examples: self.examples(entry.example.as_ref(), &entry.examples, &at),
            });
        }
        contents
    }

    fn content(
        &mut self,
        media_type: &str,
        entry: &'a MediaType,
        at: &Pointer,
        context: &Context,
        suffix: &str,
    ) -> Items {
        let format = match Format::of(media_type) {
            Format::Json if essence(media_type) == "*/*" => match self.written_as(entry, at) {
                Written::Json => Format::Json,
                Written::Text => Format::Text,
                Written::Bytes => Format::Bytes,
            },
            format => format,
        };
        let body = match format {
            Format::Json => ReplyBody::Json(self.content_type(entry, at, context, suffix)),
            Format::Xml => self.xml_content(media_type, entry, at, context, suffix),
            Format::Bytes => {
                if self.is_structure(entry, at) {
                    self.say_given_as(media_type, "bytes", at);
                }
                ReplyBody::Bytes
            }
            Format::Stream(framing) => {
                let word = match framing {
                    Framing::Events => "event",
                    Framing::JsonLines | Framing::JsonSequence => "item",
                };
                return self.items(framing, entry, at, &context.child(word));
            }
            Format::Text => {
                // A text of any media type is no value that is only written as one.
                if is_structured(media_type) && essence(media_type) != "*/*" {
                    self.say_given_as(media_type, "text", at);
                }
                ReplyBody::Text
            }
        };
        Items { body, done: None }
    }

    /// XML of a type, or text where no type can be made of it.
    fn xml_content(
        &mut self,
        media_type: &str,
        entry: &'a MediaType,
        at: &Pointer,
        context: &Context,
        suffix: &str,
    ) -> ReplyBody {
        if is_raw(entry) {
            return ReplyBody::Text;
        }
        let ty = self.content_type(entry, at, context, suffix);
        match self.xml_obstacle(&ty, Direction::Received) {
            None => ReplyBody::Xml(ty),
            Some(obstacle) => {
                self.say_no_xml("an answer", "is given as text", media_type, at, &obstacle);
                ReplyBody::Text
            }
        }
    }

    /// Whether the document says more of the content than that there are bytes.
    fn is_structure(&self, entry: &'a MediaType, at: &Pointer) -> bool {
        entry.schema.as_ref().is_some_and(|schema| {
            let view = self.view(&[Part::new(schema, at.join("schema"))]);
            matches!(view.kind, Some("object" | "array")) || !view.properties.is_empty()
        })
    }

    fn say_given_as(&mut self, media_type: &str, what: &str, at: &Pointer) {
        let message = format!("an answer of `{}` is given as {what}", essence(media_type));
        self.sink
            .say(Code::Unsupported, at, message)
            .and_help("typed answers are JSON, XML, events, and lines or sequences of JSON");
    }
}

/// Of the media types that write the same value, the one that types most; JSON first.
fn distinct(content: &IndexMap<String, MediaType>) -> Vec<(&str, &MediaType)> {
    let mut kept: Vec<(&str, &MediaType)> = Vec::new();
    for (media_type, entry) in content {
        let same = kept
            .iter_mut()
            .find(|(kept, other)| writes_the_same((kept, other), (media_type, entry)));
        match same {
            None => kept.push((media_type, entry)),
            Some(kept) if rank(media_type) < rank(kept.0) => {
                *kept = (media_type, entry);
            }
            Some(_) => {}
        }
    }
    kept.sort_by_key(|(media_type, _)| Format::of(media_type) != Format::Json);
    kept
}

/// How little of a value a media type types: JSON the least little, then XML.
fn rank(media_type: &str) -> u8 {
    match Format::of(media_type) {
        Format::Json => 0,
        Format::Xml => 1,
        Format::Text | Format::Bytes | Format::Stream(_) => 2,
    }
}

fn writes_the_same(one: (&str, &MediaType), other: (&str, &MediaType)) -> bool {
    let formats = (Format::of(one.0), Format::of(other.0));
    match (&one.1.schema, &other.1.schema) {
        _ if formats.0 == formats.1 && formats.0 != Format::Json => true,
        _ if matches!(formats, (Format::Stream(_), _) | (_, Format::Stream(_))) => false,
        (Some(one), Some(other)) => one == other,
        _ => is_structured(one.0) && is_structured(other.0),
    }
}

/// What a media type is called in a name: `text/csv` → `csv`, `application/vnd.github.diff` → `github.diff`,
/// `application/problem+json` → `problem`.
pub(super) fn short_name(media_type: &str) -> String {
    let essence = essence(media_type);
    let subtype = match essence.as_str() {
        "text/plain" => "text",
        "application/octet-stream" => "bytes",
        other => other.split_once('/').map_or(other, |(_, subtype)| subtype),
    };
    let subtype = subtype.trim_start_matches("vnd.").trim_start_matches("x-");
    let (name, _) = subtype.split_once('+').unwrap_or((subtype, ""));
    name.to_owned()
}

/// The media type of errors that any server may answer with (RFC 9457 §3).
const PROBLEM: &str = "application/problem+json";

/// The weight of what only errors are written in: less than that of any success, and more than none.
const WEIGHT_OF_ERRORS: &str = ";q=0.05";

/// The header `Accept` for these bodies, the first of which is liked best, and for errors in these media types (RFC 9110
/// §12.5.1); none where the usual one of the runtime does: JSON, any text, anything, events, each with the errors of RFC
/// 9457.
pub(super) fn accept<'c>(
    contents: impl IntoIterator<Item = (&'c str, &'c ReplyBody)>,
    errors: &[String],
) -> Option<String> {
    let mut media_types: Vec<(&str, &ReplyBody)> = Vec::new();
    for (media_type, body) in contents {
        if can_be_sent(media_type) && !media_types.iter().any(|(known, _)| *known == media_type) {
            media_types.push((media_type, body));
        }
    }
    let usual = match media_types.as_slice() {
        [] => return None,
        [(media_type, body)] if is_usual(media_type, body) => Some(usual(body)?),
        _ => None,
    };
    let asked: Vec<&str> = match usual {
        Some(usual) => usual.to_vec(),
        None => media_types
            .iter()
            .map(|(media_type, _)| *media_type)
            .collect(),
    };
    let mut others: Vec<&str> = Vec::new();
    for error in errors.iter().map(String::as_str) {
        let is_new = error != PROBLEM && !asked.contains(&error) && !others.contains(&error);
        if is_new && can_be_sent(error) && !error.contains('*') {
            others.push(error);
        }
    }
    if usual.is_some() && others.is_empty() {
        return None;
    }
    let has_problem = asked.iter().any(|asked| matches!(*asked, PROBLEM | "*/*"));
    others.extend((!has_problem).then_some(PROBLEM));
    let asked = asked
        .iter()
        .enumerate()
        .map(|(index, media_type)| match index {
            0 => (*media_type).to_owned(),
            // Never less than 0.1: 0 would say that it is not acceptable.
            index => format!("{media_type};q=0.{}", 10_usize.saturating_sub(index).max(1)),
        });
    let others = others
        .iter()
        .map(|other| format!("{other}{WEIGHT_OF_ERRORS}"));
    Some(asked.chain(others).collect::<Vec<_>>().join(", "))
}

fn can_be_sent(media_type: &str) -> bool {
    media_type.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether the runtime asks for a media type that is read so without being told.
fn is_usual(media_type: &str, body: &ReplyBody) -> bool {
    match body {
        ReplyBody::Json(_) => matches!(media_type, "application/json" | "*/*" | "application/*"),
        ReplyBody::Xml(_) => matches!(media_type, "application/xml" | "text/xml"),
        ReplyBody::Text => media_type.starts_with("text/"),
        ReplyBody::Bytes | ReplyBody::Empty => true,
        ReplyBody::Events(_) => media_type == "text/event-stream",
        ReplyBody::JsonLines(_) => {
            matches!(media_type, "application/jsonl" | "application/x-ndjson")
        }
        ReplyBody::JsonSequence(_) => media_type == "application/json-seq",
    }
}

/// What the runtime asks for without being told; none where that is anything.
const fn usual(body: &ReplyBody) -> Option<&'static [&'static str]> {
    match body {
        ReplyBody::Json(_) => Some(&["application/json"]),
        ReplyBody::Xml(_) => Some(&["application/xml", "text/xml"]),
        ReplyBody::Text | ReplyBody::Bytes | ReplyBody::Empty => None,
        ReplyBody::Events(_) => Some(&["text/event-stream"]),
        ReplyBody::JsonLines(_) => Some(&[
            "application/jsonl",
            "application/x-ndjson",
            "application/json",
        ]),
        ReplyBody::JsonSequence(_) => Some(&["application/json-seq"]),
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, accept, short_name};
    use crate::lower::streams::Framing;
    use crate::model::{EventData, ReplyBody, Type};

    #[test]
    fn formats_of_media_types() {
        for (media_type, expected) in [
            ("application/json; charset=utf-8", Format::Json),
            ("application/problem+json", Format::Json),
            ("*/*", Format::Json),
            ("text/csv", Format::Text),
            ("application/xml", Format::Xml),
            ("text/xml; charset=utf-8", Format::Xml),
            ("application/atom+xml", Format::Xml),
            (
                "text/event-stream;charset=utf-8",
                Format::Stream(Framing::Events),
            ),
            ("application/x-ndjson", Format::Stream(Framing::JsonLines)),
            (
                "application/geo+json-seq",
                Format::Stream(Framing::JsonSequence),
            ),
            ("application/octet-stream", Format::Bytes),
        ] {
            assert_eq!(Format::of(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn names_of_media_types_are_short() {
        let names = [
            "text/csv",
            "text/plain; charset=utf-8",
            "application/vnd.github.v3.diff",
            "application/problem+json",
            "image/*",
        ];
        assert_eq!(
            names.map(short_name),
            ["csv", "text", "github.v3.diff", "problem", "*"]
        );
    }

    #[test]
    fn what_is_liked_less_is_asked_for_with_less_weight() {
        let json = ReplyBody::Json(Type::Any);
        assert_eq!(accept([("application/json", &json)], &[]), None);
        assert_eq!(accept([("text/csv", &ReplyBody::Text)], &[]), None);
        assert_eq!(accept([], &[]), None);
        let hal = accept([("application/hal+json", &json)], &[]);
        assert_eq!(
            hal.as_deref(),
            Some("application/hal+json, application/problem+json;q=0.05")
        );
        let several = [
            ("application/json", &json),
            ("text/csv", &ReplyBody::Text),
            ("application/json", &json),
            ("image/png", &ReplyBody::Bytes),
        ];
        assert_eq!(
            accept(several, &[]).as_deref(),
            Some(
                "application/json, text/csv;q=0.9, image/png;q=0.8, application/problem+json;q=0.05"
            )
        );
    }

    #[test]
    fn errors_are_asked_for_with_less_weight_than_any_success() {
        let errors = |errors: &[&str]| errors.iter().map(ToString::to_string).collect::<Vec<_>>();
        let json = ReplyBody::Json(Type::Any);
        let usual = errors(&["application/json", "application/problem+json", "*/*"]);
        assert_eq!(accept([("application/json", &json)], &usual), None);
        let text = errors(&["text/plain", "application/json", "text/plain"]);
        assert_eq!(
            accept([("application/json", &json)], &text).as_deref(),
            Some("application/json, text/plain;q=0.05, application/problem+json;q=0.05")
        );
        assert_eq!(accept([("image/png", &ReplyBody::Bytes)], &text), None);
        let events = ReplyBody::Events(EventData::Text);
        assert_eq!(
            accept([("text/event-stream", &events)], &usual).as_deref(),
            Some("text/event-stream, application/json;q=0.05, application/problem+json;q=0.05")
        );
        let problem = [("application/problem+json", &json)];
        assert_eq!(
            accept(problem, &[]).as_deref(),
            Some("application/problem+json")
        );
    }
}
