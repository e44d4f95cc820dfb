//! The report for a terminal.

use super::super::report::{Change, Changes, Gravity};
use super::{Counted, items, line, touched};

/// The summary, then what differs. What somebody must look at comes with what it means and where it stands; the rest is a line
/// each.
pub fn text(changes: &Changes) -> String {
    let mut text = changes.summary();
    text.push('\n');
    for gravity in Gravity::ALL {
        let findings: Vec<&Change> = changes.unallowed(gravity).collect();
        let show = match gravity {
            Gravity::Breaking | Gravity::Warning => whole,
            Gravity::Added | Gravity::Info => short,
        };
        section(&mut text, gravity.word(), &findings, show);
    }
    let allowed: Vec<&Change> = changes.allowed().collect();
    section(&mut text, "allowed", &allowed, whole);
    text
}

fn section(text: &mut String, title: &str, findings: &[&Change], show: fn(&Change) -> String) {
    if findings.is_empty() {
        return;
    }
    text.push_str(&format!("\n{title}:\n"));
    for change in findings {
        text.push_str(&show(change));
    }
}

fn short(change: &Change) -> String {
    let touched = touched(change);
    let touched = match touched.is_empty() {
        true => touched,
        false => format!(" ({touched})"),
    };
    format!("  {}: {}{touched}\n", change.subject, change.message)
}

fn whole(change: &Change) -> String {
    let Change {
        kind,
        fingerprint,
        subject,
        message,
        ..
    } = change;
    let (wire, rust) = (change.wire.as_str(), change.rust.as_str());
    let mut text = format!("  {subject}: {message}\n");
    let mut row = |what: &str| {
        if !what.is_empty() {
            text.push_str(&format!("    {what}\n"));
        }
    };
    row(&format!(
        "{kind} [{fingerprint}]; wire: {wire}, rust: {rust}"
    ));
    let places = [&change.before, &change.after].into_iter().flatten();
    let places: Vec<String> = places.filter_map(line).collect();
    if !places.is_empty() {
        row(&format!("at {}", places.join(" → ")));
    }
    let touched = touched(change);
    if !touched.is_empty() {
        row(&format!("in {touched}"));
    }
    let Counted { shown, more } = items(change);
    for item in shown.into_iter().chain([more.as_str()]) {
        row(item);
    }
    if let Some(advice) = &change.advice {
        row(&format!("→ {advice}"));
    }
    if let Some(reason) = &change.allowed {
        row(&format!("allowed: {reason}"));
    }
    text
}
