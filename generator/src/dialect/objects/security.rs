//! Security schemes: those that the typed model reads, and those that are remembered beside it.

use serde_json::{Value, json};

use super::super::context::{Object, Version, Walk, noun};
use super::super::lints;
use super::{require_text, set_aside};
use crate::diagnostics::Code;
use crate::diagnostics::pointer::unescape;
use crate::dialect::extension;

/// How a reference to a scheme of the document begins.
const SCHEMES: &str = "#/components/securitySchemes/";

/// How many names a scheme may have, one leading to the next.
const ALIASES: usize = 16;

/// The flows of the typed model with the addresses that each must have.
const FLOWS: &[(&str, &[&str])] = &[
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
];

/// A scheme without scopes has an empty list; leaving it out instead would let everyone in.
pub(super) fn prepare_requirement(walk: &mut Walk, map: &mut Object) {
    name_by_component(walk, map);
    for (name, scopes) in map
        .iter_mut()
        .filter(|(_, scopes)| !scopes.is_array() && !scopes.is_string())
    {
        let message = format!(
            "the scopes of `{name}` must be a list, not {}; there are none",
            noun(scopes)
        );
        walk.say_at(name, Code::WrongType, message);
        *scopes = json!([]);
    }
}

/// From 3.2 on a scheme may be named by a URI; those of this document are known by their names.
fn name_by_component(walk: &mut Walk, map: &mut Object) {
    let is_uri = |name: &String| name.starts_with(SCHEMES);
    if walk.version < Version::V3_2 || !map.keys().any(is_uri) {
        return;
    }
    for (name, scopes) in std::mem::take(map) {
        let own = name
            .strip_prefix(SCHEMES)
            .map(|token| unescape(token).into_owned());
        if let Some(own) = &own {
            walk.moved(&[&name], &[own]);
        }
        map.insert(own.unwrap_or(name), scopes);
    }
}

/// Swagger 2.0's names of two flows.
pub(super) fn prepare_flows(walk: &mut Walk, map: &mut Object) {
    for (old, new) in [
        ("accessCode", "authorizationCode"),
        ("application", "clientCredentials"),
    ] {
        if map.contains_key(new) {
            continue;
        }
        if let Some(flow) = map.shift_remove(old) {
            walk.say_at(
                old,
                Code::WrongType,
                format!("this flow is called `{new}` in OpenAPI 3; it is read as that"),
            );
            walk.moved(&[old], &[new]);
            map.insert(new.to_owned(), flow);
        }
    }
}

/// Scopes as a list have names and no descriptions.
pub(super) fn prepare_flow(walk: &mut Walk, map: &mut Object) {
    match map.get("scopes") {
        Some(Value::Array(names)) => {
            let scopes: Object = names
                .iter()
                .filter_map(Value::as_str)
                .map(|name| (name.to_owned(), json!("")))
                .collect();
            walk.say_at(
                "scopes",
                Code::WrongType,
                "`scopes` must be an object, not a list; it is read as names without descriptions",
            );
            map.insert("scopes".to_owned(), Value::Object(scopes));
        }
        Some(Value::Object(_)) => null_descriptions(map),
        Some(Value::Null) | None => {
            map.insert("scopes".to_owned(), json!({}));
        }
        Some(_) => {}
    }
    if let Some(Value::Object(scopes)) = map.get_mut("scopes") {
        scopes.retain(|name, _| !name.starts_with("x-"));
    }
}

fn null_descriptions(map: &mut Object) {
    let Some(Value::Object(scopes)) = map.get_mut("scopes") else {
        return;
    };
    scopes
        .values_mut()
        .filter(|description| description.is_null())
        .for_each(|description| *description = json!(""));
}

pub(super) fn scheme(walk: &mut Walk, map: &mut Object) {
    set_aside(map, "oauth2MetadataUrl");
    set_aside(map, "deprecated");
    if map.contains_key(extension::MUTUAL_TLS) {
        return;
    }
    let readable = match map.get("type").and_then(Value::as_str) {
        Some("apiKey") => api_key(walk, map),
        Some("http") => {
            require_text(walk, map, "scheme", "bearer");
            true
        }
        Some("oauth2") => oauth2(walk, map),
        Some("openIdConnect") => {
            require_text(walk, map, "openIdConnectUrl", "");
            true
        }
        Some("mutualTLS") => {
            mutual_tls(map);
            true
        }
        Some(other) => {
            let message =
                format!("`{other}` is not a type of security scheme; this one is left out");
            walk.say_at("type", Code::Unsupported, message)
                .and_help("possible are: apiKey, http, mutualTLS, oauth2, openIdConnect");
            false
        }
        None => {
            walk.say(
                Code::WrongType,
                "a security scheme needs a `type`; this one is left out",
            );
            false
        }
    };
    if !readable {
        map.insert(extension::UNREADABLE.to_owned(), json!(true));
    }
}

