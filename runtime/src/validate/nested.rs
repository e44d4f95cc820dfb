//! Types with fields that have constraints, and containers of such types.

use super::{ValidationError, Violations};
use crate::types::{Maybe, Redacted};
use std::collections::BTreeMap;

/// A type that knows what the document demands of it.
pub trait Validate {
    /// Reports all that is not as the document demands.
    fn collect(&self, violations: &mut Violations);

    /// Whether all is as the document demands.
    ///
    /// # Errors
    /// All that is not.
    fn check(&self) -> Result<(), ValidationError> {
        let mut violations = Violations::new();
        self.collect(&mut violations);
        violations.into_result()
    }
}

impl<T: Validate + ?Sized> Validate for Box<T> {
    fn collect(&self, violations: &mut Violations) {
        (**self).collect(violations);
    }
}

impl<T: Validate> Validate for Option<T> {
    fn collect(&self, violations: &mut Violations) {
        if let Some(value) = self {
            value.collect(violations);
        }
    }
}

impl<T: Validate> Validate for Maybe<T> {
    fn collect(&self, violations: &mut Violations) {
        if let Some(value) = self.value() {
            value.collect(violations);
        }
    }
}

impl<T: Validate> Validate for Redacted<T> {
    fn collect(&self, violations: &mut Violations) {
        violations.secretly(|violations| self.0.collect(violations));
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn collect(&self, violations: &mut Violations) {
        for (index, element) in self.iter().enumerate() {
            violations.at_index(index, |violations| element.collect(violations));
        }
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn collect(&self, violations: &mut Violations) {
        for (key, value) in self {
            violations.nested(key, value);
        }
    }
}
