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

/// The operations, unless it is the one that the subject begins with.
fn touched(change: &Change) -> String {
    match change.operations.as_slice() {
        [only] if change.subject.starts_with(only.as_str()) => String::new(),
        _ => operations(change),
    }
}

/// Items of the crate, and words for those that are not shown.
struct Counted<'a> {
    shown: Vec<&'a str>,
    more: String,
}

/// What the crate's callers see of a change: the client's methods first.
fn items(change: &Change) -> Counted<'_> {
    let (methods, others): (Vec<&str>, Vec<&str>) = change
        .items
        .iter()
        .map(String::as_str)
        .partition(|item| item.starts_with("Client::"));
    let all = methods.into_iter().chain(others);
    let more = change.items.len().saturating_sub(NAMED);
    Counted {
        shown: all.take(NAMED).collect(),
        more: match more {
            0 => String::new(),
            more => format!("and {more} more of the crate's items"),
        },
    }
}

/// `specs/heron/openapi.yaml:12`.
fn line(spot: &Spot) -> Option<String> {
    let (path, line, _) = spot.line.as_ref()?;
    Some(format!("{path}:{line}"))
}
