//! How long to wait when the server does not say.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(8);

/// 0.5 s · 2ⁿ before the retry number `n` (from 0), at most 8 s, anywhere in the upper half of that: clients that failed
/// together must not come back together.
pub(super) fn backoff(retry: u32, random: u64) -> Duration {
    let doubled = 1_u32.checked_shl(retry).unwrap_or(u32::MAX);
    let whole = FIRST.saturating_mul(doubled).min(LONGEST);
    let half = whole / 2;
    half + half.mul_f64(random as f64 / u64::MAX as f64)
}

#[cfg(test)]
mod tests {
    use super::backoff;

    #[test]
    fn it_doubles_up_to_eight_seconds() {
        let longest: Vec<u64> = (0..7)
            .map(|retry| backoff(retry, u64::MAX).as_millis() as u64)
            .collect();
        assert_eq!(longest, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(backoff(u32::MAX, u64::MAX).as_secs(), 8);
    }

    #[test]
    fn jitter_is_in_the_upper_half() {
        assert_eq!(backoff(1, 0).as_millis(), 500);
        assert_eq!(backoff(1, u64::MAX / 2).as_millis(), 750);
    }
}
