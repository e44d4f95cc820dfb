//! The nodes of types (OpenAPI 3.2.0 §4.26.2 and §4.26.3; OpenAPI 3.0.4 and 3.1.1 §4.8.26, which say the same in other words).

use std::collections::HashSet;

use super::{Xml, XmlContent, XmlKind, XmlNode, XmlObstacle, XmlUnion};
use crate::diagnostics::Pointer;
use crate::model::{
    Constant, Dispatch, Enum, EnumValues, Field, Literal, Named, Object, Presence, Shape, Type,
    TypeId, Types, Union,
};

/// How deep lists of lists are followed.
const DEPTH: usize = 16;

/// Where the schemas stand whose names are names of elements.
const COMPONENTS: [&str; 2] = ["components", "schemas"];

/// The node of each declared type that a body of this type needs, the body's own first.
///
/// # Errors
/// One of them has no form that is simple enough.
pub fn describe(types: &Types, root: &Type) -> Result<Vec<(TypeId, XmlNode)>, XmlObstacle> {
    let describer = Describer::of(types, Pointer::root());
    let content = describer.node(root, None, None, DEPTH)?.content;
    // A scalar's type as well, if it is declared: here alone nothing stands for it.
    let mut open: Vec<TypeId> = content
        .mentioned()
        .into_iter()
        .chain(root.mentioned())
        .collect();
    open.reverse();
    let mut seen = HashSet::new();
    let mut described = Vec::new();
    while let Some(id) = open.pop() {
        let Some(named) = types.get(id).filter(|_| seen.insert(id)) else {
            continue;
        };
        if let Shape::Alias(target) = &named.shape {
            open.extend(target.mentioned());
            continue;
        }
        let node = of_type(types, named)?;
        open.extend(node.content.mentioned());
        described.push((id, node));
    }
    Ok(described)
}

/// The node of a declared type where nothing else names it.
fn of_type(types: &Types, named: &Named) -> Result<XmlNode, XmlObstacle> {
    let describer = Describer::of(types, named.origin.clone());
    let own = named.xml.as_deref();
    let tokens: Vec<_> = named.origin.tokens().collect();
    let component = match tokens.as_slice() {
        [first, second, name] if [first, second] == COMPONENTS.each_ref() => Some(name.to_string()),
        _ => None,
    };
    let name = own.and_then(|xml| xml.name.clone()).or(component);
    let content = describer.declared(named, own, name.as_deref())?;
    let kind = own.and_then(|xml| xml.kind).unwrap_or(XmlKind::Element);
    let mut node = XmlNode {
        kind,
        name: name.unwrap_or_default(),
        namespace: own
            .and_then(|xml| xml.namespace.clone())
            .unwrap_or_default(),
        prefix: own.and_then(|xml| xml.prefix.clone()).unwrap_or_default(),
        required: false,
        content,
    };
    split_prefix(&mut node);
    if !is_name(&node.name) {
        // Read under any name; what is sent needs one.
        node.name.clear();
    }
    Ok(node)
}

/// Finds the nodes of what is in a declared type.
struct Describer<'a> {
    types: &'a Types,
    /// The schema that is spoken of.
    origin: Pointer,
}

impl<'a> Describer<'a> {
    const fn of(types: &'a Types, origin: Pointer) -> Self {
        Self { types, origin }
    }

    fn obstacle(&self, reason: impl Into<String>) -> XmlObstacle {
        XmlObstacle {
            origin: self.origin.clone(),
            reason: reason.into(),
        }
    }

    /// What is in a declared type.
    fn declared(
        &self,
        named: &Named,
        own: Option<&Xml>,
        name: Option<&str>,
    ) -> Result<XmlContent, XmlObstacle> {
        match &named.shape {
            Shape::Object(object) => self.object(object),
            Shape::Union(union) => self.union(union),
            Shape::Tuple(tuple) if tuple.rest.is_some() => {
                Err(self.obstacle("a tuple of any length"))
            }
            Shape::Tuple(tuple) => {
                let nodes = tuple.elements.iter().map(|element| {
                    let node = self.node(&element.ty, element.xml.as_deref(), name, DEPTH)?;
                    match node.kind {
                        XmlKind::None => Err(self.obstacle("an element of a tuple without a node")),
                        _ => Ok(node),
                    }
                });
                Ok(XmlContent::Tuple(nodes.collect::<Result<_, _>>()?))
            }
            Shape::Newtype(ty) | Shape::Alias(ty) => self.content(ty, own, name, DEPTH),
            Shape::Enum(values) => self.values(values),
            Shape::Constant(constant) => Ok(constant_content(constant)),
        }
    }

