//! Findings as annotations of a pull request: the workflow commands of GitHub Actions.

use std::fmt::Write as _;

use super::finding::{Finding, Location};

/// A line for each finding: `::warning file=openapi.yaml,line=3,…,title=wrong-type::message`, which a step of a
/// workflow writes to its output. Help and other places follow the message, each on a line of the annotation.
pub fn github(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let command = match finding.severity {
            "note" => "notice",
            severity => severity,
        };
        let properties: Vec<String> = properties(finding)
            .into_iter()
            .map(|(name, value)| format!("{name}={}", escape_property(&value)))
            .collect();
        // A `String` takes all that is written to it.
        let _ = writeln!(
            text,
            "::{command} {}::{}",
            properties.join(","),
            escape(&message(finding))
        );
    }
    text
}

fn properties(finding: &Finding) -> Vec<(&'static str, String)> {
    let Location {
        file,
        line,
        column,
        end,
        ..
    } = &finding.location;
    // Columns are shown only where nothing runs over the end of a line.
    let on_one_line = end.is_some_and(|end| Some(end.line) == *line);
    let end_column = end.filter(|_| on_one_line).map(|end| end.column);
    let values = [
        ("file", file.clone()),
        ("line", line.map(|line| line.to_string())),
        ("endLine", end.map(|end| end.line.to_string())),
        ("col", column.map(|column| column.to_string())),
        ("endColumn", end_column.map(|column| column.to_string())),
        ("title", Some(finding.code.to_owned())),
    ];
    let known = values.into_iter();
    known
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

fn message(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    for related in &finding.related {
        let Location { file, line, .. } = &related.location;
        let path = file.as_deref().unwrap_or_default();
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        let _ = write!(text, "\n{}: {path}{line}", related.message);
    }
    for help in &finding.help {
        let _ = write!(text, "\nhelp: {help}");
    }
    text
}

/// A text as the message of a command.
fn escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A text as a property of a command, where `:` and `,` end something too.
fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
