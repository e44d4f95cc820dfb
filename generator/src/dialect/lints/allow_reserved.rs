//! `ignored-allow-reserved`.

use super::super::context::{Object, Version, Walk};
use crate::diagnostics::Code;

/// `allowReserved` says which characters are percent-encoded. Up to 3.1 that is asked in a query alone; from 3.2 on
/// wherever anything is percent-encoded, which header values and the style `cookie` are not.
pub(in super::super) fn ignored_allow_reserved(walk: &mut Walk, map: &Object, location: &str) {
    if !map.contains_key("allowReserved") {
        return;
    }
    let is_raw = map.get("style").is_some_and(|style| style == "cookie");
    let (applies, help) = match walk.version {
        Version::V3_0 | Version::V3_1 => (
            location == "query",
            "before OpenAPI 3.2 it is for parameters in the query",
        ),
        Version::V3_2 => (
            location != "header" && !(location == "cookie" && is_raw),
            "it is for values that are percent-encoded",
        ),
    };
    if !applies {
        let what = match location {
            "header" => "header".to_owned(),
            _ => format!("parameter in the {location}"),
        };
        walk.say_at(
            "allowReserved",
            Code::IgnoredAllowReserved,
            format!("`allowReserved` has no effect on a {what}; it is ignored"),
        )
        .and_help(help);
    }
}
