//! XML as a second form of what has a JSON form: the same fields, seen and received in the same way, by names of their own.
//!
//! A type says nothing of XML itself. What the document says of it (OpenAPI 3.2.0 §4.26, XML Object) is a table beside it,
//! made by [`xml!`](crate::xml!): which property is an element, an attribute or text, what it is called, and what its
//! text stands for, since XML has nothing but text.

mod charset;
mod declare;
mod error;
mod lexical;
mod name;
mod node;
mod read;
mod tree;
mod write;

pub use error::XmlError;
pub use node::{Xml, XmlContent, XmlKind, XmlNode, XmlOf, XmlUnion};
pub use read::from_xml;
pub use write::to_xml;

pub(crate) use read::read;
pub(crate) use write::document;
#[cfg(any(test, feature = "test-util"))]
pub(crate) use write::to_any_xml;

/// How deep elements may be nested; as deep as JSON may be.
const DEPTH: usize = 128;

/// The namespace of `xsi:nil` (XML Schema Part 1 §2.6.2), which marks an element that stands for null.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The text of an element of no known type that has attributes or elements too, as a key.
const TEXT_KEY: &str = "$text";
