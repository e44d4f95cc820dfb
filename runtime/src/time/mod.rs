//! Time and chance, handed in so that tests need neither.

mod system;

#[cfg(feature = "reqwest")]
pub use system::TokioSleeper;
pub use system::{SystemClock, SystemRandomness};

use crate::transport::BoxError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

/// A future behind a pointer, as object-safe traits give it back.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Tells the time.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The time since some moment in the past; never goes back.
    fn elapsed(&self) -> Duration;

    /// The date and time of day.
    fn wall(&self) -> SystemTime;
}

/// Waits.
pub trait Sleeper: fmt::Debug + Send + Sync + 'static {
    /// Is ready when the time has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Whether it can wait where it is called from. What says otherwise becomes [`Error::Build`](crate::Error::Build).
    ///
    /// # Errors
    /// What it needs is not there, such as a runtime; by default it needs nothing.
    fn usable(&self) -> Result<(), BoxError> {
        Ok(())
    }
}

/// Makes random numbers.
pub trait Randomness: fmt::Debug + Send + Sync + 'static {
    /// A random number, all bits of which are equally likely to be set.
    fn next_u64(&self) -> u64;
}