    fn object(&self, object: &Object) -> Result<XmlContent, XmlObstacle> {
        let properties = object.fields.iter().map(|field| {
            let within = Self::of(self.types, field.origin.clone());
            Ok((field.wire.clone(), within.property(field)?))
        });
        let mut properties: Vec<(String, XmlNode)> = properties.collect::<Result<_, _>>()?;
        self.tell_apart(&mut properties)?;
        let rest = object
            .extra
            .as_ref()
            .map(|extra| self.value_of_map(&extra.ty, DEPTH));
        Ok(XmlContent::Object(properties, rest.transpose()?))
    }

    /// Two properties that refer to one type have one name, if the type has any: they are called as the properties are
    /// then, which is what servers mean whose types have a name each for when they are the root.
    fn tell_apart(&self, properties: &mut [(String, XmlNode)]) -> Result<(), XmlObstacle> {
        let all: Vec<_> = properties.iter().map(|(_, node)| visible(node)).collect();
        let is_double =
            |name: &Visible| all.iter().flatten().filter(|one| *one == name).count() > 1;
        for (wire, node) in properties.iter_mut() {
            if matches!(node.content, XmlContent::Of(_))
                && visible(node).is_some_and(|name| is_double(&name))
            {
                node.name.clone_from(wire);
                self.check_name(node)?;
            }
        }
        let mut seen = HashSet::new();
        let mut names = properties.iter().filter_map(|(_, node)| visible(node));
        match names.find(|name| !seen.insert(name.clone())) {
            Some((_, name, _)) => Err(self.obstacle(format!("two properties that are `{name}`"))),
            None => Ok(()),
        }
    }

    fn property(&self, field: &Field) -> Result<XmlNode, XmlObstacle> {
        let mut node = self.node(&field.ty, field.xml.as_deref(), Some(&field.wire), DEPTH)?;
        let may_lack_a_node = matches!(node.kind, XmlKind::None | XmlKind::Text | XmlKind::Cdata);
        node.required = may_lack_a_node && field.presence == Presence::Required;
        Ok(node)
    }

    /// One of several objects: only a tag tells them apart, because the text of XML has no types to go by. Of scalars it is
    /// text, if any of them is.
    fn union(&self, union: &Union) -> Result<XmlContent, XmlObstacle> {
        let Dispatch::Tag(tag) = &union.dispatch else {
            return self.scalars(union);
        };
        let is_object = |ty: &Type| match self.types.resolve(ty) {
            Type::Named(id) => {
                let shape = self.types.get(*id).map(|named| &named.shape);
                matches!(shape, Some(Shape::Object(_)))
            }
            _ => false,
        };
        if !union.variants.iter().all(|variant| is_object(&variant.ty)) {
            return Err(self.obstacle("a union of other types than objects"));
        }
        let mut node = element(tag, XmlContent::Text);
        self.check_name(&mut node)?;
        let selected = union
            .variants
            .iter()
            .filter(|variant| !variant.tags.is_empty());
        let variants = selected.map(|variant| (variant.tags.clone(), variant.ty.clone()));
        let default = union.variants.iter().find(|variant| variant.default);
        Ok(XmlContent::Union(Box::new(XmlUnion {
            tag: tag.clone(),
            node,
            variants: variants.collect(),
            default: default.map(|variant| variant.ty.clone()),
        })))
    }

    /// What is in the node of one of several scalars.
    fn scalars(&self, union: &Union) -> Result<XmlContent, XmlObstacle> {
        let contents = union
            .variants
            .iter()
            .map(|variant| match self.core(&variant.ty) {
                // A union within would have to be one of scalars too; it is rare enough.
                Type::Named(id) if !self.is_listed(*id) => {
                    Err(self.obstacle("a union without a discriminator"))
                }
                _ => self.content(&variant.ty, None, None, 1),
            });
        let contents = contents.collect::<Result<Vec<_>, _>>()?;
        let all = |wanted: XmlContent| contents.iter().all(|content| *content == wanted);
        let texts = [XmlContent::Text, XmlContent::Word];
        if !contents.iter().all(XmlContent::is_scalar) {
            Err(self.obstacle("a union without a discriminator"))
        } else if contents.iter().any(|content| texts.contains(content)) {
            Ok(XmlContent::Text)
        } else if all(XmlContent::Number) {
            Ok(XmlContent::Number)
        } else {
            Err(self.obstacle("a union of numbers and booleans"))
        }
    }

    /// Whether a declared type lists values.
    fn is_listed(&self, id: TypeId) -> bool {
        let shape = self.types.get(id).map(|named| &named.shape);
        matches!(shape, Some(Shape::Enum(_) | Shape::Constant(_)))
    }

