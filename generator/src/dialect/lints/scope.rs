//! `scope-without-oauth`.

use serde_json::Value;

use super::super::context::{Object, Version, Walk};
use crate::diagnostics::{Code, Place, Pointer};

/// Security requirements that list scopes for a scheme that has none.
pub(in super::super) fn scope_without_oauth(walk: &mut Walk, document: &Object) {
    let Some(schemes) = document
        .get("components")
        .and_then(|components| components.get("securitySchemes"))
    else {
        return;
    };
    let mut found = Vec::new();
    requirements(document.get("security"), &Pointer::root(), &mut found);
    for (path, item) in members(document.get("paths")) {
        for (method, operation) in members(Some(item)) {
            if let Some(security) = operation.get("security") {
                requirements(
                    Some(security),
                    &Pointer::root().at(["paths", path, method]),
                    &mut found,
                );
            }
        }
    }
    // One scheme is named by every operation; it is said once, where it is first.
    let mut said: Vec<&str> = Vec::new();
    for (at, name, scopes) in &found {
        let Some(what) =
            scheme_without_scopes(schemes, name, walk.version).filter(|_| !said.contains(name))
        else {
            continue;
        };
        said.push(name);
        let elsewhere = match found.iter().filter(|(_, other, _)| other == name).count() {
            0 | 1 => String::new(),
            2 => ", here and in one other place".to_owned(),
            places => format!(", here and in {} other places", places - 1),
        };
        let message =
            format!("`{name}` is {what}, which has no scopes; `{scopes}` is ignored{elsewhere}");
        let scheme = Pointer::root().at(["components", "securitySchemes", name]);
        let finding = walk.sink.say(Code::ScopeWithoutOAuth, at, message);
        finding
            .related
            .push((Place::Document(scheme), "the scheme".to_owned()));
        finding.and_help("write an empty list: only OAuth 2 and OpenID Connect have scopes");
    }
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
}

/// Every scheme that a list of requirements names with scopes: its place, its name, the scopes.
fn requirements<'a>(
    security: Option<&'a Value>,
    holder: &Pointer,
    found: &mut Vec<(Pointer, &'a str, String)>,
) {
    let Some(Value::Array(alternatives)) = security else {
        return;
    };
    for (index, alternative) in alternatives.iter().enumerate() {
        for (name, scopes) in members(Some(alternative)) {
            let scopes: Vec<&str> = scopes
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            if !scopes.is_empty() {
                let at = holder.join("security").join(index).join(name);
                found.push((at, name, scopes.join(", ")));
            }
        }
    }
}

/// What a scheme is, if that kind has no scopes. From 3.1 on the list may name roles of an HTTP scheme.
fn scheme_without_scopes(schemes: &Value, name: &str, version: Version) -> Option<&'static str> {
    let scheme = schemes.get(name)?;
    let http = scheme
        .get("scheme")
        .and_then(Value::as_str)
        .unwrap_or_default();
    match scheme.get("type")?.as_str()? {
        "apiKey" => Some("an API key"),
        "http" if http.eq_ignore_ascii_case("basic") => Some("HTTP basic authentication"),
        "http" if version == Version::V3_0 => Some("an HTTP authentication scheme"),
        _ => None,
    }
}
