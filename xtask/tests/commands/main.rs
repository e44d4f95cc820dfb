//! The commands as a user runs them: exit codes, messages, and what is on disk afterwards.

// Clippy knows the tests as tests, but not the functions that they share.
#![allow(clippy::unwrap_used)]

mod add;
mod diff;
mod drift;
mod generate;
mod lint;
mod measure;
mod regen;
mod repository;
mod shell;
mod update;
mod watch;
mod workflow;
