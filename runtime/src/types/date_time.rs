//! An instant.

use crate::json::Field;
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::Offset;
use serde_core::de::{Deserialize, Deserializer, Error, Visitor};
use serde_core::ser::{Serialize, Serializer};
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

/// An instant (`format: date-time`): [`jiff::Timestamp`], read as liberally as servers write.
///
/// Read: RFC 3339; no offset means UTC; a `T`, `t` or space between date and time; any number of digits of a
/// second's fraction (cut beyond nine); offsets `Z`, `z`, `+00:00`, `+0000`, `+00`. Written: RFC 3339 with `Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DateTime(pub Timestamp);

/// A text that is no instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTimeError(());

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date and time as RFC 3339 writes them")
    }
}

impl std::error::Error for DateTimeError {}

impl DateTime {
    /// The instant as jiff's own type.
    pub const fn timestamp(self) -> Timestamp {
        self.0
    }
}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        parse(text).map(Self).ok_or(DateTimeError(()))
    }
}

/// `2026-05-15T19:44:51.427900+02:00`, every part after the seconds optional.
fn parse(text: &str) -> Option<Timestamp> {
    let (date, time) = text.trim().split_at_checked(10)?;
    let date: civil::Date = date.parse().ok()?;
    let time = time.strip_prefix(['T', 't', ' '])?;
    let (clock, offset) = split_offset(time)?;
    let (clock, fraction) = match clock.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, nanoseconds(fraction)?),
        None => (clock, 0),
    };
    let [hour, minute, second] = numbers(clock)?;
    // RFC 3339 §5.7: a leap second is written as :60; POSIX time has no name for it, so it is the second before.
    let second = if second == 60 { 59 } else { second };
    let time = civil::Time::new(hour, minute, second, fraction).ok()?;
    offset.to_timestamp(date.to_datetime(time)).ok()
}

/// The time of day, and the offset that is written after it.
fn split_offset(time: &str) -> Option<(&str, Offset)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock.trim_end(), Offset::UTC));
    }
    let Some(at) = time.rfind(['+', '-']) else {
        return Some((time, Offset::UTC));
    };
    let (clock, written) = time.split_at_checked(at)?;
    let seconds = offset_seconds(written.get(1..)?)?;
    let signed = if written.starts_with('-') {
        -seconds
    } else {
        seconds
    };
    Some((clock.trim_end(), Offset::from_seconds(signed).ok()?))
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

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Deref for DateTime {
    type Target = Timestamp;

    fn deref(&self) -> &Timestamp {
        &self.0
    }
}

impl From<Timestamp> for DateTime {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

impl From<DateTime> for Timestamp {
    fn from(date_time: DateTime) -> Self {
        date_time.0
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DateTimeVisitor)
    }
}

impl Field for DateTime {}

struct DateTimeVisitor;

impl Visitor<'_> for DateTimeVisitor {
    type Value = DateTime;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date and time (RFC 3339)")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<DateTime, E> {
        text.parse()
            .map_err(|_| E::invalid_value(serde_core::de::Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::DateTime;

    fn written(text: &str) -> String {
        text.parse::<DateTime>()
            .map_or_else(|error| error.to_string(), |instant| instant.to_string())
    }

    #[test]
    fn the_forms_that_servers_send_are_read() {
        for (text, instant) in [
            ("2026-05-15T19:44:51Z", "2026-05-15T19:44:51Z"),
            ("2026-05-15T19:44:51.427900", "2026-05-15T19:44:51.4279Z"),
            ("2026-05-15 19:44:51z", "2026-05-15T19:44:51Z"),
            (
                "2026-05-15t19:44:51.123456789987+02:00",
                "2026-05-15T17:44:51.123456789Z",
            ),
            ("2026-05-15T19:44:51+0530", "2026-05-15T14:14:51Z"),
            ("2026-05-15T19:44:51-03", "2026-05-15T22:44:51Z"),
            ("2026-05-15 19:44:51 +00:00", "2026-05-15T19:44:51Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ] {
            assert_eq!(written(text), instant, "{text}");
        }
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "yesterday",
            "2026-05-15",
            "2026-13-15T00:00:00Z",
            "2026-05-15T25:00:00Z",
            "2026-05-15T1:00:00Z",
            "2026-05-15T10:00:00.Z",
            "2026-05-15T10:00:00+99:00",
            "2026-05-15T10:00:00é",
        ] {
            assert!(text.parse::<DateTime>().is_err(), "{text}");
        }
    }
}
