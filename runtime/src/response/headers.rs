//! Typed headers.

use super::Response;
use http::HeaderMap;
use std::fmt;
use std::str::FromStr;

/// A header that the document promises and the answer does not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    is_missing: bool,
}

impl HeaderError {
    pub(crate) const fn missing(name: &'static str) -> Self {
        Self {
            name,
            is_missing: true,
        }
    }

    pub(crate) const fn unfit(name: &'static str) -> Self {
        Self {
            name,
            is_missing: false,
        }
    }

    /// The header's name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it is not there at all.
    pub const fn is_missing(&self) -> bool {
        self.is_missing
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fault = if self.is_missing {
            "is not there"
        } else {
            "has a value that does not fit its type"
        };
        write!(f, "the header `{}` {fault}", self.name)
    }
}

impl std::error::Error for HeaderError {}

/// What has headers: an answer.
pub trait Headers {
    /// The headers.
    fn answer_headers(&self) -> &HeaderMap;
}

impl<T> Headers for Response<T> {
    fn answer_headers(&self) -> &HeaderMap {
        self.headers()
    }
}

/// How a header is read, by the words of [`response_headers!`](crate::response_headers!).
pub mod read {
    use super::{FromStr, HeaderError, HeaderMap};

    /// A header that may be there.
    ///
    /// # Errors
    /// It is there, and is no `H`.
    pub fn optional<H: FromStr>(
        headers: &HeaderMap,
        name: &'static str,
    ) -> Result<Option<H>, HeaderError> {
        let Some(value) = headers.get(name) else {
            return Ok(None);
        };
        let text = value.to_str().map_err(|_| HeaderError::unfit(name))?;
        text.trim()
            .parse()
            .map(Some)
            .map_err(|_| HeaderError::unfit(name))
    }

    /// A header that must be there.
    ///
    /// # Errors
    /// It is not there, or is no `H`.
    pub fn required<H: FromStr>(headers: &HeaderMap, name: &'static str) -> Result<H, HeaderError> {
        optional(headers, name)?.ok_or(HeaderError::missing(name))
    }
}

/// Typed access to the headers of an answer: a trait for responses.
///
/// An `optional` header gives an `Option`; one that is `required` is an error when it is not there.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::response_headers! {
///     /// Headers of lists.
///     pub trait ListHeaders for Vec<String> {
///         /// How many there are.
///         required total: u64 = "X-Total",
///         optional next: String = "X-Next",
///     }
/// }
///
/// fn total(page: &rt::Response<Vec<String>>) -> Result<u64, rt::HeaderError> {
///     page.total()
/// }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! response_headers {
    ($(#[$attribute:meta])* pub trait $name:ident for $body:ty {
        $($(#[$of_header:meta])* $word:ident $header:ident: $type:ty = $wire:literal),* $(,)?
    }) => {
        $(#[$attribute])*
        pub trait $name: $crate::__private::Headers {
            $(
                #[doc = $crate::__private::concat!("The header `", $wire, "`.")]
                ///
                $(#[$of_header])*
                ///
                /// # Errors
                /// It cannot be read as its type, or is not there although the document promises it.
                fn $header(&self) -> $crate::__private::Result<$crate::__field_type!($word $type), $crate::HeaderError> {
                    $crate::__private::read_header::$word(self.answer_headers(), $wire)
                }
            )*
        }

        impl $name for $crate::Response<$body> {}
    };
}
