//! An instant.

use super::clock;
use crate::json::scalars::text_field;
use jiff::Timestamp;
use jiff::tz::Offset;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

/// An instant (`format: date-time`): [`jiff::Timestamp`], read as liberally as servers write.
///
/// Read: RFC 3339; no offset means UTC; a `T`, `t` or space between date and time; any number of digits of a
/// second's fraction (cut beyond nine); offsets `Z`, `z`, `+00:00`, `+0000`, `+00`; and a date as headers have it (RFC 9110
/// §5.6.7). Written: RFC 3339 with `Z`.
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
        parse(text)
            .or_else(|| of_header(text))
            .map(Self)
            .ok_or(DateTimeError(()))
    }
}

/// `2026-05-15T19:44:51.427900+02:00`: a date, and a time of day as [`clock::parse`] reads it.
fn parse(text: &str) -> Option<Timestamp> {
    let (date, time) = text.trim().split_at_checked(10)?;
    let date = clock::date(date)?;
    let time = time.strip_prefix(['T', 't', ' '])?;
    let (time, offset) = clock::parse(time)?;
    let offset = offset.unwrap_or(Offset::UTC);
    offset.to_timestamp(date.to_datetime(time)).ok()
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, or one of its obsolete forms.
fn of_header(text: &str) -> Option<Timestamp> {
    Timestamp::try_from(httpdate::parse_http_date(text.trim()).ok()?).ok()
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

text_field!(
    DateTime,
    "a date and time (RFC 3339)",
    Self(Timestamp::UNIX_EPOCH)
);
crate::__serde!(DateTime);

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
            "2026-05-15T10:00:00+0a:00",
            "2026-05-15T10:00:00 02:00",
            "2026-05-15T10:00:00+",
            "2026-05-15T10:00:00Z0",
            "2026-05-15T10:0a:00Z",
            "2026/05/15T10:00:00Z",
            "202é-05-15T10:00:00Z",
            "2026-02-30T10:00:00Z",
        ] {
            assert!(text.parse::<DateTime>().is_err(), "{text}");
        }
    }
}