    fn values(&self, Enum { values }: &Enum) -> Result<XmlContent, XmlObstacle> {
        match values {
            EnumValues::Strings(values) => {
                let has_blanks = values
                    .iter()
                    .any(|(_, text)| text.is_empty() || text.trim() != text);
                Ok(if has_blanks {
                    XmlContent::Text
                } else {
                    XmlContent::Word
                })
            }
            EnumValues::Integers(_) => Ok(XmlContent::Number),
            EnumValues::Mixed(_) => Err(self.obstacle("an enum of several kinds of values")),
        }
    }

    /// The node of a value of this type where it is used: `own` is what is said there, `inferred` what it is called
    /// unless it is named.
    fn node(
        &self,
        ty: &Type,
        own: Option<&Xml>,
        inferred: Option<&str>,
        depth: usize,
    ) -> Result<XmlNode, XmlObstacle> {
        let said = self.said(ty, own);
        let is_list = matches!(self.core(ty), Type::List(_) | Type::Set(_));
        let usual = if is_list {
            XmlKind::None
        } else {
            XmlKind::Element
        };
        let kind = said.kind.unwrap_or(usual);
        let name = said.name.as_deref().or(inferred);
        // An array that is no element has no name to give to its own (OpenAPI 3.2.0 §4.26.3).
        let of_items = if kind == XmlKind::Element {
            name
        } else {
            inferred
        };
        let content = self.content(ty, Some(&said), of_items, depth)?;
        let mut node = XmlNode {
            kind,
            name: name.unwrap_or_default().to_owned(),
            namespace: said.namespace.unwrap_or_default(),
            prefix: said.prefix.unwrap_or_default(),
            required: false,
            content,
        };
        self.check(&mut node)?;
        Ok(node)
    }

    /// What is said of a value's XML where it is used, and where its type is declared. What is said where it is used
    /// counts first; but not if it only says that there is no node (a reference in 3.2).
    fn said(&self, ty: &Type, own: Option<&Xml>) -> Xml {
        let declared = self.declarations(ty);
        let own = own.filter(|own| declared.is_empty() || own.kind != Some(XmlKind::None));
        let mut said = Xml::default();
        for xml in own.into_iter().chain(declared) {
            said.name = said.name.or_else(|| xml.name.clone());
            said.namespace = said.namespace.or_else(|| xml.namespace.clone());
            said.prefix = said.prefix.or_else(|| xml.prefix.clone());
            said.kind = said.kind.or(xml.kind);
            said.items = said.items.or_else(|| xml.items.clone());
        }
        said
    }

