//! The time and chance of the machine.

#[cfg(feature = "reqwest")]
use super::{BoxFuture, Sleeper};
use super::{Clock, Randomness};
#[cfg(feature = "reqwest")]
use crate::transport::BoxError;
use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant, SystemTime};

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    start: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self {
            start: Instant::now(),
        }
    }
}

impl Clock for SystemClock {
    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// Tokio's timer.
#[cfg(feature = "reqwest")]
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioSleeper;

#[cfg(feature = "reqwest")]
impl Sleeper for TokioSleeper {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move { tokio::time::sleep(duration).await })
    }

    /// # Errors
    /// There is no Tokio runtime.
    fn usable(&self) -> Result<(), BoxError> {
        tokio::runtime::Handle::try_current()?;
        Ok(())
    }
}

/// Numbers from the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn next_u64(&self) -> u64 {
        let mut bytes = [0; 8];
        match getrandom::getrandom(&mut bytes) {
            Ok(()) => u64::from_ne_bytes(bytes),
            // Keys and jitter need to differ, not to be secret: the seed of the standard library's hash maps will do.
            Err(_) => RandomState::new().hash_one(SystemTime::now()),
        }
    }
}
