//! What OpenAPI 3.0 cannot say: `dialect` carries it in `x-clientsmith-*` extensions; here it is typed again.

use indexmap::IndexMap;
use openapiv3::{OpenAPI, Operation, PathItem, ReferenceOr};
use serde::Deserialize;

use crate::diagnostics::{Code, Pointer, Sink};

/// The carried parts of a document.
#[derive(Default)]
pub(super) struct Carried {
    /// `webhooks` (3.1).
    pub(super) webhooks: IndexMap<String, ReferenceOr<PathItem>>,
    /// Operations whose method 3.0 does not have (3.2: `query`, `additionalOperations`), by path.
    pub(super) operations: IndexMap<String, Vec<CarriedOperation>>,
}

/// An operation with a method that `openapiv3` has no field for.
#[derive(Deserialize)]
pub(super) struct CarriedOperation {
    pub(super) method: String,
    pub(super) operation: Operation,
}

impl Carried {
    /// Reads the extensions; one that does not fit is said and left out.
    pub(super) fn of(openapi: &OpenAPI, sink: &mut Sink) -> Self {
        let webhooks = match openapi.extensions.get("x-clientsmith-webhooks") {
            Some(value) => read(value, &Pointer::root().join("webhooks"), sink).unwrap_or_default(),
            None => IndexMap::new(),
        };
        let mut operations = IndexMap::new();
        for (path, item) in &openapi.paths.paths {
            let ReferenceOr::Item(item) = item else {
                continue;
            };
            let Some(value) = item.extensions.get("x-clientsmith-operations") else {
                continue;
            };
            let at = Pointer::root().at(["paths", path]);
            if let Some(list) = read(value, &at, sink) {
                operations.insert(path.clone(), list);
            }
        }
        Self {
            webhooks,
            operations,
        }
    }
}

fn read<T: for<'de> Deserialize<'de>>(
    value: &serde_json::Value,
    at: &Pointer,
    sink: &mut Sink,
) -> Option<T> {
    match T::deserialize(value) {
        Ok(read) => Some(read),
        Err(fault) => {
            sink.say(
                Code::Unsupported,
                at,
                format!("this part is left out: {fault}"),
            );
            None
        }
    }
}
