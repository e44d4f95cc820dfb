//! Pairs of declared types: what they are, and the values of those that list them.

use crate::model::{Literal, Shape, Type};

use super::super::kind::{Aspect, Direction, Kind, Subject};
use super::super::paths;
use super::super::report::Wire;
use super::relation::literals;
use super::site::Site;
use super::{Claims, Finding, Pair, Walk};

impl Walk<'_> {
    /// Compares a pair of declared types.
    pub(super) fn shapes(&mut self, pair: Pair) {
        let (before, after) = (self.before, self.after);
        let (Some(old), Some(new)) = (before.types.get(pair.before), after.types.get(pair.after))
        else {
            return;
        };
        let Some(site) = self.type_site(pair.before, pair.after, pair.direction) else {
            return;
        };
        self.deprecation(&site, [old.deprecated, new.deprecated]);
        match (&old.shape, &new.shape) {
            (Shape::Object(old), Shape::Object(new)) => self.objects(&site, old, new),
            (Shape::Union(old), Shape::Union(new)) => self.unions(&site, old, new),
            (Shape::Tuple(old), Shape::Tuple(new)) => self.tuples(&site, old, new),
            (Shape::Newtype(old), Shape::Newtype(new)) => self.value(&site, old, new),
            (Shape::Newtype(old), _) => self.value(&site, old, &Type::Named(pair.after)),
            (_, Shape::Newtype(new)) => self.value(&site, &Type::Named(pair.before), new),
            (Shape::Constant(old), Shape::Constant(new)) => {
                if old.value != new.value {
                    let (old, new) = (old.value.to_json(), new.value.to_json());
                    let message = format!("{} is always {new}, and was always {old}", site.name);
                    let site = Site {
                        subject: Subject::Constant(pair.direction),
                        ..site
                    };
                    self.say(site.found(Aspect::Changed, Wire::Breaking, message));
                }
            }
            (old, new) => match (literals(old), literals(new)) {
                (Some(_), Some(_)) => self.listed(&site, old, new),
                _ => self.related(&site, &Type::Named(pair.before), &Type::Named(pair.after)),
            },
        }
    }

    /// Compares the values of types that list them.
    fn listed(&mut self, site: &Site, old: &Shape, new: &Shape) {
        let (old, new) = (variants(old), variants(new));
        for (value, variant) in &old {
            match new.iter().find(|(other, _)| other == value) {
                None => self.value_removed(site, value, variant),
                Some((_, renamed))
                    if renamed != variant && ![renamed, variant].contains(&&String::new()) =>
                {
                    let message =
                        format!("the value {value} is `{renamed}` in Rust and was `{variant}`");
                    let finding = Finding {
                        wire: Wire::None,
                        kind: Kind::new(Subject::EnumValue(site.direction), Aspect::Renamed),
                        subject: format!("{}={value}", site.label),
                        claims: variant_claims(site, Some(variant), Some(renamed)),
                        ..site.found(Aspect::Renamed, Wire::None, message)
                    };
                    self.say(finding);
                }
                Some(_) => {}
            }
        }
        for (value, variant) in &new {
            if !old.iter().any(|(other, _)| other == value) {
                self.value_added(site, value, variant);
            }
        }
    }

    fn value_removed(&mut self, site: &Site, value: &str, variant: &str) {
        let wire = match site.direction {
            Direction::Request => Wire::Breaking,
            Direction::Response => Wire::Compatible,
        };
        self.say(Finding {
            kind: Kind::new(Subject::EnumValue(site.direction), Aspect::Removed),
            subject: format!("{}={value}", site.label),
            after: None,
            claims: variant_claims(site, Some(variant), None),
            ..site.found(Aspect::Removed, wire, format!("the value {value} is gone"))
        });
    }

    fn value_added(&mut self, site: &Site, value: &str, variant: &str) {
        let wire = match site.direction {
            Direction::Request => Wire::Compatible,
            Direction::Response => Wire::Warning,
        };
        self.say(Finding {
            kind: Kind::new(Subject::EnumValue(site.direction), Aspect::Added),
            subject: format!("{}={value}", site.label),
            before: None,
            claims: variant_claims(site, None, Some(variant)),
            ..site.found(Aspect::Added, wire, format!("the value {value} is new"))
        });
    }
}

/// The values that a type lists, as JSON, each with its variant; a constant has none.
fn variants(shape: &Shape) -> Vec<(String, String)> {
    let json = |literal: &Literal| literal.to_json().to_string();
    match shape {
        Shape::Enum(listed) => {
            let names = listed.values.names().into_iter().map(ToString::to_string);
            let values = literals(shape).unwrap_or_default();
            values.iter().map(json).zip(names).collect()
        }
        _ => {
            let values = literals(shape).unwrap_or_default();
            values
                .iter()
                .map(|value| (json(value), String::new()))
                .collect()
        }
    }
}

/// The variants of an enum that a finding is about, and the enum itself where it became one or ceases to be one.
fn variant_claims(site: &Site, old: Option<&str>, new: Option<&str>) -> Claims {
    let claims = |types: &[String], variant: Option<&str>| -> Vec<String> {
        let ty = types.last().cloned().unwrap_or_default();
        let variant = variant.filter(|variant| !variant.is_empty());
        let variant = variant.map(|variant| paths::member(&ty, variant));
        variant.into_iter().chain([ty]).collect()
    };
    Claims::new(
        claims(&site.claims.before, old),
        claims(&site.claims.after, new),
    )
}
