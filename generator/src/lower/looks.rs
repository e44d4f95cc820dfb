//! What the variants of a union look like, and how they are told apart without a discriminator.

use std::collections::HashSet;

use crate::diagnostics::{Code, Place, Pointer, Sink};
use crate::model::{
    Dispatch, Enum, EnumValues, Kind, Literal, Look, Named, Object, Presence, Shape, Type, TypeId,
    Types, Variant,
};

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
            variant.look = look(types, &variant.ty);
        }
        keep_telling_constants(&mut variants);
        keep_sure_constraints(&mut variants);
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

/// What the values of a type look like. Unions are looked through, each once: they may hold one another.
fn look(types: &Types, ty: &Type) -> Look {
    let mut kinds = Vec::new();
    let mut seen = HashSet::new();
    let mut is_choice = false;
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        let id = match types.resolve(ty) {
            Type::Nullable(inner) | Type::Redacted(inner) | Type::Boxed(inner) => {
                open.push(inner);
                continue;
            }
            Type::Named(id) => *id,
            plain => {
                kinds.push(plain_kind(plain));
                continue;
            }
        };
        if !seen.insert(id) {
            continue;
        }
        match types.get(id).map(|named| &named.shape) {
            Some(Shape::Union(union)) => {
                is_choice = true;
                open.extend(union.variants.iter().rev().map(|variant| &variant.ty));
            }
            Some(Shape::Newtype(inner) | Shape::Alias(inner)) => open.push(inner),
            Some(Shape::Object(object)) if !is_choice => return object_look(types, object),
            Some(Shape::Object(_)) => kinds.push(Kind::Object),
            Some(Shape::Enum(Enum { values })) => kinds.extend(enum_kinds(values)),
            Some(Shape::Tuple(_)) => kinds.push(Kind::Array),
            Some(Shape::Constant(constant)) => kinds.push(literal_kind(&constant.value)),
            None => kinds.push(Kind::Any),
        }
    }
    of_kinds(kinds)
}

/// The kind of the values of a type that is not declared.
const fn plain_kind(ty: &Type) -> Kind {
    match ty {
        Type::Bool => Kind::Boolean,
        Type::Integer(_) => Kind::Integer,
        Type::Number => Kind::Number,
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
        | Type::File => Kind::String,
        Type::List(_) | Type::Set(_) => Kind::Array,
        Type::Map(_) => Kind::Object,
        Type::Any | Type::Named(_) | Type::Nullable(_) | Type::Redacted(_) | Type::Boxed(_) => {
            Kind::Any
        }
    }
}

/// The look of values of these kinds; of any where nothing but unions of one another was found.
fn of_kinds(all: Vec<Kind>) -> Look {
    let mut kinds = Vec::new();
    for kind in all {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() {
        kinds.push(Kind::Any);
    }
    Look {
        kinds,
        ..Look::default()
    }
}

fn object_look(types: &Types, object: &Object) -> Look {
    let mut look = of_kinds(vec![Kind::Object]);
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

/// What is demanded of a variant is demanded of its values only if no other variant may be what they stand for: 0.5 is no
/// fault of an `integer` beside a `number`.
fn keep_sure_constraints(variants: &mut [Variant]) {
    let looks: Vec<Look> = variants
        .iter()
        .map(|variant| variant.look.clone())
        .collect();
    for (index, variant) in variants.iter_mut().enumerate() {
        let mut others = looks
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index);
        let meets = |kind: &Kind, other: &Kind| kind.accepts(*other) || other.accepts(*kind);
        let is_shared = others.any(|(_, other)| {
            let kinds = &variant.look.kinds;
            kinds
                .iter()
                .any(|kind| other.kinds.iter().any(|other| meets(kind, other)))
        });
        if is_shared {
            variant.constraints.clear();
        }
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
        Type::String | Type::Secret | Type::File | Type::Number => 6,
        Type::Map(_) => 5,
        // A date is read out of a date-time as well.
        Type::Date => 2,
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
                "`{}` may be read as `{}`: nothing in the JSON tells them apart",
                second.name, first.name
            );
            let finding = sink.say(Code::AmbiguousUnion, &named.origin, message);
            let alternatives = [first, second].into_iter().filter_map(|variant| {
                let at = origin(types, &variant.ty)?;
                Some((Place::Document(at), format!("`{}`", variant.name)))
            });
            finding.related.extend(alternatives);
            finding.and_help("a discriminator, or a required property that only one of them has, would tell them apart");
            return;
        }
    }
}

/// Where the schema of a type stands, if it has one of its own.
fn origin(types: &Types, ty: &Type) -> Option<Pointer> {
    match types.resolve(ty) {
        Type::Named(id) => types.get(*id).map(|named| named.origin.clone()),
        _ => None,
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
