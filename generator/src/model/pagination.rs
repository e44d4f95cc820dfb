//! How the pages of an operation follow each other.

use serde::Serialize;

use super::{Ident, Presence, Type, TypeId};

/// How the pages of an operation follow each other, and where their items are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pagination {
    /// What leads from a page to the next.
    pub step: PageStep,
    /// The path of the array of items in the answer's body; empty when the body is that array.
    pub items: Vec<String>,
    /// The same in the answer's type.
    pub reach: Reach,
    /// The type of an item.
    pub item: Type,
    /// The path of the boolean that says whether there is more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_more: Option<Vec<String>>,
    /// The path to how many items or pages there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Vec<String>>,
}

/// What leads from a page to the next. Paths are those of the answer's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum PageStep {
    /// A value of the answer that becomes an argument of the next call.
    Cursor {
        /// The argument.
        argument: PageArgument,
        /// The path of the value.
        next: Vec<String>,
    },
    /// A URL in the answer's body.
    NextUrl {
        /// The path of the URL.
        next: Vec<String>,
    },
    /// The header `Link` (RFC 8288).
    Link,
    /// An argument that counts items.
    Offset {
        /// The argument.
        argument: PageArgument,
    },
    /// An argument that counts pages.
    Page {
        /// The argument.
        argument: PageArgument,
        /// The number of the first page.
        first: i64,
    },
}

/// The argument that says which page is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum PageArgument {
    /// A parameter of the query, by its name on the wire.
    Query(String),
    /// A header.
    Header(String),
    /// A property of the JSON body, by its path.
    Body(Vec<String>),
}

/// The way from a value to the items in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Reach {
    /// The value is the list of items.
    List,
    /// The value is the set of items.
    Set,
    /// The value is one item: a page of its own.
    Alone,
    /// Through the field of a struct; without a value it holds no items.
    Field(Ident, Presence, Box<Reach>),
    /// Out of a box.
    Boxed(Box<Reach>),
    /// Out of a wrapper that redacts debug output.
    Redacted(Box<Reach>),
    /// Through the alternatives of a union; those that are not here hold no items and never should.
    Alternatives(TypeId, Vec<(Ident, Reach)>),
    /// Through the variants of the enum of successes. An answer without a body is a page without items; those that are not
    /// here (text, bytes) hold none and never should.
    Replies(Vec<(Ident, PageReply)>),
}

/// What a success answer is as a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum PageReply {
    /// It has no body.
    Empty,
    /// JSON, and the way to its items.
    Json(Reach),
}
