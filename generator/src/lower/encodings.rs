//! How the properties of a form are written (OAS.md 14–17; OpenAPI 3.0.4 and 3.1.2, Encoding Object).

use std::collections::HashSet;

use openapiv3::{Encoding, Header, MediaType, ParameterSchemaOrContent, QueryStyle};
use serde_json::Value;

use super::category::{Category, category};
use super::lists::alternatives;
use super::view::{Additional, Part, SchemaRef, View};
use super::{Lowerer, styles};
use crate::diagnostics::{Code, Pointer};
use crate::dialect::extension;
use crate::model::{PropertyEncoding, PropertyStyle, Style};

/// What base64 text is sent as: bytes, though they are written in letters.
const ENCODED_BYTES: &str = "application/octet-stream";

/// How deep lists of lists are followed to see what is in them.
const DEPTH: usize = 8;

/// What the parts that come after those with a place of their own are called here.
pub(super) const FURTHER: &str = "*";

/// What is known of the properties of a form, or of parts without names, which are called by their places.
#[derive(Default)]
pub(super) struct Properties {
    /// How they are written where that is not the usual way.
    pub(super) encodings: Vec<PropertyEncoding>,
    /// Which of them are files, or arrays of files.
    pub(super) files: Vec<String>,
    /// Whether they are told by their places and not by names.
    pub(super) by_place: bool,
}

/// A property as its part of a `multipart/form-data` body is.
enum Kind {
    /// A file; its content type, if the schema gives one.
    File(Option<String>),
    /// Base64 text.
    Base64,
    /// Any other value.
    Value,
}

impl<'a> Lowerer<'a> {
    /// The properties of an `application/x-www-form-urlencoded` body: what has no style is written by its kind, whatever
    /// content type it is said to have.
    pub(super) fn form_properties(&mut self, source: &'a MediaType, at: &Pointer) -> Properties {
        let encodings = source.encoding.iter().filter_map(|(wire, encoding)| {
            let style = Some(style(encoding)?);
            Some(PropertyEncoding {
                wire: wire.clone(),
                style,
                ..PropertyEncoding::default()
            })
        });
        let encodings: Vec<PropertyEncoding> = encodings.collect();
        self.only_of_properties(encodings, source, at)
    }

    /// The properties of a body of parts.
    pub(super) fn multipart_properties(
        &mut self,
        source: &'a MediaType,
        at: &Pointer,
    ) -> Properties {
        let mut properties = Properties::default();
        let schema = source.schema.as_ref();
        let part = schema.map(|schema| Part::new(schema, at.join("schema")));
        if let Some(part) = &part {
            let view = self.view(std::slice::from_ref(part));
            if matches!(category(&view), Category::List | Category::Tuple) {
                return self.parts_by_place(source, &view, at);
            }
        }
        let declared = part.map(|part| self.declared(part)).unwrap_or_default();
        for (wire, parts) in &declared {
            let encoding = source.encoding.get(*wire);
            let at = at.at(["encoding", wire]);
            let kind = match encoding.is_some_and(is_of_parts) {
                true => Kind::File(None),
                false => self.kind(parts, DEPTH),
            };
            if matches!(kind, Kind::File(_)) {
                properties.files.push((*wire).to_owned());
            }
            let style = encoding.and_then(style).filter(|_| !self.is_3_0());
            let said = self.part_encoding(wire, encoding, style, kind, &at);
            if said.is_unusual() {
                properties.encodings.push(said);
            }
        }
        properties
    }

    /// How a part is written.
    fn part_encoding(
        &mut self,
        wire: &str,
        encoding: Option<&'a Encoding>,
        style: Option<PropertyStyle>,
        kind: Kind,
        at: &Pointer,
    ) -> PropertyEncoding {
        let stated = encoding.and_then(content_type);
        let content_type = match (style, kind) {
            (Some(_), _) => None,
            (None, Kind::File(of_schema)) => stated.or(of_schema),
            (None, Kind::Base64) => stated.or_else(|| Some(ENCODED_BYTES.to_owned())),
            (None, Kind::Value) => stated,
        };
        let headers = encoding.map(|encoding| self.part_headers(wire, encoding, at));
        PropertyEncoding {
            wire: wire.to_owned(),
            content_type,
            headers: headers.unwrap_or_default(),
            style,
            xml: None,
        }
    }

