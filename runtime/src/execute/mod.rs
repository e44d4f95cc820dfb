//! Sending a call: attempts, and what lies between them.

mod attempt;
mod backoff;
pub(crate) mod budget;
mod redirect;
mod retry;
mod retry_after;
mod run;
mod within;

pub(crate) use run::{Fault, execute};

#[cfg(test)]
mod tests;
