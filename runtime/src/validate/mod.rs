//! What a document demands of values beyond their types, checked before a request leaves.
//!
//! Constraints are data beside the fields of a type, and values are checked through their [`View`](crate::View)s. Nothing
//! of this is checked when reading: a server may be more liberal than its document.

mod check;
mod constraint;
mod error;
mod pattern;
mod violations;

use crate::json::Field;

pub use constraint::Constraint;
pub use error::{ValidationError, Violation};
pub(crate) use violations::Violations;

/// Checks a value by what its type demands, and all that is in it. A type that demands nothing costs nothing.
///
/// # Errors
/// All that is not as the document demands, each with its place.
pub fn check<T: Field>(value: &T) -> Result<(), ValidationError> {
    let mut violations = Violations::default();
    violations.walk(value.view());
    violations.into_result()
}

#[cfg(test)]
mod tests;
