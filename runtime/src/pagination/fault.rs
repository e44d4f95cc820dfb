//! Why no further page is asked for.

use std::fmt;

/// Why the next page is not asked for, although an answer speaks of one. It is the
/// [`page_fault`](crate::BuildError::page_fault) of an [`Error::Build`](crate::Error::Build): nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageFault {
    /// The next page is one that was asked for before: it would go on for ever.
    Repeated,
    /// The URL of the next page has another scheme, host or port than the page before: credentials do not go there.
    OtherOrigin {
        /// The scheme, host and port.
        origin: String,
    },
    /// The URL of the next page is none that can be called.
    Url,
    /// The answer says that there is more, and not where.
    Missing,
}

impl fmt::Display for PageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated => {
                f.write_str("the server gives a page as the next that was there before")
            }
            Self::OtherOrigin { origin } => write!(
                f,
                "the server gives a page on {origin} as the next, and credentials stay where they were meant to go; \
                 `allow_origin` lets them"
            ),
            Self::Url => f.write_str("what the server gives as the next page's URL is none"),
            Self::Missing => {
                f.write_str("the server says that there are more pages, and does not say where")
            }
        }
    }
}

impl std::error::Error for PageFault {}
