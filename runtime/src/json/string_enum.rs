//! [`string_enum!`](crate::string_enum!): texts of which some are known.

use std::fmt;

/// Shows a value of an enum of texts to a programmer: `Status("active")`.
pub fn debug_text(name: &str, text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_tuple(name).field(&text).finish()
}

/// An enum of texts that keeps those it does not know, in `Unknown(String)`.
///
/// Gives `as_str`, `Display`, `FromStr`, `From` for `&str`, `String` and other texts, and serde's traits. Two are equal whose
/// texts are.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::string_enum! {
///     /// How long.
///     pub enum Unit { Night = "n", Day = "day" }
/// }
///
/// assert_eq!(Unit::from("n"), Unit::Night);
/// assert_eq!(Unit::from("week").as_str(), "week");
/// ```
#[macro_export]
macro_rules! string_enum {
    (
        $(#[$attribute:meta])*
        $vis:vis enum $name:ident { $($(#[$variant_attribute:meta])* $variant:ident = $text:literal),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[allow(missing_docs)]
        #[non_exhaustive]
        $vis enum $name {
            $(
                #[doc = $crate::__private::concat!("`", $text, "`")]
                $(#[$variant_attribute])*
                $variant,
            )*
            /// A value that was not known when this was generated.
            Unknown($crate::__private::String),
        }

        impl $name {
            /// The value as it is written.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl<T: $crate::__private::AsRef<str>> $crate::__private::From<T> for $name {
            fn from(text: T) -> Self {
                match text.as_ref() {
                    $($text => Self::$variant,)*
                    other => Self::Unknown($crate::__private::From::from(other)),
                }
            }
        }

        $crate::__text!($name);
    };
}

/// What every enum of texts has beside its two tables.
#[doc(hidden)]
#[macro_export]
macro_rules! __text {
    ($name:ident) => {
        // By the text, and not by derives: these go through the variants, and an API has thousands.
        impl $crate::__private::Clone for $name {
            fn clone(&self) -> Self {
                Self::from(self.as_str())
            }
        }

        impl $crate::__private::Debug for $name {
            fn fmt(
                &self,
                f: &mut $crate::__private::Formatter<'_>,
            ) -> $crate::__private::FmtResult {
                $crate::__private::debug_text(
                    $crate::__private::stringify!($name),
                    self.as_str(),
                    f,
                )
            }
        }

        impl $crate::__private::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl $crate::__private::Eq for $name {}

        impl $crate::__private::Hash for $name {
            fn hash<H: $crate::__private::Hasher>(&self, state: &mut H) {
                $crate::__private::Hash::hash(self.as_str(), state)
            }
        }

        impl $crate::__private::FromStr for $name {
            type Err = $crate::__private::Infallible;

            // Not `Self::Err`: the enum may have a variant of that name.
            fn from_str(
                text: &str,
            ) -> $crate::__private::Result<Self, $crate::__private::Infallible> {
                $crate::__private::Ok(Self::from(text))
            }
        }

        impl $crate::__private::Display for $name {
            fn fmt(
                &self,
                f: &mut $crate::__private::Formatter<'_>,
            ) -> $crate::__private::FmtResult {
                f.pad(self.as_str())
            }
        }

        impl $crate::Field for $name {
            const TEXT: $crate::__private::Option<$crate::TextForm<Self>> =
                $crate::__private::Some($crate::TextForm::of(Self::as_str));

            fn blank() -> Self {
                Self::Unknown($crate::__private::String::new())
            }
        }

        $crate::__serde!($name);
    };
}

#[cfg(test)]
#[allow(deprecated)] // as in a generated file that has anything deprecated
mod tests {
    use crate as rt;

    rt::string_enum! {
        pub(crate) enum Unit {
            N = "n",
            /// A whole day.
            #[deprecated]
            Day = "day",
            Err = "err",
        }
    }

    #[test]
    fn a_string_enum_keeps_what_it_does_not_know() {
        let units: Vec<Unit> = rt::from_slice(br#"["n","day","we\u0065k"]"#).unwrap();
        assert_eq!(
            units,
            [Unit::N, Unit::Day, Unit::Unknown("week".to_owned())]
        );
        assert_eq!(
            serde_json::to_string(&units).unwrap(),
            r#"["n","day","week"]"#
        );
        assert_eq!(format!("[{:>4}]", Unit::N), "[   n]");
        assert_eq!("day".parse::<Unit>(), Ok(Unit::Day));
        assert!(rt::from_slice::<Unit>(b"7").is_err());
    }
}
