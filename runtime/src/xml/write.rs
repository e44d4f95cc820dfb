//! Values to XML.

use super::name::{is_character, is_name};
use super::node::{Xml, XmlContent, XmlKind, XmlNode, XmlUnion};
use super::{DEPTH, INSTANCE, TEXT_KEY, XmlError, lexical};
use crate::json::View;
use quick_xml::events::{BytesCData, BytesDecl, BytesStart, BytesText, Event};
use quick_xml::writer::Writer as Events;
use std::fmt::Display;

mod scope;

use scope::Scope;

/// Writes a value as an XML document: the declaration and the root element, without blanks between elements.
///
/// # Errors
/// XML cannot hold it: a text has a character that XML does not admit, a key of a map is no name, or the root has none.
///
/// ```
/// let text = clientsmith_runtime::to_xml(&"a".to_owned());
/// assert_eq!(text.unwrap_err().to_string(), "/: the root element has no name");
/// ```
pub fn to_xml<T: Xml>(value: &T) -> Result<String, XmlError> {
    document(T::node(), value.view())
}

/// The document whose root is this node.
pub(crate) fn document(node: &XmlNode, value: View<'_>) -> Result<String, XmlError> {
    Writer::default().document(node, value)
}

/// The same of a value whose elements need not all have names: those that have none are called `item`.
#[cfg(any(test, feature = "test-util"))]
pub(crate) fn to_any_xml<T: Xml>(value: &T) -> Result<String, XmlError> {
    let writer = Writer {
        unnamed: "item",
        ..Writer::default()
    };
    writer.document(T::node(), value.view())
}

/// A document on its way. After the first fault what is written does not matter.
struct Writer {
    events: Events<Vec<u8>>,
    scope: Scope,
    /// The names of the elements that are open.
    path: Vec<String>,
    /// What elements are called that have no name.
    unnamed: &'static str,
    fault: Option<XmlError>,
}

impl Default for Writer {
    fn default() -> Self {
        Self {
            events: Events::new(Vec::new()),
            scope: Scope::default(),
            path: Vec::new(),
            unnamed: "",
            fault: None,
        }
    }
}

impl Writer {
    fn document(mut self, node: &XmlNode, value: View<'_>) -> Result<String, XmlError> {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        self.element(node, node.name, node.content, value);
        self.finish()
    }

    fn finish(self) -> Result<String, XmlError> {
        match self.fault {
            Some(fault) => Err(fault),
            None => String::from_utf8(self.events.into_inner())
                .map_err(|error| XmlError::new("/", error)),
        }
    }

    fn fail(&mut self, why: impl Display) {
        let path = format!("/{}", self.path.join("/"));
        self.fault.get_or_insert_with(|| XmlError::new(path, why));
    }

    fn event(&mut self, event: Event<'_>) {
        if let Err(error) = self.events.write_event(event) {
            self.fail(error);
        }
    }

    /// Writes an element.
    fn element(&mut self, node: &XmlNode, name: &str, content: XmlContent, value: View<'_>) {
        if self.fault.is_some() {
            return;
        }
        if let ("", XmlContent::Of(own)) = (name, content) {
            // What nothing here names has the name of its type.
            return self.element(own(), own().name, own().content, value);
        }
        let name = if name.is_empty() { self.unnamed } else { name };
        if !is_name(name) {
            return match (self.path.is_empty(), name) {
                (true, "") => self.fail("the root element has no name"),
                _ => self.fail(format_args!("{name:?} is no name of an element")),
            };
        }
        self.path.push(name.to_owned());
        if self.path.len() > DEPTH {
            return self.fail(format_args!("elements are nested more than {DEPTH} deep"));
        }
        let content = content.resolved();
        let mark = self.scope.mark();
        let name = qualified(node.prefix, name);
        let mut start = BytesStart::new(name.as_str());
        self.declare(&mut start, node.prefix, node.namespace);
        if value.is_null() {
            self.declare(&mut start, "xsi", INSTANCE);
            start.push_attribute(("xsi:nil", "true"));
            self.event(Event::Empty(start));
        } else {
            self.attributes(&mut start, content, value);
            let end = start.to_end().into_owned();
            self.event(Event::Start(start));
            self.contents(content, value);
            self.event(Event::End(end));
        }
        self.scope.leave(mark);
        self.path.pop();
    }

    /// Declares a namespace at an element, unless it is what the prefix stands for already.
    fn declare(&mut self, start: &mut BytesStart<'_>, prefix: &str, namespace: &str) {
        if namespace.is_empty() || self.scope.has(prefix, namespace) {
            return;
        }
        let name = match prefix {
            "" => "xmlns".to_owned(),
            prefix => format!("xmlns:{prefix}"),
        };
        start.push_attribute((name.as_str(), namespace));
        self.scope.enter(prefix, namespace);
    }

    /// Writes those properties of an object that are attributes.
    fn attributes(&mut self, start: &mut BytesStart<'_>, content: XmlContent, value: View<'_>) {
        let Some(known) = Known::of(content, value) else {
            return;
        };
        value.entries(&mut |key, value| match known.node(key) {
            Some(node) if node.kind == XmlKind::attribute => self.attribute(start, node, value),
            Some(node) if node.kind == XmlKind::none => {
                self.attributes(start, node.content, value);
            }
            _ => {}
        });
    }

