//! `oneOf` and `anyOf` become enums, and how their variants are told apart.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::naming::{self, CATCH_ALL, Scope};
use super::renames::Table;
use super::schemas::{Category, Lowered, category};
use super::view::{Part, SchemaRef, View};
use super::{Context, Lowerer};
use crate::diagnostics::{Code, Sink};
use crate::model::{
    Dispatch, Enum, EnumValues, Ident, Kind, Literal, Look, Named, Object, Presence, Shape, Type,
    TypeId, Types, Union, Variant,
};

/// How deep unions within unions are followed to see what their values look like.
const DEPTH: usize = 16;
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
        let telling = self.telling_properties(view);
        let tags = self.union_tags(view);
        let mut known_strings: Option<Type> = None;
        for (part, tags) in view.alternatives.iter().zip(tags) {
            if self.admits_nothing_else(part) {
                continue;
            }
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
            if variants.iter().any(|variant| variant.ty == ty) {
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
            Some(discriminator) if variants.iter().all(Variant::is_selected) => {
                Dispatch::Tag(discriminator.property_name.clone())
            }
            _ => Dispatch::Look,
        };
        Shape::Union(Union { variants, dispatch })
    }

    /// One alternative, with what the schema says beside its alternatives merged in.
    fn alternative(&mut self, view: &View<'a>, part: &Part<'a>, context: &Context) -> Lowered {
        let mut merged = self.view(std::slice::from_ref(part));
        let says_it_all = view
            .properties
            .keys()
            .all(|name| merged.properties.contains_key(name));
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
            .filter(|title| title.len() <= 40 && title.chars().any(char::is_alphanumeric))
        {
            return naming::variant_name(title);
        }
        let mut telling = telling.iter().filter_map(|name| view.properties.get(name));
        if let Some(value) = telling.find_map(|property| self.only_string(property)) {
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

/// Works out what the variants of every union look like, puts the more specific ones first, and says where a value
/// could be taken for the wrong one.
pub(super) fn tell_apart(types: &mut Types, sink: &mut Sink) {
    let ids: Vec<TypeId> = types.ids().collect();
    for id in ids {
        let Some(Named {
            shape: Shape::Union(union),
            ..
        }) = types.get(id)
        else {
            continue;
        };
        if union.dispatch != Dispatch::Look {
            continue;
        }
        let mut variants = union.variants.clone();
        for variant in &mut variants {
            variant.look = look(types, &variant.ty, DEPTH);
        }
        keep_telling_constants(&mut variants);
        variants.sort_by_key(|variant| rank(types, variant));
        report_ambiguity(types, id, &variants, sink);
        if let Some(Named {
            shape: Shape::Union(union),
            ..
        }) = types.get_mut(id)
        {
            union.variants = variants;
        }
    }
}

fn look(types: &Types, ty: &Type, depth: usize) -> Look {
    let Some(depth) = depth.checked_sub(1) else {
        return only(Kind::Any);
    };
    match types.resolve(ty) {
        Type::Bool => only(Kind::Boolean),
        Type::Integer(_) => only(Kind::Integer),
        Type::Number => only(Kind::Number),
        Type::String
        | Type::Secret
        | Type::DateTime
        | Type::Date
        | Type::Time
        | Type::Span
        | Type::Uuid
        | Type::Ip
        | Type::Ipv4
        | Type::Ipv6
        | Type::Decimal
        | Type::Base64
        | Type::Bytes => only(Kind::String),
        Type::Any => only(Kind::Any),
        Type::List(_) | Type::Set(_) => only(Kind::Array),
        Type::Map(_) => only(Kind::Object),
        Type::Nullable(inner) | Type::Redacted(inner) | Type::Boxed(inner) => {
            look(types, inner, depth)
        }
        Type::Named(id) => match types.get(*id) {
            Some(named) => shape_look(types, &named.shape, depth),
            None => only(Kind::Any),
        },
    }
}

fn shape_look(types: &Types, shape: &Shape, depth: usize) -> Look {
    match shape {
        Shape::Object(object) => object_look(types, object),
        Shape::Enum(Enum { values }) => Look {
            kinds: enum_kinds(values),
            ..Look::default()
        },
        Shape::Tuple(_) => only(Kind::Array),
        Shape::Constant(constant) => only(literal_kind(&constant.value)),
        Shape::Newtype(inner) | Shape::Alias(inner) => look(types, inner, depth),
        Shape::Union(union) => {
            let mut kinds = Vec::new();
            for kind in union
                .variants
                .iter()
                .flat_map(|variant| look(types, &variant.ty, depth).kinds)
            {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
            Look {
                kinds,
                ..Look::default()
            }
        }
    }
}

fn only(kind: Kind) -> Look {
    Look {
        kinds: vec![kind],
        ..Look::default()
    }
}

fn object_look(types: &Types, object: &Object) -> Look {
    let mut look = only(Kind::Object);
    for field in &object.fields {
        let required = matches!(
            field.presence,
            Presence::Required | Presence::RequiredNullable
        );
        let values = constant_of(types, &field.ty);
        let is_constant = values.as_ref().is_some_and(|values| values.len() == 1);
        if required && !is_constant {
            look.requires.push(field.wire.clone());
        }
        look.constants
            .extend(values.map(|values| (field.wire.clone(), values)));
    }
    look
}

/// Several values of a property tell a variant from the others only if each of the others that has the property has other
/// values there: a status that all of them have may take a new value without being another thing for it.
fn keep_telling_constants(variants: &mut [Variant]) {
    let looks: Vec<Look> = variants
        .iter()
        .map(|variant| variant.look.clone())
        .collect();
    for (index, variant) in variants.iter_mut().enumerate() {
        let others = || {
            looks
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index)
        };
        let tells = |key: &String, values: &[Literal]| {
            let mut found = others()
                .filter_map(|(_, look)| values_at(look, key))
                .peekable();
            let is_elsewhere = found.peek().is_some();
            is_elsewhere && found.all(|other| !other.iter().any(|value| values.contains(value)))
        };
        let constants = &mut variant.look.constants;
        constants.retain(|(key, values)| values.len() == 1 || tells(key, values));
    }
}

fn values_at<'l>(look: &'l Look, key: &str) -> Option<&'l [Literal]> {
    let mut found = look.constants.iter().filter(|(known, _)| known == key);
    found.next().map(|(_, values)| values.as_slice())
}

