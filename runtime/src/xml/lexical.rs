//! Values as the text of XML (XML Schema Part 2 §3), and back.

use crate::json::{Incoming, View};
use serde_json::Value;

/// A number in any form that XML Schema has for one, or the text itself if it is none.
pub(super) fn number(text: &str) -> Incoming<'_> {
    let text = text.trim();
    let signed = text.strip_prefix('+').unwrap_or(text);
    if let Ok(value) = signed.parse() {
        return Incoming::I64(value);
    }
    if let Ok(value) = signed.parse() {
        return Incoming::U64(value);
    }
    match signed {
        "" => Incoming::Null,
        "INF" => Incoming::F64(f64::INFINITY),
        "-INF" => Incoming::F64(f64::NEG_INFINITY),
        "NaN" => Incoming::F64(f64::NAN),
        // Rust knows words for numbers that XML Schema does not.
        _ if signed.contains(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E')) => {
            Incoming::Str(text)
        }
        _ => signed.parse().map_or(Incoming::Str(text), Incoming::F64),
    }
}

/// `true` or `false`, which may be written as `1` or `0`, or the text itself if it is neither.
pub(super) fn boolean(text: &str) -> Incoming<'_> {
    match text.trim() {
        "true" | "1" => Incoming::Bool(true),
        "false" | "0" => Incoming::Bool(false),
        "" => Incoming::Null,
        other => Incoming::Str(other),
    }
}

/// Text without the blanks around it; none is null.
pub(super) fn word(text: &str) -> Incoming<'_> {
    match text.trim() {
        "" => Incoming::Null,
        text => Incoming::Str(text),
    }
}

/// A scalar as text; none for what is no scalar.
pub(super) fn text(value: View<'_>) -> Option<String> {
    Some(match value.plain() {
        View::Bool(value) => value.to_string(),
        View::I64(value) => value.to_string(),
        View::U64(value) => value.to_string(),
        View::F32(value) => float(value.into(), value),
        View::F64(value) => float(value, value),
        View::Str(text) | View::SecretStr(text) => text.to_owned(),
        View::Display(value) => value.to_string(),
        View::Json(Value::String(text)) => text.clone(),
        View::Json(Value::Bool(value)) => value.to_string(),
        View::Json(Value::Number(value)) => value.to_string(),
        _ => return None,
    })
}

/// `shown` is the same number with as few digits as tell it from its neighbours.
fn float(value: f64, shown: impl ToString) -> String {
    if value == f64::INFINITY {
        return "INF".to_owned();
    }
    if value == f64::NEG_INFINITY {
        return "-INF".to_owned();
    }
    shown.to_string()
}

#[cfg(test)]
mod tests {
    use super::{View, boolean, number, text, word};

    #[test]
    fn numbers_have_the_forms_of_xml_schema() {
        let read = |text| number(text).to_string();
        assert_eq!(read(" +07 "), "integer `7`");
        assert_eq!(
            read("18446744073709551615"),
            "integer `18446744073709551615`"
        );
        assert_eq!(read("-1.5E3"), "floating point `-1500.0`");
        assert_eq!(read("-INF"), "floating point `-inf`");
        assert_eq!(read(""), "null");
        for text in ["inf", "infinity", "nan", "0x1", "1 2", "--1", "e"] {
            assert_eq!(read(text), format!("string {text:?}"));
        }
    }

    #[test]
    fn booleans_may_be_digits() {
        let read = |text| boolean(text).to_string();
        assert_eq!(read("\n1"), "boolean `true`");
        assert_eq!(read("false"), "boolean `false`");
        assert_eq!(read("True"), "string \"True\"");
        assert_eq!(word(" a b ").to_string(), "string \"a b\"");
    }

    #[test]
    fn scalars_are_written_as_xml_schema_has_them() {
        assert_eq!(text(View::F32(0.1)).as_deref(), Some("0.1"));
        assert_eq!(text(View::F64(f64::NEG_INFINITY)).as_deref(), Some("-INF"));
        assert_eq!(text(View::F64(f64::NAN)).as_deref(), Some("NaN"));
        assert_eq!(text(View::Null), None);
    }
}
