//! How a comparison is written.

use clap::ValueEnum;
use clientsmith::change;
use clientsmith::diagnostics::{Report, Style};
use serde_json::{Value, json};

use super::sides::Compared;
use crate::console::count;

/// For whom.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For a pull request.
    Markdown,
    /// For programs: an object with `apis`, each with the keys of a report, and `status`: `changed`, `unchanged`, `new`,
    /// `gone` or `unreadable`.
    Json,
}

/// Writes the reports to standard output, and to standard error why there is none.
pub fn print(compared: &[Compared], format: Format) {
    let remarks = compared.iter().filter_map(|one| match one {
        Compared::Both { remarks, .. } => Some(remarks),
        _ => None,
    });
    for remark in remarks.flatten() {
        anstream::eprintln!("warning: {remark}");
    }
    let unreadable = compared.iter().filter_map(|one| match one {
        Compared::Unreadable { faults, .. } => Some(faults),
        _ => None,
    });
    for (side, report) in unreadable.flatten() {
        anstream::eprint!("{}", report.render(Style::Colored));
        anstream::eprintln!("{}; it cannot be compared", report.summary(side));
    }
    match format {
        Format::Text => paragraphs(compared, change::text),
        Format::Markdown => paragraphs(compared, change::markdown),
        Format::Json => {
            let apis: Vec<Value> = compared.iter().map(as_json).collect();
            anstream::println!("{:#}", json!({ "apis": apis }));
        }
    }
}

/// A report after the other: those of one line on lines of their own, the others with space around them.
fn paragraphs(compared: &[Compared], write: impl Fn(&change::Changes) -> String) {
    let texts = compared.iter().map(|one| match one {
        Compared::Both { changes, .. } => write(changes),
        other => format!("{}\n", line(other)),
    });
    let mut after_long = None;
    for text in texts {
        let is_long = text.lines().count() > 1;
        if after_long.is_some_and(|after_long| after_long || is_long) {
            anstream::println!();
        }
        anstream::print!("{text}");
        after_long = Some(is_long);
    }
}

/// What there is to say where there is nothing to compare.
fn line(compared: &Compared) -> String {
    match compared {
        Compared::Both { changes, .. } => changes.summary(),
        Compared::New {
            name,
            base,
            operations,
            types,
        } => format!(
            "{name}: new since {base}: {}, {}",
            count(*operations, "operation"),
            count(*types, "type")
        ),
        Compared::Gone { name, base } => {
            format!("{name}: gone since {base}; whoever uses its crate stays with the last version")
        }
        Compared::Unreadable { name, .. } => {
            format!("{name}: not compared, for a document has errors")
        }
    }
}

fn as_json(compared: &Compared) -> Value {
    let (name, status) = match compared {
        Compared::Both { changes, .. } => {
            let status = if changes.findings.is_empty() {
                "unchanged"
            } else {
                "changed"
            };
            let mut report = change::json(changes);
            if let Some(report) = report.as_object_mut() {
                report.insert("status".to_owned(), status.into());
            }
            return report;
        }
        Compared::New { name, .. } => (name, "new"),
        Compared::Gone { name, .. } => (name, "gone"),
        Compared::Unreadable { name, faults } => {
            let faults: Vec<String> = faults
                .iter()
                .map(|(side, report): &(String, Report)| report.summary(side))
                .collect();
            return json!({ "api": name, "status": "unreadable", "summary": line(compared), "faults": faults });
        }
    };
    json!({ "api": name, "status": status, "summary": line(compared) })
}
