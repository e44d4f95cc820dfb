//! The types that stand in the fields of generated types.

mod base64;
mod date_time;
mod maybe;
mod redacted;
mod secret;

pub use base64::Base64;
pub use date_time::{DateTime, DateTimeError};
pub use maybe::Maybe;
pub use redacted::Redacted;
pub use secret::SecretString;

/// A date without a time (`format: date`).
pub type Date = jiff::civil::Date;

/// A JSON object whose keys are not known beforehand.
pub type Map<T> = std::collections::BTreeMap<String, T>;
