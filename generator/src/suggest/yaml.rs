//! An overlay's text.

use serde_json::{Map, Value};

use super::actions::{Action, Change};

/// An overlay document (Overlay Specification 1.1) of these actions; the doubtful ones are commented out.
pub(super) fn overlay(title: &str, actions: &[Action]) -> String {
    let title = scalar(&format!("What we mend in the document of {title}"), false);
    let mut text = format!(
        "overlay: 1.1.0\ninfo:\n  title: {title}\n  version: 1.0.0\n# Suggested by `cargo xtask add`. What is commented out is for you to decide.\nactions:\n"
    );
    for action in actions {
        let comment = if action.is_doubtful { "  # " } else { "  " };
        for line in lines(action) {
            text.push_str(comment);
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

fn lines(action: &Action) -> [String; 3] {
    [
        format!("- target: {}", scalar(&action.target, false)),
        format!("  description: {}", scalar(&action.why, false)),
        match &action.change {
            Change::Update(value) => format!("  update: {}", flow(value)),
            Change::Remove => "  remove: true".to_owned(),
        },
    ]
}

/// A value in YAML's flow style, on one line. It is one of ours, and as deep as an action of ours.
fn flow(value: &Value) -> String {
    match value {
        Value::Object(members) => braced(members),
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(flow).collect();
            format!("[{}]", elements.join(", "))
        }
        Value::String(text) => scalar(text, true),
        other => other.to_string(),
    }
}

fn braced(members: &Map<String, Value>) -> String {
    let members = members
        .iter()
        .map(|(key, value)| format!("{}: {}", scalar(key, true), flow(value)));
    format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
}

/// A text as a scalar: plain where that reads back as the same text, else in double quotes.
fn scalar(text: &str, in_flow: bool) -> String {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$' || c == '/');
    let of_flow = |c: char| in_flow && matches!(c, ',' | '[' | ']' | '{' | '}');
    let is_plain = starts
        && text.chars().all(|c| matches!(c, ' '..='~') && !of_flow(c))
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && !words.contains(&text.to_ascii_lowercase().as_str());
    match is_plain {
        true => text.to_owned(),
        false => quoted(text),
    }
}

/// A JSON string, which is one of YAML once the characters are escaped that YAML does not take for printable (YAML 1.2,
/// §5.1).
fn quoted(text: &str) -> String {
    let json = Value::from(text).to_string();
    let escaped = json.chars().map(|c| match c {
        '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
            format!("\\u{:04x}", u32::from(c))
        }
        c => c.to_string(),
    });
    escaped.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(text: &str) -> Value {
        serde_yaml::from_str(text).unwrap()
    }

    #[test]
    fn texts_are_read_back_as_they_were() {
        for text in [
            "$.paths['/a/{b}'].get",
            "a: b",
            "a #b",
            "true",
            "No",
            "1.0",
            "",
            " a",
            "a ",
            "a:",
            "a, b",
            "[x]",
            "über",
            "two\nlines",
            "\u{7f}\u{85}",
            "'q'",
            "\"q\"",
            "\\",
            "- a",
            "? a",
            "!x",
            "*x",
            "&x",
            "%x",
            "@x",
            "`x`",
            "|",
            ">",
            "~",
            "2026-01-01T00:00:00Z",
            "a\tb",
            "\u{2028}\u{feff}",
        ] {
            for (made, in_flow) in [(scalar(text, false), "a"), (scalar(text, true), "[]")] {
                let document = match in_flow {
                    "a" => format!("a: {made}\n"),
                    _ => format!("[{made}]\n"),
                };
                let value = read(&document);
                let found = value.get("a").or_else(|| value.get(0)).unwrap();
                assert_eq!(found, text, "{document}");
            }
        }
    }

    #[test]
    fn doubtful_actions_are_commented_out() {
        let action = |target: &str, is_doubtful| Action {
            why: "It is wrong: so it is.".to_owned(),
            target: target.to_owned(),
            change: Change::Update(json!({ "a b": [1, { "c": "x, y" }] })),
            is_doubtful,
        };
        let text = overlay("Pets", &[action("$.a", false), action("$.b", true)]);
        let overlay = read(&text);
        assert_eq!(overlay["actions"].as_array().unwrap().len(), 1, "{text}");
        assert_eq!(
            overlay["actions"][0]["update"],
            json!({ "a b": [1, { "c": "x, y" }] })
        );
        let both = read(&text.replace("  # ", "  "));
        assert_eq!(both["actions"][1]["target"], "$.b", "{text}");
    }
}
