//! How values stand in XML: as which nodes, of which names.

use crate::model::{Named, XmlContent, XmlNode};

use super::super::kind::{Aspect, Kind, Subject};
use super::super::report::Wire;
use super::site::Site;
use super::{Claims, Finding, Walk};

/// How many nodes within each other are followed; as deep as documents may be nested.
const DEPTH: usize = 128;

impl Walk<'_> {
    /// Compares the nodes of a declared type, where bodies of XML have values of it.
    pub(super) fn xml(&mut self, site: &Site, old: &Named, new: &Named) {
        let (Some(old), Some(new)) = (&old.xml_node, &new.xml_node) else {
            return;
        };
        let (XmlContent::Object(was, _), XmlContent::Object(is, _)) = (&old.content, &new.content)
        else {
            if !is_alike(old, new, DEPTH) {
                self.written_otherwise(site, None);
            }
            return;
        };
        if !has_same_name(old, new) {
            self.written_otherwise(site, None);
        }
        for (property, node) in was {
            let same = is.iter().find(|(name, _)| name == property);
            if same.is_some_and(|(_, other)| !is_alike(node, other, DEPTH)) {
                self.written_otherwise(site, Some(property));
            }
        }
    }

    fn written_otherwise(&mut self, site: &Site, property: Option<&str>) {
        let message = "its form in XML is another".to_owned();
        let finding = site.found(Aspect::EncodingChanged, Wire::Breaking, message);
        let finding = Finding {
            claims: Claims::default(),
            ..finding
        };
        self.say(match property {
            Some(property) => Finding {
                kind: Kind::new(Subject::Property(site.direction), Aspect::EncodingChanged),
                subject: format!("{}.{property}", site.label),
                ..finding
            },
            None => finding,
        });
    }
}

fn has_same_name(old: &XmlNode, new: &XmlNode) -> bool {
    (old.kind, &old.name, &old.namespace, &old.prefix)
        == (new.kind, &new.name, &new.namespace, &new.prefix)
}

/// Whether values stand in the same nodes. What declared types hold is compared there, and what a text is, with its type.
fn is_alike(old: &XmlNode, new: &XmlNode, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return true;
    };
    has_same_name(old, new)
        && match (&old.content, &new.content) {
            (XmlContent::List(old), XmlContent::List(new))
            | (XmlContent::Map(old), XmlContent::Map(new)) => is_alike(old, new, depth),
            (XmlContent::Tuple(old), XmlContent::Tuple(new)) => {
                let mut both = old.iter().zip(new);
                both.all(|(old, new)| is_alike(old, new, depth))
            }
            (XmlContent::Union(old), XmlContent::Union(new)) => {
                is_alike(&old.node, &new.node, depth)
            }
            _ => true,
        }
}
