//! `cargo xtask diff`.
