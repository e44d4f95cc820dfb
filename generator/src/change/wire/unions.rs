//! Unions: which alternative before is which after, and what became of it.

use crate::model::{Dispatch, Type, Union, Variant};

use super::super::kind::{Aspect, Direction, Subject};
use super::super::paths;
use super::super::report::Wire;
use super::relation::{Relation, Side};
use super::site::Site;
use super::{Claims, Finding, Walk};

/// Whether an alternative before is one after.
type Rule<'r> = &'r dyn Fn(&Variant, &Variant) -> bool;

impl Walk<'_> {
    pub(super) fn unions(&mut self, of: &Site, old: &Union, new: &Union) {
        self.dispatch(of, &old.dispatch, &new.dispatch);
        let matched = self.matched(old, new);
        for (old_variant, other) in old.variants.iter().zip(&matched) {
            match other.and_then(|index| new.variants.get(index)) {
                Some(new_variant) => self.variants(of, old_variant, new_variant),
                None => self.variant_removed(of, old_variant),
            }
        }
        for (index, variant) in new.variants.iter().enumerate() {
            if !matched.contains(&Some(index)) {
                self.variant_added(of, variant);
            }
        }
    }

    /// How the alternatives are told apart.
    fn dispatch(&mut self, of: &Site, old: &Dispatch, new: &Dispatch) {
        if old == new {
            return;
        }
        let said = |dispatch: &Dispatch| match dispatch {
            Dispatch::Tag(property) => format!("by its property `{property}`"),
            Dispatch::Look => "by what it looks like".to_owned(),
        };
        // Without a discriminator the alternatives say themselves what they hold, which is compared as well.
        let wire = match (old, new) {
            (Dispatch::Tag(_), Dispatch::Tag(_)) => Wire::Breaking,
            _ => Wire::Warning,
        };
        let message = format!(
            "which alternative a value is was told {} and is told {}",
            said(old),
            said(new)
        );
        self.say(of.found(Aspect::EncodingChanged, wire, message));
    }

    /// For each alternative before, the index of the one that it is after: of the same declared type or tag, else of the
    /// same values, else the only one that is left over on both sides.
    fn matched(&self, old: &Union, new: &Union) -> Vec<Option<usize>> {
        let mut found: Vec<Option<usize>> = vec![None; old.variants.len()];
        let rules: [Rule<'_>; 3] = [
            &|old, new| {
                let names = (
                    self.side_before().name(&old.ty),
                    self.side_after().name(&new.ty),
                );
                matches!(names, (Some(old), Some(new)) if old == new)
            },
            &|old, new| old.tags.iter().any(|tag| new.tags.contains(tag)),
            &|old, new| {
                let is_listed = |side: Side<'_>, ty: &Type| side.name(ty).is_some();
                !is_listed(self.side_before(), &old.ty)
                    && !is_listed(self.side_after(), &new.ty)
                    && self.relation(&old.ty, &new.ty) == Relation::Same
            },
        ];
        for rule in rules {
            for (index, variant) in old.variants.iter().enumerate() {
                if found.get(index).is_some_and(Option::is_some) {
                    continue;
                }
                let mut candidates = new.variants.iter().enumerate();
                let other = candidates
                    .find(|(at, other)| !found.contains(&Some(*at)) && rule(variant, other));
                if let (Some((at, _)), Some(slot)) = (other, found.get_mut(index)) {
                    *slot = Some(at);
                }
            }
        }
        let left = |index: &usize| !found.contains(&Some(*index));
        let mut over = (0..new.variants.len()).filter(left);
        let only = (over.next(), over.next());
        let open = found.iter().filter(|slot| slot.is_none()).count();
        if let ((Some(index), None), 1) = (only, open)
            && let Some(slot) = found.iter_mut().find(|slot| slot.is_none())
        {
            *slot = Some(index);
        }
        found
    }

    fn variants(&mut self, of: &Site, old: &Variant, new: &Variant) {
        let site = Site {
            claims: claims(of, Some(old), Some(new)),
            ..self.variant_site(of, self.side_before(), old)
        };
        self.value(&site, &old.ty, &new.ty);
        let rules = Site {
            claims: Claims::default(),
            ..site.clone()
        };
        self.constraints(&rules, &old.constraints, &new.constraints);
        for tag in old.tags.iter().filter(|tag| !new.tags.contains(tag)) {
            let message = format!("the tag {tag:?} no longer stands for {}", site.name);
            let wire = breaks_in(Direction::Request, of.direction);
            self.say(rules.found(Aspect::Removed, wire, message));
        }
        for tag in new.tags.iter().filter(|tag| !old.tags.contains(tag)) {
            let message = format!("the tag {tag:?} stands for {} now", site.name);
            let wire = breaks_in(Direction::Response, of.direction);
            self.say(rules.found(Aspect::Added, wire, message));
        }
        if old.name != new.name {
            let message = format!(
                "{} is `{}` in Rust and was `{}`",
                site.name, new.name, old.name
            );
            self.say(site.found(Aspect::Renamed, Wire::None, message));
        }
    }

    fn variant_removed(&mut self, of: &Site, variant: &Variant) {
        let site = self.variant_site(of, self.side_before(), variant);
        let message = format!("{} is gone", site.name);
        let wire = breaks_in(Direction::Request, of.direction);
        self.say_taking(
            [&variant.ty],
            Finding {
                after: None,
                claims: claims(of, Some(variant), None),
                ..site.found(Aspect::Removed, wire, message)
            },
        );
    }

    fn variant_added(&mut self, of: &Site, variant: &Variant) {
        let site = self.variant_site(of, self.side_after(), variant);
        let message = format!("{} is new", site.name);
        let wire = breaks_in(Direction::Response, of.direction);
        self.say_bringing(
            [&variant.ty],
            Finding {
                before: None,
                claims: claims(of, None, Some(variant)),
                ..site.found(Aspect::Added, wire, message)
            },
        );
    }

    fn variant_site(&self, of: &Site, side: Side<'_>, variant: &Variant) -> Site {
        let what = side.name(&variant.ty);
        let what = what.unwrap_or_else(|| side.describe(&variant.ty));
        Site {
            subject: Subject::Variant(of.direction),
            name: format!("the alternative {what}"),
            label: format!("{}({what})", of.label),
            claims: Claims::default(),
            ..of.clone()
        }
    }
}

impl Side<'_> {
    /// The name on the wire of the declared type that a type is.
    fn name(self, ty: &Type) -> Option<String> {
        let named = self.types.get(ty.mentioned()?)?;
        Some(match ty {
            Type::Named(_) | Type::Boxed(_) => self.labels.schema(&named.origin),
            _ => self.describe(ty),
        })
    }
}

const fn breaks_in(breaks: Direction, direction: Direction) -> Wire {
    match (breaks, direction) {
        (Direction::Request, Direction::Request) | (Direction::Response, Direction::Response) => {
            Wire::Breaking
        }
        _ => Wire::Compatible,
    }
}

/// The variants of an enum that a finding is about.
fn claims(of: &Site, old: Option<&Variant>, new: Option<&Variant>) -> Claims {
    let claims = |types: &[String], variant: Option<&Variant>| -> Vec<String> {
        let ty = types.last().cloned().unwrap_or_default();
        variant
            .map(|variant| paths::member(&ty, &variant.name))
            .into_iter()
            .collect()
    };
    Claims::new(
        claims(&of.claims.before, old),
        claims(&of.claims.after, new),
    )
}
