//! What a document demands of values beyond their types, checked before a request leaves.
//!
//! Nothing of this is checked when reading: a server may be more liberal than its document.

mod constraint;
mod error;
mod nested;
mod pattern;
mod violations;
mod wrapped;

pub use constraint::Constraint;
pub use error::{ValidationError, Violation};
pub use nested::Validate;
pub use violations::Violations;

/// What the document demands of a struct's fields: `validate()` and [`Validate`].
///
/// `nested` also checks what the field's own type demands.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// pub struct NewUser { external_id: String, tags: Vec<String> }
/// rt::constraints!(NewUser {
///     "externalId" external_id: [MaxLength(3)],
///     "tags" tags: [MaxItems(5), UniqueItems, Items(&[MinLength(1)])],
/// });
///
/// let user = NewUser { external_id: "abcd".into(), tags: vec![] };
/// let error = user.validate().unwrap_err();
/// assert_eq!(error.to_string(), r#"$.externalId: longer than 3 characters (maxLength), found "abcd""#);
/// ```
#[macro_export]
macro_rules! constraints {
    ($type:ident { $($key:literal $field:ident: $([$($constraint:expr),* $(,)?])? $($nested:ident)?),* $(,)? }) => {
        impl $type {
            /// Whether all values are as the document demands.
            ///
            /// # Errors
            /// All that are not, each with its place.
            pub fn validate(&self) -> $crate::__private::Result<(), $crate::ValidationError> {
                $crate::Validate::check(self)
            }
        }

        impl $crate::Validate for $type {
            fn collect(&self, violations: &mut $crate::Violations) {
                #[allow(unused_imports)]
                use $crate::Constraint::*;
                $(
                    $(violations.field($key, &self.$field, &[$($constraint),*]);)?
                    $(violations.$nested($key, &self.$field);)?
                )*
            }
        }
    };
}

#[cfg(test)]
mod tests;
