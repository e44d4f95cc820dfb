//! The report for a terminal.

use super::super::report::{Change, Changes, Gravity};
use super::{line, operations};

/// The summary, then what differs: a line each, with what it means and where it stands below it.
pub fn text(changes: &Changes) -> String {
    let mut text = changes.summary();
    text.push('\n');
    for gravity in Gravity::ALL {
        let findings: Vec<&Change> = changes.unallowed(gravity).collect();
        section(&mut text, gravity.word(), &findings);
    }
    let allowed: Vec<&Change> = changes.allowed().collect();
    section(&mut text, "allowed", &allowed);
    text
}

fn section(text: &mut String, title: &str, findings: &[&Change]) {
    if findings.is_empty() {
        return;
    }
    text.push_str(&format!("\n{title}:\n"));
    for change in findings {
        text.push_str(&one(change));
    }
}

fn one(change: &Change) -> String {
    let Change {
        kind,
        subject,
        message,
        ..
    } = change;
    let (wire, rust) = (change.wire.as_str(), change.rust.as_str());
    let mut text = format!("  {subject}: {message}\n");
    text.push_str(&format!(
        "    {kind} [{}]; wire {wire}, rust {rust}\n",
        change.fingerprint
    ));
    let places: Vec<String> = [&change.before, &change.after]
        .into_iter()
        .flatten()
        .filter_map(line)
        .collect();
    if !places.is_empty() {
        text.push_str(&format!("    at {}\n", places.join(" → ")));
    }
    let touched = operations(change);
    if !touched.is_empty() && touched != *subject {
        text.push_str(&format!("    in {touched}\n"));
    }
    for item in change.items.iter().take(super::NAMED) {
        text.push_str(&format!("    {item}\n"));
    }
    if let Some(more) = change.items.len().checked_sub(super::NAMED)
        && more > 0
    {
        text.push_str(&format!("    and {more} more items\n"));
    }
    if let Some(advice) = &change.advice {
        text.push_str(&format!("    → {advice}\n"));
    }
    if let Some(reason) = &change.allowed {
        text.push_str(&format!("    allowed: {reason}\n"));
    }
    text
}
