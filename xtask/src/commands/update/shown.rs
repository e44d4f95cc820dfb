//! What `update` says.

use std::path::Path;

use clientsmith::change::{self, Changes};
use clientsmith::diagnostics::{Code, Report, Severity, Style};

use super::release::Release;
use crate::console::count;
use crate::findings::Known;
use crate::inputs::Inputs;
use crate::outcome::Outcome;
use crate::vendor::Lock;

/// Says what of the document before is not as it was published: it goes with the document.
pub(super) fn edits(api: &str, lock: Option<&Lock>, folder: &Path, before: &Inputs) {
    for fault in lock.map_or_else(Vec::new, |lock| lock.faults(folder, before)) {
        anstream::eprintln!(
            "{api}: {}; that goes with the old document",
            fault.what(api)
        );
    }
}

/// Says why nothing was written: the errors, and with them all actions of overlays that are to be looked at.
pub(super) fn refused(report: &Report, api: &str) -> Outcome {
    let to_mend = report.only(|finding| {
        finding.severity == Severity::Error || finding.code == Code::RedundantAction
    });
    anstream::eprint!("{}", to_mend.render(Style::Colored));
    let unmatched = to_mend
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

/// Shows the change report.
pub(super) fn changes(api: &str, changes: Option<&Changes>) {
    match changes {
        Some(changes) => anstream::print!("{}", change::text(changes)),
        None => anstream::println!(
            "{api}: the document before has errors, so there is no change report"
        ),
    }
}

/// Shows the overlay actions that the new document has no need for, and what else is found in it, or in client.toml, that
/// was not found before.
pub(super) fn findings(api: &str, was: &Report, is: &Report) {
    let (new, mended) = Known::of(was).changes(is, true);
    let needless = is.only(|finding| finding.code == Code::RedundantAction);
    said(
        api,
        &needless,
        "of the overlays",
        "not needed any more",
        "action",
    );
    let others = new.only(|finding| finding.code != Code::RedundantAction);
    said(api, &others, "", "new", "finding");
    if !mended.is_empty() {
        let is = if mended.len() == 1 { "is" } else { "are" };
        anstream::println!("{api}: {} {is} mended", count(mended.len(), "finding"));
    }
}

/// `heron: 2 findings are new`, and the findings.
fn said(api: &str, report: &Report, of: &str, what: &str, noun: &str) {
    let number = report.diagnostics().len();
    if number == 0 {
        return;
    }
    let space = if of.is_empty() { "" } else { " " };
    let is = if number == 1 { "is" } else { "are" };
    anstream::println!("\n{api}: {}{space}{of} {is} {what}", count(number, noun));
    anstream::print!("{}", report.render(Style::Colored));
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
