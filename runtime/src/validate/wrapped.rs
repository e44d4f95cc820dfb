//! Constraints of what unions and newtypes hold.

/// Checks what the variants of a union hold: `validate()` and [`Validate`](crate::Validate). Variants that are not
/// listed have no constraints.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// pub struct Name { name: String }
/// rt::constraints!(Name { "name" name: [MinLength(1)] });
/// pub enum Choice { Name(Name), Number(i64) }
/// rt::union_constraints!(Choice { Name });
///
/// assert!(Choice::Name(Name { name: String::new() }).validate().is_err());
/// assert!(Choice::Number(0).validate().is_ok());
/// ```
#[macro_export]
macro_rules! union_constraints {
    ($type:ident { $($variant:ident),* $(,)? }) => {
        $crate::__wrapped_constraints!($type, self, violations, match self {
            $(Self::$variant(value) => $crate::Validate::collect(value, violations),)*
            #[allow(unreachable_patterns)]
            _ => {}
        });
    };
}

/// Checks what a newtype holds: `validate()` and [`Validate`](crate::Validate).
///
/// ```
/// use clientsmith_runtime as rt;
///
/// pub struct Name { name: String }
/// rt::constraints!(Name { "name" name: [MinLength(1)] });
/// pub struct Names(Vec<Name>);
/// rt::newtype_constraints!(Names);
///
/// assert!(Names(vec![Name { name: String::new() }]).validate().is_err());
/// ```
#[macro_export]
macro_rules! newtype_constraints {
    ($type:ident) => {
        $crate::__wrapped_constraints!(
            $type,
            self,
            violations,
            $crate::Validate::collect(&self.0, violations)
        );
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __wrapped_constraints {
    ($type:ident, $self:ident, $violations:ident, $collect:expr) => {
        impl $type {
            /// Whether all values are as the document demands.
            ///
            /// # Errors
            /// All that are not, each with its place.
            pub fn validate(&$self) -> $crate::__private::Result<(), $crate::ValidationError> {
                $crate::Validate::check($self)
            }
        }

        impl $crate::Validate for $type {
            fn collect(&$self, $violations: &mut $crate::Violations) {
                $collect
            }
        }
    };
}
