//! Transports, time and chance for tests (feature `test-util`).

mod replay;
mod time;

pub use replay::{NeverAnswers, Replay, Reply};
pub use time::{FixedRandomness, ManualTime};
