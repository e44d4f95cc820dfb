//! `[select]` of `client.toml`: what is not selected leaves the tree before anything is said of it.

mod findings;
mod found;

use std::collections::HashSet;

use serde_json::{Value, json};

use super::context::Object;
use super::extension;
use super::reached::{Component, all_reached, outside, targets};
use crate::config::{Config, Schemas};
use crate::diagnostics::{Pointer, Sink};
use crate::source::Document;
use found::Found;

/// Takes out the operations and webhooks that are not selected, and the components that only they lead to.
///
/// To be called when every reference is `#/components/<section>/<name>`. Findings about what is taken out go as well.
pub(super) fn select(document: &mut Document, config: &Config, sink: &mut Sink) {
    if config.select.is_everything() {
        return;
    }
    let found = found::find(&document.root);
    findings::unused(&found, config, sink);
    let (kept, left_out): (Vec<Found>, Vec<Found>) = found
        .into_iter()
        .partition(|found| config.select.takes(&found.candidate()));
    findings::left_out(&kept, &left_out, config, sink);
    if left_out.is_empty() {
        return;
    }
    let mut taken_out = places(&kept, &left_out);
    let subtrees: Vec<Value> = taken_out
        .iter()
        .filter_map(|at| take(&mut document.root, at))
        .collect();
    let ids: Vec<String> = left_out
        .into_iter()
        .map(|found| found.id)
        .filter(|id| !kept.iter().any(|kept| kept.id == *id))
        .collect();
    let components = needed_by_them_alone(&document.root, &subtrees, config, &ids);
    for (section, name) in &components {
        let at = Pointer::root().at(["components", section.as_str(), name.as_str()]);
        take(&mut document.root, &at);
        taken_out.push(at);
    }
    let kept: Vec<Pointer> = kept.into_iter().map(|found| found.at).collect();
    findings::forget(document, &kept, &taken_out, sink);
    remember(&mut document.root, &ids, &components);
}

/// The places to be taken out: path items of which nothing is kept as a whole.
fn places(kept: &[Found], left_out: &[Found]) -> Vec<Pointer> {
    let kept: HashSet<&Pointer> = kept.iter().map(|found| &found.item).collect();
    let mut items = HashSet::new();
    let places = left_out.iter().filter_map(|found| {
        if kept.contains(&found.item) {
            return Some(found.at.clone());
        }
        items.insert(&found.item).then(|| found.item.clone())
    });
    places.collect()
}

/// Takes a member out of the object that holds it.
fn take(root: &mut Value, at: &Pointer) -> Option<Value> {
    let holder = root.pointer_mut(at.parent()?.as_str())?;
    holder.as_object_mut()?.shift_remove(&at.last()?)
}

/// The components that are not reached any more without these subtrees; section and name.
fn needed_by_them_alone(
    root: &Value,
    subtrees: &[Value],
    config: &Config,
    ids: &[String],
) -> Vec<(String, String)> {
    let Some(root) = root.as_object() else {
        return Vec::new();
    };
    let components = root.get("components").and_then(Value::as_object);
    let mut open = needed(root);
    open.extend(stream_items(config.stream_items_but_of(ids)));
    let without = all_reached(components, open.clone());
    open.extend(stream_items(config.stream_items()));
    subtrees
        .iter()
        .for_each(|subtree| targets(subtree, &mut open));
    security(root.get("security"), &mut open);
    for subtree in subtrees.iter().filter_map(Value::as_object) {
        let own = std::iter::once(subtree).chain(operations(subtree));
        own.for_each(|operation| security(operation.get("security"), &mut open));
    }
    let with = all_reached(components, open);
    let stays =
        |(section, _): &&Component<'_>| *section == "schemas" && config.schemas == Schemas::All;
    let mut alone: Vec<(String, String)> = with
        .difference(&without)
        .filter(|component| !stays(component))
        .map(|(section, name)| ((*section).to_owned(), name.clone().into_owned()))
        .collect();
    alone.sort();
    alone
}

fn stream_items(names: Vec<&str>) -> impl Iterator<Item = Component<'_>> {
    names.into_iter().map(super::reached::schema)
}

/// What the operations that are there name, their security schemes too: their own requirements, or else the root's.
fn needed(root: &Object) -> Vec<Component<'_>> {
    let mut needed = outside(root);
    let paths = root.get("paths").and_then(Value::as_object);
    let items = paths.into_iter().flatten();
    for operation in items
        .filter_map(|(_, item)| item.as_object())
        .flat_map(operations)
    {
        security(
            operation.get("security").or_else(|| root.get("security")),
            &mut needed,
        );
    }
    needed
}

/// The operations of a path item.
fn operations(item: &Object) -> impl Iterator<Item = &Object> {
    found::operations(item).filter_map(|(_, _, operation)| operation.as_object())
}

/// The schemes that requirements name.
fn security<'a>(requirements: Option<&'a Value>, named: &mut Vec<Component<'a>>) {
    let alternatives = requirements.and_then(Value::as_array);
    for alternative in alternatives
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
    {
        named.extend(
            alternative
                .keys()
                .map(|name| ("securitySchemes", name.into())),
        );
    }
}

/// Keeps what settings of `client.toml` may still name.
fn remember(root: &mut Value, ids: &[String], components: &[(String, String)]) {
    let schemes = components
        .iter()
        .filter(|(section, _)| section == "securitySchemes");
    let schemes: Vec<&str> = schemes.map(|(_, name)| name.as_str()).collect();
    if let Some(root) = root.as_object_mut() {
        let left_out = json!({ "operations": ids, "securitySchemes": schemes });
        root.insert(extension::LEFT_OUT.to_owned(), left_out);
    }
}
