//! Elements of arrays.

use super::{Reader, Spot, is_named};
use crate::json::{Elements, Fault, Incoming, Slot};
use crate::xml::node::{XmlKind, XmlNode};
use crate::xml::tree::{Child, Element, text};
use std::borrow::Cow;

/// The elements in an element that are those of one array, wherever among others they stand.
pub(super) struct Items<'r> {
    reader: &'r Reader,
    item: &'static XmlNode,
    spot: Spot<'r>,
    left: std::slice::Iter<'r, Child>,
    count: usize,
}

impl<'r> Items<'r> {
    pub(super) fn of(reader: &'r Reader, item: &'static XmlNode, spot: Spot<'r>) -> Self {
        Self {
            reader,
            item,
            spot,
            left: spot.element.children.iter(),
            count: 0,
        }
    }
}

impl Elements for Items<'_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault> {
        let item = self.item;
        let Some(element) = next_element(&mut self.left, item) else {
            return Ok(false);
        };
        let place = self.spot.place.item(&element.name, self.count);
        self.count += 1;
        let spot = self.spot.child(element, &place);
        self.reader
            .contents(slot, item.content, spot)
            .map(|()| true)
    }
}

/// The next element that such a node stands for.
fn next_element<'r>(left: &mut std::slice::Iter<'r, Child>, node: &XmlNode) -> Option<&'r Element> {
    left.find_map(|child| match child {
        Child::Element(element) => {
            is_named(node, &element.name, element.namespace.as_deref()).then_some(element)
        }
        Child::Text(_) | Child::Cdata(_) => None,
    })
}

/// The elements of an array of which each is a node of its own: each is looked for after the one before.
pub(super) struct Places<'r> {
    reader: &'r Reader,
    nodes: std::slice::Iter<'static, XmlNode>,
    spot: Spot<'r>,
    left: std::slice::Iter<'r, Child>,
}

impl<'r> Places<'r> {
    pub(super) fn of(reader: &'r Reader, nodes: &'static [XmlNode], spot: Spot<'r>) -> Self {
        Self {
            reader,
            nodes: nodes.iter(),
            spot,
            left: spot.element.children.iter(),
        }
    }

    /// The text that stands here, before the next element.
    fn text(&mut self) -> Cow<'r, str> {
        let left = self.left.as_slice();
        let texts = left
            .iter()
            .take_while(|child| !matches!(child, Child::Element(_)));
        let (here, rest) = left.split_at_checked(texts.count()).unwrap_or((left, &[]));
        self.left = rest.iter();
        text(here)
    }

    fn element(&mut self, node: &'static XmlNode, slot: &mut dyn Slot) -> Result<(), Fault> {
        let (reader, spot) = (self.reader, self.spot);
        let mut ahead = self.left.clone();
        let Some(element) = next_element(&mut ahead, node) else {
            let place = spot.place.element(node.name);
            return reader.give(slot, Incoming::Null, &place);
        };
        self.left = ahead;
        let place = spot.place.element(&element.name);
        reader.contents(slot, node.content, spot.child(element, &place))
    }
}

impl Elements for Places<'_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault> {
        let Some(node) = self.nodes.next() else {
            return Ok(false);
        };
        match node.kind {
            XmlKind::attribute => {
                let place = self.spot.place.attribute(node.name);
                match self.spot.attribute(node) {
                    Some(text) => self.reader.scalar(slot, node.content, text, &place)?,
                    None => self.reader.give(slot, Incoming::Null, &place)?,
                }
            }
            XmlKind::text | XmlKind::cdata => {
                let (reader, place) = (self.reader, self.spot.place);
                reader.scalar(slot, node.content, &self.text(), place)?;
            }
            XmlKind::element | XmlKind::none => self.element(node, slot)?,
        }
        Ok(true)
    }
}
