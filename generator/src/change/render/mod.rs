//! The report as text.

pub(super) mod changelog;
pub(super) mod json;
pub(super) mod markdown;
pub(super) mod text;

use super::report::{Change, Spot};

/// So many operations are named; of more, the number is said.
const NAMED: usize = 3;

/// `GET /pets, POST /pets`, or `12 operations: GET /pets, POST /pets, PUT /pets, …`.
fn operations(change: &Change) -> String {
    let named: Vec<&str> = change
        .operations
        .iter()
        .take(NAMED)
        .map(String::as_str)
        .collect();
    let named = named.join(", ");
    match change.operations.len() {
        count if count > NAMED => format!("{count} operations: {named}, …"),
        _ => named,
    }
}

/// `specs/heron/openapi.yaml:12`.
fn line(spot: &Spot) -> Option<String> {
    let (path, line, _) = spot.line.as_ref()?;
    Some(format!("{path}:{line}"))
}