    /// The parts of a body that is an array (OpenAPI 3.2.0, Encoding By Position). Styles are only for forms.
    fn parts_by_place(
        &mut self,
        source: &'a MediaType,
        view: &View<'a>,
        at: &Pointer,
    ) -> Properties {
        let mut properties = Properties {
            by_place: true,
            ..Properties::default()
        };
        let prefix = source.extensions.get(extension::PREFIX_ENCODING);
        let prefix = prefix
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        let further = source.extensions.get(extension::ITEM_ENCODING);
        let places = places(view);
        for (index, (wire, part)) in places.into_iter().enumerate() {
            let (carried, at) = match wire.as_str() {
                FURTHER => (further, at.join("itemEncoding")),
                _ if index < prefix.len() => {
                    (prefix.get(index), at.join("prefixEncoding").join(index))
                }
                _ => (further, at.join("itemEncoding")),
            };
            let encoding = carried.and_then(|value| self.carried.keep_encoding(value));
            let kind = match encoding.is_some_and(is_of_parts) {
                true => Kind::File(None),
                false => self.kind_of_one(part.as_ref()),
            };
            if matches!(kind, Kind::File(_)) {
                properties.files.push(wire.clone());
            }
            let said = self.part_encoding(&wire, encoding, None, kind, &at);
            properties.encodings.push(said);
        }
        // An encoding that is as usual is only there to keep the places of those that follow.
        while properties
            .encodings
            .last()
            .is_some_and(|last| !last.is_unusual())
        {
            properties.encodings.pop();
        }
        properties
    }

    /// What a part is that is no array's elements, but may be an array.
    fn kind_of_one(&self, part: Option<&Part<'a>>) -> Kind {
        match part {
            None => Kind::File(None),
            Some(part) => {
                let view = self.view(std::slice::from_ref(part));
                match category(&view) {
                    Category::List => Kind::Value,
                    _ => self.kind(std::slice::from_ref(part), DEPTH),
                }
            }
        }
    }

    /// An encoding of what is no property says nothing.
    fn only_of_properties(
        &mut self,
        mut encodings: Vec<PropertyEncoding>,
        source: &'a MediaType,
        at: &Pointer,
    ) -> Properties {
        if !encodings.is_empty()
            && let Some(schema) = &source.schema
        {
            let part = Part::new(schema, at.join("schema"));
            let declared = self.declared(part);
            encodings.retain(|encoding| declared.iter().any(|(wire, _)| *wire == encoding.wire));
        }
        Properties {
            encodings,
            ..Properties::default()
        }
    }

    /// The properties of an object, those of all alternatives of a union.
    fn declared(&self, part: Part<'a>) -> Vec<(&'a str, Vec<Part<'a>>)> {
        let mut declared: Vec<(&'a str, Vec<Part<'a>>)> = Vec::new();
        let mut followed = HashSet::new();
        let mut open = vec![part];
        while let Some(part) = open.pop() {
            // What is written inline ends somewhere; a reference may lead back.
            if let SchemaRef::Reference(reference) = part.schema
                && !followed.insert(reference)
            {
                continue;
            }
            let view = self.view(std::slice::from_ref(&part));
            for (wire, parts) in view.properties {
                if !declared.iter().any(|(known, _)| *known == wire) {
                    declared.push((wire, parts));
                }
            }
            open.extend(view.alternatives.into_iter().rev());
        }
        declared
    }

    /// What a property is as a part: an array is what its elements are, and a file or several files are files.
    fn kind(&self, parts: &[Part<'a>], depth: usize) -> Kind {
        let view = self.view(parts);
        let category = category(&view);
        if let (Category::List, Some(depth)) = (category, depth.checked_sub(1)) {
            return match &view.items {
                Some(item) => self.kind(std::slice::from_ref(item), depth),
                None => Kind::Value,
            };
        }
        if category == Category::Union && view.alternatives.iter().all(|part| self.is_file(part)) {
            return Kind::File(None);
        }
        if category != Category::Scalar {
            return Kind::Value;
        }
        let media_type = view.media_type.map(str::to_owned);
        match (view.kind, view.format.as_deref()) {
            (Some("string"), Some("binary")) => Kind::File(media_type),
            (Some("string"), Some("byte" | "base64")) => Kind::Base64,
            // From 3.1 on a schema without a type is for any bytes.
            (None, _) if says_nothing(&view) && !self.is_3_0() => Kind::File(media_type),
            _ => Kind::Value,
        }
    }

    /// Whether an alternative is a file or a list of files; alternatives within it are not looked into.
    fn is_file(&self, part: &Part<'a>) -> bool {
        let view = self.view(std::slice::from_ref(part));
        let is_binary = |view: &View<'_>| {
            view.kind == Some("string") && view.format.as_deref() == Some("binary")
        };
        match (category(&view), &view.items) {
            (Category::List, Some(item)) => is_binary(&self.view(std::slice::from_ref(item))),
            _ => is_binary(&view),
        }
    }

