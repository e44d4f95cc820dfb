//! A time of day.

use super::clock;
use crate::json::scalars::text_field;
use jiff::civil;
use jiff::tz::Offset;
use std::fmt;
use std::str::FromStr;

/// A time of day (`format: time`), with the offset from UTC if it has one. Read as liberally as
/// [`DateTime`](crate::DateTime).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Time {
    /// What the clock shows.
    pub time: civil::Time,
    /// Where the clock stands; none for whoever reads it.
    pub offset: Option<Offset>,
}

/// A text that is no time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeError(());

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a time as RFC 3339 writes it")
    }
}

impl std::error::Error for TimeError {}

impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let (time, offset) = clock::parse(text.trim()).ok_or(TimeError(()))?;
        Ok(Self { time, offset })
    }
}

impl From<civil::Time> for Time {
    fn from(time: civil::Time) -> Self {
        Self { time, offset: None }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.time.fmt(f)?;
        let Some(offset) = self.offset else {
            return Ok(());
        };
        let minutes = offset.seconds() / 60;
        if minutes == 0 {
            return f.write_str("Z");
        }
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
        write!(f, "{sign}{hours:02}:{minutes:02}")
    }
}

text_field!(Time, "a time (RFC 3339)", Self::default());
crate::__serde!(Time);

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn an_offset_stays_and_none_is_made_up() {
        for (text, written) in [
            ("19:44:51", "19:44:51"),
            ("19:44:51.5Z", "19:44:51.5Z"),
            ("19:44:51.25-03:30", "19:44:51.25-03:30"),
            ("19:44+0200", "19:44:00+02:00"),
            ("23:59:60z", "23:59:59Z"),
            ("12:00:00+00:00", "12:00:00Z"),
        ] {
            let time: Time = text.parse().unwrap();
            assert_eq!(time.to_string(), written, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "noon", "24:00:00", "1:00:00", "10:00:00+99:00", "10"] {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
    }
}
