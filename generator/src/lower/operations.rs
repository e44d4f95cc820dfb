//! Operations: ids, names, and the parts that other files lower.

use std::collections::HashMap;

use openapiv3::{PathItem, ReferenceOr};

use super::groups::Groups;
use super::naming::{self, Scope};
use super::renames::Table;
use super::security::{Requirement, Requirements};
use super::{Context, Lowerer, idempotency, pagination, path};
use crate::diagnostics::{Code, Place, Pointer};
use crate::model::{Ident, Method, Operation, SecurityScheme};
use crate::overlay::json_path::literal;

/// What the runtime's client or a generated one has as methods already.
const CLIENT_METHODS: &[&str] = &["builder", "clone", "core"];

/// What the files of operations bring in, beside their own types.
const IMPORTED_TYPES: [&str; 1] = ["Client"];

/// The types of an operation are named after it with these suffixes.
const TYPE_SUFFIXES: [&str; 3] = ["Error", "Reply", "Headers"];

/// An operation of the document, found but not lowered.
struct Found<'a> {
    operation: &'a openapiv3::Operation,
    item: &'a PathItem,
    method: Method,
    path: &'a str,
    at: Pointer,
    item_at: Pointer,
}

impl Found<'_> {
    /// The first tag: an operation stands in one file.
    fn tag(&self) -> Option<&str> {
        self.operation.tags.first().map(String::as_str)
    }
}

/// What operations share while they are lowered.
struct Shared<'s> {
    schemes: &'s [SecurityScheme],
    methods: Scope,
    type_names: Scope,
    modules: Modules,
}

/// The files of operations, one per group.
struct Modules {
    groups: Groups,
    names: Scope,
    by_group: HashMap<String, Ident>,
}

impl Modules {
    fn new(found: &[Found<'_>]) -> Self {
        let untagged = found.iter().filter(|found| found.tag().is_none());
        Self {
            groups: Groups::of(untagged.count()),
            names: Scope::reserving(["mod"]),
            by_group: HashMap::new(),
        }
    }

    fn of(&mut self, found: &Found<'_>) -> Ident {
        let group = self.groups.group(found.tag(), found.path);
        if let Some(known) = self.by_group.get(group) {
            return known.clone();
        }
        let module = self.names.claim(&naming::module_name(group));
        self.by_group.insert(group.to_owned(), module.clone());
        module
    }
}

impl<'a> Lowerer<'a> {
    /// Every operation, in the order of the document.
    pub(super) fn operations(&mut self, schemes: &[SecurityScheme]) -> Vec<Operation> {
        let found = self.find_operations();
        let mut shared = Shared {
            schemes,
            methods: Scope::reserving(CLIENT_METHODS.iter().copied()),
            type_names: Scope::reserving(IMPORTED_TYPES),
            modules: Modules::new(&found),
        };
        let mut operations: Vec<Operation> = found
            .iter()
            .map(|found| self.operation(found, &mut shared))
            .collect();
        self.name_streams(&mut operations, &mut shared.methods, &mut shared.type_names);
        for (found, operation) in found.iter().zip(&mut operations) {
            let context = context(&operation.type_name, &operation.name);
            operation.further_bodies =
                self.further_bodies(found.operation, operation, &context, &mut shared.methods);
        }
        operations
    }

    fn find_operations(&mut self) -> Vec<Found<'a>> {
        let place = Pointer::root().join("paths");
        let mut found = Vec::new();
        for (path, item) in &self.openapi.paths.paths {
            let item_at = place.join(path);
            let ReferenceOr::Item(item) = item else {
                self.sink.say(
                    Code::Unsupported,
                    &item_at,
                    "a path item that is a reference is left out",
                );
                continue;
            };
            let carried = self.carried;
            for (method, at, operation) in carried.operations(item, &item_at) {
                found.push(Found {
                    operation,
                    item,
                    method,
                    path,
                    at,
                    item_at: item_at.clone(),
                });
            }
        }
        found
    }

