//! What media types are, and the types of what they hold.

use openapiv3::{MediaType, ReferenceOr, SchemaKind};

use super::fallbacks::anything;
use super::view::{Part, is_anything};
use super::{Context, Lowerer};
use crate::diagnostics::{Code, Pointer};
use crate::model::{Type, XmlObstacle};

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

/// Whether a media type holds XML (RFC 7303 §9).
pub(super) fn is_xml(essence: &str) -> bool {
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

/// Whether the document itself says no more than that there are bytes: no schema, or a string (of `format: binary`).
pub(super) fn is_raw(source: &MediaType) -> bool {
    match &source.schema {
        None => true,
        Some(ReferenceOr::Item(schema)) => match &schema.schema_kind {
            SchemaKind::Type(openapiv3::Type::String(_)) => true,
            _ => is_anything(schema),
        },
        Some(ReferenceOr::Reference { .. }) => false,
    }
}

/// What a value of any media type (`*/*`) is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Json,
    Text,
    Bytes,
}

impl<'a> Lowerer<'a> {
    /// What the content of `*/*` is written as, by its schema: a file is no JSON, nor is a text that has no form of its own,
    /// and of what has no schema nothing but its bytes is known.
    pub(super) fn written_as(&mut self, entry: &'a MediaType, at: &Pointer) -> Written {
        let Some(schema) = &entry.schema else {
            return Written::Bytes;
        };
        let view = self.view(&[Part::new(schema, at.join("schema"))]);
        let is_open = view.enumeration.is_empty() && view.constant.is_none();
        match (view.kind, view.format.as_deref()) {
            (Some("string"), Some("binary")) => Written::Bytes,
            (Some("string"), None) if is_open => Written::Text,
            _ => Written::Json,
        }
    }

    /// Says why a body of XML has no type.
    pub(super) fn say_no_xml(
        &mut self,
        what: &str,
        becomes: &str,
        media_type: &str,
        at: &Pointer,
        obstacle: &XmlObstacle,
    ) {
        let XmlObstacle { origin, reason } = obstacle;
        let place = match *origin == Pointer::root() {
            true => String::new(),
            false => format!(" at `{origin}`"),
        };
        let message = format!(
            "{what} of `{}` {becomes}: its schema has {reason}{place}",
            essence(media_type)
        );
        let help =
            "objects, arrays, scalars, enums and unions with a discriminator have a form in XML";
        self.sink.say(Code::RawBody, at, message).and_help(help);
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
}