    fn attribute(&mut self, start: &mut BytesStart<'_>, node: &XmlNode, value: View<'_>) {
        if value.is_null() {
            return;
        }
        // Without a prefix an attribute is in no namespace.
        let prefix = match (node.prefix, node.namespace) {
            ("", "") => String::new(),
            ("", namespace) => self.scope.prefix(namespace),
            (prefix, _) => prefix.to_owned(),
        };
        self.declare(start, &prefix, node.namespace);
        let name = qualified(&prefix, node.name);
        if let Some(text) = self.text_of(value) {
            start.push_attribute((name.as_str(), text.as_str()));
        }
    }

    /// Writes what is in an element, but for its attributes.
    fn contents(&mut self, content: XmlContent, value: View<'_>) {
        match content.resolved() {
            XmlContent::List(item) => {
                for element in elements(value) {
                    self.node(item, item.name, element);
                }
            }
            XmlContent::Tuple(nodes) => {
                for (node, element) in nodes.iter().zip(elements(value)) {
                    self.node(node, node.name, element);
                }
            }
            XmlContent::Map(node) => value.entries(&mut |key, value| self.node(node, key, value)),
            XmlContent::Object(..) | XmlContent::Union(_) => match Known::of(content, value) {
                Some(known) => self.object(&known, value),
                None => self.anything(value),
            },
            XmlContent::Any => self.anything(value),
            _ => self.text(value),
        }
    }

    /// Writes the properties of an object that are no attributes. What is in it and in no table is written as what it
    /// looks like.
    fn object(&mut self, known: &Known, value: View<'_>) {
        value.entries(&mut |key, value| match known.node(key) {
            Some(node) => self.node(node, node.name, value),
            None => self.node(known.rest.unwrap_or(&ANYTHING), key, value),
        });
    }

    /// Writes a value as its node; an attribute has been written before.
    fn node(&mut self, node: &XmlNode, name: &str, value: View<'_>) {
        match node.kind {
            XmlKind::attribute => {}
            XmlKind::text => self.text(value),
            XmlKind::cdata => self.cdata(value),
            XmlKind::none => self.contents(node.content, value),
            XmlKind::element => match (node.content, value.elements()) {
                // Read back as an array, if there is more than one.
                (XmlContent::Any, Some(_)) => {
                    for element in elements(value) {
                        self.element(node, name, node.content, element);
                    }
                }
                _ => self.element(node, name, node.content, value),
            },
        }
    }

    /// Writes a value of no known type: text, or elements by the keys of an object.
    fn anything(&mut self, value: View<'_>) {
        if !value.is_object() {
            return self.text(value);
        }
        value.entries(&mut |key, value| match key {
            TEXT_KEY => self.text(value),
            key => self.node(&ANYTHING, key, value),
        });
    }

    fn text(&mut self, value: View<'_>) {
        if !value.is_null()
            && let Some(text) = self.text_of(value)
        {
            self.event(Event::Text(BytesText::new(&text)));
        }
    }

    fn cdata(&mut self, value: View<'_>) {
        if !value.is_null()
            && let Some(text) = self.text_of(value)
        {
            for section in BytesCData::escaped(&text) {
                self.event(Event::CData(section));
            }
        }
    }

    /// The text of a scalar.
    fn text_of(&mut self, value: View<'_>) -> Option<String> {
        let text = lexical::text(value);
        match &text {
            None => self.fail("expected a text, a number or a boolean"),
            Some(text) => {
                if let Some(found) = text.chars().find(|c| !is_character(*c)) {
                    self.fail(format_args!("the character {found:?} has no place in XML"));
                }
            }
        }
        text
    }
}

/// What no table knows.
const ANYTHING: XmlNode = XmlNode {
    kind: XmlKind::element,
    name: "",
    namespace: "",
    prefix: "",
    required: false,
    content: XmlContent::Any,
};

/// The elements of an array.
fn elements(value: View<'_>) -> impl Iterator<Item = View<'_>> {
    (0..value.elements().unwrap_or_default()).filter_map(move |index| value.element(index))
}

/// What is known of the keys of an object.
struct Known {
    properties: &'static [(&'static str, XmlNode)],
    rest: Option<&'static XmlNode>,
    /// The union that it is one of: its tag need not be among the properties.
    union: Option<&'static XmlUnion>,
}

impl Known {
    /// Of the object that a value is; nothing if it is one of no known type, or no object.
    fn of(content: XmlContent, value: View<'_>) -> Option<Self> {
        let (content, union) = match content.resolved() {
            XmlContent::Union(union) => (union.of(tag(union, value).as_deref())?, Some(union)),
            content => (content, None),
        };
        match content {
            XmlContent::Object(properties, rest) => Some(Self {
                properties,
                rest,
                union,
            }),
            _ => None,
        }
    }

    /// The node of a key.
    fn node(&self, key: &str) -> Option<&'static XmlNode> {
        let mut own = self.properties.iter();
        let own = own.find(|(known, _)| *known == key).map(|(_, node)| node);
        let tag = self.union.filter(|union| union.tag == key);
        own.or_else(|| tag.map(|union| &union.node))
    }
}

/// The value of a union's tag.
fn tag(union: &XmlUnion, value: View<'_>) -> Option<String> {
    let mut tag = None;
    value.entries(&mut |key, value| {
        if key == union.tag {
            tag = lexical::text(value);
        }
    });
    tag
}

fn qualified(prefix: &str, name: &str) -> String {
    match prefix {
        "" => name.to_owned(),
        prefix => format!("{prefix}:{name}"),
    }
}
