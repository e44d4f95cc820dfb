//! `allOf`: parts that hold together are merged into one view.

use std::collections::HashSet;

use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::Lowerer;
use super::view::{Additional, Part, SchemaRef, View};
use crate::diagnostics::Pointer;

impl<'a> Lowerer<'a> {
    /// Everything that these parts say together, their `allOf`s and references followed.
    ///
    /// Parts are visited in the order of the document, without recursion: a chain of a thousand `allOf`s is a long
    /// list, not a deep stack. A component that is met twice (a circle, or a diamond) counts once.
    pub(super) fn view(&self, parts: &[Part<'a>]) -> View<'a> {
        let mut view = View::at(parts);
        view.nullable = parts.iter().all(|part| self.admits_null(part));
        let mut seen: HashSet<&'a str> = parts
            .iter()
            .filter_map(|part| self.component_at(&part.at))
            .collect();
        let mut open: Vec<Part<'a>> = parts.iter().rev().cloned().collect();
        while let Some(part) = open.pop() {
            match part.schema {
                SchemaRef::Reference(reference) => {
                    let Some((name, schema)) = self.component(reference) else {
                        continue;
                    };
                    if seen.insert(name) {
                        open.push(Part::new(
                            schema,
                            Pointer::root().at(["components", "schemas", name]),
                        ));
                    }
                }
                SchemaRef::Item(schema) => {
                    view.absorb(schema, &part.at);
                    self.leave_siblings(&mut view, &seen);
                    open.extend(all_of(schema, &part.at).into_iter().rev());
                }
            }
        }
        view
    }

    /// A base that lists its own children (`oneOf: [Cat, Dog]`, and `Cat` is `allOf: [Pet, …]`) says nothing to a child
    /// by that: the child is one of them already.
    fn leave_siblings(&self, view: &mut View<'a>, seen: &HashSet<&'a str>) {
        let lists_itself = view
            .alternatives
            .iter()
            .any(|alternative| match alternative.schema {
                SchemaRef::Reference(reference) => self
                    .component_name(reference)
                    .is_some_and(|name| seen.contains(name)),
                SchemaRef::Item(_) => false,
            });
        if lists_itself {
            view.alternatives.clear();
            view.discriminator = None;
        }
    }

    /// The component whose schema stands at this place.
    fn component_at(&self, at: &Pointer) -> Option<&'a str> {
        let place = Pointer::root().at(["components", "schemas"]);
        (at.parent()? == place)
            .then(|| self.component_name(&format!("#{}", at.as_str())))
            .flatten()
    }

    /// The schema that this one merely stands for: `allOf` with one reference, and nothing beside it but annotations.
    pub(super) fn alias_target(&self, part: &Part<'a>) -> Option<Part<'a>> {
        match part.schema {
            SchemaRef::Reference(_) => Some(part.clone()),
            SchemaRef::Item(schema) => {
                let SchemaKind::AllOf { all_of } = &schema.schema_kind else {
                    return None;
                };
                match all_of.as_slice() {
                    [only @ ReferenceOr::Reference { .. }] => {
                        Some(Part::new(only, part.at.at(["allOf", "0"])))
                    }
                    _ => None,
                }
            }
        }
    }

    fn component(&self, reference: &str) -> Option<(&'a str, &'a ReferenceOr<Schema>)> {
        let name = self.component_name(reference)?;
        self.openapi
            .components
            .as_ref()?
            .schemas
            .get(name)
            .map(|schema| (name, schema))
    }

    /// Whether null is admitted: said here, or by the one schema that this one stands for.
    fn admits_null(&self, part: &Part<'a>) -> bool {
        let mut part = part.clone();
        let mut seen = HashSet::new();
        loop {
            match part.schema {
                SchemaRef::Reference(reference) => match self.component(reference) {
                    Some((name, schema)) if seen.insert(name) => part = Part::new(schema, part.at),
                    _ => return false,
                },
                SchemaRef::Item(schema) => match self.alias_target(&part) {
                    _ if schema.schema_data.nullable => return true,
                    Some(target) => part = target,
                    None => return false,
                },
            }
        }
    }
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
                untyped
                    && matches!(alternative.kind, None | Some("object"))
                    && all_of(schema, &part.at).is_empty()
            }
        })
}
