//! Texts: of the format, of the pattern, as short and as long as can be, and with characters that JSON escapes.

use serde_json::{Value, json};

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
    let mut found: Vec<String> = Vec::new();
    let format = schema
        .get("format")
        .and_then(Value::as_str)
        .unwrap_or_default();
    found.extend(format::texts(format).iter().map(|text| (*text).to_owned()));
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        let of_pattern = pattern::texts(pattern);
        // No pattern says all that a format of these demands: `^\d{4}-\d{2}-\d{2}$` has no months.
        let place = match format::DEMANDING.contains(&format) {
            true => found.len(),
            false => 0,
        };
        found.splice(place..place, of_pattern);
    }
    if found.is_empty() {
        found.extend(
            [
                "text",
                "",
                "\u{17e}lu\u{165}ou\u{10d}k\u{fd} \u{1f40e}",
                "\"q\"\\\n\t/<&>",
            ]
            .map(str::to_owned),
        );
        let mut lengths = vec![least, most];
        lengths.dedup();
        found.extend(lengths.into_iter().filter(|n| *n <= LONGEST).map(repeated));
    }
    let fits = |text: &String| {
        let length = text.chars().count() as u64;
        (least..=most).contains(&length)
    };
    found.retain(fits);
    if schema.get("pattern").is_some() {
        // Readers of patterns differ in whether `\w` is more than ASCII.
        found.retain(|text| text.is_ascii());
    }
    found.into_iter().map(|text| json!(text)).collect()
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
