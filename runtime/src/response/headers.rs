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

    /// A list that may be there: elements between commas, on any number of lines (RFC 9110 §5.6.1).
    ///
    /// # Errors
    /// One of its elements is no `H`.
    pub fn optional_list<H: FromStr>(
        headers: &HeaderMap,
        name: &'static str,
    ) -> Result<Option<Vec<H>>, HeaderError> {
        if !headers.contains_key(name) {
            return Ok(None);
        }
        let mut list = Vec::new();
        for value in headers.get_all(name) {
            let text = value.to_str().map_err(|_| HeaderError::unfit(name))?;
            // Empty elements count for nothing.
            for element in elements(text).filter(|element| !element.is_empty()) {
                list.push(element.parse().map_err(|_| HeaderError::unfit(name))?);
            }
        }
        Ok(Some(list))
    }

    /// A list that must be there.
    ///
    /// # Errors
    /// It is not there, or one of its elements is no `H`.
    pub fn required_list<H: FromStr>(
        headers: &HeaderMap,
        name: &'static str,
    ) -> Result<Vec<H>, HeaderError> {
        optional_list(headers, name)?.ok_or(HeaderError::missing(name))
    }

    /// What stands between the commas that are in no quoted string (RFC 9110 §5.6.4). Quotes stay: what an element means is
    /// not known here.
    fn elements(text: &str) -> impl Iterator<Item = &str> {
        let (mut is_quoted, mut is_escaped) = (false, false);
        text.split(move |c: char| {
            let was_escaped = std::mem::take(&mut is_escaped);
            match c {
                '"' if !was_escaped => is_quoted = !is_quoted,
                '\\' if is_quoted && !was_escaped => is_escaped = true,
                _ => {}
            }
            c == ',' && !is_quoted
        })
        .map(str::trim)
    }
}

/// Typed access to the headers of an answer: a trait for responses.
///
/// An `optional` header gives an `Option`; one that is `required` is an error when it is not there. A list (`optional_list`,
/// `required_list`) gives a `Vec` of the type.
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

#[cfg(test)]
mod tests {
    use super::read::{optional, optional_list, required_list};
    use crate::types::DateTime;
    use http::{HeaderMap, HeaderName, HeaderValue};

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let lines = lines.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        lines.collect()
    }

    #[test]
    fn a_list_may_stand_on_several_lines() {
        let headers = headers(&[("x-sizes", "1, 2,,"), ("x-sizes", " 3 "), ("x-bad", "1, b")]);
        assert_eq!(required_list::<u8>(&headers, "x-sizes"), Ok(vec![1, 2, 3]));
        assert_eq!(optional_list::<u8>(&headers, "x-none"), Ok(None));
        assert!(optional_list::<u8>(&headers, "x-bad").is_err_and(|error| !error.is_missing()));
        assert!(required_list::<u8>(&headers, "x-none").is_err_and(|error| error.is_missing()));
    }

    #[test]
    fn a_comma_in_quotes_is_none_of_the_list() {
        let headers = headers(&[("etags", r#""a,b", W/"c\",d", e"#)]);
        let list = required_list::<String>(&headers, "etags").unwrap();
        assert_eq!(list, [r#""a,b""#, r#"W/"c\",d""#, "e"]);
    }

    #[test]
    fn both_forms_of_dates_are_read() {
        let headers = headers(&[
            ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("x-date", "1994-11-06T08:49:37Z"),
        ]);
        let dates = ["date", "x-date"].map(|name| optional::<DateTime>(&headers, name).unwrap());
        assert!(dates[0].is_some());
        assert_eq!(dates[0], dates[1]);
    }
}
