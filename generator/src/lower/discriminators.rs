//! Discriminators: which tags select which schema, and the children of a base that are known only by their `allOf`
//! (OAS.md 26).

use std::collections::{HashMap, HashSet};

use openapiv3::{Discriminator, OpenAPI, ReferenceOr};
use serde_json::Value;

use super::naming::{CATCH_ALL, Scope};
use super::references::schema_name;
use super::view::{Part, SchemaRef, View};
use super::{Context, Lowerer, composition};
use crate::diagnostics::Pointer;
use crate::model::{Dispatch, Ident, Look, Shape, Type, Union, Variant};

/// By base, the component schemas that stand for it in values: those whose `allOf` leads to it and those that its
/// `mapping` names, in the order of the document. Only bases with a discriminator and without `oneOf` or `anyOf`.
#[derive(Debug, Default)]
pub(super) struct Families<'a>(HashMap<&'a str, Vec<&'a str>>);

impl<'a> Families<'a> {
    pub(super) fn of(openapi: &'a OpenAPI) -> Self {
        let Some(components) = &openapi.components else {
            return Self::default();
        };
        let schemas = &components.schemas;
        let mut direct: HashMap<String, Vec<&'a str>> = HashMap::new();
        let mut bases = Vec::new();
        for (name, schema) in schemas {
            let ReferenceOr::Item(schema) = schema else {
                continue;
            };
            for base in composition::named_parts(schema) {
                direct.entry(base).or_default().push(name);
            }
            if let Some(discriminator) = &schema.schema_data.discriminator
                && !composition::has_alternatives(schema)
            {
                bases.push((name.as_str(), discriminator));
            }
        }
        let mut families = HashMap::new();
        for (base, discriminator) in bases {
            let mut found = descendants(base, &direct);
            let mapped = discriminator.mapping.values();
            found.extend(mapped.filter_map(|target| {
                let name = schema_name(target).unwrap_or_else(|| target.clone());
                schemas.get_key_value(&name).map(|(name, _)| name.as_str())
            }));
            found.remove(base);
            if !found.is_empty() {
                let ordered = schemas.keys().map(String::as_str);
                families.insert(base, ordered.filter(|name| found.contains(name)).collect());
            }
        }
        Self(families)
    }

    fn children(&self, base: &str) -> Option<&[&'a str]> {
        self.0.get(base).map(Vec::as_slice)
    }

    /// Whether values of this schema may be values of its children.
    pub(super) fn is_base(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

/// Everything whose `allOf` leads to `base`.
fn descendants<'a>(base: &str, direct: &HashMap<String, Vec<&'a str>>) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    let mut open: Vec<&str> = vec![base];
    while let Some(name) = open.pop() {
        for child in direct.get(name).into_iter().flatten() {
            if found.insert(*child) {
                open.push(child);
            }
        }
    }
    found
}

impl<'a> Lowerer<'a> {
    /// The union of a base and its children, when the component at this place is a base: what is used as the base may
    /// be any of them. The base's own properties are a struct of their own, one more variant.
    pub(super) fn family(&mut self, view: &View<'a>, context: &Context) -> Option<Shape> {
        let base = self.component_at(&view.at)?;
        let children = self.families.children(base)?.to_vec();
        let discriminator = view.discriminator?;
        let mut names = Scope::reserving([CATCH_ALL]);
        let mut variants = Vec::with_capacity(children.len() + 1);
        for name in children {
            let (Some(id), Some(part)) = (self.components.get(name), self.component_part(name))
            else {
                continue;
            };
            let (id, wanted) = (*id, self.types.get(*id)?.name.clone());
            let name = names.claim(&wanted);
            variants.push(self.variant(name, Type::Named(id), Some(discriminator), &part));
        }
        let own = self.component_part(base)?;
        let ty = self
            .declare(view.clone(), &context.child("base"))
            .into_element();
        let name = names.claim(&context.name);
        variants.push(self.variant(name, ty, Some(discriminator), &own));
        Some(Shape::Union(Union {
            variants,
            dispatch: Dispatch::Tag(discriminator.property_name.clone()),
        }))
    }

    fn component_part(&self, name: &str) -> Option<Part<'a>> {
        let (name, schema) = self
            .openapi
            .components
            .as_ref()?
            .schemas
            .get_key_value(name)?;
        let at = Pointer::root().at(["components", "schemas", name.as_str()]);
        Some(Part::new(schema, at))
    }

    /// A variant of a union, with the tags that select it.
    pub(super) fn variant(
        &self,
        name: Ident,
        ty: Type,
        discriminator: Option<&Discriminator>,
        part: &Part<'a>,
    ) -> Variant {
        let component = self.component_of(part);
        let default = discriminator
            .and_then(|discriminator| {
                discriminator
                    .extensions
                    .get("x-clientsmith-default-mapping")
            })
            .and_then(Value::as_str);
        Variant {
            name,
            ty,
            tags: self.tags(discriminator, part),
            default: component.is_some()
                && default.is_some_and(|target| {
                    Some(target) == component || self.component_name(target) == component
                }),
            look: Look::default(),
        }
    }

    /// The component that a part refers to or is.
    fn component_of(&self, part: &Part<'a>) -> Option<&'a str> {
        match part.schema {
            SchemaRef::Reference(reference) => self.component_name(reference),
            SchemaRef::Item(_) => self.component_at(&part.at),
        }
    }

    /// The discriminator values that select an alternative: those of `mapping`, those that its own property allows,
    /// and the component's name, which counts also when `mapping` does not list it (Discriminator Object).
    fn tags(&self, discriminator: Option<&Discriminator>, part: &Part<'a>) -> Vec<String> {
        let Some(discriminator) = discriminator else {
            return Vec::new();
        };
        let component = self.component_of(part);
        let leads_here = |target: &str| {
            component
                .is_some_and(|name| target == name || self.component_name(target) == Some(name))
        };
        let mut tags: Vec<String> = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| leads_here(target))
            .map(|(value, _)| value.clone())
            .collect();
        let listed_elsewhere = |tag: &str| {
            discriminator
                .mapping
                .get(tag)
                .is_some_and(|target| !leads_here(target))
        };
        let view = self.view(std::slice::from_ref(part));
        let property = view.properties.get(discriminator.property_name.as_str());
        let values = property.map(|parts| self.constant_strings(parts));
        let values = values.into_iter().flatten();
        let implicit = values.chain(component.map(str::to_owned));
        for tag in implicit {
            if !tags.contains(&tag) && !listed_elsewhere(&tag) {
                tags.push(tag);
            }
        }
        tags
    }

    /// The strings that a property, of these schemas together, is limited to.
    pub(super) fn constant_strings(&self, property: &[Part<'a>]) -> Vec<String> {
        let property = self.view(property);
        let values = property.constant.into_iter().chain(&property.enumeration);
        let mut strings: Vec<String> = values
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect();
        strings.dedup();
        strings
    }
}
