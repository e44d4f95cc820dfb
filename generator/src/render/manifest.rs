//! `Cargo.toml` of a generated crate.

use std::collections::BTreeMap;

use serde::Serialize;

use super::template::fill;
use super::{MARKER, Surroundings};
use crate::config::Config;
use crate::model::{Api, Body, BodyKind, Constraint, Operation, PayloadFormat, ReplyBody, Type};

const TEMPLATE: &str = include_str!("../../../templates/Cargo.toml.j2");

/// What the template is filled with.
#[derive(Serialize)]
struct Values<'a> {
    marker: &'a str,
    name: &'a str,
    version: &'a str,
    description: String,
    license: Option<&'a str>,
    runtime_path: &'a str,
    runtime_features: Vec<&'static str>,
    /// One for each tag of a large document.
    tags: Vec<String>,
    own_workspace: bool,
    has_tests: bool,
    has_examples: bool,
    has_mock: bool,
}

/// The manifest's text; `files` are the crate's others.
pub(super) fn manifest(
    api: &Api,
    config: &Config,
    surroundings: Surroundings<'_>,
    files: &BTreeMap<String, String>,
) -> Result<String, minijinja::Error> {
    let package = &config.package;
    let description = package
        .description
        .clone()
        .unwrap_or_else(|| format!("A client for {}", api.info.title));
    let values = Values {
        marker: MARKER,
        name: surroundings.crate_name,
        version: package.version.as_deref().unwrap_or("0.1.0"),
        description,
        license: package.license.as_deref(),
        runtime_path: surroundings.runtime_path,
        runtime_features: runtime_features(api),
        tags: surroundings.features.names(),
        own_workspace: surroundings.own_workspace,
        has_tests: files.contains_key("tests/examples.rs"),
        has_examples: files.keys().any(|path| path.starts_with("examples/")),
        has_mock: files.contains_key("tests/mock.rs"),
    };
    fill(TEMPLATE, values)
}

/// The runtime's features that the crate's code needs.
fn runtime_features(api: &Api) -> Vec<&'static str> {
    let needed = [
        ("decimal", has_decimals(api)),
        ("pattern", has_patterns(api)),
        ("xml", has_xml(api)),
    ];
    let needed = needed.into_iter().filter(|(_, needed)| *needed);
    needed.map(|(feature, _)| feature).collect()
}

fn has_decimals(api: &Api) -> bool {
    let parts = api.types.iter().flat_map(|(_, named)| named.parts());
    parts
        .chain(api.used_types())
        .any(|ty| *ty.innermost() == Type::Decimal)
}

fn has_xml(api: &Api) -> bool {
    let mut bodies = api.operations.iter().flat_map(Operation::bodies);
    let mut answers = api.operations.iter().flat_map(Operation::answers);
    let is_xml = |body: &Body| {
        let has_part = body.encodings.iter().any(|encoding| encoding.xml.is_some());
        has_part || matches!(body.kind, BodyKind::Xml(_))
    };
    let mut webhooks = api.webhooks.iter();
    bodies.any(is_xml)
        || answers.any(|body| matches!(body, ReplyBody::Xml(_)))
        || webhooks.any(|webhook| webhook.format == PayloadFormat::Xml)
}

fn has_patterns(api: &Api) -> bool {
    let of_types = api.types.iter().flat_map(|(_, named)| named.constraints());
    let parameters = api.operations.iter().flat_map(|one| &one.parameters);
    let of_parameters = parameters.flat_map(|parameter| &parameter.constraints);
    of_types.chain(of_parameters).any(has_pattern)
}

fn has_pattern(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::Pattern(_) | Constraint::PropertyNames(_) => true,
        Constraint::Items(inner) | Constraint::Values(inner) => inner.iter().any(has_pattern),
        _ => false,
    }
}
