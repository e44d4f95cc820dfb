//! Reading, bundling, overlays, and how their findings are shown.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::string_slice)]

mod bad;
mod bundling;
mod corpus;
mod overlays;
mod positions;
mod reading;
mod support;