    /// What is said at the declarations that a type leads to, through aliases.
    fn declarations(&self, ty: &Type) -> Vec<&'a Xml> {
        let mut found = Vec::new();
        let mut next = itself(ty);
        for _ in 0..self.types.len() {
            let Some(named) = next.and_then(|id| self.types.get(id)) else {
                break;
            };
            found.extend(named.xml.as_deref());
            next = match &named.shape {
                Shape::Alias(target) => itself(target),
                _ => None,
            };
        }
        found
    }

    /// The type without what makes no difference in XML.
    fn core<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut ty = self.types.resolve(ty);
        while let Type::Nullable(inner) | Type::Redacted(inner) | Type::Boxed(inner) = ty {
            ty = self.types.resolve(inner);
        }
        ty
    }

    /// What is in the node of a value of this type.
    fn content(
        &self,
        ty: &Type,
        xml: Option<&Xml>,
        of_items: Option<&str>,
        depth: usize,
    ) -> Result<XmlContent, XmlObstacle> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(self.obstacle("lists nested too deep"));
        };
        Ok(match self.core(ty) {
            Type::Bool => XmlContent::Boolean,
            Type::Integer(_) | Type::Number => XmlContent::Number,
            Type::String | Type::Secret => XmlContent::Text,
            Type::DateTime | Type::Date | Type::Time | Type::Span | Type::Uuid => XmlContent::Word,
            Type::Ip | Type::Ipv4 | Type::Ipv6 | Type::Decimal | Type::Base64 => XmlContent::Word,
            Type::Any => XmlContent::Any,
            Type::File => return Err(self.obstacle("a file")),
            Type::List(item) | Type::Set(item) => {
                let items = xml.and_then(|xml| xml.items.as_deref());
                let node = self.node(item, items, of_items, depth)?;
                if node.kind != XmlKind::Element {
                    return Err(self.obstacle("an array whose elements are no elements of XML"));
                }
                XmlContent::List(Box::new(node))
            }
            Type::Map(value) => XmlContent::Map(self.value_of_map(value, depth)?),
            Type::Named(id) => match self.types.get(*id) {
                Some(Named {
                    shape: Shape::Enum(values),
                    ..
                }) => self.values(values)?,
                Some(Named {
                    shape: Shape::Constant(constant),
                    ..
                }) => constant_content(constant),
                Some(Named {
                    shape: Shape::Union(union),
                    origin,
                    ..
                }) if union.dispatch == Dispatch::Look => {
                    Self::of(self.types, origin.clone()).scalars(union)?
                }
                _ => XmlContent::Of(*id),
            },
            // Followed above.
            Type::Nullable(_) | Type::Redacted(_) | Type::Boxed(_) => XmlContent::Any,
        })
    }

    /// The values of a map: elements that are called as its keys are.
    fn value_of_map(&self, ty: &Type, depth: usize) -> Result<Box<XmlNode>, XmlObstacle> {
        if matches!(self.core(ty), Type::List(_) | Type::Set(_)) {
            return Err(self.obstacle("a map of arrays"));
        }
        let content = self.content(ty, None, None, depth)?;
        Ok(Box::new(element("", content)))
    }

    /// Whether there can be such a node.
    fn check(&self, node: &mut XmlNode) -> Result<(), XmlObstacle> {
        let is_scalar = node.content.is_scalar();
        match node.kind {
            XmlKind::Attribute | XmlKind::Text | XmlKind::Cdata if !is_scalar => {
                let what = match node.kind {
                    XmlKind::Attribute => "an attribute",
                    _ => "a text",
                };
                Err(self.obstacle(format!("{what} that holds an array or an object")))
            }
            XmlKind::Element | XmlKind::Attribute => self.check_name(node),
            XmlKind::Text | XmlKind::Cdata => Ok(()),
            // A scalar is text at least.
            XmlKind::None if is_scalar => {
                node.kind = XmlKind::Text;
                Ok(())
            }
            XmlKind::None => match &node.content {
                XmlContent::List(_) | XmlContent::Of(_) => Ok(()),
                _ => Err(self.obstacle("a map without an element around it")),
            },
        }
    }

    /// Whether a node has a name that XML admits. None is needed for elements that any name will do for.
    fn check_name(&self, node: &mut XmlNode) -> Result<(), XmlObstacle> {
        split_prefix(node);
        if node.name.is_empty() || is_name(&node.name) {
            return Ok(());
        }
        let reason = format!("`{}`, which is no name in XML,", node.name);
        Err(self.obstacle(reason))
    }
}

/// What an element or attribute is told from others by: whether it is an attribute, its name and its namespace.
type Visible = (bool, String, String);

/// The same of a node in an object; nothing if it has no name.
fn visible(node: &XmlNode) -> Option<Visible> {
    match (node.kind, &node.content) {
        (XmlKind::Element | XmlKind::Attribute, _) => Some((
            node.kind == XmlKind::Attribute,
            node.name.clone(),
            node.namespace.clone(),
        )),
        (XmlKind::None, XmlContent::List(item)) => visible(item),
        _ => None,
    }
}

/// The declared type that a value of this type is, and not one that it holds.
fn itself(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) | Type::Redacted(inner) | Type::Boxed(inner) => itself(inner),
        _ => None,
    }
}

/// An element of which nothing is said.
fn element(name: &str, content: XmlContent) -> XmlNode {
    XmlNode {
        kind: XmlKind::Element,
        name: name.to_owned(),
        namespace: String::new(),
        prefix: String::new(),
        required: false,
        content,
    }
}

fn constant_content(constant: &Constant) -> XmlContent {
    match constant.value {
        Literal::String(_) => XmlContent::Text,
        Literal::Integer(_) | Literal::Number(_) => XmlContent::Number,
        Literal::Boolean(_) => XmlContent::Boolean,
    }
}

/// A name may have its prefix before it: `xml: {name: "dc:title"}`, which is how some documents write it.
fn split_prefix(node: &mut XmlNode) {
    if node.prefix.is_empty()
        && let Some((prefix, name)) = node.name.split_once(':')
        && is_name(prefix)
    {
        node.prefix = prefix.to_owned();
        node.name = name.to_owned();
    }
}

/// Whether a text can be the local name of an element or attribute (Namespaces in XML 1.0 §3, `NCName`).
fn is_name(text: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let goes_on = |c: char| starts(c) || c.is_alphanumeric() || matches!(c, '-' | '.' | '·');
    text.starts_with(starts) && text.chars().all(goes_on)
}
