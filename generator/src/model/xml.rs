//! The XML of types: what the document says of it (XML Object), and the nodes that come of that.
//!
//! Nothing of it is part of a type. It is asked for where a body is XML, and found from the types as they have become.

mod describe;
mod node;

pub use describe::describe;
pub use node::{XmlContent, XmlNode, XmlUnion};

/// What a schema says of its XML (OpenAPI 3.2.0, XML Object).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Xml {
    /// `name`
    pub name: Option<String>,
    /// `namespace`
    pub namespace: Option<String>,
    /// `prefix`
    pub prefix: Option<String>,
    /// `nodeType`, or what `attribute` and `wrapped` say of it.
    pub kind: Option<XmlKind>,
    /// Of an array: what the schema of its elements says.
    pub items: Option<Box<Xml>>,
}

/// What a value is in XML (OpenAPI 3.2.0, XML Node Types).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XmlKind {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// Text in the element around it.
    Text,
    /// The same as CDATA.
    Cdata,
    /// No node of its own.
    None,
}

/// Why a type has no form in XML, or none that is simple enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlObstacle {
    /// The schema at which it stands.
    pub origin: crate::diagnostics::Pointer,
    /// What stands in the way.
    pub reason: String,
}
