//! `oneOf` and `anyOf` become enums.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::category::{Category, category};
use super::naming::{self, CATCH_ALL, Scope};
use super::renames::Table;
use super::schemas::Lowered;
use super::view::{Part, SchemaRef, View};
use super::{Context, Lowerer};
use crate::diagnostics::{Code, Place};
use crate::model::{Dispatch, Ident, Shape, Type, Union, Variant};

/// How deep alternatives of alternatives are merged with what stands beside them.
const MERGING: usize = 8;
/// How long a title or a value may be that gives an alternative its name, in bytes.
const LONGEST_NAME: usize = 40;

impl<'a> Lowerer<'a> {
    /// The enum of a schema with alternatives. What is said beside them holds for each of them.
    pub(super) fn union(&mut self, view: &View<'a>, context: &Context) -> Shape {
        if let Some(at) = &view.second_union {
            let message = "of two lists of alternatives that hold together the first is typed";
            let finding = self.sink.say(Code::Unsupported, at, message);
            let first = view.alternatives.first().and_then(|part| part.at.parent());
            let first = first.map(|at| (Place::Document(at), "the first one".to_owned()));
            finding.related.extend(first);
            finding.and_help("what only the second declares is not read; one `oneOf` of the combinations would be");
        }
        let mut names = Scope::reserving([CATCH_ALL]);
        let mut variants: Vec<Variant> = Vec::with_capacity(view.alternatives.len());
        let telling = self.telling_properties(view);
        let tags = self.union_tags(view);
        let mut known_strings: Option<Type> = None;
        let mut admitting = 0_usize;
        for (part, tags) in view.alternatives.iter().zip(tags) {
            if self.admits_nothing_else(part) {
                continue;
            }
            admitting += 1;
            let wanted = self.variant_name(part, &telling);
            let mut lowered = self.alternative(view, part, &context.child(wanted.as_str()));
            let constraints = std::mem::take(&mut lowered.constraints);
            let ty = match lowered.into_element() {
                // The union admits null itself, where it stands.
                Type::Nullable(inner) if view.nullable => *inner,
                ty => ty,
            };
            let chosen = self.renamed_member(Table::Variants, &view.at, wanted.as_str());
            let wanted = chosen.unwrap_or(wanted);
            if let Some(same) = variants.iter_mut().find(|variant| variant.ty == ty) {
                // A value of either keeps to what one of them demands.
                if same.constraints != constraints {
                    same.constraints.clear();
                }
                continue;
            }
            if known_strings.is_none() && self.lists_strings(part) {
                known_strings = Some(ty.clone());
            }
            let name = names.claim(&wanted);
            let variant = self.variant(name, ty, view.discriminator, part, tags);
            variants.push(Variant {
                constraints,
                ..variant
            });
        }
        if variants.is_empty() {
            let help = "its alternatives admit nothing";
            return Shape::Alias(self.any_because(&view.at, "no value fits this schema", help));
        }
        let dispatch = self.dispatch(view, &variants);
        // Who has a discriminator for one alternative has more to come: the union stays open for them.
        let is_open = matches!(dispatch, Dispatch::Tag(_)) && admitting == 1;
        let single = single_type(&variants, known_strings.as_ref());
        if let Some(ty) = single.filter(|_| !is_open) {
            return Shape::Alias(ty);
        }
        Shape::Union(Union { variants, dispatch })
    }

    /// How the variants are told apart: by the discriminator, if it selects each of them.
    fn dispatch(&self, view: &View<'a>, variants: &[Variant]) -> Dispatch {
        match view.discriminator {
            Some(discriminator)
                if variants.iter().all(Variant::is_selected)
                    && self.is_text(view, &discriminator.property_name) =>
            {
                Dispatch::Tag(discriminator.property_name.clone())
            }
            _ => Dispatch::Look,
        }
    }

    /// One alternative, with what the schema says beside its alternatives merged in.
    pub(super) fn alternative(
        &mut self,
        view: &View<'a>,
        part: &Part<'a>,
        context: &Context,
    ) -> Lowered {
        let mut merged = self.view(std::slice::from_ref(part));
        // What is required and described nowhere is a property as well.
        let undeclared = view.required.keys();
        let undeclared = undeclared.filter(|name| !view.properties.contains_key(*name));
        let says_it_all = (view.properties.keys().chain(undeclared))
            .all(|name| merged.properties.contains_key(name) || merged.required.contains_key(name));
        let component = match part.schema {
            SchemaRef::Reference(reference) => self.component_name(reference),
            SchemaRef::Item(_) => None,
        };
        // Schemas that are each other's alternatives would be merged without end.
        let endless = component.is_some_and(|name| self.merging.contains(&name))
            || self.merging.len() >= MERGING;
        if says_it_all || endless {
            return self.lower(part, context);
        }
        for (name, parts) in &view.properties {
            let own = merged.properties.entry(name).or_default();
            own.extend(parts.iter().cloned());
        }
        for (name, at) in &view.required {
            merged.required.entry(name).or_insert_with(|| at.clone());
        }
        merged.kind = merged.kind.or(view.kind);
        self.merging.push(component.unwrap_or_default());
        let lowered = self.lower_view(merged, context);
        self.merging.pop();
        lowered
    }

