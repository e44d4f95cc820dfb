//! The elements of a document. All of it is read before any value is: elements of a list may stand apart, and which of
//! several types an object is may be said at its end.

use super::name::is_character;
use super::{DEPTH, INSTANCE, XmlError};
use quick_xml::events::attributes::Attribute as RawAttribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{NamespaceResolver, PrefixDeclaration, ResolveResult};
use quick_xml::reader::NsReader;
use quick_xml::{XmlVersion, escape};
use std::borrow::Cow;
use std::rc::Rc;

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    /// Its name without a prefix.
    pub(super) name: Box<str>,
    /// The URI of its namespace; none: it is in none.
    pub(super) namespace: Option<Rc<str>>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) children: Vec<Child>,
    /// Whether it stands for null (`xsi:nil`).
    pub(super) is_nil: bool,
}

/// An attribute that declares no namespace.
#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) name: Box<str>,
    pub(super) namespace: Option<Rc<str>>,
    pub(super) value: Box<str>,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Child {
    Element(Element),
    /// Text; several pieces of it are one.
    Text(String),
    /// The same that was written as CDATA.
    Cdata(String),
}

impl Element {
    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) | Child::Cdata(_) => None,
        })
    }

    /// The text in it, without that of the elements in it.
    pub(super) fn text(&self) -> Cow<'_, str> {
        text(&self.children)
    }

    fn push(&mut self, child: Child) {
        match (self.children.last_mut(), child) {
            (Some(Child::Text(before)), Child::Text(text))
            | (Some(Child::Cdata(before)), Child::Cdata(text)) => before.push_str(&text),
            (_, child) => self.children.push(child),
        }
    }
}

/// The text of these, without that of elements. Blanks around CDATA only make the document easier to read.
pub(super) fn text(children: &[Child]) -> Cow<'_, str> {
    let is_blank = |child: &&Child| matches!(child, Child::Text(text) if text.trim().is_empty());
    let has_cdata = children
        .iter()
        .any(|child| matches!(child, Child::Cdata(_)));
    let is_all_cdata = has_cdata
        && children
            .iter()
            .all(|child| !matches!(child, Child::Text(_)) || is_blank(&child));
    let kept = children
        .iter()
        .filter(|child| !is_all_cdata || !is_blank(child));
    let mut texts = kept.filter_map(|child| match child {
        Child::Text(text) | Child::Cdata(text) => Some(text.as_str()),
        Child::Element(_) => None,
    });
    match (texts.next(), texts.next()) {
        (None, _) => Cow::Borrowed(""),
        (Some(only), None) => Cow::Borrowed(only),
        (Some(first), Some(second)) => {
            let all = [first, second].into_iter().chain(texts);
            all.collect::<String>().into()
        }
    }
}

/// Reads the elements of a document.
///
/// # Errors
/// It is no well-formed XML, it is nested too deep, or it has a document type: what that declares (entities, from
/// elsewhere even) is not read.
pub(super) fn parse(text: &str) -> Result<Element, XmlError> {
    let mut reader = NsReader::from_str(text);
    let mut builder = Builder::default();
    loop {
        let event = reader.read_event();
        let at = reader.error_position().max(reader.buffer_position());
        let ill_formed = |why: &dyn std::fmt::Display| ill_formed(text, at, why);
        let resolver = reader.resolver();
        let built = match event.map_err(|error| ill_formed(&error))? {
            Event::Start(start) => builder.start(&start, resolver, false),
            Event::Empty(start) => builder.start(&start, resolver, true),
            Event::End(_) => {
                builder.end();
                Ok(())
            }
            Event::Text(text) => builder.text(&text.xml10_content(), Child::Text),
            Event::CData(text) => builder.text(&text.xml10_content(), Child::Cdata),
            Event::GeneralRef(reference) => builder.reference(&reference),
            Event::DocType(_) => Err("a document type (`<!DOCTYPE …>`) is not accepted".to_owned()),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => Ok(()),
            Event::Eof => return builder.finish().map_err(|why| ill_formed(&why)),
        };
        built.map_err(|why| ill_formed(&why))?;
    }
}

