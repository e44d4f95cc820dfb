//! Findings that need the model or the merged view; those that need the written tree live in [`crate::dialect`].

use std::collections::HashSet;

use heck::ToSnakeCase;
use openapiv3::OpenAPI;
use serde_json::Value;

use super::Lowerer;
use super::composition::undeclared_keys;
use super::naming::Claim;
use super::view::{Additional, View};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Place, Pointer, Sink, most_like};
use crate::dialect::extension;
use crate::model::{Api, Example, Ident, Operation, Shape, Type, Types, fits};

/// Parts of one schema that ask for different kinds of values: nothing satisfies all of them.
pub(super) fn contradiction(sink: &mut Sink, view: &View<'_>) {
    let (Some(kind), Some((other, at))) = (view.kind, &view.contradiction) else {
        return;
    };
    let finding = sink.say(
        Code::ContradictoryAllOf,
        at,
        format!("no value is both `{kind}` and `{other}`; it is taken to be `{kind}`"),
    );
    let first = Place::Document(view.kind_at.clone());
    finding.related.push((first, format!("`{kind}` here")));
    finding.and_help("the parts of an `allOf` hold together; `oneOf` or `anyOf` offers a choice");
}

/// Names in `required` that no part of the schema declares (OAS.md 23, 28). Such a property may hold anything, so the
/// reader must not insist on it.
pub(super) fn required_without_property(sink: &mut Sink, view: &View<'_>) {
    if matches!(view.additional, Additional::Schema(_)) {
        return;
    }
    for (name, at) in undeclared_keys(view) {
        let finding = sink.say(
            Code::RequiredWithoutProperty,
            &at,
            format!("`{name}` is required but is not among the properties"),
        );
        let declared = || view.properties.keys().copied();
        match beginning_of(name, declared()).or_else(|| most_like(name, declared())) {
            Some(other) => finding.and_help(format!("did you mean `{other}`? An overlay can mend it; the reader does not insist on `{name}`")),
            None => finding.and_help("declare it, or remove it with an overlay; the reader does not insist on it"),
        };
    }
}

/// The declared name that `name` is the first words of: `integration_type` for `integration`. Who requires the one
/// means the other.
pub(crate) fn beginning_of<'c>(
    name: &str,
    mut declared: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let is_next_word = |c: char| matches!(c, '_' | '-' | '.') || c.is_uppercase();
    declared.find(|candidate| {
        candidate
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(is_next_word))
    })
}

impl Lowerer<'_> {
    /// A name that could not stay: taken, or a keyword, which is said once of each.
    pub(super) fn name_claimed(&mut self, wanted: &Ident, claim: &Claim, wire: &str, at: &Pointer) {
        let name = &claim.name;
        if wanted != name {
            let message = format!("`{wire}` becomes `{name}`: `{wanted}` is taken");
            let finding = self.sink.say(Code::NameCollision, at, message);
            has_it(finding, claim);
            finding.and_help(match claim.holder {
                Some(_) => "names in Rust must differ; the first in the document has it, and `[rename]` in client.toml settles it",
                None => "clientsmith has something of this name there; `[rename]` in client.toml chooses another one",
            });
        } else if is_keyword(wire)
            && name.as_str() != wire
            && name.as_str().ends_with('_')
            && self.keywords.insert(wire.to_owned())
        {
            let message =
                format!("`{wire}` is a keyword of Rust; wherever it is a name it becomes `{name}`");
            self.sink.say(Code::RenamedIdentifier, at, message);
        }
    }
}

/// An inline schema whose name from where it stands is taken.
pub(super) fn inline_named(sink: &mut Sink, wanted: &Ident, claim: &Claim, at: &Pointer) {
    let name = &claim.name;
    if wanted == name {
        return;
    }
    let finding = sink.say(
        Code::NameCollision,
        at,
        format!("the type of this schema is `{name}`: `{wanted}` is taken"),
    );
    has_it(finding, claim);
    finding.and_help(format!(
        "a name of its own in client.toml:\n[rename.types]\n\"{}\" = \"…\"",
        at.as_str()
    ));
}

/// Shows what has the name that was wanted.
fn has_it(finding: &mut Diagnostic, claim: &Claim) {
    if let Some(holder) = &claim.holder {
        let place = Place::Document(holder.clone());
        finding
            .related
            .push((place, "this has the name".to_owned()));
    }
}

fn is_keyword(wire: &str) -> bool {
    let snake = wire.to_snake_case();
    Ident::new(snake.as_str()).is_none() && Ident::new(format!("{snake}_")).is_some()
}

