//! Values at a place: the way through lists, maps and boxes to the declared types within.

use crate::model::{Shape, Type, TypeId};

use super::super::kind::{Aspect, Direction, Subject};
use super::super::paths;
use super::super::report::Wire;
use super::relation::{Relation, Side};
use super::site::Site;
use super::{Claims, Pair, Walk};

/// How many lists and maps within each other are followed; as deep as documents may be nested.
const DEPTH: usize = 128;

impl<'a> Walk<'a> {
    pub(super) fn side_before(&self) -> Side<'a> {
        Side {
            types: &self.before.types,
            labels: self.labels_before,
        }
    }

    pub(super) fn side_after(&self) -> Side<'a> {
        Side {
            types: &self.after.types,
            labels: self.labels_after,
        }
    }

    /// Compares the types of the values at a place.
    pub(super) fn value(&mut self, site: &Site, before: &Type, after: &Type) {
        self.value_within(site, before, after, DEPTH);
    }

    fn value_within(&mut self, site: &Site, before: &Type, after: &Type, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        let (old, new) = (
            self.side_before().resolve(before),
            self.side_after().resolve(after),
        );
        if let (Some(old), Some(new)) = (old.alias, new.alias) {
            // What is declared by a name of its own is said there, once.
            self.aliases(site, old, new, before, after, depth);
            return;
        }
        self.resolved(site, old.ty, new.ty, depth);
    }

    fn aliases(
        &mut self,
        site: &Site,
        old: TypeId,
        new: TypeId,
        before: &Type,
        after: &Type,
        depth: usize,
    ) {
        let (old_type, new_type) = (
            self.side_before().resolve(before).ty,
            self.side_after().resolve(after).ty,
        );
        match self.type_site(old, new, site.direction) {
            Some(site) => self.resolved(&site, old_type, new_type, depth),
            None => self.resolved(site, old_type, new_type, depth),
        }
    }

    fn resolved(&mut self, site: &Site, old: &Type, new: &Type, depth: usize) {
        let (old, old_null) = unwrapped(old);
        let (new, new_null) = unwrapped(new);
        if old_null != new_null {
            self.presence(site, [true, true], [old_null, new_null]);
        }
        if old_null || new_null {
            return self.value_within(site, old, new, depth);
        }
        match (old, new) {
            (Type::Named(old), Type::Named(new)) => self.pair(*old, *new, site.direction),
            (Type::List(inner) | Type::Set(inner), Type::List(other) | Type::Set(other)) => {
                self.uniqueness(site, [old, new]);
                let (old, new) = (inner, other);
                self.value_within(&site.inner("an element", "[]", "items"), old, new, depth);
            }
            (Type::Map(old), Type::Map(new)) => {
                let site = site.inner("a value", ".*", "additionalProperties");
                self.value_within(&site, old, new, depth);
            }
            (old, new) => match (
                self.side_before().shape_of(old),
                self.side_after().shape_of(new),
            ) {
                (Some(Shape::Newtype(old)), None) => self.value_within(site, old, new, depth),
                (None, Some(Shape::Newtype(new))) => self.value_within(site, old, new, depth),
                _ => self.related(site, old, new),
            },
        }
    }

    /// Whether an array may hold a value twice.
    fn uniqueness(&mut self, site: &Site, types: [&Type; 2]) {
        let is_breaking = site.direction == Direction::Request;
        let (aspect, wire, what) = match types.map(|ty| matches!(ty, Type::Set(_))) {
            [false, true] if is_breaking => {
                (Aspect::ConstraintTightened, Wire::Breaking, "must not")
            }
            [false, true] => (Aspect::ConstraintTightened, Wire::Compatible, "does not"),
            [true, false] => (Aspect::ConstraintLoosened, Wire::Compatible, "may"),
            _ => return,
        };
        let message = format!("{} {what} hold a value twice now", site.name);
        self.say(site.found(aspect, wire, message));
    }

    /// Notes that the place that is being compared leads to a pair of declared types.
    pub(super) fn pair(&mut self, before: TypeId, after: TypeId, direction: Direction) {
        let pair = Pair {
            before,
            after,
            direction,
        };
        self.graph.lead(self.at, pair);
    }

    /// Compares types that are not made alike.
    pub(super) fn related(&mut self, site: &Site, old: &Type, new: &Type) {
        let relation = self.relation(old, new);
        let (aspect, breaks) = match (relation, site.direction) {
            (Relation::Same, _) => return,
            (Relation::Widened, direction) => {
                (Aspect::TypeWidened, direction == Direction::Response)
            }
            (Relation::Narrowed, direction) => {
                (Aspect::TypeNarrowed, direction == Direction::Request)
            }
            (Relation::Changed, _) => (Aspect::TypeChanged, true),
        };
        let wire = match breaks {
            true => Wire::Breaking,
            false => Wire::Compatible,
        };
        self.kept(old, new, site.direction);
        let (was, is) = (
            self.side_before().describe(old),
            self.side_after().describe(new),
        );
        let message = format!("{} was {was} and is {is}", site.name);
        let finding = self.taking(site.found(aspect, wire, message), [old]);
        self.say_bringing([new], finding);
    }

    /// The alternative of a union that is the type on the other side: what it holds may differ as well.
    fn kept(&mut self, old: &Type, new: &Type, direction: Direction) {
        let (before, after) = (self.side_before(), self.side_after());
        let alternatives = |side: Side<'a>, ty: &Type| -> Vec<&'a Type> {
            match side.shape_of(ty) {
                Some(Shape::Union(union)) => {
                    let variants = union.variants.iter();
                    variants.map(|variant| &variant.ty).collect()
                }
                _ => Vec::new(),
            }
        };
        let same = |one: &Type, other: &Type| match (one.mentioned(), other.mentioned()) {
            (Some(old), Some(new)) if before.label(one) == after.label(other) => Some((old, new)),
            _ => None,
        };
        let of_old = alternatives(before, old).into_iter();
        let of_new = alternatives(after, new).into_iter();
        let found = of_old.filter_map(|old| same(old, new));
        let found = found.chain(of_new.filter_map(|new| same(old, new)));
        for (old, new) in found.collect::<Vec<_>>() {
            self.pair(old, new, direction);
        }
    }

    /// The place of a declared type itself, on both sides.
    pub(super) fn type_site(
        &self,
        before: TypeId,
        after: TypeId,
        direction: Direction,
    ) -> Option<Site> {
        let old = self.before.types.get(before)?;
        let new = self.after.types.get(after)?;
        let label = self.labels_before.schema(&old.origin);
        let claims = |path: String, shape: &Shape| match shape {
            // Whether its constraints are checked.
            Shape::Alias(_) => vec![path],
            _ => vec![paths::member(&path, "validate"), path],
        };
        Some(Site {
            subject: Subject::Type(direction),
            direction,
            name: "the schema".to_owned(),
            label,
            before: old.origin.clone(),
            after: new.origin.clone(),
            claims: Claims::new(
                claims(paths::ty(&old.name), &old.shape),
                claims(paths::ty(&new.name), &new.shape),
            ),
        })
    }
}

/// What a type holds when it is not null, and whether it may be null. Boxes and what hides values from debug output are not
/// seen on the wire.
fn unwrapped(ty: &Type) -> (&Type, bool) {
    match ty {
        Type::Nullable(inner) => (inner, true),
        Type::Boxed(inner) | Type::Redacted(inner) => unwrapped(inner),
        ty => (ty, false),
    }
}
