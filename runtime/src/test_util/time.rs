//! Time that passes only when it is waited for.

use crate::time::{BoxFuture, Clock, Randomness, Sleeper};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// A clock and a timer in one: sleeping takes no time and moves the clock. Clones share their time.
#[derive(Debug, Clone, Default)]
pub struct ManualTime(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    now: Duration,
    slept: Vec<Duration>,
}

impl ManualTime {
    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).now += by;
    }

    /// All that was slept to the end, in order.
    pub fn slept(&self) -> Vec<Duration> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .slept
            .clone()
    }
}

impl Clock for ManualTime {
    fn elapsed(&self) -> Duration {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).now
    }

    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.elapsed()
    }
}

impl Sleeper for ManualTime {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let time = self.clone();
        // Only a timer that is asked goes off: one beside work that is ready never is.
        Box::pin(async move {
            let mut state = time.0.lock().unwrap_or_else(PoisonError::into_inner);
            state.now += duration;
            state.slept.push(duration);
        })
    }
}

/// The same number every time.
#[derive(Debug, Clone, Copy)]
pub struct FixedRandomness(pub u64);

impl Randomness for FixedRandomness {
    fn next_u64(&self) -> u64 {
        self.0
    }
}
