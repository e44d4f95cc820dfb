//! How long the server asks to wait.

use http::HeaderMap;
use std::time::{Duration, SystemTime};

/// `retry-after-ms`, else `Retry-After` as seconds, fractions too, or as a date (RFC 9110 §10.2.3).
pub(crate) fn retry_after(
    headers: &HeaderMap,
    now: impl FnOnce() -> SystemTime,
) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let number = |name: &str, unit: f64| {
        let amount: f64 = text(name)?.parse().ok()?;
        Duration::try_from_secs_f64(amount * unit).ok()
    };
    let date = || {
        let date = httpdate::parse_http_date(text("retry-after")?).ok()?;
        // A date that has passed means now.
        Some(date.duration_since(now()).unwrap_or_default())
    };
    number("retry-after-ms", 0.001)
        .or_else(|| number("retry-after", 1.0))
        .or_else(date)
}

#[cfg(test)]
mod tests {
    use super::retry_after;
    use http::HeaderMap;
    use std::time::{Duration, SystemTime};

    fn wait(headers: &[(&'static str, &'static str)]) -> Option<Duration> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        retry_after(&map, || {
            SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
        })
    }

    #[test]
    fn seconds_milliseconds_and_dates_are_read() {
        assert_eq!(wait(&[("retry-after", "3")]), Some(Duration::from_secs(3)));
        assert_eq!(
            wait(&[("retry-after", "1.5")]),
            Some(Duration::from_millis(1500))
        );
        assert_eq!(
            wait(&[("retry-after", "3"), ("retry-after-ms", "250")]),
            Some(Duration::from_millis(250))
        );
        assert_eq!(
            wait(&[("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")]),
            Some(Duration::from_secs(10))
        );
        assert_eq!(
            wait(&[("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT")]),
            Some(Duration::ZERO)
        );
    }

    #[test]
    fn nonsense_is_as_nothing() {
        for value in ["soon", "-1", "NaN", "inf", "1e99", ""] {
            assert_eq!(wait(&[("retry-after", value)]), None, "{value}");
        }
    }
}
