//! `same-path`.

use std::collections::HashMap;

use super::super::context::{Object, Walk};
use crate::diagnostics::{Code, Place};

/// Templates that differ in the names of their parameters alone are one path, and must not both be there (OpenAPI 3.0.4
/// §4.8.8.2, path templating): which of the two a request is meant for nobody can tell.
pub(in super::super) fn same_path(walk: &mut Walk, paths: &Object) {
    let here = walk.here();
    let mut seen: HashMap<String, &str> = HashMap::new();
    for path in paths.keys().filter(|path| path.starts_with('/')) {
        let Some(first) = seen.insert(without_names(path), path) else {
            continue;
        };
        let place = Place::Document(here.join(first));
        let message = format!("`{path}` is the same path as `{first}`");
        let finding = walk.say_at(path, Code::SamePath, message);
        finding.related.push((place, "the first one".to_owned()));
        finding.and_help("the names of parameters tell paths apart for people only; put the operations of both into one");
    }
}

/// The template without the names between its braces.
fn without_names(path: &str) -> String {
    let mut rest = path;
    let mut plain = String::with_capacity(path.len());
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else {
            break;
        };
        plain.extend([before, "{}"]);
        rest = after;
    }
    plain + rest
}
