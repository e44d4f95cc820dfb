//! A length of time.

use crate::json::scalars::text_field;
use jiff::SpanFieldwise;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

/// A length of time (`format: duration`): [`jiff::Span`], which knows months and days as well as seconds.
///
/// Read: ISO 8601 (`P1Y2M10DT2H30M`) and jiff's friendly form (`1 year 2 months`). Written: ISO 8601. Two are equal if they
/// have the same number of each unit: whether a day is 24 hours depends on where and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span(SpanFieldwise);

/// A text that is no length of time.
#[derive(Debug, Clone)]
pub struct SpanError(jiff::Error);

impl fmt::Display for SpanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a duration as ISO 8601 writes it: {}", self.0)
    }
}

impl std::error::Error for SpanError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        text.parse::<jiff::Span>()
            .map(Self::from)
            .map_err(SpanError)
    }
}

impl From<jiff::Span> for Span {
    fn from(span: jiff::Span) -> Self {
        Self(span.fieldwise())
    }
}

impl From<Span> for jiff::Span {
    fn from(span: Span) -> Self {
        span.0.0
    }
}

impl Deref for Span {
    type Target = jiff::Span;

    fn deref(&self) -> &jiff::Span {
        &self.0.0
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.0.fmt(f)
    }
}

text_field!(Span, "a duration (ISO 8601)", Self::default());
crate::__serde!(Span);

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn both_forms_are_read_and_iso_8601_is_written() {
        for (text, written) in [
            ("P1Y2M10DT2H30M", "P1Y2M10DT2H30M"),
            ("PT36H", "PT36H"),
            ("P3W", "P3W"),
            ("PT0.5S", "PT0.5S"),
            ("-P1D", "-P1D"),
            ("1 day 2 hours", "P1DT2H"),
        ] {
            let span: Span = text.parse().unwrap();
            assert_eq!(span.to_string(), written, "{text}");
        }
        assert!("soon".parse::<Span>().is_err());
    }

    #[test]
    fn a_day_is_not_24_hours() {
        let [day, hours] = ["P1D", "PT24H"].map(|text| text.parse::<Span>().unwrap());
        assert_ne!(day, hours);
        assert_eq!(day.get_days(), 1);
    }
}
