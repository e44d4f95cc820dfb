//! Request bodies: the media type that an operation's own method sends, and a method for each of the others
//! (OAS.md 13–18).

use openapiv3::{MediaType, RequestBody};

use super::encodings::Properties;
use super::fallbacks::anything;
use super::media::{Written, essence, is_json, is_raw, is_xml};
use super::naming::{self, Scope};
use super::operations::text;
use super::references::Resolved;
use super::xml::Direction;
use super::{Context, Lowerer};
use crate::diagnostics::{Code, Pointer};
use crate::model::{Body, BodyKind, FurtherBody, Method, Operation, Shape, Type};

/// What a media type of a request holds, as far as the runtime can tell: what types most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    Json,
    Form,
    Multipart,
    Xml,
    Text,
    Raw,
}

impl Format {
    fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        match essence.as_str() {
            _ if is_json(&essence) => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "multipart/*" => Self::Raw,
            parts if parts.starts_with("multipart/") => Self::Multipart,
            xml if is_xml(xml) => Self::Xml,
            // A stream of events is not one text.
            "text/event-stream" => Self::Raw,
            text if text.starts_with("text/") => Self::Text,
            _ => Self::Raw,
        }
    }
}

/// A media type of a body and what stands there.
#[derive(Clone, Copy)]
struct Entry<'a> {
    media_type: &'a str,
    source: &'a MediaType,
}

impl<'a> Lowerer<'a> {
    /// The request body of an operation, in the media type that types most: of several the first.
    pub(super) fn body(
        &mut self,
        operation: &'a openapiv3::Operation,
        at: &Pointer,
        context: &Context,
    ) -> Option<Body> {
        let body = self.request_body(operation, at)?;
        let chosen = chosen(body.item)?;
        Some(self.body_of(&body, chosen, context, "request"))
    }

    /// The methods for the other media types of the body, `<operation>_as_<media type>`. Their names are claimed after those
    /// of all operations, so that none of these gives way.
    pub(super) fn further_bodies(
        &mut self,
        source: &'a openapiv3::Operation,
        operation: &Operation,
        context: &Context,
        methods: &mut Scope,
    ) -> Vec<FurtherBody> {
        let Some(body) = self.request_body(source, &operation.origin) else {
            return Vec::new();
        };
        let Some(chosen) = chosen(body.item) else {
            return Vec::new();
        };
        let mut taken = vec![chosen];
        let mut further = Vec::new();
        for (media_type, source) in &body.item.content {
            let entry = Entry { media_type, source };
            if taken
                .iter()
                .any(|other| is_same(*other, entry, &operation.method))
            {
                continue;
            }
            taken.push(entry);
            let suffix = suffix(media_type);
            let own = operation.name.as_str().trim_start_matches("r#");
            let wanted = naming::snake_name(&format!("{own} as {suffix}"));
            let at = body.at.at(["content", media_type]);
            let claim = methods.claim_at(&wanted, &at);
            self.name_claimed(&wanted, &claim, media_type, &at);
            let method = claim.name;
            let same = operation
                .body
                .as_ref()
                .filter(|_| source.schema == chosen.source.schema);
            let body = match same.and_then(|body| body.kind.ty()) {
                Some(ty) => self.body_of_type(&body, entry, ty.clone()),
                None => self.body_of(&body, entry, context, &format!("{suffix} request")),
            };
            further.push(FurtherBody { method, body });
        }
        further
    }

