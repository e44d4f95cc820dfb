//! Enums of answers, chosen by status.

use super::Answer;
use crate::error::DecodeFault;
use http::StatusCode;

/// None of the statuses that a document can give.
pub const UNDOCUMENTED: &str = "";

/// An enum of answers.
pub trait Replies: Sized {
    /// The statuses of its variants: `404`, `4XX` or `default`.
    const STATUSES: &'static [&'static str];

    /// Reads the variant of this one of the statuses; of any other text, such as `UNDOCUMENTED`, what stands for an answer
    /// that the document does not describe.
    ///
    /// # Errors
    /// The body does not fit, or nothing stands for such an answer.
    fn read(status: &str, answer: &Answer) -> Result<Self, DecodeFault>;
}

/// An enum of successes.
pub trait SuccessReplies: Replies {
    /// The codecs of its variants.
    const CODECS: &'static [&'static str];
}

/// Which of the statuses stands for this one: exact beats range beats default (OpenAPI 3.0.4 §4.8.16).
pub fn reply_status(statuses: &[&'static str], status: StatusCode) -> Option<&'static str> {
    let exact = status.as_str();
    let range = |pattern: &str| {
        let (digit, rest) = pattern.split_at_checked(1)?;
        (rest.eq_ignore_ascii_case("XX") && exact.starts_with(digit)).then_some(())
    };
    let find = |fits: &dyn Fn(&str) -> bool| statuses.iter().copied().find(|pattern| fits(pattern));
    find(&|pattern| pattern == exact)
        .or_else(|| find(&|pattern| range(pattern).is_some()))
        .or_else(|| find(&|pattern| pattern == "default"))
}

/// An enum of error answers, by status; `Undocumented` is added to its variants.
///
/// Each row is a variant, its status (`404`, `4XX` or `default`), and what is in its body: `json T`, `text String`,
/// `bytes Bytes`, or nothing. Exact beats range beats default, whatever the order. A body that does not fit gives
/// `Undocumented`, with the reason in [`ApiError::decode_fault`](crate::ApiError::decode_fault).
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::replies! {
///     /// What goes wrong.
///     pub enum GetUserError {
///         /// No such user.
///         NotFound = 404,
///         Client = 4XX: text String,
///     }
/// }
/// ```
#[macro_export]
macro_rules! replies {
    ($(#[$attribute:meta])* pub enum $name:ident {
        $($(#[$of_variant:meta])* $variant:ident = $status:tt $(: $codec:ident $body:ty)?),* $(,)?
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of_variant])* #[doc = ""] #[doc = stringify!($status)] $variant $(($body))?,)*
            /// An answer that the document does not describe, or whose body does not fit.
            Undocumented,
        }

        impl $crate::__private::Replies for $name {
            $crate::__read_replies!([$($status $variant $($codec)?,)*] undocumented(Self::Undocumented));
        }
    };
}

/// An enum of successful answers, by status. Otherwise as [`replies!`](crate::replies!).
#[macro_export]
macro_rules! success_replies {
    ($(#[$attribute:meta])* pub enum $name:ident {
        $($(#[$of_variant:meta])* $variant:ident = $status:tt $(: $codec:ident $body:ty)?),* $(,)?
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of_variant])* #[doc = ""] #[doc = stringify!($status)] $variant $(($body))?,)*
        }

        impl $crate::__private::Replies for $name {
            $crate::__read_replies!([$($status $variant $($codec)?,)*] unexpected());
        }

        impl $crate::__private::SuccessReplies for $name {
            const CODECS: &'static [&'static str] = &[$($($crate::__private::stringify!($codec),)?)*];
        }
    };
}

/// The items of [`Replies`].
#[doc(hidden)]
#[macro_export]
macro_rules! __read_replies {
    ([$($status:tt $variant:ident $($codec:ident)?,)*] $otherwise:ident($($undocumented:expr)?)) => {
        const STATUSES: &'static [&'static str] = &[$($crate::__private::stringify!($status)),*];

        fn read(
            status: &str,
            answer: &$crate::__private::Answer,
        ) -> $crate::__private::Result<Self, $crate::DecodeFault> {
            match status {
                $($crate::__private::stringify!($status) => $crate::__read_reply!(answer, Self::$variant, $($codec)?),)*
                _ => $crate::__private::readers::$otherwise(answer $(, $undocumented)?),
            }
        }
    };
}

/// Reads one variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __read_reply {
    ($answer:ident, $variant:expr,) => {
        $crate::__private::Ok($variant)
    };
    ($answer:ident, $variant:expr, $codec:ident) => {
        $crate::__private::readers::$codec($answer, $variant)
    };
}

#[cfg(test)]
mod tests {
    use super::reply_status;
    use http::StatusCode;

    #[test]
    fn exact_beats_range_beats_default() {
        let statuses = ["default", "4XX", "404"];
        let chosen = |status: u16| reply_status(&statuses, StatusCode::from_u16(status).unwrap());
        assert_eq!(
            [chosen(404), chosen(400), chosen(500)],
            [Some("404"), Some("4XX"), Some("default")]
        );
        assert_eq!(reply_status(&["5xx"], StatusCode::BAD_GATEWAY), Some("5xx"));
        assert_eq!(reply_status(&["200"], StatusCode::CREATED), None);
    }
}
