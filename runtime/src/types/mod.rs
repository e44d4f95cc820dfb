//! The types that stand in the fields of generated types.

mod base64;
mod chunks;
mod clock;
mod content;
mod date_time;
#[cfg(feature = "decimal")]
mod decimal;
mod file;
mod maybe;
mod redacted;
mod secret;
mod set;
mod span;
mod time;

pub use base64::Base64;
pub use content::Content;
pub use date_time::{DateTime, DateTimeError};
#[cfg(feature = "decimal")]
pub use decimal::{Decimal, DecimalNumber};
pub use file::File;
pub use maybe::Maybe;
pub use redacted::Redacted;
pub use secret::SecretString;
pub use set::Set;
pub use span::{Span, SpanError};
pub use time::{Time, TimeError};

/// A date without a time (`format: date`).
pub type Date = jiff::civil::Date;

/// A JSON object whose keys are not known beforehand.
pub type Map<T> = std::collections::BTreeMap<String, T>;
