//! Webhooks: requests that the server makes (OpenAPI 3.1). Their payloads are read by the crate's user, so they travel
//! as answers do.

use openapiv3::ReferenceOr;

use super::media::is_json;
use super::operations::text;
use super::view::Part;
use super::{Context, Lowerer, naming};
use crate::diagnostics::Pointer;
use crate::model::{Type, Webhook};

impl<'a> Lowerer<'a> {
    /// The payloads of the document's webhooks.
    pub(super) fn webhooks(&mut self) -> Vec<Webhook> {
        let place = Pointer::root().join("webhooks");
        let mut webhooks = Vec::new();
        for (wire, item) in &self.carried.webhooks {
            let ReferenceOr::Item(item) = item else {
                continue;
            };
            for (method, operation) in item.iter() {
                let at = place.at([wire.as_str(), method]);
                let Some(payload) = self.payload(wire, operation, &at) else {
                    continue;
                };
                let docs = text(
                    operation
                        .description
                        .as_deref()
                        .or(operation.summary.as_deref()),
                );
                webhooks.push(Webhook {
                    wire: wire.clone(),
                    payload,
                    origin: at,
                    docs,
                });
            }
        }
        webhooks
    }

    /// The type of a webhook's JSON body; `None` when it has none.
    fn payload(
        &mut self,
        wire: &str,
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
            name: naming::type_name(wire),
            module: naming::module_name(wire),
        };
        let part = Part::new(
            entry.schema.as_ref()?,
            body.at.at(["content", media_type, "schema"]),
        );
        Some(self.lower(&part, &context.child("payload")).into_element())
    }
}
