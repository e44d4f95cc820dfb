//! Operations whose answers are pages: what `client.toml` or `x-pagination` says, checked against the operation.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::naming::Scope;
use super::reach::{self, Unfit};
use crate::config::{self, Config, PaginationKind};
use crate::diagnostics::{Code, Diagnostic, Place, Sink, most_like};
use crate::model::{
    Api, BodyKind, Ident, Location, Operation, PageArgument, PageReply, PageStep, Pagination,
    Reach, Reply, ReplyBody, Success, Type, Types,
};

/// The extension of an operation that says what `[operations.<id>.pagination]` does.
pub(super) const EXTENSION: &str = "x-pagination";

/// The methods that a call has when its answers are pages; a setter of one of these names gets another.
const METHODS: [&str; 2] = ["items", "pages"];

/// Finds the pagination of each operation that has one. `client.toml` counts before the document's own word.
pub(super) fn find(
    api: &mut Api,
    config: &Config,
    extensions: &HashMap<String, Value>,
    sink: &mut Sink,
) {
    let types = &api.types;
    for operation in &mut api.operations {
        let chosen = config.operations.get(&operation.id);
        let chosen = chosen.and_then(|chosen| chosen.pagination.clone());
        let source = match (chosen, extensions.get(&operation.id)) {
            // Its own faults are said where it was read.
            (Some(chosen), _) if !chosen.faults().is_empty() => continue,
            (Some(chosen), _) => Some((chosen, Origin::Config(config))),
            (None, Some(value)) => read(operation, value, sink).map(|it| (it, Origin::Document)),
            (None, None) => None,
        };
        let Some((source, origin)) = source else {
            continue;
        };
        let finder = Finder {
            types,
            operation,
            source: &source,
        };
        match finder.find() {
            Ok(pagination) => {
                operation.pagination = Some(pagination);
                make_room(operation);
            }
            Err(faults) => {
                for (key, unfit) in faults {
                    say(operation, origin, key, unfit, sink);
                }
            }
        }
    }
}

/// Where the pagination of an operation is written.
#[derive(Clone, Copy)]
enum Origin<'a> {
    Config(&'a Config),
    Document,
}

fn say(operation: &Operation, origin: Origin<'_>, key: &str, unfit: Unfit, sink: &mut Sink) {
    let (code, place) = match origin {
        Origin::Config(config) => {
            let keys = ["operations", &operation.id, "pagination", key];
            let pagination = keys.get(..3).unwrap_or(&keys);
            let place = match config.places.of(&keys) {
                // A key that is not written stands where it is missing.
                Place::Path(_) => config.places.of(pagination),
                place => place,
            };
            (Code::InvalidConfig, place)
        }
        Origin::Document => {
            let at = operation.origin.join(EXTENSION).join(key);
            (Code::PaginationMismatch, Place::Document(at))
        }
    };
    let finding = sink.push(Diagnostic::new(code, place, unfit.message));
    unfit.help.into_iter().for_each(|help| {
        finding.and_help(help);
    });
}

/// What the document itself says, if it is in our terms.
fn read(operation: &Operation, value: &Value, sink: &mut Sink) -> Option<config::Pagination> {
    let message = match config::Pagination::deserialize(value) {
        // serde's words are about a struct of ours.
        Err(_) if !value.is_object() => format!("`{EXTENSION}` must be an object"),
        Ok(pagination) => match pagination.faults().into_iter().next() {
            None => return Some(pagination),
            Some((_, fault)) => fault,
        },
        Err(fault) => fault.to_string(),
    };
    let at = operation.origin.join(EXTENSION);
    sink.say(Code::PaginationMismatch, &at, message)
        .and_help("its keys are those of `[operations.<operationId>.pagination]` in client.toml, which counts before it");
    None
}

/// Gives setters other names that would hide the methods of paginated calls.
fn make_room(operation: &mut Operation) {
    let names: Vec<Ident> = operation
        .parameters
        .iter()
        .map(|one| one.name.clone())
        .collect();
    let mut scope = Scope::reserving(names.iter().map(Ident::as_str));
    let clashing = operation.parameters.iter_mut();
    for parameter in clashing.filter(|one| METHODS.contains(&one.name.as_str())) {
        parameter.name = scope.claim(&parameter.name);
    }
}

/// Looks for the parts of a pagination in an operation.
struct Finder<'a> {
    types: &'a Types,
    operation: &'a Operation,
    source: &'a config::Pagination,
}

