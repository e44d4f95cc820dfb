//! What `update` says.

use std::path::Path;

use clientsmith::change::{self, Changes};
use clientsmith::diagnostics::{Code, Report, Severity, Style};

use super::release::Release;
use crate::console::count;
use crate::inputs::Inputs;
use crate::outcome::Outcome;
use crate::vendor::Lock;

/// Says that the document before was edited in place: the edits go with it.
pub(super) fn edits(api: &str, lock: Option<&Lock>, folder: &Path, before: &Inputs) {
    for fault in lock.map_or_else(Vec::new, |lock| lock.faults(folder, before)) {
        anstream::eprintln!("{api}: {}", fault.words(api));
    }
}

/// Says why nothing was written.
pub(super) fn refused(report: &Report, api: &str) -> Outcome {
    let errors = report.only(|finding| finding.severity == Severity::Error);
    anstream::eprint!("{}", errors.render(Style::Colored));
    let unmatched = errors
        .diagnostics()
        .iter()
        .filter(|finding| finding.code == Code::UnmatchedAction);
    let overlays = match unmatched.count() {
        0 => String::new(),
        n => format!(
            "; {} of the overlays {} no place in the new document: mend or remove them first",
            count(n, "action"),
            if n == 1 { "has" } else { "have" }
        ),
    };
    anstream::eprintln!("{}; nothing was written{overlays}", report.summary(api));
    Outcome::AtFault
}

/// Shows the change report, and the overlay actions that the new document has no need for.
pub(super) fn changes(api: &str, changes: Option<&Changes>, report: &Report) {
    match changes {
        Some(changes) => anstream::print!("{}", change::text(changes)),
        None => anstream::println!(
            "{api}: the document before has errors, so there is no change report"
        ),
    }
    let needless = report.only(|finding| finding.code == Code::RedundantAction);
    if !needless.diagnostics().is_empty() {
        anstream::println!(
            "\n{api}: {} not needed any more",
            match needless.diagnostics().len() {
                1 => "1 action of the overlays is".to_owned(),
                n => format!("{n} actions of the overlays are"),
            }
        );
        anstream::print!("{}", needless.render(Style::Colored));
    }
}

/// Says what was written, and which version the changes ask for.
pub(super) fn done(api: &str, written: &str, changes: Option<&Changes>, release: Option<&Release>) {
    anstream::println!("specs/{api}: the document and its lock file");
    anstream::println!("generated/{api}: {written}");
    if let Some(release) = release {
        anstream::println!(
            "specs/{api}: version {} in client.toml, and its section in CHANGELOG.md",
            release.version
        );
    } else if let Some(bump) = changes
        .map(|changes| &changes.bump)
        .filter(|bump| !bump.is_declared())
    {
        anstream::println!(
            "{api}: the changes ask for version {}, and client.toml has {}; set it there, or take this update back and run it with --write-version",
            bump.needed,
            bump.declared
        );
    }
}
