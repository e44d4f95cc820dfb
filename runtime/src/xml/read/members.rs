//! Members of objects.

use super::{DEPTH, Reader, Spot, is_named};
use crate::json::{Entries, Fault, Key, Lookup, Slot};
use crate::xml::node::{XmlContent, XmlKind, XmlNode};
use crate::xml::tree::Element;

type Properties = &'static [(&'static str, XmlNode)];

/// The properties of an object that are there, in the order of its table, and then what it does not name.
pub(super) struct Members<'r> {
    reader: &'r Reader,
    spot: Spot<'r>,
    /// The key that comes before all others, until it has come.
    first: Option<(&'static str, &'static XmlNode)>,
    /// The key that came first.
    tag: Option<&'static str>,
    properties: Properties,
    /// How many of them are done with.
    done: usize,
    others: Option<MapMembers<'r>>,
    /// The node of the key read last; none for one that is not among the properties.
    node: Option<&'static XmlNode>,
}

impl<'r> Members<'r> {
    pub(super) fn of(
        reader: &'r Reader,
        properties: Properties,
        rest: Option<&'static XmlNode>,
        spot: Spot<'r>,
    ) -> Self {
        let others = rest.map(|rest| {
            let mut members = MapMembers::of(reader, rest, spot);
            members.left.retain(|(_, elements)| {
                elements
                    .iter()
                    .all(|element| !claim(properties, element, 0))
            });
            members
        });
        Self {
            reader,
            spot,
            first: None,
            tag: None,
            properties,
            done: 0,
            others,
            node: None,
        }
    }

    /// The same with this key before all others, if it is there.
    pub(super) fn beginning_with(self, tag: &'static str, node: &'static XmlNode) -> Self {
        Self {
            first: Some((tag, node)),
            tag: Some(tag),
            ..self
        }
    }

    /// The next key that is there, among the properties.
    fn next_property(&mut self) -> Option<&'static str> {
        if let Some((tag, node)) = self.first.take()
            && is_there(node, self.spot, 0)
        {
            self.node = Some(node);
            return Some(tag);
        }
        while let Some((key, node)) = self.properties.get(self.done) {
            self.done += 1;
            if self.tag != Some(*key) && is_there(node, self.spot, 0) {
                self.node = Some(node);
                return Some(key);
            }
        }
        self.node = None;
        None
    }
}

impl Entries for Members<'_> {
    fn key(&mut self, lookup: Lookup) -> Result<Option<Key>, Fault> {
        if let Some(key) = self.next_property() {
            return Ok(Some(lookup.find(key)));
        }
        match &mut self.others {
            Some(others) => others.key(lookup),
            None => Ok(None),
        }
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        match (self.node, &mut self.others) {
            (Some(node), _) => self.reader.property(slot, node, self.spot),
            (None, Some(others)) => others.value(slot),
            (None, None) => Ok(()),
        }
    }

    fn skip(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}

/// The elements in an element, by their names: an object whose keys are data.
pub(super) struct MapMembers<'r> {
    reader: &'r Reader,
    node: &'static XmlNode,
    spot: Spot<'r>,
    left: Vec<(&'r str, Vec<&'r Element>)>,
    /// The elements of the key read last.
    found: Vec<&'r Element>,
}

impl<'r> MapMembers<'r> {
    pub(super) fn of(reader: &'r Reader, node: &'static XmlNode, spot: Spot<'r>) -> Self {
        let mut left = by_name(spot.element);
        left.reverse(); // they are taken from the end
        Self {
            reader,
            node,
            spot,
            left,
            found: Vec::new(),
        }
    }
}

/// The elements in an element, by their names in the order in which those come first.
pub(super) fn by_name(element: &Element) -> Vec<(&str, Vec<&Element>)> {
    let mut named = indexmap::IndexMap::<&str, Vec<&Element>>::new();
    for child in element.elements() {
        named.entry(&child.name).or_default().push(child);
    }
    named.into_iter().collect()
}

impl Entries for MapMembers<'_> {
    fn key(&mut self, lookup: Lookup) -> Result<Option<Key>, Fault> {
        Ok(self.left.pop().map(|(name, elements)| {
            self.found = elements;
            lookup.find(name)
        }))
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        let Some(last) = self.found.last() else {
            return Ok(());
        };
        let place = self.spot.place.element(&last.name);
        match self.node.content {
            XmlContent::Any => self.reader.anything(slot, &self.found, &place),
            content => {
                let spot = self.spot.child(last, &place);
                self.reader.contents(slot, content, spot)
            }
        }
    }

    fn skip(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}

/// Whether a property has a value: its node is there, or it needs none.
fn is_there(node: &XmlNode, spot: Spot<'_>, depth: usize) -> bool {
    if node.required {
        return true;
    }
    match node.kind {
        XmlKind::element => spot.children(node).next().is_some(),
        XmlKind::attribute => spot.attribute(node).is_some(),
        XmlKind::text | XmlKind::cdata => !spot.element.text().is_empty(),
        XmlKind::none if depth > DEPTH => false,
        XmlKind::none => match node.content.resolved() {
            XmlContent::List(item) => spot.children(item).next().is_some(),
            XmlContent::Object(properties, _) => {
                let mut nodes = properties.iter().map(|(_, node)| node);
                nodes.any(|node| is_there(node, spot, depth + 1))
            }
            _ => spot.element.elements().next().is_some(),
        },
    }
}

/// Whether one of these properties stands for an element.
fn claim(properties: Properties, element: &Element, depth: usize) -> bool {
    let names = |node: &XmlNode| is_named(node, &element.name, element.namespace.as_deref());
    let mut nodes = properties.iter().map(|(_, node)| node);
    nodes.any(|node| match node.kind {
        XmlKind::element => names(node),
        XmlKind::attribute | XmlKind::text | XmlKind::cdata => false,
        XmlKind::none => match node.content.resolved() {
            XmlContent::List(item) => names(item),
            XmlContent::Object(properties, _) if depth < DEPTH => {
                claim(properties, element, depth + 1)
            }
            _ => false,
        },
    })
}
