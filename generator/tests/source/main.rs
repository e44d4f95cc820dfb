//! Reading, bundling, overlays, and how their findings are shown.

mod bad;
mod bundling;
mod corpus;
mod overlays;
mod positions;
mod reading;
mod support;
