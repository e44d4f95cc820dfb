//! [`newtype!`](crate::newtype!): structs that only give a name to another type.

/// A struct that looks like what is in it: the same JSON, `From` both ways, `Deref`.
///
/// After it there may be [constraints](crate::Constraint) in brackets, and `validate` for a method of that name.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::newtype! {
///     /// A tree without values.
///     pub struct Tree(Vec<Tree>) [MaxItems(2)] validate;
/// }
///
/// let tree: Tree = rt::from_slice(b"[[]]")?;
/// assert_eq!(tree, Tree(vec![Tree(vec![])]));
/// assert!(tree.validate().is_ok());
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! newtype {
    (
        $(#[$attribute:meta])*
        $vis:vis struct $outer:ident($inner:ty) $([$($constraint:expr),* $(,)?])? $($validate:ident)? $(;)?
    ) => {
        $(#[$attribute])*
        #[allow(missing_docs)]
        #[derive(Debug, Clone, PartialEq)]
        $vis struct $outer(pub $inner);

        $(
            impl $outer {
                /// Whether all values are as the document demands.
                ///
                /// # Errors
                /// All that are not, each with its place.
                pub fn $validate(&self) -> $crate::__private::Result<(), $crate::ValidationError> {
                    $crate::check(self)
                }
            }
        )?

        impl $crate::Field for $outer {
            fn blank() -> Self {
                Self($crate::Field::blank())
            }

            fn receive(&mut self, json: $crate::Incoming<'_>) -> $crate::__private::Result<(), $crate::Fault> {
                $crate::Field::receive(&mut self.0, json)
            }

            fn view(&self) -> $crate::View<'_> {
                $crate::__constrained!(&self.0, $([$($constraint),*])?)
            }
        }

        impl $crate::__private::From<$inner> for $outer {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }

        impl $crate::__private::From<$outer> for $inner {
            fn from(outer: $outer) -> Self {
                outer.0
            }
        }

        impl $crate::__private::Deref for $outer {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        $crate::__serde!($outer);
    };
}

/// A field as it is seen, with its constraints if it has any.
#[doc(hidden)]
#[macro_export]
macro_rules! __constrained {
    ($field:expr,) => {
        $crate::Field::view($field)
    };
    ($field:expr, [$($constraint:expr),*]) => {{
        use $crate::Constraint::*;
        $crate::View::Constrained($field, &[$($constraint),*])
    }};
}

#[cfg(test)]
mod tests {
    use crate as rt;

    rt::newtype! { pub(crate) struct Counts(rt::Map<Vec<u32>>); }

    #[test]
    fn the_json_is_that_of_what_is_inside() {
        let counts: Counts = rt::from_slice(br#"{"a":[1.0,2]}"#).unwrap();
        assert_eq!(counts.get("a").map(Vec::len), Some(2));
        assert_eq!(serde_json::to_string(&counts).unwrap(), r#"{"a":[1,2]}"#);
        assert_eq!(rt::Map::from(counts.clone()), counts.0);
    }
}
