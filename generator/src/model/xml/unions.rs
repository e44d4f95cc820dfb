//! Unions in XML.

use super::describe::{Describer, element};
use super::{XmlContent, XmlObstacle, XmlUnion};
use crate::model::{Dispatch, Shape, Type, TypeId, Union};

impl Describer<'_> {
    /// One of several objects: only a tag tells them apart, because the text of XML has no types to go by. Of scalars it is
    /// text, if any of them is.
    pub(super) fn union(&self, union: &Union) -> Result<XmlContent, XmlObstacle> {
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
    pub(super) fn scalars(&self, union: &Union) -> Result<XmlContent, XmlObstacle> {
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
}
