//! The report for tools.

use serde_json::{Value, json};

use super::super::report::{Change, Changes, Gravity, Spot};

/// The report as JSON, with these keys:
///
/// - `api`, `summary`
/// - `breaking`, `warnings`, `added`, `other`, `allowed`: how many there are of each
/// - `version`: `level` (`none`, `patch`, `minor`, `major`), `before`, `needed`, `declared`, `is-declared`
/// - `changes`: of each `kind`, `fingerprint`, `subject`, `message`, `advice`, `wire` (`none`, `compatible`, `warning`,
///   `breaking`), `rust` (`none`, `minor`, `major`), `items`, `operations`, `before` and `after` (`pointer`, `path`, `line`,
///   `column`), and `allowed`, the reason in `client.toml`; what is not there is null
pub fn json(changes: &Changes) -> Value {
    let count = |gravity| changes.unallowed(gravity).count();
    let bump = &changes.bump;
    json!({
        "api": changes.api,
        "summary": changes.summary(),
        "breaking": count(Gravity::Breaking),
        "warnings": count(Gravity::Warning),
        "added": count(Gravity::Added),
        "other": count(Gravity::Info),
        "allowed": changes.allowed().count(),
        "version": {
            "level": bump.level,
            "before": bump.before.to_string(),
            "needed": bump.needed.to_string(),
            "declared": bump.declared.to_string(),
            "is-declared": bump.is_declared(),
        },
        "changes": changes.findings.iter().map(change).collect::<Vec<_>>(),
    })
}

fn change(change: &Change) -> Value {
    json!({
        "kind": change.kind.to_string(),
        "fingerprint": change.fingerprint,
        "subject": change.subject,
        "message": change.message,
        "advice": change.advice,
        "wire": change.wire.as_str(),
        "rust": change.rust.as_str(),
        "items": change.items,
        "operations": change.operations,
        "before": change.before.as_ref().map(spot),
        "after": change.after.as_ref().map(spot),
        "allowed": change.allowed,
    })
}

fn spot(spot: &Spot) -> Value {
    let line = spot.line.as_ref();
    json!({
        "pointer": spot.pointer.as_str(),
        "path": line.map(|(path, ..)| path),
        "line": line.map(|(_, line, _)| line),
        "column": line.map(|(.., column)| column),
    })
}
