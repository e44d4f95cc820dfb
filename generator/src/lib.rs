//! OpenAPI documents become Rust client crates, without I/O.

pub mod config;
pub mod diagnostics;
pub mod source;
