//! XML to values: a document's elements are handed to a type as what would have come in JSON.

mod anything;
mod lists;
mod members;

use super::error::Place;
use super::node::{Xml, XmlContent, XmlKind, XmlNode, XmlUnion};
use super::tree::{Element, parse};
use super::{DEPTH, XmlError, charset, lexical};
use crate::json::{Fault, Incoming, Slot};
use lists::{Items, Places};
use members::{MapMembers, Members};
use std::borrow::Cow;
use std::cell::RefCell;

/// Reads a whole XML document into `T`.
///
/// Its root must have the name that the document of the API gives it. Elements and attributes that `T` does not have are
/// skipped, prefixes mean nothing, and nothing that a document type declares is read.
///
/// # Errors
/// The text is not well-formed XML, or not what `T` needs; the error says where.
///
/// ```
/// let numbers: Vec<i64> = clientsmith_runtime::from_xml(b"<all><n>1</n><n> 2 </n></all>")?;
/// assert_eq!(numbers, [1, 2]);
/// # Ok::<(), clientsmith_runtime::XmlError>(())
/// ```
pub fn from_xml<T: Xml>(text: &[u8]) -> Result<T, XmlError> {
    read(text, false)
}

/// The same for bytes that are ISO 8859-1 if something beside them says so.
pub(crate) fn read<T: Xml>(bytes: &[u8], is_latin: bool) -> Result<T, XmlError> {
    let root = parse(&charset::text(bytes, is_latin)?)?;
    let mut value = T::blank();
    read_root(T::node(), &root, &mut value)?;
    Ok(value)
}

fn read_root(node: &XmlNode, root: &Element, value: &mut dyn Slot) -> Result<(), XmlError> {
    let place = Place::root(&root.name);
    if !is_named(node, &root.name, root.namespace.as_deref()) {
        let expected = match node.namespace {
            "" => String::new(),
            namespace => format!(" of the namespace `{namespace}`"),
        };
        let message = format!("expected the element `{}`{expected}", node.name);
        return Err(XmlError::new(place.to_string(), message));
    }
    let reader = Reader::default();
    let spot = Spot {
        element: root,
        place: &place,
        depth: 0,
    };
    let read = reader.contents(value, node.content, spot);
    read.map_err(|fault| {
        let path = reader.path.into_inner();
        XmlError::new(path.unwrap_or_else(|| place.to_string()), fault.message())
    })
}

/// Whether a node has the name and the namespace of an element or attribute. A node without a namespace may be in any:
/// documents often keep silent about it.
fn is_named(node: &XmlNode, name: &str, namespace: Option<&str>) -> bool {
    let has_name = node.name.is_empty() || node.name == name;
    has_name && (node.namespace.is_empty() || namespace == Some(node.namespace))
}

/// An element that is being read, and where it stands.
#[derive(Clone, Copy)]
struct Spot<'r> {
    element: &'r Element,
    place: &'r Place<'r>,
    /// How many values are being read, each within the other. It is bounded by the depth of elements but where objects
    /// without a node of their own contain each other.
    depth: usize,
}

impl<'r> Spot<'r> {
    /// An element in this one.
    fn child(self, element: &'r Element, place: &'r Place<'r>) -> Self {
        Self {
            element,
            place,
            depth: self.depth + 1,
        }
    }

    /// The elements in this one that such a node stands for.
    fn children(self, node: &XmlNode) -> impl Iterator<Item = &'r Element> {
        let elements = self.element.elements();
        elements.filter(move |child| is_named(node, &child.name, child.namespace.as_deref()))
    }

    /// The value of the attribute that such a node stands for.
    fn attribute(self, node: &XmlNode) -> Option<&'r str> {
        let mut attributes = self.element.attributes.iter();
        let found = attributes.find(|one| is_named(node, &one.name, one.namespace.as_deref()))?;
        Some(&found.value)
    }
}

/// Reads values, and remembers where the first fault was.
#[derive(Default)]
struct Reader {
    path: RefCell<Option<String>>,
}

impl Reader {
    /// Notes where a fault is, unless it comes from further within.
    fn at(&self, place: &Place<'_>, fault: Fault) -> Fault {
        self.path
            .borrow_mut()
            .get_or_insert_with(|| place.to_string());
        fault
    }

    fn give(
        &self,
        slot: &mut dyn Slot,
        incoming: Incoming<'_>,
        place: &Place<'_>,
    ) -> Result<(), Fault> {
        slot.receive(incoming)
            .map_err(|fault| self.at(place, fault))
    }

