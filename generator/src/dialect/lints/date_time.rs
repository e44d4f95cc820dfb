//! `date-time-without-offset`.

use serde_json::Value;

use super::super::context::{Object, Walk};
use crate::diagnostics::{Code, Pointer};

/// Examples of a `format: date-time` schema that are no RFC 3339 date-times for want of an offset.
pub(in super::super) fn date_time_without_offset(walk: &mut Walk, schema: &Object) {
    if schema.get("format").and_then(Value::as_str) != Some("date-time") {
        return;
    }
    let here = walk.here();
    for key in ["example", "default"] {
        check(walk, &here.join(key), schema.get(key));
    }
    if let Some(Value::Array(examples)) = schema.get("examples") {
        for (index, example) in examples.iter().enumerate() {
            check(walk, &here.join("examples").join(index), Some(example));
        }
    }
}

fn check(walk: &mut Walk, at: &Pointer, value: Option<&Value>) {
    let Some(text) = value
        .and_then(Value::as_str)
        .filter(|text| lacks_offset(text))
    else {
        return;
    };
    walk.sink
        .say(Code::DateTimeWithoutOffset, at, format!("`{text}` has no offset from UTC, which RFC 3339 demands"))
        .and_help("if the server sends it so, it is read as UTC; if not, mend the example with an overlay");
}

/// `2026-05-15T19:44:51.4279`: a date, a time, and nothing behind it.
fn lacks_offset(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return false;
    };
    fits(date, "dddd-dd-dd") && (fits(time, "dd:dd") || fits(seconds(time), "dd:dd:dd"))
}

/// A time without the fraction of its seconds.
fn seconds(time: &str) -> &str {
    match time.split_once('.') {
        Some((whole, fraction))
            if !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit()) =>
        {
            whole
        }
        _ => time,
    }
}

/// Whether a text has this form, in which `d` is a digit.
fn fits(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text
            .bytes()
            .zip(form.bytes())
            .all(|(found, wanted)| match wanted {
                b'd' => found.is_ascii_digit(),
                other => found == other,
            })
}

#[cfg(test)]
mod tests {
    use super::lacks_offset;

    #[test]
    fn only_complete_date_times_without_offset_are_meant() {
        for text in [
            "2026-05-15T19:44:51.427900",
            "2026-05-15 19:44:51",
            "2026-05-15T19:44",
        ] {
            assert!(lacks_offset(text), "{text}");
        }
        for text in [
            "2026-05-15T19:44:51Z",
            "2026-05-15T19:44:51+02:00",
            "2026-05-15",
            "now",
            "2026-05-15T19:44:51.",
        ] {
            assert!(!lacks_offset(text), "{text}");
        }
    }
}
