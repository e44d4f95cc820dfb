//! Nodes of XML.

use super::XmlKind;
use crate::model::{Type, TypeId};

/// How a value stands in XML.
#[derive(Debug, Clone, PartialEq)]
pub struct XmlNode {
    /// As which node.
    pub kind: XmlKind,
    /// The local name of an element or an attribute; empty: any, or the key of a map.
    pub name: String,
    /// The namespace's URI; empty: that in which it stands.
    pub namespace: String,
    /// What stands before the name.
    pub prefix: String,
    /// Whether a value is there although no node stands for it: a list without elements, an empty text.
    pub required: bool,
    /// What is in it.
    pub content: XmlContent,
}

/// What is in a node.
#[derive(Debug, Clone, PartialEq)]
pub enum XmlContent {
    /// Text as it is.
    Text,
    /// Text without blanks around it.
    Word,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// Whatever there is.
    Any,
    /// What is in the node of a declared type.
    Of(TypeId),
    /// An array of such nodes.
    List(Box<XmlNode>),
    /// An array whose elements are nodes of their own each.
    Tuple(Vec<XmlNode>),
    /// An object whose keys are the names of such nodes.
    Map(Box<XmlNode>),
    /// An object: its properties by their names in JSON, and what others are.
    Object(Vec<(String, XmlNode)>, Option<Box<XmlNode>>),
    /// One of several objects.
    Union(Box<XmlUnion>),
}

/// One of several objects, told by the value of a property.
#[derive(Debug, Clone, PartialEq)]
pub struct XmlUnion {
    /// The property's name in JSON.
    pub tag: String,
    /// Its node, where an object does not have the property.
    pub node: XmlNode,
    /// The values that stand for each object.
    pub variants: Vec<(Vec<String>, Type)>,
    /// The object for absent and other values.
    pub default: Option<Type>,
}

impl XmlContent {
    /// Whether it is text, whatever that stands for.
    pub(super) const fn is_scalar(&self) -> bool {
        matches!(self, Self::Text | Self::Word | Self::Number | Self::Boolean)
    }

    /// The declared types that it names.
    pub(super) fn mentioned(&self) -> Vec<TypeId> {
        match self {
            Self::Of(id) => vec![*id],
            Self::List(node) | Self::Map(node) => node.content.mentioned(),
            Self::Tuple(nodes) => nodes
                .iter()
                .flat_map(|node| node.content.mentioned())
                .collect(),
            Self::Object(properties, rest) => {
                let nodes = properties.iter().map(|(_, node)| node);
                let nodes = nodes.chain(rest.as_deref());
                nodes.flat_map(|node| node.content.mentioned()).collect()
            }
            Self::Union(union) => {
                let variants = union.variants.iter().map(|(_, ty)| ty);
                variants
                    .chain(&union.default)
                    .filter_map(Type::mentioned)
                    .collect()
            }
            Self::Text | Self::Word | Self::Number | Self::Boolean | Self::Any => Vec::new(),
        }
    }
}