    /// Reads what is in an element.
    fn contents(
        &self,
        slot: &mut dyn Slot,
        content: XmlContent,
        spot: Spot<'_>,
    ) -> Result<(), Fault> {
        let Spot {
            element,
            place,
            depth,
        } = spot;
        if element.is_nil {
            return self.give(slot, Incoming::Null, place);
        }
        if depth > DEPTH {
            let fault = Fault::new(format_args!("values are nested more than {DEPTH} deep"));
            return Err(self.at(place, fault));
        }
        match content.resolved() {
            XmlContent::List(item) => {
                let mut items = Items::of(self, item, spot);
                self.give(slot, Incoming::List(&mut items), place)
            }
            XmlContent::Tuple(nodes) => {
                let mut places = Places::of(self, nodes, spot);
                self.give(slot, Incoming::List(&mut places), place)
            }
            XmlContent::Map(node) => {
                let mut members = MapMembers::of(self, node, spot);
                self.give(slot, Incoming::Object(&mut members), place)
            }
            XmlContent::Object(properties, rest) => {
                let mut members = Members::of(self, properties, rest, spot);
                self.give(slot, Incoming::Object(&mut members), place)
            }
            XmlContent::Union(union) => self.union(slot, union, spot),
            XmlContent::Any => self.anything(slot, &[element], place),
            scalar => match only_text(element) {
                Ok(text) => self.scalar(slot, scalar, &text, place),
                Err(fault) => Err(self.at(place, fault)),
            },
        }
    }

    /// Reads a text as what it stands for.
    fn scalar(
        &self,
        slot: &mut dyn Slot,
        content: XmlContent,
        text: &str,
        place: &Place<'_>,
    ) -> Result<(), Fault> {
        let incoming = match content.resolved() {
            XmlContent::Number => lexical::number(text),
            XmlContent::Boolean => lexical::boolean(text),
            XmlContent::Word => lexical::word(text),
            _ => Incoming::Str(text),
        };
        self.give(slot, incoming, place)
    }

    /// Reads one of several objects. The tag comes first, so that the type need not read ahead to find it: what it reads
    /// before it knows which object it is would have to be read as one of no known type.
    fn union(
        &self,
        slot: &mut dyn Slot,
        union: &'static XmlUnion,
        spot: Spot<'_>,
    ) -> Result<(), Fault> {
        let tag = |node: &XmlNode| scalar_text(node, spot).map(|text| text.trim().to_owned());
        let known = union.variants.iter().find_map(|(tags, variant)| {
            let content = variant().content.resolved();
            let found = tag(tag_node(union, content))?;
            tags.contains(&found.as_str()).then_some(content)
        });
        let Some(content) = known.or_else(|| union.of(None)) else {
            return self.anything(slot, &[spot.element], spot.place);
        };
        let XmlContent::Object(properties, rest) = content else {
            return self.anything(slot, &[spot.element], spot.place);
        };
        let node = tag_node(union, content);
        let members = Members::of(self, properties, rest, spot);
        let mut members = members.beginning_with(union.tag, node);
        self.give(slot, Incoming::Object(&mut members), spot.place)
    }

    /// Reads the value of a property, which is known to be there.
    fn property(
        &self,
        slot: &mut dyn Slot,
        node: &'static XmlNode,
        spot: Spot<'_>,
    ) -> Result<(), Fault> {
        match node.kind {
            XmlKind::attribute => {
                let place = spot.place.attribute(node.name);
                let text = spot.attribute(node).unwrap_or_default();
                self.scalar(slot, node.content, text, &place)
            }
            XmlKind::text | XmlKind::cdata => {
                self.scalar(slot, node.content, &spot.element.text(), spot.place)
            }
            XmlKind::none => {
                let depth = spot.depth + 1;
                self.contents(slot, node.content, Spot { depth, ..spot })
            }
            XmlKind::element => {
                let found: Vec<&Element> = spot.children(node).collect();
                // As in JSON: of what is there twice the last counts.
                let Some(last) = found.last() else {
                    return self.give(slot, Incoming::Null, spot.place);
                };
                let place = spot.place.element(&last.name);
                match node.content {
                    XmlContent::Any => self.anything(slot, &found, &place),
                    content => self.contents(slot, content, spot.child(last, &place)),
                }
            }
        }
    }
}

/// The node of a union's tag: the variant's own, if it has the key.
fn tag_node(union: &'static XmlUnion, content: XmlContent) -> &'static XmlNode {
    let XmlContent::Object(properties, _) = content else {
        return &union.node;
    };
    let own = properties.iter().find(|(key, _)| *key == union.tag);
    own.map_or(&union.node, |(_, node)| node)
}

/// The text of a node that stands for a scalar, if it is there.
fn scalar_text<'r>(node: &XmlNode, spot: Spot<'r>) -> Option<Cow<'r, str>> {
    match node.kind {
        XmlKind::attribute => spot.attribute(node).map(Cow::Borrowed),
        XmlKind::element => spot.children(node).last().map(Element::text),
        XmlKind::text | XmlKind::cdata => Some(spot.element.text()),
        XmlKind::none => None,
    }
}

/// The text of an element in which nothing else stands.
fn only_text(element: &Element) -> Result<Cow<'_, str>, Fault> {
    match element.elements().next() {
        Some(child) => Err(Fault::new(format_args!(
            "expected text, found the element `{}`",
            child.name
        ))),
        None => Ok(element.text()),
    }
}
