//! What is seen of a page.

use crate::json::{Field, View};

/// The body of a page: any type that has a JSON form, and what [`reply_pages!`](crate::reply_pages!) declares.
pub trait PageBody {
    /// The body as JSON; null where the answer has none, or none of JSON.
    fn page(&self) -> View<'_>;
}

impl<T: Field> PageBody for T {
    fn page(&self) -> View<'_> {
        self.view()
    }
}

/// Makes pages of an enum of successes ([`success_replies!`](crate::success_replies!)): the variants that hold JSON.
#[macro_export]
macro_rules! reply_pages {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        impl $crate::PageBody for $name {
            fn page(&self) -> $crate::View<'_> {
                match self {
                    $(Self::$variant(body) => $crate::Field::view(body),)*
                    #[allow(unreachable_patterns)] // all variants may hold JSON
                    _ => $crate::View::Null,
                }
            }
        }
    };
}
