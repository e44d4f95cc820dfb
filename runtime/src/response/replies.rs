//! Enums of answers, chosen by status.

use super::{Answer, Head, media_type};
use crate::error::DecodeFault;
use http::{HeaderMap, StatusCode};

/// None of the statuses that a document can give.
pub const UNDOCUMENTED: &str = "";

/// An enum of answers.
pub trait Replies: Sized {
    /// The statuses of its variants: `404`, `4XX` or `default`; where several answers of a status differ in their media
    /// type, both: `404 text/plain`.
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

/// Which of the statuses stands for this answer: exact beats range beats default (OpenAPI 3.0.4 §4.8.16). Of several with
/// media types, the one that fits the answer's best, and the first for an answer that fits none or does not say.
pub fn reply_status(statuses: &[&'static str], head: &Head) -> Option<&'static str> {
    let exact = head.status.as_str();
    let range = |pattern: &str| {
        let (digit, rest) = pattern.split_at_checked(1)?;
        (rest.eq_ignore_ascii_case("XX") && exact.starts_with(digit)).then_some(())
    };
    let find = |fits: &dyn Fn(&str) -> bool| {
        let of_status = statuses.iter().copied();
        by_media_type(of_status.filter(|key| fits(parts(key).0)), head)
    };
    find(&|pattern| pattern == exact)
        .or_else(|| find(&|pattern| range(pattern).is_some()))
        .or_else(|| find(&|pattern| pattern == "default"))
}

/// Whether any of the statuses stands for this one.
pub fn is_documented(statuses: &[&'static str], status: StatusCode) -> bool {
    let head = Head {
        status,
        headers: HeaderMap::new(),
    };
    reply_status(statuses, &head).is_some()
}

/// A key's status, and its media type if it has one.
fn parts(key: &str) -> (&str, Option<&str>) {
    match key.split_once(' ') {
        Some((status, media_type)) => (status, Some(media_type)),
        None => (key, None),
    }
}

fn by_media_type(
    mut keys: impl Iterator<Item = &'static str>,
    head: &Head,
) -> Option<&'static str> {
    let fitness = |key: &str| media_type::fitness(parts(key).1?, head.media_type()?);
    let first = keys.next()?;
    let mut best = (first, fitness(first));
    for key in keys {
        let fitness = fitness(key);
        if fitness > best.1 {
            best = (key, fitness);
        }
    }
    Some(best.0)
}

/// An enum of error answers, by status; `Undocumented` is added to its variants.
///
/// Each row is a variant, its status (`"404"`, `"4XX"` or `"default"`), and what is in its body: `json T`, `text String`,
/// `bytes Bytes`, or `empty`. Exact beats range beats default, whatever the order. Where a status has several kinds of body,
/// each has a row with its media type: `"404 text/plain"`. A body that does not fit gives `Undocumented`, with the reason in
/// [`ApiError::decode_fault`](crate::ApiError::decode_fault).
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::replies! {
///     /// What goes wrong.
///     pub enum GetUserError {
///         /// No such user.
///         NotFound = "404": empty,
///         Client = "4XX": text String,
///     }
/// }
/// ```
// No macro within: an API has one of these for each of its operations.
#[macro_export]
macro_rules! replies {
    ($(#[$attribute:meta])* pub enum $name:ident {
        $($(#[$of_variant:meta])* $variant:ident = $status:literal: $codec:ident $($body:ty)?),* $(,)?
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of_variant])* #[doc = ""] #[doc = $status] $variant $(($body))?,)*
            /// An answer that the document does not describe, or whose body does not fit.
            Undocumented,
        }

        impl $crate::__private::Replies for $name {
            const STATUSES: &'static [&'static str] = &[$($status),*];

            fn read(
                status: &str,
                answer: &$crate::__private::Answer,
            ) -> $crate::__private::Result<Self, $crate::DecodeFault> {
                match status {
                    $($status => $crate::__private::readers::$codec(answer, Self::$variant),)*
                    _ => $crate::__private::readers::undocumented(answer, Self::Undocumented),
                }
            }
        }
    };
}

/// An enum of successful answers, by status. Otherwise as [`replies!`](crate::replies!).
#[macro_export]
macro_rules! success_replies {
    ($(#[$attribute:meta])* pub enum $name:ident {
        $($(#[$of_variant:meta])* $variant:ident = $status:literal: $codec:ident $($body:ty)?),* $(,)?
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of_variant])* #[doc = ""] #[doc = $status] $variant $(($body))?,)*
        }

        impl $crate::__private::Replies for $name {
            const STATUSES: &'static [&'static str] = &[$($status),*];

            fn read(
                status: &str,
                answer: &$crate::__private::Answer,
            ) -> $crate::__private::Result<Self, $crate::DecodeFault> {
                match status {
                    $($status => $crate::__private::readers::$codec(answer, Self::$variant),)*
                    _ => $crate::__private::readers::unexpected(answer),
                }
            }
        }

        impl $crate::__private::SuccessReplies for $name {
            const CODECS: &'static [&'static str] = &[$($crate::__private::stringify!($codec)),*];
        }
    };
}

#[cfg(test)]
mod tests {
    use super::reply_status;
    use crate::response::Head;
    use http::{HeaderMap, StatusCode};

    fn head(status: u16, content_type: &str) -> Head {
        let mut headers = HeaderMap::new();
        if !content_type.is_empty() {
            headers.insert("content-type", content_type.parse().unwrap());
        }
        Head {
            status: StatusCode::from_u16(status).unwrap(),
            headers,
        }
    }

    #[test]
    fn exact_beats_range_beats_default() {
        let statuses = ["default", "4XX", "404"];
        let chosen = |status| reply_status(&statuses, &head(status, "text/plain"));
        assert_eq!(
            [chosen(404), chosen(400), chosen(500)],
            [Some("404"), Some("4XX"), Some("default")]
        );
        assert_eq!(reply_status(&["5xx"], &head(502, "")), Some("5xx"));
        assert_eq!(reply_status(&["200"], &head(201, "")), None);
    }

    #[test]
    fn of_one_status_the_media_type_chooses() {
        let statuses = [
            "200 application/json",
            "200 text/csv",
            "200 image/*",
            "default text/csv",
        ];
        let chosen = |media_type| {
            let key = reply_status(&statuses, &head(200, media_type));
            statuses.iter().position(|status| Some(*status) == key)
        };
        let found = [
            "application/json; charset=utf-8",
            "text/csv",
            "image/png",
            "application/vnd.a+json",
            "text/html",
            "",
        ];
        assert_eq!(found.map(chosen), [0, 1, 2, 0, 0, 0].map(Some));
        assert_eq!(
            reply_status(&statuses, &head(500, "text/html")),
            Some(statuses[3])
        );
    }
}
