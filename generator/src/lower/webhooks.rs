//! Webhooks and callbacks: requests that the server makes (OpenAPI 3.1 `webhooks`, Callback Object). Their payloads are
//! read by the crate's user, so they travel as answers do.

use openapiv3::{Callback, PathItem, ReferenceOr};

use super::media::is_json;
use super::operations::text;
use super::view::Part;
use super::{Context, Lowerer, naming};
use crate::diagnostics::Pointer;
use crate::model::{Type, Webhook};

impl<'a> Lowerer<'a> {
    /// The payloads of the document's webhooks, then those of its operations' callbacks.
    pub(super) fn webhooks(&mut self) -> Vec<Webhook> {
        let place = Pointer::root().join("webhooks");
        let mut webhooks = Vec::new();
        for (wire, item) in &self.carried.webhooks {
            if let ReferenceOr::Item(item) = item {
                self.requests(wire, wire, item, &place.join(wire), &mut webhooks);
            }
        }
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
                    self.callback(wire, &name, callback, &at.join(wire), &mut webhooks);
                }
            }
        }
        // What operations refer to stands here alone.
        let components = self.openapi.components.iter();
        let at = Pointer::root().at(["components", "callbacks"]);
        for (wire, callback) in components.flat_map(|components| &components.callbacks) {
            if let ReferenceOr::Item(callback) = callback {
                self.callback(wire, wire, callback, &at.join(wire), &mut webhooks);
            }
        }
        webhooks
    }

    fn callback(
        &mut self,
        wire: &str,
        name: &str,
        callback: &'a Callback,
        at: &Pointer,
        webhooks: &mut Vec<Webhook>,
    ) {
        for (expression, item) in callback {
            self.requests(wire, name, item, &at.join(expression), webhooks);
        }
    }

    /// The payload of each method of a path item; inline parts of it are named after `name`.
    fn requests(
        &mut self,
        wire: &str,
        name: &str,
        item: &'a PathItem,
        at: &Pointer,
        webhooks: &mut Vec<Webhook>,
    ) {
        for (_, at, operation) in self.carried.operations(item, at) {
            if let Some(id) = &operation.operation_id {
                self.said_id_twice(id, &at.join("operationId"), String::new);
            }
            let Some(payload) = self.payload(name, operation, &at) else {
                continue;
            };
            let docs = operation.description.as_deref();
            webhooks.push(Webhook {
                wire: wire.to_owned(),
                payload,
                origin: at,
                docs: text(docs.or(operation.summary.as_deref())),
            });
        }
    }

    /// The type of a request's JSON body; `None` when it has none.
    fn payload(
        &mut self,
        name: &str,
        operation: &'a openapiv3::Operation,
        at: &Pointer,
    ) -> Option<Type> {
        let components = self
            .openapi
            .components
            .as_ref()
            .map(|components| &components.request_bodies);
        let body = self.resolve(
            "requestBodies",
            components,
            operation.request_body.as_ref()?,
            &at.join("requestBody"),
        )?;
        let (media_type, entry) = body
            .item
            .content
            .iter()
            .find(|(media_type, _)| is_json(media_type))?;
        let context = Context {
            name: naming::type_name(name),
            module: naming::module_name(name),
        };
        let part = Part::new(
            entry.schema.as_ref()?,
            body.at.at(["content", media_type, "schema"]),
        );
        Some(self.lower(&part, &context.child("payload")).into_element())
    }
}