/// The value of a constant, or those of an enum.
fn constant_of(types: &Types, ty: &Type) -> Option<Vec<Literal>> {
    let Type::Named(id) = types.resolve(ty) else {
        return None;
    };
    match &types.get(*id)?.shape {
        Shape::Constant(constant) => Some(vec![constant.value.clone()]),
        Shape::Enum(Enum {
            values: EnumValues::Strings(values),
        }) => {
            let values = values
                .iter()
                .map(|(_, value)| Literal::String(value.clone()));
            Some(values.collect())
        }
        _ => None,
    }
}

fn literal_kind(literal: &Literal) -> Kind {
    match literal {
        Literal::String(_) => Kind::String,
        Literal::Integer(_) => Kind::Integer,
        Literal::Number(_) => Kind::Number,
        Literal::Boolean(_) => Kind::Boolean,
    }
}

fn enum_kinds(values: &EnumValues) -> Vec<Kind> {
    match values {
        EnumValues::Strings(_) => vec![Kind::String],
        EnumValues::Integers(_) => vec![Kind::Integer],
        EnumValues::Mixed(values) => {
            let mut kinds = Vec::new();
            for kind in values.iter().map(|(_, literal)| literal_kind(literal)) {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
            kinds
        }
    }
}

/// The order in which variants are tried: the one that fits fewer values first.
fn rank(types: &Types, variant: &Variant) -> (u8, usize, usize) {
    let few = |count: usize| usize::MAX - count;
    let strictness = match types.resolve(&variant.ty) {
        Type::Any => 9,
        Type::String | Type::Secret | Type::Bytes | Type::Number => 6,
        Type::Map(_) => 5,
        Type::Named(id) => match types.get(*id).map(|named| &named.shape) {
            Some(Shape::Constant(_)) => 0,
            Some(Shape::Enum(_)) => 4,
            _ => 2,
        },
        _ => 1,
    };
    (
        strictness,
        few(variant.look.constants.len()),
        few(variant.look.requires.len()),
    )
}

fn report_ambiguity(types: &Types, id: TypeId, variants: &[Variant], sink: &mut Sink) {
    for (index, first) in variants.iter().enumerate() {
        for second in variants.iter().skip(index + 1) {
            if !may_be_taken_for(types, first, second) {
                continue;
            }
            let Some(named) = types.get(id) else { return };
            let message = format!(
                "a `{}` may be read as a `{}`: nothing in the JSON tells them apart",
                second.name, first.name
            );
            sink.say(Code::AmbiguousUnion, &named.origin, message)
                .and_help("a discriminator, or a required property that only one of them has, would tell them apart");
            return;
        }
    }
}

/// Whether a value of `second` may look like one of `first`, which is tried before it.
fn may_be_taken_for(types: &Types, first: &Variant, second: &Variant) -> bool {
    let object = |ty| match types.resolve(ty) {
        Type::Named(id) => match types.get(*id).map(|named| &named.shape) {
            Some(Shape::Object(object)) => Some(object),
            _ => None,
        },
        _ => None,
    };
    let (Some(_), Some(other)) = (object(&first.ty), object(&second.ty)) else {
        return false;
    };
    let declares =
        |key: &String| other.extra.is_some() || other.fields.iter().any(|field| field.wire == *key);
    let constants_differ = first.look.constants.iter().any(|(key, values)| {
        let there = values_at(&second.look, key).unwrap_or_default();
        !there.iter().any(|value| values.contains(value))
    });
    first.look.requires.iter().all(declares) && !constants_differ
}
