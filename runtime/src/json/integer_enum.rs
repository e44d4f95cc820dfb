//! [`integer_enum!`](crate::integer_enum!): integers of which some are known.

/// An enum of integers that keeps those it does not know, in `Unknown(i64)`.
///
/// Gives `as_i64`, `Display`, `From<i64>` and serde's traits.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::integer_enum! {
///     /// How high.
///     pub enum Level { Low = 1, High = 10 }
/// }
///
/// assert_eq!(rt::from_slice::<Vec<Level>>(b"[1, 10.0, 7]")?, [Level::Low, Level::High, Level::Unknown(7)]);
/// # Ok::<(), rt::JsonError>(())
/// ```
#[macro_export]
macro_rules! integer_enum {
    (
        $(#[$attribute:meta])*
        $vis:vis enum $name:ident { $($(#[$variant_attribute:meta])* $variant:ident = $integer:literal),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[allow(missing_docs)]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $(
                #[doc = $crate::__private::concat!("`", $integer, "`")]
                $(#[$variant_attribute])*
                $variant,
            )*
            /// A value that was not known when this was generated.
            Unknown(i64),
        }

        impl $name {
            /// The value as it is written.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $integer,)*
                    Self::Unknown(integer) => *integer,
                }
            }
        }

        impl $crate::__private::From<i64> for $name {
            fn from(integer: i64) -> Self {
                match integer {
                    $($integer => Self::$variant,)*
                    _ => Self::Unknown(integer),
                }
            }
        }

        impl $crate::__private::Display for $name {
            fn fmt(&self, f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::FmtResult {
                $crate::__private::Display::fmt(&self.as_i64(), f)
            }
        }

        impl $crate::Field for $name {
            fn blank() -> Self {
                Self::Unknown(0)
            }

            fn receive(&mut self, json: $crate::Incoming<'_>) -> $crate::__private::Result<(), $crate::Fault> {
                *self = Self::from($crate::__private::receive::<i64>(json)?);
                $crate::__private::Ok(())
            }

            fn view(&self) -> $crate::View<'_> {
                $crate::View::I64(self.as_i64())
            }

            fn is_unknown(&self) -> bool {
                $crate::__private::matches!(self, Self::Unknown(_))
            }
        }

        $crate::__serde!($name);
    };
}

#[cfg(test)]
mod tests {
    use crate as rt;

    rt::integer_enum! {
        pub(crate) enum Level { Minus = -1, Two = 2 }
    }

    #[test]
    fn an_integer_enum_keeps_what_it_does_not_know() {
        let levels: Vec<Level> = rt::from_slice(b"[-1, 2.0, 3]").unwrap();
        assert_eq!(levels, [Level::Minus, Level::Two, Level::Unknown(3)]);
        assert_eq!(serde_json::to_string(&levels).unwrap(), "[-1,2,3]");
        assert_eq!(Level::Minus.to_string(), "-1");
    }
}
