//! What schemas say of their XML, and which bodies of XML have a type.

use openapiv3::{Schema, SchemaKind};
use serde_json::Value;

use super::Lowerer;
use super::encodings::FURTHER;
use super::media::{essence, is_xml};
use super::view::{Part, SchemaRef};
use crate::diagnostics::{Code, Pointer, Sink};
use crate::dialect::extension;
use crate::model::{
    Api, Body, BodyKind, PayloadFormat, ReplyBody, Shape, Type, TypeId, Types, Webhook, Xml,
    XmlKind, XmlNode, XmlObstacle, xml,
};

/// How deep arrays of arrays are followed.
const DEPTH: usize = 8;

/// What the first of these schemas that says anything of its XML says. What a reference leads to speaks for itself.
pub(super) fn said(parts: &[Part<'_>]) -> Option<Box<Xml>> {
    let schemas = parts.iter().filter_map(|part| match part.schema {
        SchemaRef::Item(schema) => Some(schema),
        SchemaRef::Reference(_) => None,
    });
    schemas
        .into_iter()
        .find_map(|schema| of_schema(schema, DEPTH))
        .map(Box::new)
}

fn of_schema(schema: &Schema, depth: usize) -> Option<Xml> {
    let items = depth.checked_sub(1).and_then(|depth| {
        let items = match &schema.schema_kind {
            SchemaKind::Type(openapiv3::Type::Array(array)) => array.items.as_ref(),
            SchemaKind::Any(any) => any.items.as_ref(),
            _ => None,
        };
        of_schema(items?.as_item()?, depth)
    });
    let own = schema.schema_data.extensions.get(extension::XML);
    if own.is_none() && items.is_none() {
        return None;
    }
    let own = own.unwrap_or(&Value::Null);
    let text = |key: &str| own.get(key).and_then(Value::as_str).map(str::to_owned);
    let text = |key| text(key).filter(|text| !text.is_empty());
    Some(Xml {
        name: text("name"),
        namespace: text("namespace"),
        prefix: text("prefix"),
        kind: kind(own),
        items: items.map(Box::new),
    })
}

/// `nodeType`; before 3.2 two flags said as much.
fn kind(xml: &Value) -> Option<XmlKind> {
    let flag = |key: &str| xml.get(key).and_then(Value::as_bool) == Some(true);
    match xml.get("nodeType").and_then(Value::as_str) {
        Some("element") => Some(XmlKind::Element),
        Some("attribute") => Some(XmlKind::Attribute),
        Some("text") => Some(XmlKind::Text),
        Some("cdata") => Some(XmlKind::Cdata),
        Some("none") => Some(XmlKind::None),
        _ if flag("attribute") => Some(XmlKind::Attribute),
        _ if flag("wrapped") => Some(XmlKind::Element),
        _ => None,
    }
}

impl Lowerer<'_> {
    /// The same of a component. From 3.2 on its name is its element's wherever it is referred to (XML Node Names); before,
    /// the property that refers to it gives the name.
    pub(super) fn component_xml(&self, part: &Part<'_>) -> Option<Box<Xml>> {
        let mut said = said(std::slice::from_ref(part));
        if self.openapi.openapi.starts_with("3.2") {
            let xml = said.get_or_insert_default();
            xml.name = xml.name.take().or_else(|| {
                let token = part.at.tokens().last();
                token.map(|name| name.to_string())
            });
        }
        said
    }

    /// Why a body of this type that is XML is no value of the type: nothing if it is one.
    pub(super) fn xml_obstacle(&self, ty: &Type, direction: Direction) -> Option<XmlObstacle> {
        let described = match xml::describe(&self.types, ty) {
            Ok(described) => described,
            Err(obstacle) => return Some(obstacle),
        };
        let is_named = described
            .first()
            .is_some_and(|(_, node)| !node.name.is_empty());
        let ty = match self.types.resolve(ty) {
            Type::Nullable(inner) | Type::Redacted(inner) => self.types.resolve(inner),
            ty => ty,
        };
        let reason = match (ty, direction) {
            (Type::Named(_), _) if is_named => return None,
            (Type::Named(_) | Type::List(_) | Type::Map(_), Direction::Received) => return None,
            (Type::Named(_), Direction::Sent) => "a root element without a name (`xml.name`)",
            (Type::List(_), Direction::Sent) => "an array at its root",
            _ => "no object at its root",
        };
        Some(XmlObstacle {
            origin: Pointer::root(),
            reason: reason.to_owned(),
        })
    }
}

