//! Reading dates and times of day, as liberally as servers write the latter. By bytes: an answer may hold thousands.

use jiff::civil;
use jiff::tz::Offset;

/// `2026-05-15` (RFC 3339 §5.6, `full-date`).
pub(super) fn date(text: &str) -> Option<civil::Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    let year = i16::from(two_digits(y1, y2)?) * 100 + i16::from(two_digits(y3, y4)?);
    civil::Date::new(year, two_digits(m1, m2)?, two_digits(d1, d2)?).ok()
}

/// `19:44:51.427900+02:00`, every part after the minutes optional (the seconds are by ISO 8601).
pub(super) fn parse(text: &str) -> Option<(civil::Time, Option<Offset>)> {
    let [h1, h2, b':', m1, m2, rest @ ..] = text.as_bytes() else {
        return None;
    };
    let (second, rest) = match rest {
        [b':', s1, s2, rest @ ..] => (two_digits(s1, s2)?, rest),
        _ => (0, rest),
    };
    let (fraction, rest) = match rest {
        [b'.' | b',', rest @ ..] => nanoseconds(rest)?,
        _ => (0, rest),
    };
    // RFC 3339 §5.7: a leap second is written as :60; POSIX time has no name for it, so it is the second before.
    let second = if second == 60 { 59 } else { second };
    let (hour, minute) = (two_digits(h1, h2)?, two_digits(m1, m2)?);
    let time = civil::Time::new(hour, minute, second, fraction).ok()?;
    Some((time, offset(rest.trim_ascii_start())?))
}

/// What is written after the time of day: `Z`, `+02:00`, `+0200`, `+02`, or nothing.
fn offset(text: &[u8]) -> Option<Option<Offset>> {
    let (sign, hours, minutes) = match text {
        [] => return Some(None),
        [b'Z' | b'z'] => return Some(Some(Offset::UTC)),
        [sign, h1, h2] => (sign, two_digits(h1, h2)?, 0),
        [sign, h1, h2, b':', m1, m2] | [sign, h1, h2, m1, m2] => {
            (sign, two_digits(h1, h2)?, two_digits(m1, m2)?)
        }
        _ => return None,
    };
    let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
    let signed = match sign {
        b'+' => seconds,
        b'-' => -seconds,
        _ => return None,
    };
    if hours >= 24 || minutes >= 60 {
        return None;
    }
    Offset::from_seconds(signed).ok().map(Some)
}

/// Digits of a second's fraction as nanoseconds, and what comes after them; those beyond the ninth are cut.
fn nanoseconds(text: &[u8]) -> Option<(i32, &[u8])> {
    let end = text.iter().position(|byte| !byte.is_ascii_digit());
    let (digits, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
    if digits.is_empty() {
        return None;
    }
    let nine = digits.iter().chain(std::iter::repeat(&b'0')).take(9);
    let nanoseconds = nine.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'));
    Some((nanoseconds, rest))
}

fn two_digits(first: &u8, second: &u8) -> Option<i8> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| (byte - b'0').cast_signed());
    Some(digit(first)? * 10 + digit(second)?)
}
