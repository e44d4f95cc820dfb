//! Whether a text is what its `format` says, as liberally as the runtime reads it.

/// RFC 3339 `full-date`, to the ranges of its fields but not to the length of the month.
pub(crate) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    year.len() == 4 && digits(year).is_some() && two(month, 1..=12) && two(day, 1..=31)
}

/// RFC 3339 `date-time` as servers write it: `T`, `t` or a space; the offset may be missing.
pub(crate) fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return false;
    };
    is_date(date) && is_time(time)
}

/// RFC 3339 `full-time`; the offset may be missing.
pub(super) fn is_time(text: &str) -> bool {
    let clock_end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'))
        .unwrap_or(text.len());
    let (clock, offset) = text.split_at_checked(clock_end).unwrap_or((text, ""));
    let mut fields = clock.split(':');
    let (Some(hour), Some(minute), Some(second), None) =
        (fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return false;
    };
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    two(hour, 0..=23)
        && two(minute, 0..=59)
        && two(second, 0..=60)
        && digits(fraction).is_some()
        && is_offset(offset.trim_start())
}

/// ISO 8601 `PnYnMnDTnHnMnS`, to its outline.
pub(super) fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let known = |c: char| c.is_ascii_digit() || ".,YMWDTHSymwdths".contains(c);
    text.strip_prefix(['P', 'p'])
        .is_some_and(|rest| rest.chars().all(known) && rest.ends_with(char::is_alphabetic))
}

/// Digits with at most one point and a sign.
pub(super) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain && text.parse::<f64>().is_ok()
}

fn is_offset(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['+', '-']) else {
        return matches!(text, "" | "Z" | "z");
    };
    let (hours, minutes) = rest
        .split_once(':')
        .or_else(|| rest.split_at_checked(2))
        .unwrap_or((rest, ""));
    two(hours, 0..=23) && (minutes.is_empty() || two(minutes, 0..=59))
}

pub(super) fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let hexadecimal = text.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    hexadecimal && (lengths == [8, 4, 4, 4, 12] || lengths == [32])
}

fn digits(text: &str) -> Option<u64> {
    (!text.is_empty() && text.chars().all(|c| c.is_ascii_digit()))
        .then(|| text.parse().unwrap_or(u64::MAX))
}

fn two(text: &str, range: std::ops::RangeInclusive<u64>) -> bool {
    text.len() == 2 && digits(text).is_some_and(|n| range.contains(&n))
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_date_time, is_decimal, is_duration, is_time};

    #[test]
    fn date_times_as_servers_write_them() {
        for text in [
            "2026-05-15T19:44:51.427900",
            "2020-09-20T00:00:00+00:00",
            "2024-01-01 12:34:56Z",
            "2024-01-01T12:34:56.789z",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "2026-05-15",
            "yesterday",
            "2024-13-01T00:00:00Z",
            "2024-01-01T25:00:00Z",
            "2024-01-01T10:00:00 CET",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn times_durations_and_decimals() {
        assert!(is_time("10:00:00Z") && is_time("10:00:00.5+01:00") && !is_time("10:00"));
        assert!(is_duration("P1DT2H") && is_duration("-PT1.5S") && !is_duration("1 day"));
        assert!(is_decimal("-12.50") && !is_decimal("1e5") && !is_decimal("."));
    }

    #[test]
    fn dates() {
        assert!(is_date("2024-02-29"));
        assert!(!is_date("2024-2-9"));
        assert!(!is_date("24-02-09"));
    }
}
