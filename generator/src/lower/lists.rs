//! Arrays that are more than a list: tuples and sets.

use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::category::{Category, category};
use super::view::{Part, SchemaRef, View};
use super::{Context, Lowerer, xml};
use crate::diagnostics::Pointer;
use crate::model::{Constraint, Element, Literal, Shape, Tuple, Type};

impl<'a> Lowerer<'a> {
    /// The tuple of an array whose first elements have a schema each. `minItems` says how many are always there; by
    /// JSON Schema none is when it is absent.
    pub(super) fn tuple(&mut self, view: &View<'a>, context: &Context) -> Shape {
        let (schemas, at) = alternatives(view);
        let count = view.tuple.unwrap_or_default();
        let mut elements = Vec::with_capacity(count);
        let mut rest = None;
        for (index, schema) in schemas.iter().enumerate() {
            let part = Part::new(schema, at.join(index));
            let name = match index < count {
                true => format!("item {}", index + 1),
                false => "other".to_owned(),
            };
            let mut lowered = self.lower(&part, &context.child(&name));
            let element = Element {
                constraints: std::mem::take(&mut lowered.constraints),
                ty: lowered.into_element(),
                xml: xml::said(std::slice::from_ref(&part)),
            };
            if index >= count {
                rest = Some(element);
                break;
            }
            elements.push(element);
        }
        let least = view
            .constraints
            .iter()
            .find_map(|constraint| match constraint {
                Constraint::MinItems(least) => usize::try_from(*least).ok(),
                _ => None,
            });
        let required = least.unwrap_or_default().min(elements.len());
        Shape::Tuple(Tuple {
            elements,
            required,
            rest,
        })
    }

    /// Whether an array is a set: `uniqueItems`, of values that Rust can hash.
    pub(super) fn is_set(&mut self, view: &View<'a>) -> bool {
        if !view.constraints.contains(&Constraint::UniqueItems) || category(view) != Category::List
        {
            return false;
        }
        let Some(item) = &view.items else {
            return false;
        };
        let item = self.view(std::slice::from_ref(item));
        let is_known = |value: &serde_json::Value| {
            matches!(
                Literal::from_json(value),
                Some(Literal::String(_) | Literal::Integer(_))
            )
        };
        let of_one_kind = item.enumeration.windows(2).all(|pair| match pair {
            [one, other] => one.is_string() == other.is_string(),
            _ => true,
        });
        match category(&item) {
            _ if item.nullable => false,
            Category::Constant => true,
            Category::Enum => of_one_kind && item.enumeration.iter().all(is_known),
            Category::Scalar => match item.kind {
                Some("boolean" | "integer") => true,
                Some("string") => is_hashed(&self.string(item.format.as_deref())),
                _ => false,
            },
            _ => false,
        }
    }
}

const fn is_hashed(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String
            | Type::DateTime
            | Type::Date
            | Type::Uuid
            | Type::Ip
            | Type::Ipv4
            | Type::Ipv6
    )
}

/// The schemas that `dialect` put side by side for the elements of a tuple.
pub(super) fn alternatives<'a>(view: &View<'a>) -> (&'a [ReferenceOr<Schema>], Pointer) {
    let Some(items) = &view.items else {
        return (&[], Pointer::root());
    };
    let schemas = match items.schema {
        SchemaRef::Item(schema) => match &schema.schema_kind {
            SchemaKind::AnyOf { any_of } => any_of.as_slice(),
            _ => &[],
        },
        SchemaRef::Reference(_) => &[],
    };
    (schemas, items.at.join("anyOf"))
}
