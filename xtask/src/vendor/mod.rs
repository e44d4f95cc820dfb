//! Documents of others, kept in `specs/` as they were published.

pub mod document;
pub mod lock;
pub mod release;

pub use document::{Beside, Document, Read};
pub use lock::Lock;
