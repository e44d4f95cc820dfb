//! Media types: which one of a body is sent or expected, and what it holds (OAS.md 13–18).

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, SchemaKind};

use super::fallbacks::anything;
use super::operations::text;
use super::view::{Part, is_anything};
use super::{Context, Lowerer};
use crate::diagnostics::{Code, Pointer};
use crate::model::{Body, BodyKind, Type};

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
    /// The request body of an operation: of several media types the one that types most.
    pub(super) fn body(
        &mut self,
        operation: &'a openapiv3::Operation,
        at: &Pointer,
        context: &Context,
    ) -> Option<Body> {
        let components = self
            .openapi
            .components
            .as_ref()
            .map(|components| &components.request_bodies);
        let body = operation.request_body.as_ref()?;
        let body = self.resolve("requestBodies", components, body, &at.join("requestBody"))?;
        let (media_type, entry) = self.choose(&body.item.content, &body.at)?;
        let at = body.at.at(["content", media_type]);
        let kind = match format(media_type) {
            Format::Json => BodyKind::Json(self.content_type(entry, &at, context, "request")),
            Format::Form => BodyKind::Form(self.content_type(entry, &at, context, "request")),
            Format::Text => BodyKind::Text,
            Format::Bytes => {
                if !is_raw(entry) {
                    self.say_raw(media_type, &at);
                }
                BodyKind::Bytes
            }
        };
        Some(Body {
            required: body.item.required,
            media_type: concrete(media_type),
            kind,
            docs: text(body.item.description.as_deref()),
            examples: self.examples(entry.example.as_ref(), &entry.examples, &at),
        })
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

    /// The type of what a media type holds.
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

    fn say_raw(&mut self, media_type: &str, at: &Pointer) {
        self.sink
            .say(
                Code::Unsupported,
                at,
                format!("a body of `{media_type}` is sent as the bytes that the caller gives"),
            )
            .and_help("typed bodies are JSON and form-urlencoded ones for now");
    }
}

/// Whether the document itself says no more than that there are bytes: no schema, or a string (of `format: binary`).
fn is_raw(entry: &MediaType) -> bool {
    match &entry.schema {
        None => true,
        Some(ReferenceOr::Item(schema)) => match &schema.schema_kind {
            SchemaKind::Type(openapiv3::Type::String(_)) => true,
            _ => is_anything(schema),
        },
        Some(ReferenceOr::Reference { .. }) => false,
    }
}

/// A media type that can be sent: a range (`*/*`, `text/*`) stands for its usual member.
fn concrete(media_type: &str) -> String {
    match essence(media_type).as_str() {
        "*/*" | "application/*" => "application/json".to_owned(),
        "text/*" => "text/plain".to_owned(),
        range if range.ends_with("/*") => "application/octet-stream".to_owned(),
        _ => media_type.to_owned(),
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
