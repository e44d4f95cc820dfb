//! `querystring-conflict`.

use std::collections::HashMap;

use serde_json::Value;

use super::super::context::{Object, Walk};
use crate::diagnostics::pointer::escape;
use crate::diagnostics::{Code, Place, Pointer};
use crate::source::shape::{Field, Kind, field};

/// Where the query's parameters among the components stand, by the reference to them: `query` or `querystring`.
pub(in super::super) type Locations = HashMap<String, String>;

/// The locations of the components of a document whose references are in their final form.
pub(in super::super) fn locations(root: &Value) -> Locations {
    let components = root.pointer("/components/parameters");
    let components = components.and_then(Value::as_object).into_iter().flatten();
    components
        .filter_map(|(name, parameter)| {
            let location = parameter.get("in")?.as_str()?;
            let name = escape(name);
            location.starts_with("query").then(|| {
                (
                    format!("#/components/parameters/{name}"),
                    location.to_owned(),
                )
            })
        })
        .collect()
}

/// A parameter `in: querystring` is the whole query (3.2, Parameter Locations): an operation has one, and none `in: query`
/// beside it. Those of the path item are its operations' too.
pub(in super::super) fn querystring_conflict(walk: &mut Walk, item: &Object) {
    let here = walk.here();
    let shared = of_query(walk, item, &here);
    conflicts(walk, &shared, 0);
    for (at, operation) in operations(item, &here) {
        let own = of_query(walk, operation, &at);
        if !own.is_empty() {
            let all: Vec<_> = shared.iter().chain(&own).cloned().collect();
            conflicts(walk, &all, shared.len());
        }
    }
}

/// A parameter of the query: where it stands, and whether it is the whole of it.
type Found = (Pointer, bool);

fn of_query(walk: &Walk, holder: &Object, at: &Pointer) -> Vec<Found> {
    let parameters = holder.get("parameters").and_then(Value::as_array);
    let parameters = parameters.into_iter().flatten().enumerate();
    parameters
        .filter_map(|(index, parameter)| {
            let location = match parameter.get("$ref").and_then(Value::as_str) {
                Some(reference) => walk.locations.get(reference)?.as_str(),
                None => parameter.get("in")?.as_str()?,
            };
            matches!(location, "query" | "querystring")
                .then(|| (at.join("parameters").join(index), location == "querystring"))
        })
        .collect()
}

fn operations<'a>(item: &'a Object, at: &Pointer) -> Vec<(Pointer, &'a Object)> {
    let mut found = Vec::new();
    for (key, value) in item {
        match field(Kind::PathItem, key) {
            Field::One(Kind::Operation) => {
                found.extend(value.as_object().map(|o| (at.join(key), o)))
            }
            Field::Map(Kind::Operation) => {
                for (method, operation) in value.as_object().into_iter().flatten() {
                    found.extend(
                        operation
                            .as_object()
                            .map(|o| (at.join(key).join(method), o)),
                    );
                }
            }
            _ => {}
        }
    }
    found
}

/// Says what is wrong with the parameters from `first` on; those before it were looked at by themselves.
fn conflicts(walk: &mut Walk, found: &[Found], first: usize) {
    let Some((whole, _)) = found.iter().find(|(_, is_whole)| *is_whole) else {
        return;
    };
    let others = found.iter().enumerate().filter(|(_, (at, _))| at != whole);
    // The one for the whole query is the fault when it comes to parameters of the path item.
    for (_, (at, is_whole)) in
        others.filter(|(index, _)| *index >= first || !whole_is_shared(found, first))
    {
        let message = if *is_whole {
            "a second parameter `in: querystring`; an operation has one"
        } else {
            "a parameter `in: query` beside one `in: querystring`, which is the whole query"
        };
        let finding = walk.sink.say(Code::QuerystringConflict, at, message);
        let place = Place::Document(whole.clone());
        finding.related.push((place, "the whole query".to_owned()));
        finding.and_help("remove one of them with an overlay");
    }
}

fn whole_is_shared(found: &[Found], first: usize) -> bool {
    found.iter().take(first).any(|(_, is_whole)| *is_whole)
}