    fn request_body(
        &self,
        operation: &'a openapiv3::Operation,
        at: &Pointer,
    ) -> Option<Resolved<'a, RequestBody>> {
        let components = self.openapi.components.as_ref();
        let components = components.map(|components| &components.request_bodies);
        let body = operation.request_body.as_ref()?;
        self.resolve("requestBodies", components, body, &at.join("requestBody"))
    }

    /// The body in one media type; types that it needs and that have no name are named by `suffix`.
    fn body_of(
        &mut self,
        body: &Resolved<'a, RequestBody>,
        entry: Entry<'a>,
        context: &Context,
        suffix: &str,
    ) -> Body {
        let at = body.at.at(["content", entry.media_type]);
        let ty = match self.format(entry, &at) {
            Format::Text | Format::Raw => anything(),
            Format::Xml if is_raw(entry.source) => anything(),
            _ => self.content_type(entry.source, &at, context, suffix),
        };
        self.body_of_type(body, entry, ty)
    }

    /// How a body is written.
    fn format(&mut self, entry: Entry<'a>, at: &Pointer) -> Format {
        match Format::of(entry.media_type) {
            Format::Json if essence(entry.media_type) == "*/*" => {
                match self.written_as(entry.source, at) {
                    Written::Json => Format::Json,
                    Written::Text => Format::Text,
                    Written::Bytes => Format::Raw,
                }
            }
            format => format,
        }
    }

    fn body_of_type(
        &mut self,
        body: &Resolved<'a, RequestBody>,
        entry: Entry<'a>,
        ty: Type,
    ) -> Body {
        let Entry { media_type, source } = entry;
        let at = body.at.at(["content", media_type]);
        let kind = match self.format(entry, &at) {
            // Parts of which nothing is known are as the caller has them.
            Format::Multipart if is_raw(source) && !is_form_data(media_type) => BodyKind::Bytes,
            Format::Multipart if !is_form_data(media_type) && self.is_array(&ty) => {
                BodyKind::Multipart(ty)
            }
            // Fields of a form have names, and only objects give them any.
            Format::Form | Format::Multipart if !self.may_be_object(&ty) => {
                let why = "its schema is no object, so that nothing in it has a name";
                self.say_raw(media_type, source, why, &at);
                BodyKind::Bytes
            }
            Format::Json => BodyKind::Json(ty),
            Format::Xml if is_raw(source) => BodyKind::Bytes,
            Format::Xml => match self.xml_obstacle(&ty, Direction::Sent) {
                None => BodyKind::Xml(ty),
                Some(obstacle) => {
                    self.say_no_xml(
                        "a body",
                        "is sent as it is given",
                        media_type,
                        &at,
                        &obstacle,
                    );
                    BodyKind::Bytes
                }
            },
            Format::Form => BodyKind::Form(ty),
            Format::Multipart => BodyKind::Multipart(ty),
            Format::Text => BodyKind::Text,
            Format::Raw => {
                let why = "its schema is only read by people";
                self.say_raw(media_type, source, why, &at);
                BodyKind::Bytes
            }
        };
        let properties = match kind {
            BodyKind::Form(_) => self.form_properties(source, &at),
            BodyKind::Multipart(_) => self.multipart_properties(source, &at),
            _ => Properties::default(),
        };
        Body {
            required: body.item.required,
            media_type: concrete(media_type, &kind),
            kind,
            encodings: properties.encodings,
            files: properties.files,
            by_place: properties.by_place,
            docs: text(body.item.description.as_deref()),
            examples: self.examples(source.example.as_ref(), &source.examples, &at),
        }
    }

    fn is_array(&self, ty: &Type) -> bool {
        let ty = self.types.resolve(ty);
        matches!(ty, Type::List(_) | Type::Set(_)) || self.is_tuple(ty)
    }

    fn is_tuple(&self, ty: &Type) -> bool {
        let named = match ty {
            Type::Named(id) => self.types.get(*id),
            _ => None,
        };
        named.is_some_and(|named| matches!(named.shape, Shape::Tuple(_)))
    }

    fn may_be_object(&self, ty: &Type) -> bool {
        let ty = match self.types.resolve(ty) {
            Type::Nullable(inner) | Type::Redacted(inner) => self.types.resolve(inner),
            ty => ty,
        };
        match ty {
            Type::Named(_) => !self.is_tuple(ty),
            ty => matches!(ty, Type::Any | Type::Map(_)),
        }
    }

    /// Says that a schema is there and that nothing comes of it.
    fn say_raw(&mut self, media_type: &str, source: &MediaType, why: &str, at: &Pointer) {
        if is_raw(source) {
            return;
        }
        let message = format!("a body of `{media_type}` is sent as it is given: {why}");
        self.sink.say(Code::RawBody, at, message).and_help(
            "bodies of JSON, XML and forms are typed; this one is any text, bytes or stream",
        );
    }
}