fn ill_formed(text: &str, at: u64, why: &dyn std::fmt::Display) -> XmlError {
    let before = usize::try_from(at).ok().and_then(|at| text.get(..at));
    let before = before.unwrap_or(text);
    let line = before.split('\n').count();
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    let message = format_args!("the XML cannot be read at line {line} column {column}: {why}");
    XmlError::new("/", message)
}

/// The elements that are open, outermost first, and the root once it is closed.
#[derive(Default)]
struct Builder {
    open: Vec<Element>,
    root: Option<Element>,
    /// The namespaces met so far: most elements share one.
    namespaces: Vec<Rc<str>>,
}

impl Builder {
    fn start(
        &mut self,
        start: &BytesStart<'_>,
        resolver: &NamespaceResolver,
        is_empty: bool,
    ) -> Result<(), String> {
        if self.root.is_some() && self.open.is_empty() {
            return Err("a second root element".to_owned());
        }
        if self.open.len() >= DEPTH {
            return Err(format!("elements are nested more than {DEPTH} deep"));
        }
        let (namespace, local) = resolver.resolve_element(start.name());
        let namespace = self.namespace(namespace);
        let mut element = Element {
            name: local.as_ref().into(),
            namespace,
            attributes: Vec::new(),
            children: Vec::new(),
            is_nil: false,
        };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            self.attribute(&mut element, &attribute, resolver)?;
        }
        self.open.push(element);
        if is_empty {
            self.end();
        }
        Ok(())
    }

    fn attribute(
        &mut self,
        element: &mut Element,
        attribute: &RawAttribute<'_>,
        resolver: &NamespaceResolver,
    ) -> Result<(), String> {
        if is_declaration(attribute) {
            return Ok(());
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|error| error.to_string())?;
        check_characters(&value)?;
        let (namespace, local) = resolver.resolve_attribute(attribute.key);
        let namespace = self.namespace(namespace);
        if local.as_ref() == "nil" && namespace.as_deref() == Some(INSTANCE) {
            element.is_nil = matches!(value.trim(), "true" | "1");
            return Ok(());
        }
        element.attributes.push(Attribute {
            name: local.as_ref().into(),
            namespace,
            value: value.into(),
        });
        Ok(())
    }

    fn namespace(&mut self, found: ResolveResult<'_>) -> Option<Rc<str>> {
        let ResolveResult::Bound(namespace) = found else {
            return None;
        };
        let uri: &str = namespace.as_ref();
        let known = self.namespaces.iter().find(|known| &***known == uri);
        Some(known.cloned().unwrap_or_else(|| {
            let uri: Rc<str> = uri.into();
            self.namespaces.push(Rc::clone(&uri));
            uri
        }))
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else {
            return;
        };
        match self.open.last_mut() {
            Some(around) => around.children.push(Child::Element(element)),
            None => self.root = Some(element),
        }
    }

    fn text(&mut self, text: &str, child: fn(String) -> Child) -> Result<(), String> {
        check_characters(text)?;
        match self.open.last_mut() {
            Some(element) if !text.is_empty() => element.push(child(text.to_owned())),
            None if !text.trim().is_empty() => {
                return Err("text outside of the root element".to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    /// A character by its number, or one of the five entities that need no declaration (XML 1.0 §4.6).
    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), String> {
        let character = reference
            .resolve_char_ref()
            .map_err(|error| error.to_string())?;
        if let Some(character) = character {
            return self.text(character.encode_utf8(&mut [0; 4]), Child::Text);
        }
        match escape::resolve_xml_entity(reference) {
            Some(text) => self.text(text, Child::Text),
            None => Err(format!("the entity `&{};` is not declared", &**reference)),
        }
    }

    fn finish(self) -> Result<Element, String> {
        match (self.open.last(), self.root) {
            (Some(open), _) => Err(format!("the element `{}` is not closed", open.name)),
            (None, Some(root)) => Ok(root),
            (None, None) => Err("there is no element".to_owned()),
        }
    }
}

/// Whether an attribute declares a namespace.
fn is_declaration(attribute: &RawAttribute<'_>) -> bool {
    let declared = attribute.key.as_namespace_binding();
    matches!(
        declared,
        Some(PrefixDeclaration::Default | PrefixDeclaration::Named(_))
    )
}

fn check_characters(text: &str) -> Result<(), String> {
    match text.chars().find(|c| !is_character(*c)) {
        Some(found) => Err(format!("the character {found:?} has no place in XML")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Child, Element, parse};

    fn shown(element: &Element) -> String {
        let children = element.children.iter().map(|child| match child {
            Child::Element(element) => shown(element),
            Child::Text(text) => format!("{text:?}"),
            Child::Cdata(text) => format!("cdata {text:?}"),
        });
        let namespace = element.namespace.as_deref().map(|uri| format!("{{{uri}}}"));
        format!(
            "{}{}({})",
            namespace.unwrap_or_default(),
            element.name,
            children.collect::<Vec<_>>().join(" ")
        )
    }

    fn read(text: &str) -> Result<String, String> {
        parse(text)
            .map(|element| shown(&element))
            .map_err(|error| error.to_string())
    }

    fn fault(text: &str) -> String {
        read(text).unwrap_err()
    }

    #[test]
    fn text_has_no_references_left() {
        assert_eq!(
            read(
                "<?xml version='1.0'?><!-- a --><a>x &lt;<!-- c -->&#x41;&amp;y\r\n<![CDATA[<b>&lt;]]><b/></a>\n"
            ),
            Ok(r#"a("x <A&y\n" cdata "<b>&lt;" b())"#.to_owned())
        );
    }

    #[test]
    fn blanks_around_cdata_mean_nothing() {
        let text = |text| parse(text).unwrap().text().into_owned();
        assert_eq!(text("<a>\n <![CDATA[ b]]]]><![CDATA[>]]>\n</a>"), " b]]>");
        assert_eq!(text("<a> b <![CDATA[c]]> </a>"), " b c ");
        assert_eq!(text("<a> <b/> </a>"), "  ");
    }

    #[test]
    fn namespaces_are_told_by_their_uri() {
        assert_eq!(
            read("<a xmlns='u'><p:b xmlns:p='v'/><b xmlns=''/><q:c/></a>"),
            Ok("{u}a({v}b() b() c())".to_owned())
        );
    }

    #[test]
    fn nothing_is_read_from_elsewhere() {
        for text in [
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
            "<!DOCTYPE a SYSTEM 'http://example.com/a.dtd'><a/>",
            "<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
        ] {
            assert!(fault(text).contains("a document type"), "{text}");
        }
        assert_eq!(
            fault("<a>\n &x;</a>"),
            "/: the XML cannot be read at line 2 column 5: the entity `&x;` is not declared"
        );
        assert!(fault("<a b='&x;'/>").contains("unrecognized entity `x`"));
    }

    #[test]
    fn what_is_not_well_formed_is_told_with_its_line() {
        for (text, why) in [
            ("", "there is no element"),
            ("{}", "text outside of the root element"),
            ("<a>", "the element `a` is not closed"),
            ("<a/><b/>", "a second root element"),
            ("<a/>b", "text outside of the root element"),
            ("<a></b>", "expected `</a>`, but `</b>` was found"),
            ("<a b='1' b='2'/>", "duplicated attribute"),
            ("<a>&#0;</a>", "invalid character reference"),
            ("<a>&#1;</a>", "has no place in XML"),
            ("<a", "tag not closed"),
        ] {
            let found = fault(text);
            assert!(
                found.contains(why) && found.contains("at line 1"),
                "{text}: {found}"
            );
        }
    }

    #[test]
    fn depth_is_limited() {
        let nested = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
        assert!(read(&nested(128)).is_ok());
        assert!(fault(&nested(129)).contains("nested more than 128 deep"));
        assert!(fault(&"<a>".repeat(1_000_000)).contains("nested more than 128 deep"));
    }
}
