//! Time that is not waited for.

use clientsmith_runtime::{BoxFuture, Sleeper};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The default limit of an attempt is twice as long.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// A timer for calls over a real socket, where work is seldom ready when a limit is first looked at. What the client waits
/// for between attempts is over at once, and kept; limits never run out. The two are told apart by their length.
#[derive(Debug, Clone, Default)]
pub struct Hurried(Arc<Mutex<Vec<Duration>>>);

impl Hurried {
    /// What was waited for, in order.
    pub fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
    }
}

impl Sleeper for Hurried {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration > LONGEST_WAIT {
            return Box::pin(std::future::pending());
        }
        self.0.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}