    /// Whether an alternative admits nothing, or null alone, which the union admits where it stands.
    fn admits_nothing_else(&self, part: &Part<'a>) -> bool {
        let view = self.view(std::slice::from_ref(part));
        let is_null = |value: &serde_json::Value| value.is_null();
        let lists_null = !view.enumeration.is_empty() && view.enumeration.iter().all(is_null);
        view.never || lists_null || view.constant.is_some_and(is_null)
    }

    /// Whether an alternative is a list of known strings.
    fn lists_strings(&self, part: &Part<'a>) -> bool {
        let view = self.view(std::slice::from_ref(part));
        category(&view) == Category::Enum
            && view.enumeration.iter().all(serde_json::Value::is_string)
    }

    /// The properties by whose value inline alternatives are named: the discriminator's, else those that are limited to
    /// one string in several of them, another in each; the one with the most different strings first, of equals the
    /// first in the document.
    fn telling_properties(&self, view: &View<'a>) -> Vec<&'a str> {
        if let Some(discriminator) = view.discriminator {
            return vec![&discriminator.property_name];
        }
        let mut values: IndexMap<&'a str, HashSet<String>> = IndexMap::new();
        let inline = |part: &&Part<'a>| matches!(part.schema, SchemaRef::Item(_));
        for part in view.alternatives.iter().filter(inline) {
            for (property, parts) in self.view(std::slice::from_ref(part)).properties {
                let value = self.only_string(&parts);
                values.entry(property).or_default().extend(value);
            }
        }
        values.retain(|_, values| values.len() > 1);
        values.sort_by_key(|_, values| std::cmp::Reverse(values.len()));
        values.into_keys().collect()
    }

    /// The string that a property is limited to, if it is one.
    fn only_string(&self, property: &[Part<'a>]) -> Option<String> {
        match self.strings_of(property).as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// Whether a property is text, as a discriminator must be, or not said to be anything else.
    fn is_text(&self, view: &View<'a>, property: &str) -> bool {
        view.alternatives.iter().all(|part| {
            let part = self.view(std::slice::from_ref(part));
            let Some(parts) = part.properties.get(property) else {
                return true;
            };
            let property = self.view(parts);
            let mut values = property.constant.into_iter().chain(&property.enumeration);
            matches!(property.kind, None | Some("string"))
                && values.all(serde_json::Value::is_string)
        })
    }

    /// The component's name, `title`, the value of the property that tells alternatives apart, or the kind of value.
    fn variant_name(&mut self, part: &Part<'a>, telling: &[&str]) -> Ident {
        if let SchemaRef::Reference(reference) = part.schema {
            let declared = self
                .component_name(reference)
                .and_then(|name| self.components.get(name).copied());
            if let Some(named) = declared.and_then(|id| self.types.get(id)) {
                return named.name.clone();
            }
        }
        let view = self.view(std::slice::from_ref(part));
        if let Some(title) = view
            .title
            .filter(|title| title.len() <= LONGEST_NAME && title.chars().any(char::is_alphanumeric))
        {
            return naming::variant_name(title);
        }
        let mut telling = telling.iter().filter_map(|name| view.properties.get(name));
        if let Some(value) = telling.find_map(|property| self.only_string(property))
            && (1..=LONGEST_NAME).contains(&value.len())
        {
            return naming::variant_name(&value);
        }
        naming::variant_name(match category(&view) {
            Category::Object | Category::Map => "Object",
            Category::List | Category::Tuple => "Array",
            Category::Union => "Choice",
            Category::Constant | Category::Enum | Category::Scalar => {
                match (view.kind, view.format.as_deref()) {
                    (Some("string") | None, Some("date-time")) => "DateTime",
                    (Some("string") | None, Some("date")) => "Date",
                    (Some("string"), Some("uuid")) => "Uuid",
                    (Some("string"), _) => "String",
                    (Some("integer"), _) => "Integer",
                    (Some("number"), _) => "Number",
                    (Some("boolean"), _) => "Boolean",
                    _ => "Value",
                }
            }
        })
    }
}

/// The one type that is left when the alternatives are the same, or a list of known strings beside any string: the enum of
/// the known ones takes any other as well.
fn single_type(variants: &[Variant], known_strings: Option<&Type>) -> Option<Type> {
    match variants {
        [only] => Some(only.ty.clone()),
        [one, other] => match (&one.ty, &other.ty) {
            (ty, Type::String) | (Type::String, ty) => {
                (Some(ty) == known_strings).then(|| ty.clone())
            }
            _ => None,
        },
        _ => None,
    }
}
