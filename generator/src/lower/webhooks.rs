//! Webhooks and callbacks: requests that the server makes (OpenAPI 3.1 `webhooks`, Callback Object). Their payloads are
//! read by the crate's user, so they travel as answers do.

use openapiv3::{Callback, Parameter, PathItem, ReferenceOr};

use super::media::{essence, is_json, is_raw, is_xml};
use super::naming::{CATCH_ALL, Scope};
use super::operations::text;
use super::xml::Direction;
use super::{Context, Lowerer, naming};
use crate::diagnostics::Pointer;
use crate::model::{EventHeader, Method, PayloadFormat, Type, Webhook, WebhookKind};

/// What stands beside the functions of events.
const FUNCTIONS: [&str; 2] = ["parse", "parse_named"];

/// The requests of one kind, and the names that they have taken.
struct Requests {
    kind: WebhookKind,
    found: Vec<Webhook>,
    variants: Scope,
    functions: Scope,
}

impl Requests {
    fn new(kind: WebhookKind) -> Self {
        Self {
            kind,
            found: Vec::new(),
            variants: Scope::reserving([CATCH_ALL]),
            functions: Scope::reserving(FUNCTIONS),
        }
    }

    /// The name of an event: the document's, with the method where that stands for several, and with a number where that does
    /// too: a callback has several requests of one method, each to another address.
    fn wire(&self, wire: &str, method: &Method, is_only_one: bool) -> String {
        let is_free = |name: &str| !self.found.iter().any(|other| other.wire == name);
        if is_only_one && is_free(wire) {
            return wire.to_owned();
        }
        let name = format!("{wire} {}", method.as_str());
        if is_free(&name) {
            return name;
        }
        let mut numbered = (2_usize..).map(|number| format!("{name} {number}"));
        numbered.find(|name| is_free(name)).unwrap_or(name)
    }
}

impl<'a> Lowerer<'a> {
    /// The payloads of the document's webhooks, then those of its operations' callbacks.
    pub(super) fn webhooks(&mut self) -> Vec<Webhook> {
        let place = Pointer::root().join("webhooks");
        let mut webhooks = Requests::new(WebhookKind::Webhook);
        for (wire, item) in &self.carried.webhooks {
            if let ReferenceOr::Item(item) = item {
                self.requests(wire, item, &place.join(wire), &mut webhooks);
            }
        }
        let mut callbacks = Requests::new(WebhookKind::Callback);
        for (path, item) in &self.openapi.paths.paths {
            let ReferenceOr::Item(item) = item else {
                continue;
            };
            let at = Pointer::root().at(["paths", path]);
            for (_, at, operation) in self.carried.operations(item, &at) {
                let at = at.join("callbacks");
                let id = operation.operation_id.as_deref().unwrap_or(path);
                for (wire, callback) in &operation.callbacks {
                    let name = format!("{id} {wire}");
                    self.callback(&name, callback, &at.join(wire), &mut callbacks);
                }
            }
        }
        // What operations refer to stands here alone.
        let components = self.openapi.components.iter();
        let at = Pointer::root().at(["components", "callbacks"]);
        for (wire, callback) in components.flat_map(|components| &components.callbacks) {
            if let ReferenceOr::Item(callback) = callback {
                self.callback(wire, callback, &at.join(wire), &mut callbacks);
            }
        }
        webhooks.found.append(&mut callbacks.found);
        webhooks.found
    }

    fn callback(
        &mut self,
        name: &str,
        callback: &'a Callback,
        at: &Pointer,
        requests: &mut Requests,
    ) {
        for (expression, item) in callback {
            self.requests(name, item, &at.join(expression), requests);
        }
    }