    fn operation(&mut self, found: &Found<'a>, shared: &mut Shared<'_>) -> Operation {
        let source = found.operation;
        let id = self.operation_id(found);
        let config = self.config.operations.get(&id).cloned().unwrap_or_default();
        let chosen = self.renamed(Table::Operations, &id);
        let chosen = chosen
            .as_ref()
            .map(Ident::as_str)
            .or(config.name.as_deref());
        let wanted = naming::snake_name(chosen.unwrap_or(&id));
        let claim = shared.methods.claim_at(&wanted, &found.at);
        self.name_claimed(&wanted, &claim, &id, &found.at);
        let name = claim.name;
        let type_name = shared
            .type_names
            .claim_family(&naming::type_name(name.as_str()), &TYPE_SUFFIXES);
        let module = shared.modules.of(found);
        let context = context(&type_name, &name);
        let mut parameters = self.parameters(
            found.item,
            &found.item_at,
            source,
            &found.at,
            found.path,
            &context,
        );
        let idempotency_key =
            idempotency::header(&config, &found.method, &mut parameters, &found.at);
        let Requirements {
            alternatives,
            at: security_origin,
        } = self.requirements(source, shared.schemes, &found.at);
        let (security, scopes) = Requirement::split(alternatives);
        let body = self.body(source, &found.at, &context);
        let mut responses = self.responses(source, &found.method, &found.at, &context);
        let streams = self.streams(&id, &mut responses, body.as_ref(), &context);
        if let Some(pagination) = source.extensions.get(pagination::EXTENSION) {
            self.paginations.insert(id.clone(), pagination.clone());
        }
        let (servers, servers_at) = if source.servers.is_empty() {
            (&found.item.servers, &found.item_at)
        } else {
            (&source.servers, &found.at)
        };
        Operation {
            id,
            name,
            type_name,
            module,
            method: found.method.clone(),
            path: path::encoded(found.path),
            parameters,
            body,
            further_bodies: Vec::new(),
            success: responses.success,
            accept: responses.accept,
            done: streams.done,
            streaming: streams.streaming,
            errors: responses.errors,
            documented: responses.documented,
            response_headers: responses.headers,
            security,
            security_origin,
            scopes,
            servers: self.servers(servers, &servers_at.join("servers")),
            idempotent: config.idempotent,
            idempotency_key,
            // Found when all types are as they stay.
            pagination: None,
            summary: text(source.summary.as_deref()),
            description: text(source.description.as_deref()),
            deprecated: source.deprecated,
            origin: found.at.clone(),
        }
    }

    /// `operationId`, or one made from method and path (`POST /api/end_users` → `post_api_end_users`) when there is
    /// none or another operation has it already.
    fn operation_id(&mut self, found: &Found<'a>) -> String {
        let made = || {
            naming::snake_name(&format!(
                "{} {}",
                found.method.as_str().to_lowercase(),
                found.path
            ))
            .to_string()
        };
        let Some(id) = found
            .operation
            .operation_id
            .as_deref()
            .filter(|id| !id.trim().is_empty())
        else {
            let id = made();
            self.say_missing_id(found, &id);
            return id;
        };
        let at = found.at.join("operationId");
        let taken = self.said_id_twice(id, &at, || format!("; this one is named `{}`", made()));
        if taken { made() } else { id.to_owned() }
    }

    /// Whether another operation has this `operationId` already, which is said with what comes of it.
    pub(super) fn said_id_twice(
        &mut self,
        id: &str,
        at: &Pointer,
        outcome: impl FnOnce() -> String,
    ) -> bool {
        let Some(first) = self.operation_ids.get(id) else {
            self.operation_ids.insert(id.to_owned(), at.clone());
            return false;
        };
        let first = Place::Document(first.clone());
        let message = format!("two operations have the id `{id}`{}", outcome());
        let finding = self.sink.say(Code::DuplicateOperationId, at, message);
        finding.related.push((first, "the first one".to_owned()));
        finding.and_help(
            "an operationId is unique among all operations; an overlay can rename one of them",
        );
        true
    }

    fn say_missing_id(&mut self, found: &Found<'a>, made: &str) {
        let method = found.method.as_str();
        self.sink
            .say(
                Code::MissingOperationId,
                &found.at,
                format!(
                    "`{method} {}` has no operationId; its method is named `{made}`",
                    found.path
                ),
            )
            .and_help(format!(
                "name it in overlay.yaml:\n- target: $.paths[{}]{}\n  update: {{operationId: …}}",
                literal(found.path),
                match &found.method {
                    Method::Other(token) => format!(".additionalOperations[{}]", literal(token)),
                    _ => format!(".{}", method.to_lowercase()),
                }
            ));
    }
}

/// Where the types of an operation that have no name of their own stand.
fn context(type_name: &Ident, name: &Ident) -> Context {
    Context {
        name: type_name.clone(),
        module: naming::types_module_name(name.as_str()),
    }
}

/// A text of the document without blank ends; `None` when nothing is left.
pub(super) fn text(text: Option<&str>) -> Option<String> {
    text.map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}
