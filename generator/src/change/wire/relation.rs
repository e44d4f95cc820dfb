//! Whether one type holds the values of another, where the two are not made alike.

use crate::model::{EnumValues, Literal, Shape, Type, TypeId, Types, Union, Width};

use super::super::label::Labels;
use super::Walk;

/// How deep alternatives within alternatives are followed.
const DEPTH: usize = 8;

/// What became of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same values.
    Same,
    /// All values of the one before, and more.
    Widened,
    /// Only some values of the one before.
    Narrowed,
    /// Neither holds all values of the other.
    Changed,
}

/// The types of one side.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) types: &'a Types,
    pub(super) labels: &'a Labels,
}

/// A type once aliases are followed.
pub(super) struct Resolved<'t> {
    /// The first alias on the way.
    pub(super) alias: Option<TypeId>,
    pub(super) ty: &'t Type,
}

impl<'a> Side<'a> {
    pub(super) fn resolve<'t>(self, ty: &'t Type) -> Resolved<'t>
    where
        'a: 't,
    {
        let alias = match ty {
            Type::Named(id) => Some(*id),
            _ => None,
        };
        let is_alias = |id: &TypeId| matches!(self.shape(*id), Some(Shape::Alias(_)));
        Resolved {
            alias: alias.filter(is_alias),
            ty: self.types.resolve(ty),
        }
    }

    pub(super) fn shape(self, id: TypeId) -> Option<&'a Shape> {
        self.types.get(id).map(|named| &named.shape)
    }

    /// What a declared type is called on the wire.
    pub(super) fn label(self, ty: &Type) -> Option<String> {
        let named = self.types.get(ty.mentioned()?)?;
        Some(self.labels.schema(&named.origin))
    }

    pub(super) fn shape_of(self, ty: &Type) -> Option<&'a Shape> {
        match ty {
            Type::Named(id) => self.shape(*id),
            _ => None,
        }
    }
}

impl Walk<'_> {
    /// What became of a type. Types that are made alike, such as two objects, are taken to be the same: their parts are
    /// compared elsewhere.
    pub(super) fn relation(&self, old: &Type, new: &Type) -> Relation {
        if self.holds(self.side_before(), old, self.side_after(), new, DEPTH) {
            match self.holds(self.side_after(), new, self.side_before(), old, DEPTH) {
                true => Relation::Same,
                false => Relation::Narrowed,
            }
        } else {
            match self.holds(self.side_after(), new, self.side_before(), old, DEPTH) {
                true => Relation::Widened,
                false => Relation::Changed,
            }
        }
    }

    /// Whether every value of `small` is one of `large`, as far as their kinds tell.
    pub(super) fn holds(
        &self,
        large_side: Side<'_>,
        large: &Type,
        small_side: Side<'_>,
        small: &Type,
        depth: usize,
    ) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        let (large, small) = (bare(large_side, large), bare(small_side, small));
        let within =
            |large: &Type, small: &Type| self.holds(large_side, large, small_side, small, depth);
        match (large, small) {
            (Type::Any, _) => true,
            (Type::Nullable(large), Type::Nullable(small)) => within(large, small),
            (Type::Nullable(large), small) => within(large, small),
            (Type::List(large) | Type::Set(large), Type::List(small) | Type::Set(small))
            | (Type::Map(large), Type::Map(small)) => within(large, small),
            (large, small) => match (large_side.shape_of(large), small_side.shape_of(small)) {
                (Some(Shape::Newtype(large)), _) => within(large, small),
                (_, Some(Shape::Newtype(small))) => within(large, small),
                (Some(Shape::Union(large)), Some(Shape::Union(small))) => {
                    let alternatives = small.variants.iter();
                    alternatives
                        .map(|variant| &variant.ty)
                        .all(|small| is_one_of(large, |large| within(large, small)))
                }
                (Some(Shape::Union(large)), _) => is_one_of(large, |large| within(large, small)),
                (_, Some(Shape::Union(small))) => {
                    let mut alternatives = small.variants.iter();
                    alternatives.all(|variant| within(large, &variant.ty))
                }
                (large_shape, small_shape) => match (large_shape, small_shape) {
                    (Some(large_shape), Some(small_shape)) => {
                        let is_same = || large_side.label(large) == small_side.label(small);
                        shape_holds(large_shape, small_shape, is_same)
                    }
                    (None, Some(small)) => values_fit(large, small),
                    (Some(_), None) => false,
                    (None, None) => plain_holds(large, small),
                },
            },
        }
    }
}

