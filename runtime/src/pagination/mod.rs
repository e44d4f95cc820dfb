//! Answers that come in pages: one stream of all pages, or of all that is in them.
//!
//! An operation says by a table ([`Pagination`]) where an answer tells of the next page. [`paginated!`](crate::paginated!)
//! gives its calls `pages()` and `items()`; [`walk`] decides what is asked next, without knowing any type.

#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod cursor;
mod declare;
mod fault;
mod items;
mod link;
mod pages;
mod path;
mod table;
mod walk;

pub use body::PageBody;
pub use cursor::Cursor;
pub use fault::PageFault;
pub use items::Items;
pub use pages::Pages;
pub use table::{PageArgument, Pagination};

pub(crate) use path::JsonPath;