    /// The headers whose values the document leaves no choice of. Those of a file can be given with the file.
    fn part_headers(
        &mut self,
        wire: &str,
        encoding: &'a Encoding,
        at: &Pointer,
    ) -> Vec<(String, String)> {
        let components = self.openapi.components.as_ref();
        let components = components.map(|components| &components.headers);
        let mut headers = Vec::new();
        for (name, header) in &encoding.headers {
            // OpenAPI says so: `contentType` is for that.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let at = at.at(["headers", name]);
            let resolved = self.resolve("headers", components, header, &at);
            match resolved.and_then(|header| self.only_value(header.item, &header.at)) {
                Some(value) => headers.push((name.clone(), value)),
                None => {
                    let message = format!("nothing sets the header `{name}` of the part `{wire}`");
                    self.sink
                        .say(Code::Unsupported, &at, message)
                        .and_help("a header of one value is sent by itself; one of a file can be given by `rt::File::header`");
                }
            }
        }
        headers
    }

    /// The only value that a header may have.
    fn only_value(&self, header: &'a Header, at: &Pointer) -> Option<String> {
        let ParameterSchemaOrContent::Schema(schema) = &header.format else {
            return None;
        };
        let view = self.view(&[Part::new(schema, at.join("schema"))]);
        let value = match (view.constant, view.enumeration.as_slice()) {
            (Some(value), _) | (None, [value]) => value,
            _ => return None,
        };
        simple(value)
    }

    /// Whether the document is one of OpenAPI 3.0, whose forms have other rules.
    fn is_3_0(&self) -> bool {
        let version = self.openapi.openapi.as_str();
        version.is_empty() || version.starts_with("3.0")
    }
}

/// A value as a header has it (`style: simple`); objects have several forms.
fn simple(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Array(values) => {
            let scalars = values.iter().filter(|value| !value.is_array());
            let texts: Vec<String> = scalars.filter_map(simple).collect();
            (texts.len() == values.len()).then(|| texts.join(","))
        }
        Value::Null | Value::Object(_) => None,
    }
}

/// The schemas of the elements of an array: those that have a place of their own, then that of all others.
fn places<'a>(view: &View<'a>) -> Vec<(String, Option<Part<'a>>)> {
    let Some(count) = view.tuple else {
        return vec![(FURTHER.to_owned(), view.items.clone())];
    };
    let (schemas, at) = alternatives(view);
    let parts = schemas.iter().enumerate().map(|(index, schema)| {
        let wire = match index < count {
            true => index.to_string(),
            false => FURTHER.to_owned(),
        };
        (wire, Some(Part::new(schema, at.join(index))))
    });
    parts.collect()
}

/// Whether a schema of no type says nothing of its values either.
fn says_nothing(view: &View<'_>) -> bool {
    matches!(view.additional, Additional::Absent)
        && view.items.is_none()
        && view.enumeration.is_empty()
        && view.constant.is_none()
        && view.unreadable.is_none()
        && !view.never
}

/// The style of a property, if any of the three keywords that make one is there: the defaults of the others are those of a
/// query parameter, and `contentType` counts no more.
fn style(encoding: &Encoding) -> Option<PropertyStyle> {
    let said = |key| encoding.extensions.get(key).and_then(Value::as_bool);
    let (explode, allow_reserved) = (said(extension::EXPLODE), said(extension::ALLOW_RESERVED));
    if encoding.style.is_none() && explode.is_none() && allow_reserved.is_none() {
        return None;
    }
    let style = encoding
        .style
        .as_ref()
        .map_or(Style::Form, |style: &QueryStyle| styles::query_style(style));
    Some(PropertyStyle {
        style,
        explode: explode.unwrap_or(style.explodes()),
        allow_reserved: allow_reserved.unwrap_or(false),
    })
}

/// Whether a part is made of parts itself: those are as the caller has them.
fn is_of_parts(encoding: &Encoding) -> bool {
    content_type(encoding).is_some_and(|content_type| content_type.starts_with("multipart/"))
}

/// The first of the content types that can be sent as it is written: none of a list of ranges.
fn content_type(encoding: &Encoding) -> Option<String> {
    let listed = encoding.content_type.as_deref()?.split(',').map(str::trim);
    let mut concrete =
        listed.filter(|media_type| !media_type.is_empty() && !media_type.contains('*'));
    concrete.next().map(str::to_owned)
}
