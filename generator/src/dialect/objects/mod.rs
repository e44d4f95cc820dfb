//! One rule per kind of object: what it must have for 3.0, what is lifted into extensions.

mod about;
mod body;
mod coerce;
mod operation;
mod parameter;
mod security;

use heck::ToKebabCase;

use super::context::{Object, Walk};
use super::lints;
use crate::diagnostics::Code;
use crate::source::shape::Kind;

pub(super) use coerce::{coerce, name_members};
pub(super) use operation::FIELDS;

/// Renames and refills what is written in a foreign shape, before the members are looked at.
pub(super) fn prepare(walk: &mut Walk, kind: Kind, map: &mut Object) {
    lints::exclusive_keywords(walk, kind, map);
    match kind {
        Kind::Paths => operation::prepare_paths(walk, map),
        Kind::PathItem => lints::querystring_conflict(walk, map),
        Kind::Responses => body::prepare_responses(walk, map),
        Kind::Response => body::prepare_response(walk, map),
        Kind::Parameter | Kind::Header => parameter::prepare(walk, map),
        Kind::SecurityRequirement => security::prepare_requirement(walk, map),
        Kind::Flows => security::prepare_flows(walk, map),
        Kind::Flow => security::prepare_flow(walk, map),
        _ => {}
    }
    lints::unknown_keys(walk, kind, map);
}

/// Fills what is missing and lifts what 3.0 cannot say into extensions; answers whether the object may stay.
pub(super) fn complete(walk: &mut Walk, kind: Kind, map: &mut Object) -> bool {
    match kind {
        Kind::Document => about::document(walk, map),
        Kind::Info => about::info(walk, map),
        Kind::License => about::license(walk, map),
        Kind::Server => return about::server(walk, map),
        Kind::ServerVariable => about::server_variable(walk, map),
        Kind::Tag => return about::tag(walk, map),
        Kind::ExternalDocs => return about::external_docs(walk, map),
        Kind::PathItem => operation::path_item(walk, map),
        Kind::Operation => operation::operation(walk, map),
        Kind::Callback => operation::callback(map),
        Kind::Parameter => parameter::parameter(walk, map),
        Kind::Header => parameter::header(walk, map),
        Kind::RequestBody => lints::media_types(walk, map),
        Kind::MediaType => body::media_type(walk, map),
        Kind::Response => body::response(walk, map),
        Kind::Encoding => body::encoding(walk, map),
        Kind::Example => body::example(map),
        Kind::Link => body::link(walk, map),
        Kind::Components => security::components(walk, map),
        Kind::SecurityScheme => security::scheme(walk, map),
        Kind::Discriminator => return about::discriminator(walk, map),
        Kind::Contact
        | Kind::Paths
        | Kind::Responses
        | Kind::SecurityRequirement
        | Kind::Flows
        | Kind::Flow
        | Kind::Schema => {}
    }
    true
}

/// Gives a member the name of an extension: `defaultMapping` → `x-clientsmith-default-mapping`.
fn set_aside(map: &mut Object, key: &str) {
    if let Some(value) = map.shift_remove(key) {
        map.insert(format!("x-clientsmith-{}", key.to_kebab_case()), value);
    }
}

/// Gives an object a text that the specification requires, and says so.
fn require_text(walk: &mut Walk, map: &mut Object, key: &str, text: &str) {
    if !map.contains_key(key) {
        let outcome = if text.is_empty() {
            "empty".to_owned()
        } else {
            format!("`{text}`")
        };
        walk.say(
            Code::WrongType,
            format!("`{key}` is missing here; it is read as {outcome}"),
        );
        map.insert(key.to_owned(), text.into());
    }
}
