//! Types that contain themselves: boxes where Rust needs them, and newtypes where an alias would never end.

use super::circles::Circles;
use crate::diagnostics::{Code, Sink};
use crate::model::{
    Api, Fallback, Ident, Named, Presence, Shape, Tuple, Type, TypeId, Types, Variant,
};

/// Turns every alias that leads back to itself (`Tree = Vec<Tree>`) into a newtype; one that is nothing but itself, at
/// however many removes, into one of any JSON.
pub(super) fn break_aliases(api: &mut Api) {
    let Api {
        types, fallbacks, ..
    } = api;
    let circles = alias_circles(types, Type::mentioned);
    let endless = alias_circles(types, demanded);
    for id in types.ids().filter(|id| circles.contains(*id)) {
        let Some(named) = types.get_mut(id) else {
            continue;
        };
        let Shape::Alias(ty) = &named.shape else {
            continue;
        };
        named.shape = Shape::Newtype(if endless.contains(id) {
            fallbacks.push(Fallback {
                origin: named.origin.clone(),
                reason: "the schema is nothing but itself".to_owned(),
            });
            Type::Any
        } else {
            ty.clone()
        });
    }
}

fn alias_circles(types: &Types, leads_to: fn(&Type) -> Option<TypeId>) -> Circles {
    Circles::of(types, |named| match &named.shape {
        Shape::Alias(ty) => leads_to(ty).into_iter().collect(),
        _ => Vec::new(),
    })
}

/// Takes out of unions the alternatives that lead back to them with nothing but unions between (`A` is `B` or a text, `B` is
/// `A` or a number): no value is one for that reason, and who reads one would ask them in turn without end.
///
/// Of each circle the links are cut that lead to a union declared before, or to itself.
pub(super) fn cut_unions(api: &mut Api, sink: &mut Sink) {
    let Api {
        types, fallbacks, ..
    } = api;
    let leads_to = |named: &Named| {
        let variants = union_variants(named).iter();
        variants
            .filter_map(|variant| union_at(types, &variant.ty))
            .collect()
    };
    let circles = Circles::of(types, leads_to);
    for id in types.ids().filter(|id| circles.contains(*id)) {
        let leads_back = |target: TypeId| circles.same(id, target) && target.0 <= id.0;
        let is_cut: Vec<bool> = types
            .get(id)
            .map(union_variants)
            .unwrap_or_default()
            .iter()
            .map(|variant| union_at(types, &variant.ty).is_some_and(leads_back))
            .collect();
        if let Some(named) = types.get_mut(id) {
            cut(named, &is_cut, fallbacks, sink);
        }
    }
}

fn union_variants(named: &Named) -> &[Variant] {
    match &named.shape {
        Shape::Union(union) => &union.variants,
        _ => &[],
    }
}

/// The union that a value of `ty` is at once.
fn union_at(types: &Types, ty: &Type) -> Option<TypeId> {
    let mut ty = ty;
    // As many steps as there are types end every chain that has an end.
    for _ in 0..=types.len() {
        match types.resolve(ty) {
            Type::Nullable(inner) | Type::Redacted(inner) | Type::Boxed(inner) => ty = inner,
            Type::Named(id) => match &types.get(*id)?.shape {
                Shape::Union(_) => return Some(*id),
                Shape::Newtype(inner) => ty = inner,
                _ => return None,
            },
            _ => return None,
        }
    }
    None
}

fn cut(named: &mut Named, is_cut: &[bool], fallbacks: &mut Vec<Fallback>, sink: &mut Sink) {
    let Shape::Union(union) = &mut named.shape else {
        return;
    };
    let mut is_cut = is_cut.iter();
    union.variants.retain(|variant| {
        let is_kept = is_cut.next() != Some(&true);
        if !is_kept {
            let message = format!(
                "the alternative `{}` leads back to its own union, with nothing but alternatives between; it is left out",
                variant.name
            );
            sink.say(Code::EndlessSchema, &named.origin, message)
                .and_help("what the other unions allow may be listed here as well");
        }
        is_kept
    });
    if union.variants.is_empty() {
        fallbacks.push(Fallback {
            origin: named.origin.clone(),
            reason: "the schema is nothing but itself".to_owned(),
        });
        named.shape = Shape::Alias(Type::Any);
    }
}

