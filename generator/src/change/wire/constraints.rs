//! Constraints: whether fewer values are allowed than before.

use crate::model::Constraint;

use super::super::kind::{Aspect, Direction};
use super::super::report::Wire;
use super::site::Site;
use super::{Finding, Walk};

/// How deep constraints on elements within elements are followed.
const DEPTH: usize = 64;

/// What became of the values that are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trend {
    Tightened,
    Loosened,
    Changed,
}

impl Walk<'_> {
    /// Compares what is demanded of the values at a place.
    pub(super) fn constraints(&mut self, site: &Site, old: &[Constraint], new: &[Constraint]) {
        for (aspect, wire, keyword, what) in judged(old, new, site.direction) {
            let message = format!("{}: {what}", site.name);
            self.say(Finding {
                subject: format!("{} ({keyword})", site.label),
                ..site.found(aspect, wire, message)
            });
        }
    }
}

/// What became of each keyword, with what it means in a direction, its name, and a few words.
pub(super) fn judged(
    old: &[Constraint],
    new: &[Constraint],
    direction: Direction,
) -> Vec<(Aspect, Wire, &'static str, String)> {
    let mut found = Vec::new();
    differences(old, new, DEPTH, &mut found);
    let judged = found.into_iter().map(|(trend, keyword, what)| {
        let (aspect, is_breaking) = match trend {
            Trend::Tightened => (Aspect::ConstraintTightened, true),
            Trend::Loosened => (Aspect::ConstraintLoosened, false),
            Trend::Changed => (Aspect::ConstraintChanged, true),
        };
        // Answers are read whatever the document demands of them.
        let wire = match is_breaking && direction == Direction::Request {
            true => Wire::Breaking,
            false => Wire::Compatible,
        };
        (aspect, wire, keyword, what)
    });
    judged.collect()
}

/// A keyword that differs, with a few words.
type Difference = (Trend, &'static str, String);

/// Each keyword that differs.
fn differences(old: &[Constraint], new: &[Constraint], depth: usize, found: &mut Vec<Difference>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    for was in old {
        match new.iter().find(|is| keyword(is) == keyword(was)) {
            Some(is) => difference(was, is, depth, found),
            None => match within(was) {
                Some(inner) => differences(inner, &[], depth, found),
                None => {
                    let what = format!("{} is gone", text(was));
                    found.push((Trend::Loosened, keyword(was), what));
                }
            },
        }
    }
    for is in new {
        if old.iter().any(|was| keyword(was) == keyword(is)) {
            continue;
        }
        match within(is) {
            Some(inner) => differences(&[], inner, depth, found),
            None => {
                let what = format!("{} is new", text(is));
                found.push((Trend::Tightened, keyword(is), what));
            }
        }
    }
}

fn difference(was: &Constraint, is: &Constraint, depth: usize, found: &mut Vec<Difference>) {
    if let (Some(was), Some(is)) = (within(was), within(is)) {
        return differences(was, is, depth, found);
    }
    if was == is {
        return;
    }
    let trend = match (bound(was), bound(is)) {
        (Some(Bound::Least(was)), Some(Bound::Least(is))) if is < was => Trend::Loosened,
        (Some(Bound::Least(_)), Some(Bound::Least(_))) => Trend::Tightened,
        (Some(Bound::Most(was)), Some(Bound::Most(is))) if is > was => Trend::Loosened,
        (Some(Bound::Most(_)), Some(Bound::Most(_))) => Trend::Tightened,
        _ => multiple(was, is),
    };
    let what = format!("{} is {} now", text(was), text(is));
    found.push((trend, keyword(is), what));
}

/// A multiple of 10 is one of 5 as well.
fn multiple(was: &Constraint, is: &Constraint) -> Trend {
    let (Constraint::MultipleOf(was), Constraint::MultipleOf(is)) = (was, is) else {
        return Trend::Changed;
    };
    let divides = |one: f64, other: f64| other != 0.0 && (one / other).fract() == 0.0;
    match (divides(*is, *was), divides(*was, *is)) {
        (true, _) => Trend::Tightened,
        (_, true) => Trend::Loosened,
        _ => Trend::Changed,
    }
}

/// A limit, as a number.
enum Bound {
    Least(f64),
    Most(f64),
}

fn bound(constraint: &Constraint) -> Option<Bound> {
    // Counts beyond 2^53 are no counts of anything that is sent.
    #[allow(clippy::cast_precision_loss)]
    let count = |n: u64| n as f64;
    Some(match constraint {
        Constraint::MinLength(n) | Constraint::MinItems(n) | Constraint::MinProperties(n) => {
            Bound::Least(count(*n))
        }
        Constraint::MaxLength(n) | Constraint::MaxItems(n) | Constraint::MaxProperties(n) => {
            Bound::Most(count(*n))
        }
        Constraint::Minimum(n) | Constraint::ExclusiveMinimum(n) => Bound::Least(*n),
        Constraint::Maximum(n) | Constraint::ExclusiveMaximum(n) => Bound::Most(*n),
        _ => return None,
    })
}

/// What is demanded of what stands within.
const fn within(constraint: &Constraint) -> Option<&Vec<Constraint>> {
    match constraint {
        Constraint::Items(inner) | Constraint::Values(inner) => Some(inner),
        _ => None,
    }
}

/// The keyword of JSON Schema.
const fn keyword(constraint: &Constraint) -> &'static str {
    match constraint {
        Constraint::MinLength(_) => "minLength",
        Constraint::MaxLength(_) => "maxLength",
        Constraint::Pattern(_) => "pattern",
        Constraint::Minimum(_) => "minimum",
        Constraint::Maximum(_) => "maximum",
        Constraint::ExclusiveMinimum(_) => "exclusiveMinimum",
        Constraint::ExclusiveMaximum(_) => "exclusiveMaximum",
        Constraint::MultipleOf(_) => "multipleOf",
        Constraint::MinItems(_) => "minItems",
        Constraint::MaxItems(_) => "maxItems",
        Constraint::UniqueItems => "uniqueItems",
        Constraint::MinProperties(_) => "minProperties",
        Constraint::MaxProperties(_) => "maxProperties",
        Constraint::PropertyNames(_) => "propertyNames",
        Constraint::Items(_) => "items",
        Constraint::Values(_) => "additionalProperties",
    }
}