fn api_key(walk: &mut Walk, map: &mut Object) -> bool {
    let location = map
        .get("in")
        .and_then(Value::as_str)
        .map(str::to_ascii_lowercase)
        .unwrap_or_default();
    if !matches!(location.as_str(), "query" | "header" | "cookie") || !map.contains_key("name") {
        walk.say(
            Code::WrongType,
            "an API key needs a `name` and `in` (header, query or cookie); this one is left out",
        );
        return false;
    }
    if let ("header", Some(Value::String(name))) = (location.as_str(), map.get("name"))
        && !lints::header_name(walk, "name", name)
    {
        return false;
    }
    map.insert("in".to_owned(), location.into());
    true
}

/// The typed model does not have it (3.1); what stands in its place is never read.
fn mutual_tls(map: &mut Object) {
    map.insert("type".to_owned(), "apiKey".into());
    map.insert("in".to_owned(), "header".into());
    map.insert("name".to_owned(), "".into());
    map.insert(extension::MUTUAL_TLS.to_owned(), json!(true));
}

fn oauth2(walk: &mut Walk, map: &mut Object) -> bool {
    let flows = map.entry("flows").or_insert_with(|| json!({}));
    let Value::Object(flows) = flows else {
        return false;
    };
    let device = flows.shift_remove("deviceAuthorization");
    walk.within("flows", |walk| complete_flows(walk, flows));
    if let Some(device) = device {
        flows.insert(extension::DEVICE_AUTHORIZATION.to_owned(), device);
    }
    true
}

fn complete_flows(walk: &mut Walk, flows: &mut Object) {
    for (name, addresses) in FLOWS {
        let Some(Value::Object(flow)) = flows.get_mut(*name) else {
            continue;
        };
        flow.entry("scopes").or_insert_with(|| json!({}));
        walk.within(name, |walk| {
            for address in *addresses {
                require_text(walk, flow, address, "");
            }
        });
    }
}

/// Marks the schemes that are only another name of an unreadable one.
pub(super) fn components(_walk: &mut Walk, map: &mut Object) {
    let Some(Value::Object(schemes)) = map.get_mut("securitySchemes") else {
        return;
    };
    for _ in 0..ALIASES {
        let aliases: Vec<String> = schemes
            .iter()
            .filter(|(_, scheme)| {
                scheme.get(extension::UNREADABLE).is_none()
                    && alias_of(scheme).is_some_and(|name| is_unreadable(schemes, &name))
            })
            .map(|(name, _)| name.clone())
            .collect();
        if aliases.is_empty() {
            return;
        }
        for name in aliases {
            if let Some(Value::Object(scheme)) = schemes.get_mut(&name) {
                scheme.insert(extension::UNREADABLE.to_owned(), json!(true));
            }
        }
    }
}

fn alias_of(scheme: &Value) -> Option<String> {
    scheme
        .get("$ref")?
        .as_str()?
        .strip_prefix(SCHEMES)
        .map(|token| unescape(token).into_owned())
}

fn is_unreadable(schemes: &Object, name: &str) -> bool {
    schemes
        .get(name)
        .is_none_or(|scheme| scheme.get(extension::UNREADABLE).is_some())
}

/// Moves the unreadable schemes to the root's `x-clientsmith-security-schemes`.
pub(super) fn lift_unreadable(root: &mut Object) {
    let schemes = root
        .get_mut("components")
        .and_then(|components| components.get_mut("securitySchemes"));
    let Some(Value::Object(schemes)) = schemes else {
        return;
    };
    let mut lifted = Object::new();
    schemes.retain(|name, scheme| {
        let Value::Object(map) = scheme else {
            return false;
        };
        let unreadable = map.shift_remove(extension::UNREADABLE).is_some();
        if unreadable {
            lifted.insert(name.clone(), scheme.take());
        }
        !unreadable
    });
    if !lifted.is_empty() {
        root.insert(
            extension::SECURITY_SCHEMES.to_owned(),
            Value::Object(lifted),
        );
    }
}
