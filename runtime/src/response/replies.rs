//! Enums of answers, chosen by status.

use super::Answer;
use crate::error::DecodeFault;
use http::StatusCode;

/// An enum of answers.
pub trait Replies: Sized {
    /// The statuses of its variants: `404`, `4XX` or `default`.
    const STATUSES: &'static [&'static str];

    /// Reads the variant of this index.
    ///
    /// # Errors
    /// The body does not fit.
    fn read(index: usize, answer: &Answer) -> Result<Self, DecodeFault>;
}

/// An enum of error answers.
pub trait ErrorReplies: Replies {
    /// What stands for an answer that the document does not describe.
    fn undocumented() -> Self;
}

/// An operation without documented errors: all are told by their status alone.
impl Replies for () {
    const STATUSES: &'static [&'static str] = &[];

    fn read(_index: usize, _answer: &Answer) -> Result<Self, DecodeFault> {
        Ok(())
    }
}

impl ErrorReplies for () {
    fn undocumented() -> Self {}
}

/// The variant for a status: exact beats range beats default (OpenAPI 3.0.4 §4.8.16).
pub fn reply_index(statuses: &[&str], status: StatusCode) -> Option<usize> {
    let exact = status.as_str();
    let range = |pattern: &str| {
        let (digit, rest) = pattern.split_at_checked(1)?;
        (rest.eq_ignore_ascii_case("XX") && exact.starts_with(digit)).then_some(())
    };
    let position = |fits: &dyn Fn(&str) -> bool| statuses.iter().position(|pattern| fits(pattern));
    position(&|pattern| pattern == exact)
        .or_else(|| position(&|pattern| range(pattern).is_some()))
        .or_else(|| position(&|pattern| pattern == "default"))
}

/// A function that reads one variant.
type ReadReply<R> = fn(&Answer) -> Result<R, DecodeFault>;

/// Reads by the function at `index`.
pub fn read_reply<R>(
    readers: &[ReadReply<R>],
    index: usize,
    answer: &Answer,
) -> Result<R, DecodeFault> {
    readers
        .get(index)
        .map_or(Err(DecodeFault::Status(answer.head.status)), |read| {
            read(answer)
        })
}

/// The answers of an enum of errors, by status; `Undocumented` among its variants.
///
/// The body is `json T`, `text` (a `String`), `bytes` or `empty` (a variant without a payload). Exact beats range beats
/// default, whatever the order. A body that does not fit gives `Undocumented`, with the reason in
/// [`ApiError::decode_fault`](crate::ApiError::decode_fault).
///
/// ```
/// use clientsmith_runtime as rt;
///
/// #[derive(Debug)]
/// pub enum GetUserError { NotFound, Client(String), Undocumented }
/// rt::replies!(GetUserError { 404 => NotFound: empty, 4XX => Client: text });
/// ```
#[macro_export]
macro_rules! replies {
    ($name:ident { $($status:tt => $variant:ident: $codec:ident $($body:ty)?),* $(,)? }) => {
        $crate::success_replies!($name { $($status => $variant: $codec $($body)?),* });

        impl $crate::__private::ErrorReplies for $name {
            fn undocumented() -> Self {
                Self::Undocumented
            }
        }
    };
}

/// The answers of an enum of successes, by status. Otherwise as [`replies!`](crate::replies!).
#[macro_export]
macro_rules! success_replies {
    ($name:ident { $($status:tt => $variant:ident: $codec:ident $($body:ty)?),* $(,)? }) => {
        impl $crate::__private::Replies for $name {
            const STATUSES: &'static [&'static str] = &[$($crate::__private::stringify!($status)),*];

            fn read(
                index: usize,
                answer: &$crate::__private::Answer,
            ) -> $crate::__private::Result<Self, $crate::DecodeFault> {
                $crate::__private::read_reply(&[$($crate::__reply!($variant: $codec $($body)?)),*], index, answer)
            }
        }
    };
}

/// A function that reads one variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __reply {
    ($variant:ident: empty) => {
        |_| $crate::__private::Ok(Self::$variant)
    };
    ($variant:ident: $codec:ident $($body:ty)?) => {
        |answer| {
            <$crate::__private::codecs::$codec $(<$body>)? as $crate::__private::Codec>::decode(answer).map(Self::$variant)
        }
    };
}

#[cfg(test)]
mod tests {
    use super::reply_index;
    use http::StatusCode;

    #[test]
    fn exact_beats_range_beats_default() {
        let statuses = ["default", "4XX", "404"];
        let index = |status: u16| reply_index(&statuses, StatusCode::from_u16(status).unwrap());
        assert_eq!(
            [index(404), index(400), index(500)],
            [Some(2), Some(1), Some(0)]
        );
        assert_eq!(reply_index(&["5xx"], StatusCode::BAD_GATEWAY), Some(0));
        assert_eq!(reply_index(&["200"], StatusCode::CREATED), None);
    }
}
