//! `allOf`: parts that hold together are merged into one view.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{AnySchema, Schema, SchemaKind};

use super::references::schema_name;
use super::view::{Additional, Part, SchemaRef, View, is_anything};
use super::{Lowerer, listed};
use crate::diagnostics::Pointer;

impl<'a> Lowerer<'a> {
    /// Everything that these parts say together, their `allOf`s and references followed.
    ///
    /// Parts are visited in the order of the document, without recursion: a chain of a thousand `allOf`s is a long
    /// list, not a deep stack. A component that is met twice (a circle, or a diamond) counts once.
    pub(super) fn view(&self, parts: &[Part<'a>]) -> View<'a> {
        let mut view = self.merged(parts);
        // Alternatives of which one is null, or may be, and no kind beside them that null is not of.
        let by_alternative =
            view.kind.is_none() && view.alternatives.iter().any(|part| self.admits_null(part));
        view.nullable = by_alternative || parts.iter().all(|part| self.admits_null(part));
        listed::fold(&mut view);
        view
    }

    /// The same, but for null: whether that is admitted is asked of schemas that stand for others, and whether they do is
    /// asked of this.
    fn merged(&self, parts: &[Part<'a>]) -> View<'a> {
        let mut view = View::at(parts);
        let mut seen: HashSet<&'a str> = parts
            .iter()
            .filter_map(|part| self.component_at(&part.at))
            .collect();
        // Components that say nothing but the next one, and so are passed over with all that follow them.
        let mut passed: Vec<&'a str> = Vec::new();
        let mut open: Vec<Part<'a>> = parts.iter().rev().cloned().collect();
        while let Some(part) = open.pop() {
            match part.schema {
                SchemaRef::Reference(reference) => {
                    let Some((name, schema)) = self.said_by(reference) else {
                        continue;
                    };
                    passed.extend(self.component_name(reference).filter(|link| *link != name));
                    if seen.insert(name) {
                        let at = Pointer::root().at(["components", "schemas", name]);
                        open.push(Part::new(SchemaRef::Item(schema), at));
                    }
                }
                SchemaRef::Item(schema) => {
                    view.absorb(schema, &part.at);
                    self.leave_siblings(&mut view, &seen, &passed);
                    open.extend(all_of(schema, &part.at).into_iter().rev());
                }
            }
        }
        view
    }

    /// A base that lists its own children (`oneOf: [Cat, Dog]`, and `Cat` is `allOf: [Pet, …]`) says nothing to a child
    /// by that: the child is one of them already.
    fn leave_siblings(&self, view: &mut View<'a>, seen: &HashSet<&'a str>, passed: &[&'a str]) {
        let is_merged = |name: &str| {
            let mut passed = passed.iter();
            seen.contains(name) || passed.any(|link| self.all_ofs.leads(link, name))
        };
        let lists_itself = view
            .alternatives
            .iter()
            .any(|alternative| match alternative.schema {
                SchemaRef::Reference(reference) => self
                    .component(reference)
                    .is_some_and(|(name, _)| is_merged(name)),
                SchemaRef::Item(_) => false,
            });
        if lists_itself {
            view.alternatives.clear();
            view.discriminator = None;
        }
    }

    /// The component whose schema stands at this place.
    pub(super) fn component_at(&self, at: &Pointer) -> Option<&'a str> {
        let token = at.as_str().strip_prefix("/components/schemas/")?;
        (!token.contains('/'))
            .then(|| self.component_name(&format!("#{}", at.as_str())))
            .flatten()
    }

    /// The schema that this one merely stands for: an `allOf` in which one reference is all that is said of the value,
    /// and nothing beside it but annotations and the kind that the reference has anyway.
    pub(super) fn alias_target(&self, part: &Part<'a>) -> Option<Part<'a>> {
        let schema = match part.schema {
            SchemaRef::Reference(_) => return Some(part.clone()),
            SchemaRef::Item(schema) => schema,
        };
        if !says_only_all_of(schema) {
            return None;
        }
        let parts = all_of(schema, &part.at);
        let mut telling = parts.into_iter().filter(|part| !is_annotation(part));
        let only = telling.next()?;
        let is_alone = telling.next().is_none() && matches!(only.schema, SchemaRef::Reference(_));
        // A component that adds nothing to a base with a discriminator is a child of it, and not the base.
        if self.component_at(&part.at).is_some() && self.is_base(&only) {
            return None;
        }
        (is_alone && self.is_of_kind(&only, stated_kind(schema))).then_some(only)
    }

    fn is_base(&self, part: &Part<'a>) -> bool {
        match part.schema {
            SchemaRef::Reference(reference) => self
                .component_name(reference)
                .is_some_and(|name| self.families.is_base(name)),
            SchemaRef::Item(_) => false,
        }
    }

    /// Whether what a reference leads to is of this kind, when one is stated.
    fn is_of_kind(&self, reference: &Part<'a>, kind: Option<&str>) -> bool {
        kind.is_none() || self.merged(std::slice::from_ref(reference)).kind == kind
    }

    /// Whether null is admitted: said here, or by the one schema that this one stands for.
    fn admits_null(&self, part: &Part<'a>) -> bool {
        let mut part = part.clone();
        let mut seen = HashSet::new();
        loop {
            match part.schema {
                SchemaRef::Reference(reference) => match self.said_by(reference) {
                    Some((name, schema)) if seen.insert(name) => {
                        part = Part::new(SchemaRef::Item(schema), part.at);
                    }
                    _ => return false,
                },
                SchemaRef::Item(schema) => match self.alias_target(&part) {
                    _ if says_nullable(schema, &part.at) => return true,
                    Some(target) => part = target,
                    None => return false,
                },
            }
        }
    }
}

/// Whether a schema itself admits null; `allOf: [X, {nullable: true}]` is what people write for "X or null" as well.
pub(super) fn says_nullable(schema: &Schema, at: &Pointer) -> bool {
    schema.schema_data.nullable
        || all_of(schema, at).iter().any(|part| {
            is_annotation(part)
                && matches!(part.schema, SchemaRef::Item(schema) if schema.schema_data.nullable)
        })
}

/// Whether a part of an `allOf` says nothing of the value but whether it may be null.
fn is_annotation(part: &Part<'_>) -> bool {
    matches!(part.schema, SchemaRef::Item(schema) if is_anything(schema))
}

/// Whether a schema binds values by its `allOf` and its `type` alone.
fn says_only_all_of(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::AllOf { .. } => true,
        SchemaKind::Any(any) => {
            // The copy is dear: most schemas have no `allOf`.
            !any.all_of.is_empty() && {
                let beside = AnySchema {
                    all_of: Vec::new(),
                    typ: None,
                    ..any.clone()
                };
                beside == AnySchema::default()
            }
        }
        _ => false,
    }
}

/// `type` beside an `allOf`.
fn stated_kind(schema: &Schema) -> Option<&str> {
    match &schema.schema_kind {
        SchemaKind::Any(any) => any.typ.as_deref(),
        _ => None,
    }
}

/// The component schemas that an `allOf` refers to.
pub(super) fn named_parts(schema: &Schema) -> Vec<String> {
    let parts = all_of(schema, &Pointer::root()).into_iter();
    parts
        .filter_map(|part| match part.schema {
            SchemaRef::Reference(reference) => schema_name(reference),
            SchemaRef::Item(_) => None,
        })
        .collect()
}

/// Whether a schema itself has `oneOf` or `anyOf`.
pub(super) fn has_alternatives(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } => true,
        SchemaKind::Any(any) => !any.one_of.is_empty() || !any.any_of.is_empty(),
        _ => false,
    }
}

/// Whether a schema has an `allOf`.
pub(super) fn has_all_of(schema: &Schema) -> bool {
    !all_of(schema, &Pointer::root()).is_empty()
}

fn all_of<'a>(schema: &'a Schema, at: &Pointer) -> Vec<Part<'a>> {
    let parts = match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of.as_slice(),
        SchemaKind::Any(any) => any.all_of.as_slice(),
        _ => &[],
    };
    let at = at.join("allOf");
    parts
        .iter()
        .enumerate()
        .map(|(index, schema)| Part::new(schema, at.join(index)))
        .collect()
}