/// `readOnly` and `writeOnly` together: it would never travel, so both are ignored.
pub(super) fn both_ways_denied(sink: &mut Sink, read_only: &Pointer, write_only: Pointer) {
    let message = "a property cannot be both readOnly and writeOnly; both are ignored";
    let finding = sink.say(Code::ReadOnlyAndWriteOnly, read_only, message);
    let other = (Place::Document(write_only), "the other one".to_owned());
    finding.related.push(other);
    finding.and_help("remove one of them with an overlay");
}

/// Settings of `client.toml` for operations and security schemes that the crate does not have.
pub(super) fn unused_config(config: &Config, api: &Api, openapi: &OpenAPI, sink: &mut Sink) {
    let operations = config.operations.keys();
    for id in operations.filter(|id| !api.operations.iter().any(|known| known.id == **id)) {
        let place = config.places.of(&["operations", id]);
        if is_left_out(openapi, "operations", id) {
            let message = format!("`[select]` leaves the operation `{id}` out");
            sink.push(Diagnostic::new(Code::UnusedConfig, place, message));
            continue;
        }
        let message = format!("the document has no operation `{id}`");
        sink.push(Diagnostic::new(Code::UnusedConfig, place, message))
            .and_help("the key is the operationId after the overlays");
    }
    let schemes = &api.security_schemes;
    let security = config.security.keys();
    for wire in security.filter(|wire| !schemes.iter().any(|known| known.wire == **wire)) {
        let place = config.places.of(&["security", wire]);
        let message = match is_left_out(openapi, "securitySchemes", wire) {
            true => {
                format!("no operation that `[select]` takes needs the security scheme `{wire}`")
            }
            false => format!("the document has no security scheme `{wire}`"),
        };
        sink.push(Diagnostic::new(Code::UnusedConfig, place, message));
    }
}

/// Whether `[select]` leaves something out.
fn is_left_out(openapi: &OpenAPI, kind: &str, name: &str) -> bool {
    let left_out = openapi.extensions.get(extension::LEFT_OUT);
    let names = left_out.and_then(|left_out| left_out.get(kind)?.as_array());
    names.is_some_and(|names| names.iter().any(|known| known == name))
}

/// Formats of `client.toml` that no string of the document has.
pub(super) fn unused_formats(config: &Config, used: &HashSet<&str>, sink: &mut Sink) {
    for format in config.formats.keys() {
        if !used.contains(format.as_str()) {
            let place = config.places.of(&["formats", format]);
            let message = format!("no string of the crate has the format `{format}`");
            sink.push(Diagnostic::new(Code::UnusedConfig, place, message));
        }
    }
}

/// Examples that do not fit their own schema; they are left out of the generated tests.
pub(super) fn examples(api: &mut Api, sink: &mut Sink) {
    let types = std::mem::take(&mut api.types);
    let mut kept: Vec<Vec<Example>> = Vec::with_capacity(types.len());
    for (id, named) in types.iter() {
        let ty = Type::Named(id);
        kept.push(
            named
                .examples
                .iter()
                .filter(|example| check(&types, &ty, &named.origin, example, sink))
                .cloned()
                .collect(),
        );
        if let Shape::Object(object) = &named.shape {
            for field in &object.fields {
                let Some(value) = field.example.as_ref().filter(|value| !value.is_null()) else {
                    continue;
                };
                let example = Example {
                    origin: field.origin.join("example"),
                    value: value.clone(),
                };
                check(&types, &field.ty, &field.origin, &example, sink);
            }
        }
    }
    examples_of_operations(&types, &api.operations, sink);
    api.types = types;
    for (named, examples) in api.types.iter_mut().zip(kept) {
        named.examples = examples;
    }
}

/// The same of the examples of media types; one that several operations share is looked at once.
fn examples_of_operations(types: &Types, operations: &[Operation], sink: &mut Sink) {
    let mut seen = HashSet::new();
    let examples = operations.iter().flat_map(Operation::json_examples);
    for (ty, example) in examples.filter(|(_, example)| seen.insert(&example.origin)) {
        check(types, ty, &example.origin, example, sink);
    }
}

/// Whether an example is a value of `ty`, whose schema stands at `schema`; it is said if not. That a base's example is
/// none of a child, which has it by `allOf`, is no fault: it lacks what only the child requires.
fn check(types: &Types, ty: &Type, schema: &Pointer, example: &Example, sink: &mut Sink) -> bool {
    if matches!(example.value, Value::Null) {
        return true;
    }
    let Err(why) = fits(types, ty, &example.value) else {
        return true;
    };
    if example.origin.strip_prefix(schema).is_some() {
        let message = format!("the example does not fit its schema: {why}");
        sink.say(Code::ExampleMismatch, &example.origin, message)
            .and_help("it is left out of the generated tests");
    }
    false
}
