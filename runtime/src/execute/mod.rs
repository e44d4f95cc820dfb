//! Sending a call: attempts, and what lies between them.

mod attempt;
mod authorize;
mod backoff;
pub(crate) mod budget;
pub(crate) mod gate;
mod hook;
mod redirect;
mod retry;
mod retry_after;
mod run;
mod within;

pub use hook::{Attempt, AttemptError, Hook};
pub(crate) use retry_after::retry_after;
pub(crate) use run::{Fault, execute};
pub(crate) use within::within;

#[cfg(test)]
mod tests;
