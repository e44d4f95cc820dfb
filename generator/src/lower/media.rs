//! Media types: which one of an answer is expected, and what it holds (OAS.md 13).

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::fallbacks::anything;
use super::view::Part;
use super::{Context, Lowerer};
use crate::diagnostics::{Code, Pointer};
use crate::model::{Example, ReplyBody, Type};

/// What a media type holds, as far as the runtime can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    Json,
    Form,
    Text,
    Bytes,
}

/// The media type without parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// Whether a media type holds one JSON value (RFC 8259, RFC 6839 `+json`).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json"
        || essence == "text/json"
        || essence.ends_with("+json")
        || essence == "*/*"
}

fn format(media_type: &str) -> Format {
    let essence = essence(media_type);
    match essence.as_str() {
        _ if is_json(&essence) => Format::Json,
        "application/x-www-form-urlencoded" => Format::Form,
        // A stream of events is not one text.
        "text/event-stream" => Format::Bytes,
        text if text.starts_with("text/") => Format::Text,
        _ => Format::Bytes,
    }
}

impl<'a> Lowerer<'a> {
    /// What an answer with this content holds.
    pub(super) fn reply_body(
        &mut self,
        content: &'a IndexMap<String, MediaType>,
        at: &Pointer,
        context: &Context,
        suffix: &str,
    ) -> (ReplyBody, Vec<Example>) {
        let Some((media_type, entry)) = self.choose(content, at) else {
            return (ReplyBody::Empty, Vec::new());
        };
        let at = at.at(["content", media_type]);
        let body = match format(media_type) {
            Format::Json => ReplyBody::Json(self.content_type(entry, &at, context, suffix)),
            Format::Text => ReplyBody::Text,
            Format::Form | Format::Bytes => ReplyBody::Bytes,
        };
        let examples = self.examples(entry.example.as_ref(), &entry.examples, &at);
        (body, examples)
    }

    fn choose(
        &mut self,
        content: &'a IndexMap<String, MediaType>,
        at: &Pointer,
    ) -> Option<(&'a str, &'a MediaType)> {
        // The first of those that type most: `min_by_key` keeps the earliest.
        let (chosen, entry) = content
            .iter()
            .min_by_key(|(media_type, _)| format(media_type))?;
        let others: Vec<&str> = content
            .keys()
            .filter(|other| *other != chosen && format(other) != Format::Json)
            .map(String::as_str)
            .collect();
        if !others.is_empty() {
            let message = format!(
                "of several media types `{chosen}` is used; not supported yet: {}",
                others.join(", ")
            );
            self.sink
                .say(Code::Unsupported, &at.join("content"), message);
        }
        Some((chosen.as_str(), entry))
    }

    pub(super) fn content_type(
        &mut self,
        entry: &'a MediaType,
        at: &Pointer,
        context: &Context,
        suffix: &str,
    ) -> Type {
        match &entry.schema {
            Some(schema) => self
                .lower(
                    &Part::new(schema, at.join("schema")),
                    &context.child(suffix),
                )
                .into_element(),
            None => anything(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, format};

    #[test]
    fn formats_of_media_types() {
        for (media_type, expected) in [
            ("application/json; charset=utf-8", Format::Json),
            ("application/problem+json", Format::Json),
            ("*/*", Format::Json),
            ("application/x-www-form-urlencoded", Format::Form),
            ("text/plain", Format::Text),
            ("text/event-stream", Format::Bytes),
            ("multipart/form-data", Format::Bytes),
            ("application/octet-stream", Format::Bytes),
        ] {
            assert_eq!(format(media_type), expected, "{media_type}");
        }
    }
}
