//! What is known of schemas without lowering them: whether they admit null, and what they demand.

use openapiv3::{ReferenceOr, Schema};

use super::Lowerer;
use super::category::{Category, category};
use super::formats::{self, integer_width};
use super::view::{Additional, Part, SchemaRef, View};
use crate::diagnostics::Pointer;
use crate::model::Constraint;

/// How deep lists of lists are followed for the constraints of their elements.
const ELEMENTS: usize = 16;

/// What is known of a component schema without lowering it.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// It admits null.
    pub(super) nullable: bool,
    /// What it demands, when it is no declared type (a declared one checks itself).
    pub(super) constraints: Vec<Constraint>,
}

impl<'a> Lowerer<'a> {
    /// The constraints of a value that is no declared type, those of its elements among them.
    pub(super) fn constraints_of(&mut self, view: &View<'a>) -> Vec<Constraint> {
        self.constraints_within(view, ELEMENTS)
    }

    fn constraints_within(&mut self, view: &View<'a>, depth: usize) -> Vec<Constraint> {
        let mut constraints = view.constraints.clone();
        let element = match category(view) {
            Category::List => view
                .items
                .clone()
                .map(|part| (part, Constraint::Items as fn(_) -> _)),
            Category::Map => match &view.additional {
                Additional::Schema(part) => Some((part.clone(), Constraint::Values as fn(_) -> _)),
                _ => None,
            },
            _ => None,
        };
        if let Some((part, wrap)) = element {
            let inner = self.part_constraints(&part, depth);
            constraints.extend((!inner.is_empty()).then(|| wrap(inner)));
        }
        let set = self.is_set(view);
        constraints.retain(|constraint| {
            super::constraints::applies(constraint, category(view), view.kind)
                && !(set && *constraint == Constraint::UniqueItems)
        });
        if view.kind == Some("integer") && category(view) == Category::Scalar {
            let width = integer_width(view);
            constraints.retain(|constraint| !formats::is_implied(constraint, width));
        }
        constraints
    }

    fn part_constraints(&mut self, part: &Part<'a>, depth: usize) -> Vec<Constraint> {
        let Some(depth) = depth.checked_sub(1) else {
            return Vec::new();
        };
        match part.schema {
            SchemaRef::Reference(reference) => {
                let name = self.component_name(reference);
                name.and_then(|name| self.facts(name))
                    .map(|facts| facts.constraints)
                    .unwrap_or_default()
            }
            SchemaRef::Item(_) => {
                let view = self.view(std::slice::from_ref(part));
                if category(&view).is_declared() {
                    Vec::new()
                } else {
                    self.constraints_within(&view, depth)
                }
            }
        }
    }

    /// What is known of a component; `None` while it is being found out, which only a circle of references asks for, and
    /// for elements of elements beyond a depth.
    pub(super) fn facts(&mut self, name: &'a str) -> Option<Facts> {
        if let Some(known) = self.facts.get(name) {
            return known.clone();
        }
        if self.facts_depth >= ELEMENTS {
            return None;
        }
        self.facts.insert(name, None);
        self.facts_depth += 1;
        let facts = self.find_facts(name);
        self.facts_depth -= 1;
        self.facts.insert(name, facts.clone());
        facts
    }

    fn find_facts(&mut self, name: &'a str) -> Option<Facts> {
        let schema: &'a ReferenceOr<Schema> =
            self.openapi.components.as_ref()?.schemas.get(name)?;
        let at = Pointer::root().at(["components", "schemas", name]);
        let part = Part::new(schema, at);
        let view = self.view(std::slice::from_ref(&part));
        let category = category(&view);
        let constraints = if category.is_declared() {
            Vec::new()
        } else {
            self.constraints_of(&view)
        };
        let untyped = category == Category::Scalar && view.kind.is_none();
        Some(Facts {
            nullable: view.nullable || untyped,
            constraints,
        })
    }
}
