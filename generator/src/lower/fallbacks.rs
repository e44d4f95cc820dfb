//! Values that are read as any JSON because we cannot say what they are. Each has its reason: [`Type::Any`] is made here
//! for them, and by [`anything`] where the document itself leaves everything open.

use super::Lowerer;
use crate::diagnostics::{Code, Pointer};
use crate::model::{Fallback, Type};

/// The type of a value of which the document says nothing (`{}`, `true`, no schema).
pub(super) const fn anything() -> Type {
    Type::Any
}

impl Lowerer<'_> {
    /// The type of a value of which the document says something that no type of ours can: it is said and counted.
    pub(super) fn any_because(&mut self, at: &Pointer, reason: &str, help: &str) -> Type {
        self.sink
            .say(
                Code::SchemaAsAny,
                at,
                format!("{reason}; it is read as any JSON value"),
            )
            .and_help(help);
        self.count_fallback(at, reason)
    }

    /// The same for what was said already.
    pub(super) fn count_fallback(&mut self, at: &Pointer, reason: &str) -> Type {
        // A schema is lowered once for every place that merges it.
        if self.fallback_places.insert(at.clone()) {
            self.fallbacks.push(Fallback {
                origin: at.clone(),
                reason: reason.to_owned(),
            });
        }
        Type::Any
    }
}
