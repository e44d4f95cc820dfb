//! Discriminators: which tags select which schema, and the children of a base that are known only by their `allOf`
//! (OAS.md 26).

use std::collections::{HashMap, HashSet};

use openapiv3::{Discriminator, OpenAPI, ReferenceOr};
use serde_json::Value;

use super::category::{Category, category};
use super::mappings::{Limited, Mapping};
use super::naming::{CATCH_ALL, Scope};
use super::references::schema_name;
use super::view::{Part, SchemaRef, View};
use super::{Context, Lowerer, composition};
use crate::diagnostics::Pointer;
use crate::dialect::extension;
use crate::model::{Dispatch, Ident, Look, Shape, Type, TypeId, Union, Variant};

/// By base, the component schemas that stand for it in values: those whose `allOf` leads to it and those that its
/// `mapping` names, in the order of the document. Only bases with a discriminator and without `oneOf` or `anyOf`.
#[derive(Debug, Default)]
pub(super) struct Families<'a>(HashMap<&'a str, Vec<Child<'a>>>);

#[derive(Debug, Clone, Copy)]
struct Child<'a> {
    name: &'a str,
    /// Its `allOf` leads to the base.
    is_descendant: bool,
}

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
            let descendants = descendants(base, &direct);
            let mut found = descendants.clone();
            let mapped = discriminator.mapping.values();
            found.extend(mapped.filter_map(|target| {
                let name = schema_name(target).unwrap_or_else(|| target.clone());
                schemas.get_key_value(&name).map(|(name, _)| name.as_str())
            }));
            found.remove(base);
            if !found.is_empty() {
                let ordered = schemas.keys().map(String::as_str);
                let children = ordered
                    .filter(|name| found.contains(name))
                    .map(|name| Child {
                        name,
                        is_descendant: descendants.contains(name),
                    });
                families.insert(base, children.collect());
            }
        }
        Self(families)
    }

    fn children(&self, base: &str) -> Option<Vec<&'a str>> {
        let children = self.0.get(base)?.iter();
        Some(children.map(|child| child.name).collect())
    }

    fn is_descendant(&self, base: &str, name: &str) -> bool {
        let mut children = self.0.get(base).into_iter().flatten();
        children.any(|child| child.name == name && child.is_descendant)
    }

    /// Whether values of this schema may be values of its children.
    pub(super) fn is_base(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

/// Alternatives, each with what the tag's property is limited to in it.
fn limited<'p, 'a>(parts: &'p [Part<'a>], limits: &'p [Vec<String>]) -> Vec<Limited<'p, 'a>> {
    let each = parts.iter().zip(limits);
    each.map(|(part, limits)| Limited { part, limits })
        .collect()
}

