//! The report as a section of a crate's `CHANGELOG.md`.

use super::super::report::{Change, Changes, Gravity};
use super::markdown::{code, escape};

/// The section of the version `version`: what differs, the gravest first, each with what a program's author must do. The
/// places in the documents are left out, for they are not the crate's.
pub fn changelog(changes: &Changes, version: &str) -> String {
    let mut text = format!("## {version}\n");
    for gravity in Gravity::ALL {
        let all = changes.findings.iter();
        let findings: Vec<&Change> = all.filter(|one| one.gravity() == gravity).collect();
        if findings.is_empty() {
            continue;
        }
        text.push_str(&format!("\n### {}\n\n", heading(gravity)));
        for change in findings {
            text.push_str(&entry(change));
        }
    }
    text
}

const fn heading(gravity: Gravity) -> &'static str {
    match gravity {
        Gravity::Breaking => "Breaking",
        Gravity::Warning => "To look at",
        Gravity::Added => "Added",
        Gravity::Info => "Changed",
    }
}

fn entry(change: &Change) -> String {
    let advice = change
        .advice
        .as_deref()
        .map(|advice| format!("; {}", escape(advice)));
    format!(
        "- {}: {}{}\n",
        code(&change.subject),
        escape(&change.message),
        advice.unwrap_or_default()
    )
}