impl Finder<'_> {
    /// The pagination, or everything in it that the operation does not have, each with its key.
    fn find(&self) -> Result<Pagination, Vec<(&'static str, Unfit)>> {
        let mut faults = Vec::new();
        let pages = self.pages().map_err(|unfit| vec![("items", unfit)])?;
        let items = reach::path(self.source.items.as_deref().unwrap_or_default());
        let reached = keep(&mut faults, "items", self.reach(&items));
        let next = self.value(&mut faults, "next", self.source.next.as_deref(), &pages);
        let has_more = self.source.has_more.as_deref();
        let has_more = self.value(&mut faults, "has-more", has_more, &pages);
        let total = self.source.total.as_deref();
        let total = self.value(&mut faults, "total", total, &pages);
        let argument = self.argument(&mut faults);
        let step = self.step(argument, next);
        match (reached, step) {
            (Some((reach, item)), Some(step)) if faults.is_empty() => Ok(Pagination {
                step,
                items,
                reach,
                item,
                has_more,
                total,
            }),
            _ => Err(faults),
        }
    }

    /// The types of pages: of each success answer that is JSON.
    fn pages(&self) -> Result<Vec<&Type>, Unfit> {
        let replies = self.operation.success.replies().iter();
        let pages: Vec<&Type> = replies
            .filter_map(|reply| match &reply.body {
                ReplyBody::Json(ty) => Some(ty),
                _ => None,
            })
            .collect();
        match pages.is_empty() {
            false => Ok(pages),
            true => Err(Unfit::new(format!(
                "`{}` has no answer of JSON, so it has no pages",
                self.operation.id
            ))),
        }
    }

    /// The way to the items in an answer, and the type of an item: the same in each kind of answer that is JSON.
    fn reach(&self, items: &[String]) -> Result<(Reach, Type), Unfit> {
        let replies = match &self.operation.success {
            Success::One(reply) => match &reply.body {
                ReplyBody::Json(page) => return reach::items(self.types, page, items),
                _ => return Err(Unfit::new("the answer is no JSON")),
            },
            Success::Several(replies) => replies,
        };
        let mut item: Option<Type> = None;
        let mut variants = Vec::new();
        for reply in replies {
            let page = match &reply.body {
                ReplyBody::Empty => PageReply::Empty,
                ReplyBody::Json(page) => {
                    let (reach, found) = reach::items(self.types, page, items)
                        .map_err(|unfit| of_reply(reply, unfit))?;
                    if item.get_or_insert_with(|| found.clone()) != &found {
                        let unfit =
                            Unfit::new("its items are others than those of the answers before it");
                        return Err(of_reply(reply, unfit));
                    }
                    PageReply::Json(reach)
                }
                _ => continue,
            };
            variants.push((reply.variant.clone(), page));
        }
        let item = item.ok_or_else(|| Unfit::new("no answer is JSON"))?;
        Ok((Reach::Replies(variants), item))
    }

    /// The path of a scalar in a page of any kind, once it is certain that one is there.
    fn value(
        &self,
        faults: &mut Vec<(&'static str, Unfit)>,
        key: &'static str,
        text: Option<&str>,
        pages: &[&Type],
    ) -> Option<Vec<String>> {
        let path = reach::path(text?);
        // One kind of answer may be the last page, which says nothing of a next.
        let values = pages.iter();
        let values = values.map(|page| reach::value(self.types, page, &path));
        let found = reach::first_found(values).and_then(|found| {
            let fits = match key {
                "has-more" => matches!(found, Type::Bool | Type::Any),
                "total" => matches!(
                    found,
                    Type::Integer(_) | Type::Number | Type::String | Type::Any
                ),
                _ => !matches!(found, Type::List(_) | Type::Set(_) | Type::Bool),
            };
            fits.then_some(()).ok_or_else(|| {
                let wanted = match key {
                    "has-more" => "boolean",
                    "total" => "number",
                    _ => "single value",
                };
                Unfit::new(format!("`{}` is no {wanted}", path.join(".")))
            })
        });
        keep(faults, key, found).map(|()| path)
    }

    /// The argument that says which page is wanted, where the kind has one.
    fn argument(&self, faults: &mut Vec<(&'static str, Unfit)>) -> Option<PageArgument> {
        if let Some(name) = &self.source.parameter {
            return keep(faults, "parameter", self.parameter(name));
        }
        let path = reach::path(self.source.body.as_deref()?);
        let body = self.operation.body.as_ref().map(|body| &body.kind);
        let found = match body {
            Some(BodyKind::Json(ty)) => reach::value(self.types, ty, &path).map(|_| ()),
            _ => Err(Unfit::new(format!(
                "`{}` takes no JSON body",
                self.operation.id
            ))),
        };
        keep(faults, "body", found).map(|()| PageArgument::Body(path))
    }

    fn parameter(&self, name: &str) -> Result<PageArgument, Unfit> {
        let parameters = || self.operation.parameters.iter();
        let found = parameters().find_map(|one| match one.location {
            Location::Query if one.wire == name => Some(PageArgument::Query(one.wire.clone())),
            Location::Header if one.wire.eq_ignore_ascii_case(name) => {
                Some(PageArgument::Header(one.wire.clone()))
            }
            _ => None,
        });
        found.ok_or_else(|| {
            let message = format!(
                "`{}` has no parameter `{name}` in query or headers",
                self.operation.id
            );
            let unfit = Unfit::new(message);
            match most_like(name, parameters().map(|one| one.wire.as_str())) {
                Some(meant) => unfit.help(format!("did you mean `{meant}`?")),
                None => unfit,
            }
        })
    }

    fn step(&self, argument: Option<PageArgument>, next: Option<Vec<String>>) -> Option<PageStep> {
        Some(match self.source.kind {
            PaginationKind::Cursor => PageStep::Cursor {
                argument: argument?,
                next: next?,
            },
            PaginationKind::NextUrl => PageStep::NextUrl { next: next? },
            PaginationKind::Link => PageStep::Link,
            PaginationKind::Offset => PageStep::Offset {
                argument: argument?,
            },
            PaginationKind::Page => PageStep::Page {
                argument: argument?,
                first: self.source.first.unwrap_or(1),
            },
        })
    }
}

/// Why one of several kinds of answers is no page.
fn of_reply(reply: &Reply, unfit: Unfit) -> Unfit {
    let message = format!("of the answer {}: {}", reply.status, unfit.message);
    Unfit { message, ..unfit }
}

/// What was found; what was not is kept with its key.
fn keep<T>(
    faults: &mut Vec<(&'static str, Unfit)>,
    key: &'static str,
    found: Result<T, Unfit>,
) -> Option<T> {
    found.map_err(|unfit| faults.push((key, unfit))).ok()
}
