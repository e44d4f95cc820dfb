//! What nodes are called, and that they can be told apart by it.

use std::collections::HashSet;

use super::describe::Describer;
use super::{XmlContent, XmlKind, XmlNode, XmlObstacle};

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

impl Describer<'_> {
    /// Two properties that refer to one type have one name, if the type has any: they are called as the properties are
    /// then, which is what servers mean whose types have a name each for when they are the root.
    pub(super) fn tell_apart(
        &self,
        properties: &mut [(String, XmlNode)],
    ) -> Result<(), XmlObstacle> {
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

    /// Whether a node has a name that XML admits. None is needed for elements that any name will do for.
    pub(super) fn check_name(&self, node: &mut XmlNode) -> Result<(), XmlObstacle> {
        split_prefix(node);
        if node.name.is_empty() || is_name(&node.name) {
            return Ok(());
        }
        let reason = format!("`{}`, which is no name in XML,", node.name);
        Err(self.obstacle(reason))
    }
}

/// A name may have its prefix before it: `xml: {name: "dc:title"}`, which is how some documents write it.
pub(super) fn split_prefix(node: &mut XmlNode) {
    if node.prefix.is_empty()
        && let Some((prefix, name)) = node.name.split_once(':')
        && is_name(prefix)
    {
        node.prefix = prefix.to_owned();
        node.name = name.to_owned();
    }
}

/// Whether a text can be the local name of an element or attribute (Namespaces in XML 1.0 §3, `NCName`).
pub(super) fn is_name(text: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let goes_on = |c: char| starts(c) || c.is_alphanumeric() || matches!(c, '-' | '.' | '·');
    text.starts_with(starts) && text.chars().all(goes_on)
}