/// Gives each type of which a body of XML, or a part of one, has a value its node. A body whose type has none after all,
/// because of what became of it since, is raw.
pub(super) fn describe(api: &mut Api, sink: &mut Sink) {
    let Api {
        types,
        operations,
        webhooks,
        ..
    } = api;
    for operation in operations {
        for body in operation.sent_mut().1 {
            if let BodyKind::Xml(ty) = &body.kind {
                match xml::describe(types, ty) {
                    Ok(nodes) => keep(types, nodes),
                    Err(_) => body.kind = BodyKind::Bytes,
                }
            }
            parts(types, body, sink);
        }
        let successes = operation.success.replies_mut();
        for reply in successes.iter_mut().chain(&mut operation.errors) {
            if let ReplyBody::Xml(ty) = &reply.body {
                match xml::describe(types, ty) {
                    Ok(nodes) => keep(types, nodes),
                    Err(_) => reply.body = ReplyBody::Text,
                }
            }
        }
    }
    let of_xml = |webhook: &&mut Webhook| webhook.format == PayloadFormat::Xml;
    for webhook in webhooks.iter_mut().filter(of_xml) {
        match xml::describe(types, &webhook.payload) {
            Ok(nodes) => keep(types, nodes),
            Err(_) => (webhook.format, webhook.payload) = (PayloadFormat::Text, Type::Any),
        }
    }
}

fn keep(types: &mut Types, nodes: Vec<(TypeId, XmlNode)>) {
    for (id, node) in nodes {
        if let Some(named) = types.get_mut(id) {
            named.xml_node = Some(Box::new(node));
        }
    }
}

/// The parts of a body whose content type is XML: objects are written as such.
fn parts(types: &mut Types, body: &mut Body, sink: &mut Sink) {
    let BodyKind::Multipart(whole) = &body.kind else {
        return;
    };
    for encoding in &mut body.encodings {
        let content_type = encoding.content_type.as_deref();
        if !content_type.is_some_and(|content_type| is_xml(&essence(content_type))) {
            continue;
        }
        let Some(ty) = part(types, whole, &encoding.wire).cloned() else {
            continue;
        };
        let nodes = xml::describe(types, &ty).ok();
        let nodes =
            nodes.filter(|nodes| nodes.first().is_some_and(|(_, node)| !node.name.is_empty()));
        match (nodes, ty) {
            (Some(nodes), Type::Named(id)) => {
                encoding.xml = Some(id);
                keep(types, nodes);
            }
            _ => {
                let part = &encoding.wire;
                let message =
                    format!("the part `{part}` is sent as JSON: its schema has no form in XML");
                let named = whole.mentioned().and_then(|id| types.get(id));
                let origin = named.map(|named| named.origin.clone());
                sink.say(Code::Unsupported, &origin.unwrap_or_default(), message);
            }
        }
    }
}

/// The type of the values of a part; nothing for files and scalars, which are as they are.
fn part<'t>(types: &'t Types, whole: &'t Type, wire: &str) -> Option<&'t Type> {
    let ty = match types.resolve(whole) {
        Type::List(item) | Type::Set(item) => item,
        Type::Named(id) => match &types.get(*id)?.shape {
            Shape::Object(object) => &object.fields.iter().find(|field| field.wire == wire)?.ty,
            Shape::Tuple(tuple) if wire == FURTHER => &tuple.rest.as_ref()?.ty,
            Shape::Tuple(tuple) => &tuple.elements.get(wire.parse::<usize>().ok()?)?.ty,
            _ => return None,
        },
        _ => return None,
    };
    let ty = match types.resolve(ty) {
        Type::List(item) | Type::Set(item) => types.resolve(item),
        ty => ty,
    };
    match ty {
        Type::Named(id) => {
            let shape = &types.get(*id)?.shape;
            (!matches!(shape, Shape::Enum(_) | Shape::Constant(_))).then_some(ty)
        }
        Type::Map(_) | Type::Any | Type::List(_) | Type::Set(_) => Some(ty),
        _ => None,
    }
}

/// Which way a body goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// To the server.
    Sent,
    /// From the server.
    Received,
}
