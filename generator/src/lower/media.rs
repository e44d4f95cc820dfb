//! What media types are, and the types of what they hold.

use openapiv3::MediaType;

use super::fallbacks::anything;
use super::view::Part;
use super::{Context, Lowerer};
use crate::diagnostics::Pointer;
use crate::model::Type;

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

impl<'a> Lowerer<'a> {
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