fn is_one_of(union: &Union, mut holds: impl FnMut(&Type) -> bool) -> bool {
    union.variants.iter().any(|variant| holds(&variant.ty))
}

/// Without aliases, and without what is not seen on the wire.
fn bare<'t>(side: Side<'t>, ty: &'t Type) -> &'t Type {
    match side.types.resolve(ty) {
        Type::Redacted(inner) => bare(side, inner),
        ty => ty,
    }
}

/// Values that are listed are compared one by one. Objects and tuples hold what is declared by the same name: their parts are
/// compared elsewhere.
fn shape_holds(large: &Shape, small: &Shape, is_same: impl Fn() -> bool) -> bool {
    match (literals(large), literals(small)) {
        (Some(large), Some(small)) => small.iter().all(|value| large.contains(value)),
        (None, None) => match (large, small) {
            (Shape::Object(_), Shape::Object(_)) | (Shape::Tuple(_), Shape::Tuple(_)) => is_same(),
            _ => false,
        },
        _ => false,
    }
}

/// The only values of a type, if it lists them.
pub(super) fn literals(shape: &Shape) -> Option<Vec<Literal>> {
    match shape {
        Shape::Enum(listed) => Some(match &listed.values {
            EnumValues::Strings(values) => {
                let values = values.iter();
                values
                    .map(|(_, value)| Literal::String(value.clone()))
                    .collect()
            }
            EnumValues::Integers(values) => {
                let values = values.iter();
                values.map(|(_, value)| Literal::Integer(*value)).collect()
            }
            EnumValues::Mixed(values) => values.iter().map(|(_, value)| value.clone()).collect(),
        }),
        Shape::Constant(constant) => Some(vec![constant.value.clone()]),
        _ => None,
    }
}

/// Whether a type holds all values that another lists, or any object or array that the other is.
fn values_fit(large: &Type, small: &Shape) -> bool {
    match (literals(small), small) {
        (Some(values), _) => values.iter().all(|value| match value {
            Literal::String(_) => matches!(large, Type::String | Type::Secret),
            Literal::Integer(number) => match large {
                Type::Integer(width) => width.holds((i128::from(*number), i128::from(*number))),
                large => *large == Type::Number,
            },
            Literal::Number(_) => *large == Type::Number,
            Literal::Boolean(_) => *large == Type::Bool,
        }),
        (None, Shape::Object(_)) => is_of_any(large, |ty| matches!(ty, Type::Map(_))),
        (None, Shape::Tuple(_)) => is_of_any(large, |ty| matches!(ty, Type::List(_))),
        _ => false,
    }
}

/// A map or a list of any values.
fn is_of_any(ty: &Type, is_outside: impl Fn(&Type) -> bool) -> bool {
    is_outside(ty) && ty.inner() == Some(&Type::Any)
}

/// Whether a type that is not declared holds another.
fn plain_holds(large: &Type, small: &Type) -> bool {
    match (large, small) {
        (Type::Number, Type::Integer(_)) => true,
        (Type::Integer(large), Type::Integer(small)) => large.holds(Width::range(*small)),
        (Type::String | Type::Secret, small) => is_text(small),
        (Type::Ip, Type::Ipv4 | Type::Ipv6) => true,
        (large, small) => large == small,
    }
}

fn is_text(ty: &Type) -> bool {
    matches!(
        ty,
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
    )
}