/// The keys that an object must have, always or by an alternative that only demands keys, and that are not among its
/// properties; with the places that demand them.
pub(super) fn undeclared_keys<'a>(view: &View<'a>) -> Vec<(&'a str, Pointer)> {
    let mut demanded: Vec<(&str, Pointer)> = Vec::new();
    let mut demand = |required: &IndexMap<&'a str, Pointer>| {
        for (key, at) in required {
            let is_known = demanded.iter().any(|(known, _)| known == key);
            if !is_known && !view.properties.contains_key(key) {
                demanded.push((key, at.clone()));
            }
        }
    };
    demand(&view.required);
    if only_demand_keys(view) {
        for part in &view.alternatives {
            if let SchemaRef::Item(schema) = part.schema {
                let mut alternative = View::default();
                alternative.absorb(schema, &part.at);
                demand(&alternative.required);
            }
        }
    }
    demanded
}

/// Whether the alternatives of an object only say which keys must be there together (`anyOf: [{required: [a]}, …]`):
/// they bind values, not types.
pub(super) fn only_demand_keys(view: &View<'_>) -> bool {
    let is_object = view.kind == Some("object") || !view.properties.is_empty();
    is_object
        && view.alternatives.iter().all(|part| match part.schema {
            SchemaRef::Reference(_) => false,
            SchemaRef::Item(schema) => {
                let mut alternative = View::default();
                alternative.absorb(schema, &part.at);
                let untyped = alternative.properties.is_empty()
                    && alternative.alternatives.is_empty()
                    && alternative.items.is_none()
                    && matches!(
                        alternative.additional,
                        Additional::Absent | Additional::Denied
                    );
                untyped && matches!(alternative.kind, None | Some("object")) && !has_all_of(schema)
            }
        })
}