/// `maxLength 36`.
fn text(constraint: &Constraint) -> String {
    let keyword = keyword(constraint);
    match constraint {
        Constraint::MinLength(n)
        | Constraint::MaxLength(n)
        | Constraint::MinItems(n)
        | Constraint::MaxItems(n)
        | Constraint::MinProperties(n)
        | Constraint::MaxProperties(n) => format!("{keyword} {n}"),
        Constraint::Minimum(n)
        | Constraint::Maximum(n)
        | Constraint::ExclusiveMinimum(n)
        | Constraint::ExclusiveMaximum(n)
        | Constraint::MultipleOf(n) => format!("{keyword} {n}"),
        Constraint::Pattern(pattern) | Constraint::PropertyNames(pattern) => {
            format!("{keyword} {pattern:?}")
        }
        Constraint::UniqueItems | Constraint::Items(_) | Constraint::Values(_) => {
            keyword.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DEPTH, Trend, differences};
    use crate::model::Constraint::{Items, MaxLength, Minimum, MultipleOf, Pattern, UniqueItems};

    #[test]
    fn fewer_values_are_tighter() {
        let cases = [
            (
                vec![MaxLength(9)],
                vec![MaxLength(5)],
                vec![Trend::Tightened],
            ),
            (
                vec![Minimum(1.0)],
                vec![Minimum(0.0)],
                vec![Trend::Loosened],
            ),
            (vec![], vec![UniqueItems], vec![Trend::Tightened]),
            (vec![UniqueItems], vec![], vec![Trend::Loosened]),
            (
                vec![MultipleOf(5.0)],
                vec![MultipleOf(10.0)],
                vec![Trend::Tightened],
            ),
            (
                vec![MultipleOf(10.0)],
                vec![MultipleOf(5.0)],
                vec![Trend::Loosened],
            ),
            (
                vec![MultipleOf(4.0)],
                vec![MultipleOf(6.0)],
                vec![Trend::Changed],
            ),
            (
                vec![Pattern("^a".into())],
                vec![Pattern("^b".into())],
                vec![Trend::Changed],
            ),
            (
                vec![Items(vec![MaxLength(9)])],
                vec![],
                vec![Trend::Loosened],
            ),
            (
                vec![Items(vec![MaxLength(9)])],
                vec![Items(vec![MaxLength(8), Minimum(1.0)])],
                vec![Trend::Tightened, Trend::Tightened],
            ),
            (vec![MaxLength(9)], vec![MaxLength(9)], vec![]),
        ];
        for (old, new, expected) in cases {
            let mut found = Vec::new();
            differences(&old, &new, DEPTH, &mut found);
            let trends: Vec<Trend> = found.into_iter().map(|(trend, ..)| trend).collect();
            assert_eq!(trends, expected, "{old:?} → {new:?}");
        }
    }
}
