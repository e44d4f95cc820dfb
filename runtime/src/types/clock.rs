//! Reading times of day, as liberally as servers write them.

use jiff::civil;
use jiff::tz::Offset;

/// `19:44:51.427900+02:00`, every part after the minutes optional.
pub(super) fn parse(text: &str) -> Option<(civil::Time, Option<Offset>)> {
    let (clock, offset) = split_offset(text)?;
    let (clock, fraction) = match clock.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, nanoseconds(fraction)?),
        None => (clock, 0),
    };
    let [hour, minute, second] = numbers(clock)?;
    // RFC 3339 §5.7: a leap second is written as :60; POSIX time has no name for it, so it is the second before.
    let second = if second == 60 { 59 } else { second };
    let time = civil::Time::new(hour, minute, second, fraction).ok()?;
    Some((time, offset))
}

/// The time of day, and the offset that is written after it.
fn split_offset(time: &str) -> Option<(&str, Option<Offset>)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock.trim_end(), Some(Offset::UTC)));
    }
    let Some(at) = time.rfind(['+', '-']) else {
        return Some((time, None));
    };
    let (clock, written) = time.split_at_checked(at)?;
    let seconds = offset_seconds(written.get(1..)?)?;
    let signed = if written.starts_with('-') {
        -seconds
    } else {
        seconds
    };
    Some((clock.trim_end(), Some(Offset::from_seconds(signed).ok()?)))
}

/// `02:00`, `0200` or `02` in seconds.
fn offset_seconds(text: &str) -> Option<i32> {
    let digits: String = text.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.parse::<i32>().ok()?, 0),
        4 => (
            digits.get(..2)?.parse::<i32>().ok()?,
            digits.get(2..)?.parse::<i32>().ok()?,
        ),
        _ => return None,
    };
    (hours < 24 && minutes < 60 && (0..).contains(&hours) && (0..).contains(&minutes))
        .then_some(hours * 3600 + minutes * 60)
}

/// Digits of a second's fraction as nanoseconds; those beyond the ninth are cut.
fn nanoseconds(fraction: &str) -> Option<i32> {
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    fraction
        .bytes()
        .chain(std::iter::repeat(b'0'))
        .take(9)
        .try_fold(0_i32, |sum, digit| {
            sum.checked_mul(10)?.checked_add(i32::from(digit - b'0'))
        })
}

/// `19:44:51`; the seconds may be missing (ISO 8601), the rest may not.
fn numbers(clock: &str) -> Option<[i8; 3]> {
    let mut parts = clock.split(':').map(two_digits);
    let all = [
        parts.next()??,
        parts.next()??,
        parts.next().unwrap_or(Some(0))?,
    ];
    parts.next().is_none().then_some(all)
}

fn two_digits(text: &str) -> Option<i8> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}
