//! Structs that only give a name to another type.

/// Makes `struct Tree(pub Vec<Tree>)` look like what is in it: the same JSON, `From` both ways, `Deref`.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// #[derive(Debug, PartialEq)]
/// pub struct Tree(pub Vec<Tree>);
/// rt::newtype!(Tree(Vec<Tree>));
///
/// assert_eq!(rt::from_slice::<Tree>(b"[[]]")?, Tree(vec![Tree(vec![])]));
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! newtype {
    ($outer:ident($inner:ty)) => {
        impl $crate::Field for $outer {
            fn check(
                &self,
                constraints: &[$crate::Constraint],
                violations: &mut $crate::Violations,
            ) {
                $crate::Field::check(&self.0, constraints, violations);
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $outer {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::__private::Result::map(<$inner as $crate::Field>::read(deserializer), Self)
            }
        }

        impl $crate::__private::Serialize for $outer {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                $crate::__private::Serialize::serialize(&self.0, serializer)
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
    };
}

#[cfg(test)]
mod tests {
    use crate as rt;

    #[derive(Debug, Clone, PartialEq)]
    struct Counts(pub rt::Map<Vec<u32>>);
    rt::newtype!(Counts(rt::Map<Vec<u32>>));

    #[test]
    fn the_json_is_that_of_what_is_inside() {
        let counts: Counts = rt::from_slice(br#"{"a":[1.0,2]}"#).unwrap();
        assert_eq!(counts.get("a").map(Vec::len), Some(2));
        assert_eq!(serde_json::to_string(&counts).unwrap(), r#"{"a":[1,2]}"#);
        assert_eq!(rt::Map::from(counts.clone()), counts.0);
    }
}