/// The lists without what is in more than one of them: that selects neither.
fn only_once(mut lists: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for value in lists.iter().flatten() {
        *counts.entry(value.clone()).or_default() += 1;
    }
    for list in &mut lists {
        list.retain(|value| counts.get(value) == Some(&1));
    }
    lists
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
        let children = self.families.children(base)?;
        let discriminator = view.discriminator?;
        let own = self.component_part(base)?;
        let parts = children.iter().map(|name| self.component_part(name));
        let parts: Vec<Part<'a>> = parts.collect::<Option<_>>()?;
        let limits = self.limits_of_children(base, &children, &parts, discriminator);
        let mapping = self.fitting_mapping(view, discriminator, &limited(&parts, &limits));
        let limits = only_once(limits);
        let mut names = Scope::reserving([CATCH_ALL]);
        let mut variants = Vec::with_capacity(children.len() + 1);
        for ((name, part), limits) in children.iter().zip(&parts).zip(limits) {
            let id = *self.components.get(name)?;
            let wanted = self.types.get(id)?.name.clone();
            let tags = self.tags(&mapping, part, limits);
            let ty = match self.families.is_descendant(base, name) {
                true => Type::Named(id),
                false => self.with_base(view, part, id, &context.child(wanted.as_str())),
            };
            let name = names.claim(&wanted);
            variants.push(self.variant(name, ty, Some(discriminator), part, tags));
        }
        let ty = self
            .declare(view.clone(), &context.child("base"))
            .into_element();
        let name = names.claim(&context.name);
        let is_free = |tag: &String| !variants.iter().any(|variant| variant.tags.contains(tag));
        let limits = self.constant_strings(&own, &discriminator.property_name);
        let limits = limits.into_iter().filter(is_free).collect();
        let tags = self.tags(&mapping, &own, limits);
        variants.push(self.variant(name, ty, Some(discriminator), &own, tags));
        Some(Shape::Union(Union {
            variants,
            dispatch: Dispatch::Tag(discriminator.property_name.clone()),
        }))
    }

    /// A child that only `mapping` names: where its base has properties that it lacks, both hold together.
    fn with_base(
        &mut self,
        view: &View<'a>,
        part: &Part<'a>,
        id: TypeId,
        context: &Context,
    ) -> Type {
        let child = self.view(std::slice::from_ref(part));
        let is_object = category(&child) == Category::Object;
        let mut names = view.properties.keys().chain(view.required.keys());
        let lacks = names.any(|name| !child.properties.contains_key(name));
        match is_object && lacks {
            true => self.alternative(view, part, context).into_element(),
            false => Type::Named(id),
        }
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

    /// What the tag's property is limited to in each child, where the child itself limits it further than its base. A child
    /// that only `mapping` names has the tags that stand there.
    fn limits_of_children(
        &self,
        base: &'a str,
        children: &[&'a str],
        parts: &[Part<'a>],
        discriminator: &Discriminator,
    ) -> Vec<Vec<String>> {
        let property = &discriminator.property_name;
        let of_base = self
            .component_part(base)
            .map(|base| self.constant_strings(&base, property))
            .unwrap_or_default();
        let narrower = |(name, part): (&&'a str, &Part<'a>)| {
            let limits = match self.families.is_descendant(base, name) {
                true => self.constant_strings(part, property),
                false => Vec::new(),
            };
            match of_base.iter().all(|value| limits.contains(value)) && !of_base.is_empty() {
                true => Vec::new(),
                false => limits,
            }
        };
        children.iter().zip(parts).map(narrower).collect()
    }

    /// The tags of each alternative of a union; none without a discriminator.
    pub(super) fn union_tags(&mut self, view: &View<'a>) -> Vec<Vec<String>> {
        let Some(discriminator) = view.discriminator else {
            return vec![Vec::new(); view.alternatives.len()];
        };
        let parts = &view.alternatives;
        let limits = |part| self.constant_strings(part, &discriminator.property_name);
        let limits: Vec<Vec<String>> = parts.iter().map(limits).collect();
        let mapping = self.fitting_mapping(view, discriminator, &limited(parts, &limits));
        let each = parts.iter().zip(only_once(limits));
        each.map(|(part, limits)| self.tags(&mapping, part, limits))
            .collect()
    }

    /// A variant of a union, with the tags that select it.
    pub(super) fn variant(
        &self,
        name: Ident,
        ty: Type,
        discriminator: Option<&Discriminator>,
        part: &Part<'a>,
        tags: Vec<String>,
    ) -> Variant {
        let component = self.component_of(part);
        let default = discriminator
            .and_then(|discriminator| discriminator.extensions.get(extension::DEFAULT_MAPPING))
            .and_then(Value::as_str);
        Variant {
            name,
            ty,
            constraints: Vec::new(),
            tags,
            default: component.is_some()
                && default.is_some_and(|target| {
                    Some(target) == component || self.component_name(target) == component
                }),
            look: Look::default(),
        }
    }

    /// The component that a part refers to or is.
    pub(super) fn component_of(&self, part: &Part<'a>) -> Option<&'a str> {
        match part.schema {
            SchemaRef::Reference(reference) => self.component_name(reference),
            SchemaRef::Item(_) => self.component_at(&part.at),
        }
    }

    /// The discriminator values that select an alternative: those of `mapping`, those that only its own property allows,
    /// and the component's name, which counts also when `mapping` does not list it (Discriminator Object).
    fn tags(&self, mapping: &Mapping, part: &Part<'a>, limits: Vec<String>) -> Vec<String> {
        let mapped = mapping
            .iter()
            .filter(|(_, target)| self.leads_to(target, part));
        let mut tags: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
        let component = self.component_of(part).map(str::to_owned);
        for tag in limits.into_iter().chain(component) {
            // What is mapped here is among the tags, what is mapped elsewhere selects that.
            if !tags.contains(&tag) && !mapping.contains_key(&tag) {
                tags.push(tag);
            }
        }
        tags
    }

    /// The strings that a property of a schema is limited to.
    pub(super) fn constant_strings(&self, part: &Part<'a>, property: &str) -> Vec<String> {
        let view = self.view(std::slice::from_ref(part));
        let property = view.properties.get(property);
        property.map_or_else(Vec::new, |parts| self.strings_of(parts))
    }

    /// The strings that these schemas together are limited to.
    pub(super) fn strings_of(&self, parts: &[Part<'a>]) -> Vec<String> {
        let property = self.view(parts);
        let values = property.constant.into_iter().chain(&property.enumeration);
        let mut strings: Vec<String> = values
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect();
        strings.dedup();
        strings
    }
}
