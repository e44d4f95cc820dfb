//! What a document says of a type's XML.

use crate::json::Field;
use crate::types::{Base64, Date, DateTime, Map, Redacted, Set, Span, Time};
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A type with a form in XML.
pub trait Xml: Field {
    /// What a value of this type is where nothing else names it: the root of a body.
    fn node() -> &'static XmlNode;
}

/// How a value stands in XML: as which node, and what is in it. Made by [`xml!`](crate::xml!).
#[derive(Debug, Clone, Copy)]
pub struct XmlNode {
    /// What it is.
    pub kind: XmlKind,
    /// The local name of an element or attribute. Empty: any; the key of a map.
    pub name: &'static str,
    /// The URI of its namespace. Empty: that in which it stands, and when it is read, any.
    pub namespace: &'static str,
    /// What is written before the name.
    pub prefix: &'static str,
    /// Whether a value is there although no node stands for it: a list without elements, an empty text.
    pub required: bool,
    /// What is in it.
    pub content: XmlContent,
}

/// What a value is in XML (OpenAPI 3.2.0 §4.26.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(non_camel_case_types)] // named as in documents, and as the macro's words, which it pastes
pub enum XmlKind {
    /// An element.
    element,
    /// An attribute of the element around it.
    attribute,
    /// The text of the element around it.
    text,
    /// The same, written as CDATA.
    cdata,
    /// No node: what is in it stands in the element around it.
    none,
}

/// What is in a node.
#[derive(Debug, Clone, Copy)]
pub enum XmlContent {
    /// Text as it is.
    Text,
    /// Text without the blanks around it; none is null.
    Word,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Whatever there is.
    Any,
    /// An array, each of whose elements is such a node.
    List(&'static XmlNode),
    /// An array whose elements each are a node of their own, in order.
    Tuple(&'static [XmlNode]),
    /// An object whose keys are data: the names of its nodes.
    Map(&'static XmlNode),
    /// An object: by its JSON keys, and what all other keys are, if they are kept.
    Object(&'static [(&'static str, XmlNode)], Option<&'static XmlNode>),
    /// One of several objects.
    Union(&'static XmlUnion),
    /// What is in the node of a type.
    Of(XmlOf),
}

/// The node of a type: [`Xml::node`], not called before it is needed, because types contain each other.
pub type XmlOf = fn() -> &'static XmlNode;

/// One of several objects, told by the value of a key.
#[derive(Debug, Clone, Copy)]
pub struct XmlUnion {
    /// The key.
    pub tag: &'static str,
    /// The node of its value, where a variant does not have the key itself.
    pub node: XmlNode,
    /// The values of each variant, and its type.
    pub variants: &'static [(&'static [&'static str], XmlOf)],
    /// The type for absent and other values.
    pub default: Option<XmlOf>,
}

/// How often a type may say of itself that it is what another type is.
const LINKS: usize = 32;

impl XmlContent {
    /// The content where a type stands for it.
    pub(super) fn resolved(self) -> Self {
        let mut content = self;
        for _ in 0..LINKS {
            match content {
                Self::Of(node) => content = node().content,
                other => return other,
            }
        }
        Self::Any
    }
}

impl XmlUnion {
    /// What is in an object with this value of the key; nothing if it is none of the known objects.
    pub(super) fn of(&self, tag: Option<&str>) -> Option<XmlContent> {
        let known = tag.and_then(|tag| {
            let mut variants = self.variants.iter();
            variants.find(|(tags, _)| tags.contains(&tag))
        });
        let node = known.map(|(_, node)| *node).or(self.default)?;
        Some(node().content.resolved())
    }
}

impl XmlNode {
    /// An element of any name.
    const fn unnamed(content: XmlContent) -> Self {
        Self {
            kind: XmlKind::element,
            name: "",
            namespace: "",
            prefix: "",
            required: false,
            content,
        }
    }
}

macro_rules! scalars {
    ($($type:ty: $content:ident),* $(,)?) => { $(
        impl Xml for $type {
            fn node() -> &'static XmlNode {
                const { &XmlNode::unnamed(XmlContent::$content) }
            }
        }
    )* };
}

scalars! {
    String: Text, crate::SecretString: Text, bool: Boolean,
    i8: Number, i16: Number, i32: Number, i64: Number, u8: Number, u16: Number, u32: Number, u64: Number,
    f32: Number, f64: Number,
    uuid::Uuid: Word, DateTime: Word, Date: Word, Time: Word, Span: Word, Base64: Word,
    IpAddr: Word, Ipv4Addr: Word, Ipv6Addr: Word, serde_json::Value: Any,
}
#[cfg(feature = "decimal")]
scalars! { crate::Decimal: Word, crate::DecimalNumber: Word }

/// The root of a list has a name of its own in no document: any will do, and whatever is in it is an element of the list.
impl<T: Xml> Xml for Vec<T> {
    fn node() -> &'static XmlNode {
        const {
            &XmlNode::unnamed(XmlContent::List(
                const { &XmlNode::unnamed(XmlContent::Of(T::node)) },
            ))
        }
    }
}

/// As a list.
impl<T: Xml + Eq + Hash> Xml for Set<T> {
    fn node() -> &'static XmlNode {
        <Vec<T>>::node()
    }
}

/// As a list, but for the names of what is in it, which are the keys.
impl<T: Xml> Xml for Map<T> {
    fn node() -> &'static XmlNode {
        const {
            &XmlNode::unnamed(XmlContent::Map(
                const { &XmlNode::unnamed(XmlContent::Of(T::node)) },
            ))
        }
    }
}

macro_rules! transparent {
    ($($holder:ident),*) => { $(
        impl<T: Xml> Xml for $holder<T> {
            fn node() -> &'static XmlNode {
                T::node()
            }
        }
    )* };
}

transparent!(Option, Box, Redacted);
