//! Texts: of the format, of the pattern, as short and as long as can be, and with characters that JSON escapes.

use serde_json::{Map, Value, json};

use super::{format, pattern};

/// The longest text that is made.
const LONGEST: u64 = 1000;

/// Strings of a schema.
pub fn texts(schema: &Value) -> Vec<Value> {
    let count = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    let (least, most) = (
        count("minLength").unwrap_or(0),
        count("maxLength").unwrap_or(u64::MAX),
    );
    let text_of = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
    let mut found: Vec<String> = Vec::new();
    found.extend(text_of("pattern").map(pattern::texts).into_iter().flatten());
    let of_format = format::texts(text_of("format").unwrap_or_default());
    found.extend(of_format.iter().map(|text| (*text).to_owned()));
    if found.is_empty() {
        found.extend(usual(least, most));
    }
    let fits = |text: &String| {
        let length = text.chars().count() as u64;
        (least..=most).contains(&length)
    };
    found.retain(fits);
    if schema.get("pattern").is_some() {
        // Readers of patterns differ in whether `\w` is more than ASCII.
        found.retain(|text| text.is_ascii());
        found = of_pattern_and_format(schema, found);
    }
    found.into_iter().map(|text| json!(text)).collect()
}

/// Texts without a pattern or a format.
fn usual(least: u64, most: u64) -> impl Iterator<Item = String> {
    const TEXTS: [&str; 4] = [
        "text",
        "",
        "\u{17e}lu\u{165}ou\u{10d}k\u{fd} \u{1f40e}",
        "\"q\"\\\n\t/<&>",
    ];
    let mut lengths = vec![least, most];
    lengths.dedup();
    let long = lengths.into_iter().filter(|n| *n <= LONGEST).map(repeated);
    TEXTS.map(str::to_owned).into_iter().chain(long)
}

/// The texts that keep to the pattern and to the format beside it; all if none does, or if the pattern cannot be read.
fn of_pattern_and_format(schema: &Value, texts: Vec<String>) -> Vec<String> {
    let keywords = ["pattern", "format"].map(|keyword| (keyword, schema.get(keyword)));
    let only: Map<String, Value> = keywords
        .into_iter()
        .filter_map(|(keyword, value)| Some((keyword.to_owned(), value?.clone())))
        .collect();
    let options = jsonschema::options().should_validate_formats(true);
    let Ok(judge) = options.build(&Value::Object(only)) else {
        return texts;
    };
    let is_right = |text: &&String| judge.is_valid(&json!(text));
    let right: Vec<String> = texts.iter().filter(is_right).cloned().collect();
    if right.is_empty() { texts } else { right }
}

fn repeated(length: u64) -> String {
    "abcdefghij"
        .chars()
        .cycle()
        .take(usize::try_from(length).unwrap_or(0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_in_characters() {
        assert_eq!(
            texts(&json!({ "minLength": 12, "maxLength": 12 })),
            [json!("abcdefghijab")]
        );
    }

    #[test]
    fn a_pattern_and_a_format_hold_together() {
        let schema = json!({ "format": "date-time", "pattern": "^\\d{4}-.*Z$" });
        assert_eq!(texts(&schema)[0], json!("2024-02-29T12:34:56Z"));
    }

    #[test]
    fn a_format_demands_more_than_its_pattern() {
        let first = |format: &str| {
            let schema = json!({ "format": format, "pattern": "^\\d{4}-\\d{2}-\\d{2}$" });
            texts(&schema)[0].clone()
        };
        assert_eq!(first("date"), "2024-02-29");
        assert_eq!(first("decimal"), "0000-00-00");
    }

    #[test]
    fn a_format_has_its_own_texts() {
        assert!(
            texts(&json!({ "format": "uuid" }))
                .iter()
                .all(|text| text.as_str().unwrap().len() == 36)
        );
    }
}
