//! What OpenAPI 3.0 cannot say: `dialect` carries it in `x-clientsmith-*` extensions; here it is typed again.

use std::collections::HashMap;

use elsa::FrozenVec;
use indexmap::IndexMap;
use openapiv3::{Callback, Encoding, OpenAPI, Operation, PathItem, ReferenceOr, Schema};
use serde::Deserialize;
use serde_json::Value;

use crate::diagnostics::{Code, Pointer, Sink};
use crate::dialect::extension;
use crate::model::Method;

/// The carried parts of a document.
#[derive(Default)]
pub(super) struct Carried {
    /// `webhooks` (3.1).
    pub(super) webhooks: IndexMap<String, ReferenceOr<PathItem>>,
    /// Operations whose method 3.0 does not have (3.2: `query`, `additionalOperations`), by their path item's place.
    operations: HashMap<Pointer, Vec<CarriedOperation>>,
    /// Schemas that were read from extensions on the way.
    schemas: FrozenVec<Box<ReferenceOr<Schema>>>,
    /// Encodings of parts that have no names, likewise.
    encodings: FrozenVec<Box<Encoding>>,
}

/// An operation with a method that `openapiv3` has no field for.
struct CarriedOperation {
    method: Method,
    at: Pointer,
    operation: Operation,
}

impl Carried {
    /// Reads the extensions; what does not fit is said and left out.
    pub(super) fn of(openapi: &OpenAPI, sink: &mut Sink) -> Self {
        let mut carried = Self::default();
        let root = Pointer::root();
        for (path, item) in &openapi.paths.paths {
            carried.collect(item.as_item(), || root.at(["paths", path]), sink);
        }
        let components = openapi.components.iter();
        for (name, callback) in components.flat_map(|components| &components.callbacks) {
            let at = root.at(["components", "callbacks", name]);
            carried.collect_callback(callback.as_item(), &at, sink);
        }
        if let Some(value) = openapi.extensions.get(extension::WEBHOOKS) {
            let at = root.join("webhooks");
            let webhooks: IndexMap<String, ReferenceOr<PathItem>> =
                read(value, &at, sink).unwrap_or_default();
            for (name, item) in &webhooks {
                carried.collect(item.as_item(), || at.join(name), sink);
            }
            carried.webhooks = webhooks;
        }
        carried
    }

    /// Every operation of a path item, with its method and its place.
    pub(super) fn operations<'a>(
        &'a self,
        item: &'a PathItem,
        at: &Pointer,
    ) -> impl Iterator<Item = (Method, Pointer, &'a Operation)> + use<'a> {
        let at = at.clone();
        let others = item.extensions.get(extension::OPERATIONS);
        let others = others.and_then(|_| self.operations.get(&at));
        let fixed = item.iter().filter_map(move |(field, operation)| {
            Some((Method::of_field(field)?, at.join(field), operation))
        });
        fixed.chain(
            others
                .into_iter()
                .flatten()
                .map(|other| (other.method.clone(), other.at.clone(), &other.operation)),
        )
    }

    /// Reads a schema that an extension carries, to be lowered like any that stands in the document.
    pub(super) fn keep(&self, schema: &Value) -> Option<&ReferenceOr<Schema>> {
        let schema = ReferenceOr::<Schema>::deserialize(schema).ok()?;
        Some(self.schemas.push_get(Box::new(schema)))
    }

    /// Reads an encoding that an extension carries.
    pub(super) fn keep_encoding(&self, encoding: &Value) -> Option<&Encoding> {
        let encoding = Encoding::deserialize(encoding).ok()?;
        Some(self.encodings.push_get(Box::new(encoding)))
    }

    /// Reads what a path item and the callbacks of its operations carry. The depth of a document is limited.
    fn collect(&mut self, item: Option<&PathItem>, at: impl FnOnce() -> Pointer, sink: &mut Sink) {
        let Some(item) = item else { return };
        let others = item
            .extensions
            .get(extension::OPERATIONS)
            .and_then(Value::as_array);
        let calls_back = |(_, operation): &(&str, &Operation)| !operation.callbacks.is_empty();
        if others.is_none() && !item.iter().any(|found| calls_back(&found)) {
            return;
        }
        let at = at();
        for (field, operation) in item.iter().filter(calls_back) {
            self.collect_callbacks(operation, &at.join(field), sink);
        }
        let Some(others) = others else { return };
        let mut list = Vec::with_capacity(others.len());
        for other in others {
            let token = other.get("method").and_then(Value::as_str);
            let (Some(token), Some(operation)) = (token, other.get("operation")) else {
                continue;
            };
            let method = Method::of_token(token);
            let at = match method {
                Method::Query => at.join("query"),
                _ => at.at(["additionalOperations", token]),
            };
            if let Some(operation) = read::<Operation>(operation, &at, sink) {
                self.collect_callbacks(&operation, &at, sink);
                list.push(CarriedOperation {
                    method,
                    at,
                    operation,
                });
            }
        }
        self.operations.insert(at, list);
    }

    fn collect_callbacks(&mut self, operation: &Operation, at: &Pointer, sink: &mut Sink) {
        for (name, callback) in &operation.callbacks {
            let at = at.at(["callbacks", name]);
            self.collect_callback(Some(callback), &at, sink);
        }
    }

    fn collect_callback(&mut self, callback: Option<&Callback>, at: &Pointer, sink: &mut Sink) {
        for (expression, item) in callback.into_iter().flatten() {
            self.collect(Some(item), || at.join(expression), sink);
        }
    }
}

/// The library's own words are of no use to a document's author, so they are not passed on.
fn read<T: for<'de> Deserialize<'de>>(value: &Value, at: &Pointer, sink: &mut Sink) -> Option<T> {
    match T::deserialize(value) {
        Ok(read) => Some(read),
        Err(_) => {
            let message = "this part could not be understood; it is left out";
            sink.say(Code::Unsupported, at, message);
            None
        }
    }
}
