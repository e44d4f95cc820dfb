//! What kind of type a schema asks for.

use super::view::{Additional, View};
use crate::model::Literal;

/// The kind of type that a schema asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Category {
    /// A struct.
    Object,
    /// A map.
    Map,
    /// An array.
    List,
    /// An array whose first elements have a type each.
    Tuple,
    /// A list of values.
    Enum,
    /// One value.
    Constant,
    /// One of several.
    Union,
    /// A scalar, or any JSON value.
    Scalar,
}

impl Category {
    /// Whether Rust needs a declaration for it.
    pub(super) const fn is_declared(self) -> bool {
        matches!(
            self,
            Self::Object | Self::Tuple | Self::Enum | Self::Constant | Self::Union
        )
    }
}

/// What kind of type a schema asks for.
pub(super) fn category(view: &View<'_>) -> Category {
    let scalar_values = |values: &[serde_json::Value]| {
        values
            .iter()
            .all(|value| Literal::from_json(value).is_some())
    };
    if view
        .constant
        .is_some_and(|value| Literal::from_json(value).is_some())
    {
        return Category::Constant;
    }
    let only_booleans = view.enumeration.iter().all(serde_json::Value::is_boolean);
    if !view.enumeration.is_empty() && scalar_values(&view.enumeration) && !only_booleans {
        return Category::Enum;
    }
    if !view.alternatives.is_empty() && !super::composition::only_demand_keys(view) {
        return Category::Union;
    }
    // What is said of the properties of an array says nothing.
    if !view.properties.is_empty() && matches!(view.kind, None | Some("object")) {
        return Category::Object;
    }
    match view.kind {
        Some("object") => match view.additional {
            Additional::Denied => Category::Object,
            _ => Category::Map,
        },
        Some("array") if view.tuple.is_some() => Category::Tuple,
        Some("array") => Category::List,
        None => match (&view.items, &view.additional) {
            (Some(_), _) => Category::List,
            (None, Additional::Schema(_)) => Category::Map,
            (None, _) => Category::Scalar,
        },
        Some(_) => Category::Scalar,
    }
}
