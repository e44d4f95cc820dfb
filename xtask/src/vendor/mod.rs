//! Documents of others, kept in `specs/` as they were published.

pub mod lock;

pub use lock::Lock;