/// Lets the properties be absent through which alone a type would have to contain itself: no finite value has them all.
pub(super) fn open_endless(types: &mut Types, sink: &mut Sink) {
    let circles = Circles::of(types, all_demanded);
    for id in types.ids() {
        let object = match types.get_mut(id).map(|named| &mut named.shape) {
            Some(Shape::Object(object)) => object,
            Some(Shape::Tuple(tuple)) => {
                open_tuple(tuple, |inner| circles.same(id, inner));
                continue;
            }
            _ => continue,
        };
        for field in &mut object.fields {
            let endless = demanded(&field.ty).is_some_and(|inner| circles.same(id, inner));
            if !endless || field.presence != Presence::Required {
                continue;
            }
            field.presence = Presence::Optional;
            let message = format!(
                "`{}` is required and leads back to its own object, so that no value has an end; it is read as optional",
                field.wire
            );
            sink.say(Code::EndlessSchema, &field.origin, message)
                .and_help("what may be absent, null or an empty list ends the circle");
        }
    }
}

/// Lets a tuple end before the first element that leads back to it.
fn open_tuple(tuple: &mut Tuple, leads_back: impl Fn(TypeId) -> bool) {
    let endless = tuple
        .elements
        .iter()
        .position(|element| demanded(&element.ty).is_some_and(&leads_back));
    tuple.required = endless.unwrap_or(tuple.required).min(tuple.required);
}

/// The types that every value of a type holds inside itself.
fn all_demanded(named: &Named) -> Vec<TypeId> {
    let parts: Vec<&Type> = match &named.shape {
        Shape::Object(object) => {
            let fields = object.fields.iter();
            let required = fields.filter(|field| field.presence == Presence::Required);
            required.map(|field| &field.ty).collect()
        }
        Shape::Tuple(tuple) => {
            let elements = tuple.elements.iter().take(tuple.required);
            elements.map(|element| &element.ty).collect()
        }
        Shape::Alias(ty) | Shape::Newtype(ty) => vec![ty],
        _ => Vec::new(),
    };
    parts.into_iter().filter_map(demanded).collect()
}

/// The type that every value of `ty` holds inside itself.
fn demanded(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Redacted(inner) => demanded(inner),
        _ => None,
    }
}

/// Puts a box around parts through which a type contains itself without a list or a map between.
///
/// In a circle the alternatives of unions are boxed, all of them: where dozens of objects hold unions of each other (an
/// id, or the object itself), one that held them by value would have a megabyte, and reading it overflow the stack. In
/// the circles that are left, a part is boxed whose name does not come after its owner's, so that the order of the
/// document plays no role.
pub(super) fn box_recursion(types: &mut Types) {
    let unions: Vec<bool> = types
        .iter()
        .map(|(_, named)| matches!(named.shape, Shape::Union(_)))
        .collect();
    let is_union = |id: TypeId| unions.get(id.0 as usize).copied().unwrap_or(false);
    box_in_circles(types, |owner, _| is_union(owner));
    let names: Vec<Ident> = types.iter().map(|(_, named)| named.name.clone()).collect();
    let name = |id: TypeId| names.get(id.0 as usize);
    box_in_circles(types, |owner, part| name(part) <= name(owner));
}

/// Boxes the parts that lie on one circle with their owner, where `wanted` says so of both.
fn box_in_circles(types: &mut Types, wanted: impl Fn(TypeId, TypeId) -> bool) {
    let circles = Circles::of(types, |named| {
        named.parts().into_iter().filter_map(directly).collect()
    });
    for owner in types.ids() {
        let parts = types
            .get_mut(owner)
            .map(Named::parts_mut)
            .unwrap_or_default();
        for part in parts {
            box_part(part, &|part| {
                circles.same(owner, part) && wanted(owner, part)
            });
        }
    }
}

/// The type that a value of `ty` holds inside itself when it is there.
fn directly(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) | Type::Redacted(inner) => directly(inner),
        _ => None,
    }
}

fn box_part(ty: &mut Type, is_boxed: &impl Fn(TypeId) -> bool) {
    match ty {
        Type::Named(id) if is_boxed(*id) => *ty = Type::Boxed(Box::new(Type::Named(*id))),
        Type::Nullable(inner) | Type::Redacted(inner) => box_part(inner, is_boxed),
        _ => {}
    }
}
