//! The change report, judged by pairs of small documents: a pair for each row of the tables of changes, in both
//! directions where it has two.
//!
//! What a pair's `expect.toml` says is checked twice: against the report, and (`proof`) against rustc.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod oasdiff;
mod pair;
mod proof;
mod rendering;
mod reports;
mod silent;
