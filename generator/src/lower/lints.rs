//! Findings that need the model or the merged view; those that need the written tree live in [`crate::dialect`].

use std::collections::HashSet;

use heck::ToSnakeCase;
use serde_json::Value;

use super::Lowerer;
use super::view::{Additional, View};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Pointer, Sink, most_like};
use crate::model::{Api, Example, Ident, Shape, Type, Types, fits};

/// Parts of one schema that ask for different kinds of values: nothing satisfies all of them.
pub(super) fn contradiction(sink: &mut Sink, view: &View<'_>) {
    let (Some(kind), Some((other, at))) = (view.kind, &view.contradiction) else {
        return;
    };
    sink.say(
        Code::ContradictoryAllOf,
        at,
        format!("no value is both `{kind}` and `{other}`; it is taken to be `{kind}`"),
    )
    .and_help("the parts of an `allOf` hold together; `oneOf` or `anyOf` offers a choice");
}

/// Names in `required` that no part of the schema declares (OAS.md 23, 28). Such a property may hold anything, so the
/// reader must not insist on it.
pub(super) fn required_without_property(sink: &mut Sink, view: &View<'_>) {
    if matches!(view.additional, Additional::Schema(_)) {
        return;
    }
    for (name, at) in view
        .required
        .iter()
        .filter(|(name, _)| !view.properties.contains_key(**name))
    {
        let finding = sink.say(
            Code::RequiredWithoutProperty,
            at,
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
    pub(super) fn name_claimed(&mut self, wanted: &Ident, name: &Ident, wire: &str, at: &Pointer) {
        if wanted != name {
            let message = format!("`{wire}` becomes `{name}`: `{wanted}` is taken");
            self.sink.say(Code::NameCollision, at, message)
                .and_help("names in Rust must differ; the first in the document has it, and `[rename]` in client.toml settles it");
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
pub(super) fn inline_named(sink: &mut Sink, wanted: &Ident, name: &Ident, at: &Pointer) {
    if wanted == name {
        return;
    }
    sink.say(
        Code::NameCollision,
        at,
        format!("the type of this schema is `{name}`: `{wanted}` is taken"),
    )
    .and_help(format!(
        "a name of its own in client.toml:\n[rename.types]\n\"{}\" = \"…\"",
        at.as_str()
    ));
}

fn is_keyword(wire: &str) -> bool {
    let snake = wire.to_snake_case();
    Ident::new(snake.as_str()).is_none() && Ident::new(format!("{snake}_")).is_some()
}

/// `readOnly` and `writeOnly` together: it would never travel, so both are ignored.
pub(super) fn both_ways_denied(sink: &mut Sink, at: &Pointer) {
    sink.say(
        Code::ReadOnlyAndWriteOnly,
        at,
        "a property cannot be both readOnly and writeOnly; both are ignored",
    );
}

/// Settings of `client.toml` for operations and security schemes that the document does not have.
pub(super) fn unused_config(config: &Config, api: &Api, sink: &mut Sink) {
    for id in config
        .operations
        .keys()
        .filter(|id| !api.operations.iter().any(|operation| operation.id == **id))
    {
        let place = config.places.of(&["operations", id]);
        sink.push(Diagnostic::new(
            Code::UnusedConfig,
            place,
            format!("the document has no operation `{id}`"),
        ))
        .and_help("the key is the operationId after the overlays");
    }
    for wire in config.security.keys().filter(|wire| {
        !api.security_schemes
            .iter()
            .any(|scheme| scheme.wire == **wire)
    }) {
        let place = config.places.of(&["security", wire]);
        sink.push(Diagnostic::new(
            Code::UnusedConfig,
            place,
            format!("the document has no security scheme `{wire}`"),
        ));
    }
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
                .filter(|example| check(&types, &ty, example, sink))
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
                check(&types, &field.ty, &example, sink);
            }
        }
    }
    api.types = types;
    for (named, examples) in api.types.iter_mut().zip(kept) {
        named.examples = examples;
    }
}

fn check(types: &Types, ty: &Type, example: &Example, sink: &mut Sink) -> bool {
    if matches!(example.value, Value::Null) {
        return true;
    }
    match fits(types, ty, &example.value) {
        Ok(()) => true,
        Err(why) => {
            sink.say(
                Code::ExampleMismatch,
                &example.origin,
                format!("the example does not fit its schema: {why}"),
            )
            .and_help("it is left out of the generated tests");
            false
        }
    }
}
