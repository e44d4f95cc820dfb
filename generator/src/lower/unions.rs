//! `oneOf` and `anyOf` become enums.

use openapiv3::Discriminator;

use super::naming::{self, Scope};
use super::renames::Table;
use super::schemas::{Category, Lowered, category};
use super::view::{Part, SchemaRef, View};
use super::{Context, Lowerer};
use crate::diagnostics::Code;
use crate::model::{Dispatch, Ident, Shape, Type, Union, Variant};

/// Variants that every union has by itself.
pub(super) const CATCH_ALL: &str = "Unknown";
/// How deep alternatives of alternatives are merged with what stands beside them.
const MERGING: usize = 8;

impl<'a> Lowerer<'a> {
    /// The enum of a schema with alternatives. What is said beside them holds for each of them.
    pub(super) fn union(&mut self, view: &View<'a>, context: &Context) -> Shape {
        if let Some(at) = &view.second_union {
            self.sink
                .say(Code::Unsupported, at, "of two lists of alternatives that hold together the first is typed")
                .and_help("what only the second declares is not read; one `oneOf` of the combinations would be");
        }
        let mut names = Scope::reserving([CATCH_ALL]);
        let mut variants: Vec<Variant> = Vec::with_capacity(view.alternatives.len());
        let tags = self.union_tags(view);
        let mut known_strings: Option<Type> = None;
        for (part, tags) in view.alternatives.iter().zip(tags) {
            if self.admits_nothing_else(part) {
                continue;
            }
            let told = self.told_by(view.discriminator, part);
            let wanted = self.variant_name(part, told.as_deref());
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
        if let Some(ty) = single_type(&variants, known_strings.as_ref()) {
            return Shape::Alias(ty);
        }
        let dispatch = match view.discriminator {
            Some(discriminator)
                if variants.iter().all(Variant::is_selected)
                    && self.is_text(view, &discriminator.property_name) =>
            {
                Dispatch::Tag(discriminator.property_name.clone())
            }
            _ => Dispatch::Look,
        };
        Shape::Union(Union { variants, dispatch })
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

    /// The text by which an alternative is told: the one value of the discriminator's property, else of the first required
    /// property that has one.
    fn told_by(&self, discriminator: Option<&Discriminator>, part: &Part<'a>) -> Option<String> {
        let properties: Vec<&str> = match discriminator {
            Some(discriminator) => vec![discriminator.property_name.as_str()],
            None => self
                .view(std::slice::from_ref(part))
                .required
                .into_keys()
                .collect(),
        };
        properties.into_iter().find_map(|property| {
            let mut values = self.constant_strings(part, property).into_iter();
            values.next().filter(|_| values.next().is_none())
        })
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

    /// `title`, the component's name, the text by which it is told, or the kind of value.
    fn variant_name(&mut self, part: &Part<'a>, told: Option<&str>) -> Ident {
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
            .filter(|title| title.len() <= 40 && title.chars().any(char::is_alphanumeric))
        {
            return naming::variant_name(title);
        }
        naming::variant_name(match category(&view) {
            Category::Object | Category::Map => match told {
                Some(told) if !told.is_empty() && told.len() <= 40 => told,
                _ => "Object",
            },
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