/// The media type that types most: of several the first.
fn chosen(body: &RequestBody) -> Option<Entry<'_>> {
    // `min_by_key` keeps the earliest.
    let first = body
        .content
        .iter()
        .min_by_key(|(media_type, _)| Format::of(media_type));
    first.map(|(media_type, source)| Entry { media_type, source })
}

/// Whether two media types are sent alike: by another label at most, of which the server makes nothing else.
fn is_same(one: Entry<'_>, other: Entry<'_>, method: &Method) -> bool {
    if essence(one.media_type) == essence(other.media_type) {
        return true;
    }
    let both = |format| {
        [one, other]
            .iter()
            .all(|entry| Format::of(entry.media_type) == format)
    };
    let is_any =
        |entry: Entry<'_>| matches!(essence(entry.media_type).as_str(), "*/*" | "application/*");
    // A patch says something else than the whole value does, even where one schema stands for both.
    let is_patch = *method == Method::Patch && essence(other.media_type).ends_with("-patch+json");
    let alike =
        (both(Format::Json) || both(Format::Xml)) && one.source.schema == other.source.schema;
    (alike && !is_patch) || is_any(other)
}

/// What a method is called after a media type.
fn suffix(media_type: &str) -> String {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/x-www-form-urlencoded" => "form".to_owned(),
        "multipart/form-data" => "multipart".to_owned(),
        "application/octet-stream" => "bytes".to_owned(),
        "text/plain" => "text".to_owned(),
        other => {
            let (family, subtype) = other.split_once('/').unwrap_or(("", other));
            match subtype.strip_suffix("-patch+json") {
                Some(patch) => format!("{patch} patch"),
                None if subtype == "*" => family.to_owned(),
                None => subtype.strip_prefix("x-").unwrap_or(subtype).to_owned(),
            }
        }
    }
}

/// Whether the parts of a media type have names.
fn is_form_data(media_type: &str) -> bool {
    essence(media_type) == "multipart/form-data"
}

/// A media type that can be sent: a range (`*/*`, `text/*`) stands for its usual member.
fn concrete(media_type: &str, kind: &BodyKind) -> String {
    match (essence(media_type).as_str(), kind) {
        ("*/*", BodyKind::Bytes) => "application/octet-stream".to_owned(),
        ("text/*", _) | ("*/*", BodyKind::Text) => "text/plain".to_owned(),
        ("*/*" | "application/*", _) => "application/json".to_owned(),
        (range, _) if range.ends_with("/*") => "application/octet-stream".to_owned(),
        // The runtime tells the boundary.
        (parts, _) if parts.starts_with("multipart/") => parts.to_owned(),
        _ => media_type.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, suffix};

    #[test]
    fn formats_of_media_types() {
        for (media_type, expected) in [
            ("application/json; charset=utf-8", Format::Json),
            ("application/merge-patch+json", Format::Json),
            ("*/*", Format::Json),
            ("application/x-www-form-urlencoded", Format::Form),
            ("Multipart/Form-Data; boundary=x", Format::Multipart),
            ("multipart/mixed", Format::Multipart),
            ("multipart/*", Format::Raw),
            ("text/plain", Format::Text),
            ("text/event-stream", Format::Raw),
            ("application/xml", Format::Xml),
            ("application/soap+xml", Format::Xml),
        ] {
            assert_eq!(Format::of(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn methods_are_named_after_what_they_send() {
        for (media_type, expected) in [
            ("multipart/form-data", "multipart"),
            ("application/x-www-form-urlencoded", "form"),
            ("application/json-patch+json", "json patch"),
            ("application/xml; charset=utf-8", "xml"),
            ("application/vnd.acme+json", "vnd.acme+json"),
            ("image/*", "image"),
            ("text/x-markdown", "markdown"),
        ] {
            assert_eq!(suffix(media_type), expected, "{media_type}");
        }
    }
}
