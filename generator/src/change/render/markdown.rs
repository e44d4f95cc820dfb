//! The report for a pull request.

use super::super::report::{Change, Changes, Gravity};
use super::{line, operations};

/// A summary line, a table, and the details folded. What comes from documents is escaped: a pull request renders it.
pub fn markdown(changes: &Changes) -> String {
    let mut text = format!("**{}**\n", escape(&changes.summary()));
    for gravity in Gravity::ALL {
        let findings: Vec<&Change> = changes.unallowed(gravity).collect();
        table(&mut text, gravity.word(), &findings);
    }
    let allowed: Vec<&Change> = changes.allowed().collect();
    table(&mut text, "allowed", &allowed);
    details(&mut text, &changes.findings);
    text
}

fn table(text: &mut String, title: &str, findings: &[&Change]) {
    if findings.is_empty() {
        return;
    }
    text.push_str(&format!(
        "\n### {} {title}\n\n| | what | wire | Rust |\n|---|---|---|---|\n",
        findings.len()
    ));
    for change in findings {
        text.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            code(&change.subject),
            escape(&change.message),
            change.wire.as_str(),
            change.rust.as_str()
        ));
    }
}

fn details(text: &mut String, findings: &[Change]) {
    if findings.is_empty() {
        return;
    }
    text.push_str("\n<details><summary>Details</summary>\n\n");
    for change in findings {
        text.push_str(&format!(
            "- **{}**: {}\n  - {} ({})\n",
            escape(&change.subject),
            escape(&change.message),
            code(&change.kind.to_string()),
            code(&change.fingerprint)
        ));
        let places: Vec<String> = [&change.before, &change.after]
            .into_iter()
            .flatten()
            .filter_map(line)
            .map(|place| code(&place))
            .collect();
        item(text, "at", &places.join(" → "));
        item(text, "in", &escape(&operations(change)));
        for one in &change.items {
            item(text, "", &code(one));
        }
        item(
            text,
            "to do:",
            &escape(change.advice.as_deref().unwrap_or_default()),
        );
        item(
            text,
            "allowed:",
            &escape(change.allowed.as_deref().unwrap_or_default()),
        );
    }
    text.push_str("\n</details>\n");
}

fn item(text: &mut String, what: &str, value: &str) {
    if !value.is_empty() {
        let space = if what.is_empty() { "" } else { " " };
        text.push_str(&format!("  - {what}{space}{value}\n"));
    }
}

/// Text in which nothing of Markdown, HTML or GitHub means anything: no markup, no mention, no reference to an issue.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            // A zero-width space after them keeps `@name` and `#1` from being links.
            '@' => escaped.push_str("@\u{200b}"),
            '#' => escaped.push_str("#\u{200b}"),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// As code; a backtick within becomes another sign, and a pipe is escaped, for it would end a cell.
pub(super) fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|character| match character {
            '`' => '\'',
            '\n' | '\r' => ' ',
            other => other,
        })
        .collect();
    format!("`{}`", text.replace('|', "\\|"))
}
