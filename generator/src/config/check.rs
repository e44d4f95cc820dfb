//! Settings whose text has a form of its own.

use std::collections::HashMap;

use heck::ToSnakeCase;

use super::levels::is_always_final;
use super::read::invalid;
use super::{Config, Level, Lint, Pagination, Pattern};
use crate::diagnostics::{Code, Sink};
use crate::model::Ident;

/// Names of crates that come with Rust; Cargo refuses a package of that name.
const RESERVED: &[&str] = &["alloc", "core", "proc-macro", "proc_macro", "std", "test"];

/// Says what is wrong in a configuration that was read.
pub(super) fn check(config: &Config, sink: &mut Sink) {
    super::select::check(config, sink);
    name(config, sink);
    version(config, sink);
    method_names(config, sink);
    renames(config, sink);
    paginations(config, sink);
    webhooks(config, sink);
    levels(config, sink);
}

fn name(config: &Config, sink: &mut Sink) {
    let Some(name) = &config.package.name else {
        return;
    };
    if is_package_name(name) {
        return;
    }
    invalid(sink, config.places.of(&["package", "name"]), format!("`{name}` is not a name that a Cargo package can have"))
        .and_help("letters, digits, `-` and `_`, a letter first, and neither a keyword of Rust nor a crate that comes with it");
}

/// Cargo's own rules; the library's name is the package's with `_` for `-`, so that must be an identifier.
fn is_package_name(name: &str) -> bool {
    name.is_ascii()
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && !RESERVED.contains(&name)
        && syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok()
}

fn version(config: &Config, sink: &mut Sink) {
    let Some(version) = &config.package.version else {
        return;
    };
    if let Err(fault) = semver::Version::parse(version) {
        let message = format!("`{version}` is not a Cargo version: {fault}");
        invalid(sink, config.places.of(&["package", "version"]), message)
            .and_help("three numbers as in Semantic Versioning: `0.1.0`");
    }
}

/// Names that the user chose stand in the crate as they are written, so they must be names of Rust methods.
fn method_names(config: &Config, sink: &mut Sink) {
    let operations = config
        .operations
        .iter()
        .filter_map(|(id, operation)| Some((["operations", id, "name"], operation.name.as_ref()?)));
    let securities = config.security.iter().filter_map(|(wire, security)| {
        Some((["security", wire, "method"], security.method.as_ref()?))
    });
    for (path, name) in operations.chain(securities) {
        if !is_method_name(name) {
            invalid(
                sink,
                config.places.of(&path),
                format!("`{name}` is not a name that a method can have"),
            )
            .and_help(method_name_help(name));
        }
    }
}

/// Names of types, fields and variants stand in the crate as they are written as well; two types cannot share one.
fn renames(config: &Config, sink: &mut Sink) {
    let rename = &config.rename;
    let tables = [
        ("types", &rename.types),
        ("fields", &rename.fields),
        ("variants", &rename.variants),
    ];
    for (table, names) in tables {
        for (key, name) in names
            .iter()
            .filter(|(_, name)| Ident::new(name.as_str()).is_none())
        {
            let place = config.places.of(&["rename", table, key]);
            invalid(
                sink,
                place,
                format!("`{name}` is not a name that Rust takes"),
            )
            .and_help("letters, digits and underscores, a letter first, and no keyword");
        }
    }
    for (key, name) in rename
        .operations
        .iter()
        .filter(|(_, name)| !is_method_name(name))
    {
        let place = config.places.of(&["rename", "operations", key]);
        invalid(
            sink,
            place,
            format!("`{name}` is not a name that a method can have"),
        )
        .and_help(method_name_help(name));
    }
    let mut taken = HashMap::new();
    for (key, name) in &rename.types {
        let place = config.places.of(&["rename", "types", key]);
        if let Some(first) = taken.insert(name.to_lowercase(), place.clone()) {
            let message = format!("two types cannot both be named `{name}`");
            let finding = invalid(sink, place, message);
            finding.related.push((first, "the first one".to_owned()));
        }
    }
}

/// Each kind of pagination has keys of its own.
fn paginations(config: &Config, sink: &mut Sink) {
    for (id, operation) in &config.operations {
        let faults = operation.pagination.iter().flat_map(Pagination::faults);
        for (key, fault) in faults {
            let place = config.places.of(&["operations", id, "pagination", key]);
            invalid(sink, place, fault);
        }
    }
}

/// One thing tells events apart, and no two events are told by the same.
fn webhooks(config: &Config, sink: &mut Sink) {
    let webhooks = &config.webhooks;
    if webhooks.field.is_some() && webhooks.header.is_some() {
        let message = "events are told apart by a `field` or by a `header`, not by both";
        let finding = invalid(sink, config.places.of(&["webhooks", "header"]), message);
        let other = config.places.of(&["webhooks", "field"]);
        finding.related.push((other, "the other one".to_owned()));
    }
    if webhooks.field.is_none() && webhooks.header.is_none() && !webhooks.events.is_empty() {
        let message =
            "`events` gives texts, and neither `field` nor `header` says where they stand";
        invalid(sink, config.places.of(&["webhooks", "events"]), message);
    }
    let mut taken = HashMap::new();
    for (wire, text) in &webhooks.events {
        let place = config.places.of(&["webhooks", "events", wire]);
        if let Some(first) = taken.insert(text, place.clone()) {
            let message = format!("two events cannot both be told by `{text}`");
            let finding = invalid(sink, place, message);
            finding.related.push((first, "the first one".to_owned()));
        }
    }
}

/// In snake case, and no keyword but with the underscore behind it that makes one a name.
fn is_method_name(name: &str) -> bool {
    let snake = name.to_snake_case();
    syn::parse_str::<syn::Ident>(name).is_ok()
        && (name == snake || (name == format!("{snake}_") && is_keyword(&snake)))
}

fn is_keyword(word: &str) -> bool {
    syn::parse_str::<syn::Ident>(word).is_err()
        && syn::parse_str::<syn::Ident>(&format!("{word}_")).is_ok()
}

fn method_name_help(name: &str) -> String {
    let snake = name.to_snake_case();
    if is_keyword(&snake) {
        format!("it is a keyword of Rust; `{snake}_` is free")
    } else if is_method_name(&snake) {
        format!("write it in snake case: `{snake}`")
    } else {
        "lower-case letters, digits and underscores, a letter first".to_owned()
    }
}

/// Findings that always leave nothing to make a crate of stay errors, and places are JSON pointers.
fn levels(config: &Config, sink: &mut Sink) {
    for (name, lint) in &config.lints {
        let lowers = |lint: &Lint| lint.entries.iter().any(|entry| entry.level != Level::Deny);
        if lowers(lint) && Code::from_name(name).is_some_and(is_always_final) {
            let message = format!(
                "`{name}` is always an error: without what it asks for no crate can be made"
            );
            invalid(sink, config.places.of(&["lints", name]), message).and_help("remove this line");
        }
        let places = lint.entries.iter().filter_map(|entry| entry.at.as_ref());
        if lint.entries.is_empty() || places.clone().any(Vec::is_empty) {
            let message = format!("`{name}` has a level for no place at all");
            invalid(sink, config.places.of(&["lints", name]), message)
                .and_help("name a place, or leave `at` out: the level holds everywhere then");
        }
        for place in places.flatten().filter(|at| Pattern::parse(at).is_none()) {
            let message = format!("`{place}` is no JSON pointer");
            invalid(sink, config.places.of(&["lints", name]), message).and_help(
                "as `/components/schemas/Pet/**` or `pet.yaml#/Pet`; a `/` within a name is written `~1`",
            );
        }
    }
}
