//! The report for a pull request.

use super::super::report::{Change, Changes, Gravity};
use super::{Counted, items, line, touched};

/// Rows of a table: a comment on GitHub holds 65,536 characters, and nobody reads more.
const ROWS: usize = 100;
/// Findings of a section that are told with all that belongs to them.
const DETAILED: usize = 40;

/// A summary line; then tables, those of what nobody need look at folded; and below each table of what one should look at,
/// folded, where it is and what to do. What comes from documents is escaped: a pull request renders it.
pub fn markdown(changes: &Changes) -> String {
    let mut text = format!("**{}**\n", prose(&changes.summary()));
    for gravity in Gravity::ALL {
        let findings: Vec<&Change> = changes.unallowed(gravity).collect();
        section(
            &mut text,
            gravity.word(),
            gravity >= Gravity::Warning,
            &findings,
        );
    }
    let allowed: Vec<&Change> = changes.allowed().collect();
    section(&mut text, "allowed", false, &allowed);
    text
}

fn section(text: &mut String, title: &str, is_open: bool, findings: &[&Change]) {
    if findings.is_empty() {
        return;
    }
    let title = format!("{} {title}", findings.len());
    if is_open {
        text.push_str(&format!("\n### {title}\n"));
        table(text, findings);
        text.push_str("\n<details><summary>where, and what to do</summary>\n\n");
        for change in findings.iter().take(DETAILED) {
            details(text, change);
        }
        more(text, findings.len(), DETAILED);
    } else {
        text.push_str(&format!("\n<details><summary>{title}</summary>\n"));
        table(text, findings);
    }
    text.push_str("\n</details>\n");
}

fn table(text: &mut String, findings: &[&Change]) {
    text.push_str("\n| | what | wire | Rust |\n|---|---|---|---|\n");
    for change in findings.iter().take(ROWS) {
        let allowed = change.allowed.as_deref();
        let allowed = allowed.map(|reason| format!(" (allowed: {})", prose(reason)));
        text.push_str(&format!(
            "| {} | {}{} | {} | {} |\n",
            code(&change.subject),
            prose(&change.message),
            allowed.unwrap_or_default(),
            change.wire.as_str(),
            change.rust.as_str()
        ));
    }
    more(text, findings.len(), ROWS);
}

/// Says that there are more than are shown.
fn more(text: &mut String, all: usize, shown: usize) {
    let more = all.saturating_sub(shown);
    if more > 0 {
        text.push_str(&format!(
            "\n… and {more} more; `cargo xtask diff` shows all of them.\n"
        ));
    }
}

fn details(text: &mut String, change: &Change) {
    text.push_str(&format!(
        "- **{}**: {}\n",
        code(&change.subject),
        prose(&change.message)
    ));
    let places = [&change.before, &change.after].into_iter().flatten();
    let places: Vec<String> = places.filter_map(line).map(|place| code(&place)).collect();
    item(text, "at ", &places.join(" → "));
    item(text, "in ", &escape(&touched(change)));
    let Counted { shown, more } = items(change);
    for one in shown {
        item(text, "", &code(one));
    }
    item(text, "", &more);
    item(
        text,
        "to do: ",
        &prose(change.advice.as_deref().unwrap_or_default()),
    );
    let kind = code(&change.kind.to_string());
    item(text, "", &format!("{kind}, {}", code(&change.fingerprint)));
}

fn item(text: &mut String, what: &str, value: &str) {
    if !value.is_empty() {
        text.push_str(&format!("  - {what}{value}\n"));
    }
}

/// A sentence of ours, with names of the document in backticks.
fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // A name that has a backtick itself: which parts are names cannot be told.
    if parts.len().is_multiple_of(2) {
        return escape(text);
    }
    let parts = parts.iter().enumerate();
    let parts = parts.map(|(index, part)| match index % 2 {
        0 => escape(part),
        _ => code(part),
    });
    parts.collect()
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
            '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '`' => {
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
    if text.is_empty() {
        return String::new();
    }
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

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn names_are_code_and_everything_else_is_text() {
        for (text, markdown) in [
            (
                "the property `a_b` of `C|D` is gone",
                "the property `a_b` of `C\\|D` is gone",
            ),
            ("a_b <b> @me #1", "a\\_b &lt;b&gt; @\u{200b}me #\u{200b}1"),
            ("`a`b` is new", "\\`a\\`b\\` is new"),
        ] {
            assert_eq!(prose(text), markdown);
        }
    }
}