    /// The payload of each method of a path item; it and inline parts of it are named after `wire`.
    fn requests(&mut self, wire: &str, item: &'a PathItem, at: &Pointer, requests: &mut Requests) {
        let is_only_one = self.carried.operations(item, at).nth(1).is_none();
        for (method, at, operation) in self.carried.operations(item, at) {
            if let Some(id) = &operation.operation_id {
                self.said_id_twice(id, &at.join("operationId"), String::new);
            }
            let (format, payload) = self.payload(wire, operation, &at);
            let docs = operation.description.as_deref();
            let wire = requests.wire(wire, &method, is_only_one);
            requests.found.push(Webhook {
                kind: requests.kind,
                name: requests.variants.claim(&naming::variant_name(&wire)),
                function: requests.functions.claim(&naming::snake_name(&wire)),
                text: None,
                format,
                payload,
                headers: self.event_headers(item, operation, &at),
                origin: at,
                docs: text(docs.or(operation.summary.as_deref())),
                wire,
            });
        }
    }

    /// The header parameters of a request and of its path item.
    fn event_headers(
        &self,
        item: &'a PathItem,
        operation: &'a openapiv3::Operation,
        at: &Pointer,
    ) -> Vec<EventHeader> {
        let components = self.openapi.components.as_ref();
        let components = components.map(|components| &components.parameters);
        let mut headers: Vec<EventHeader> = Vec::new();
        for parameter in operation.parameters.iter().chain(&item.parameters) {
            let found = self.resolve("parameters", components, parameter, at);
            let Some(Parameter::Header { parameter_data, .. }) = found.map(|found| found.item)
            else {
                continue;
            };
            let wire = &parameter_data.name;
            if !headers
                .iter()
                .any(|known| known.wire.eq_ignore_ascii_case(wire))
            {
                headers.push(EventHeader {
                    wire: wire.clone(),
                    docs: text(parameter_data.description.as_deref()),
                });
            }
        }
        headers
    }

    /// How a request's body is written, and its type: JSON if there is any, else a form, else XML, else what
    /// comes first.
    fn payload(
        &mut self,
        name: &str,
        operation: &'a openapiv3::Operation,
        at: &Pointer,
    ) -> (PayloadFormat, Type) {
        let components = self.openapi.components.as_ref();
        let components = components.map(|components| &components.request_bodies);
        let body = operation.request_body.as_ref().and_then(|body| {
            self.resolve("requestBodies", components, body, &at.join("requestBody"))
        });
        let content = body.as_ref().map(|body| &body.item.content);
        let of_format = |wanted: Option<PayloadFormat>| {
            content?.iter().find_map(|(media_type, entry)| {
                let format = format(media_type);
                let fits = wanted.is_none_or(|wanted| wanted == format);
                fits.then_some((format, media_type, entry))
            })
        };
        let chosen = of_format(Some(PayloadFormat::Json))
            .or_else(|| of_format(Some(PayloadFormat::Form)))
            .or_else(|| of_format(Some(PayloadFormat::Xml)))
            .or_else(|| of_format(None));
        let (Some((format, media_type, entry)), Some(body)) = (chosen, &body) else {
            return (PayloadFormat::Empty, Type::Any);
        };
        if format == PayloadFormat::Xml && is_raw(entry) {
            return (PayloadFormat::Text, Type::Any);
        }
        if !format.is_typed() {
            return (format, Type::Any);
        }
        let context = Context {
            name: naming::type_name(name),
            module: naming::types_module_name(name),
        };
        let at = body.at.at(["content", media_type]);
        let ty = self.content_type(entry, &at, &context, "payload");
        let is_xml = format == PayloadFormat::Xml;
        let obstacle = is_xml.then(|| self.xml_obstacle(&ty, Direction::Received));
        match obstacle.flatten() {
            None => (format, ty),
            Some(obstacle) => {
                self.say_no_xml("a payload", "is given as text", media_type, &at, &obstacle);
                (PayloadFormat::Text, Type::Any)
            }
        }
    }
}

/// How a payload of this media type is read.
fn format(media_type: &str) -> PayloadFormat {
    let essence = essence(media_type);
    match essence.as_str() {
        _ if is_json(&essence) => PayloadFormat::Json,
        "application/x-www-form-urlencoded" => PayloadFormat::Form,
        xml if is_xml(xml) => PayloadFormat::Xml,
        text if text.starts_with("text/") => PayloadFormat::Text,
        _ => PayloadFormat::Bytes,
    }
}
