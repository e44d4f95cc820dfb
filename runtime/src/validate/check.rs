//! Checking one value against its constraints.

use super::{Constraint, Violations, pattern};
use crate::json::{Quoted, Segment, View};
use serde_json::Value;
use std::collections::HashSet;
use std::fmt;

impl Violations {
    /// Checks a value. A constraint that means nothing for it holds.
    pub(super) fn check(&mut self, view: View<'_>, constraints: &[Constraint]) {
        match view {
            _ if constraints.is_empty() => {}
            View::Secret(slot) => {
                self.secretly(|violations| violations.check(slot.view(), constraints));
            }
            View::SecretStr(text) => self.secretly(|violations| violations.text(constraints, text)),
            View::Constrained(slot, _) => self.check(slot.view(), constraints),
            View::Str(text) => self.text(constraints, text),
            View::I64(number) => self.number(constraints, number as f64),
            View::U64(number) => self.number(constraints, number as f64),
            View::F32(number) => self.number(constraints, number.into()),
            View::F64(number) => self.number(constraints, number),
            View::Json(Value::String(text)) => self.text(constraints, text),
            View::Json(Value::Number(number)) => {
                self.number(constraints, number.as_f64().unwrap_or(f64::NAN));
            }
            _ => match view.elements() {
                Some(count) => self.list(constraints, view, count),
                None if view.is_object() => self.map(constraints, view),
                None => {}
            },
        }
    }

    fn text(&mut self, constraints: &[Constraint], text: &str) {
        let characters = text.chars().count() as u64;
        for constraint in constraints {
            match *constraint {
                Constraint::MinLength(least) if characters < least => self.add(
                    format_args!("shorter than {} (minLength)", Count(least, CHARACTERS)),
                    Quoted(text),
                ),
                Constraint::MaxLength(most) if characters > most => self.add(
                    format_args!("longer than {} (maxLength)", Count(most, CHARACTERS)),
                    Quoted(text),
                ),
                Constraint::Pattern(regex) if !pattern::is_found(regex, text) => {
                    self.add(
                        format_args!("does not match {regex} (pattern)"),
                        Quoted(text),
                    );
                }
                _ => {}
            }
        }
    }

    fn number(&mut self, constraints: &[Constraint], number: f64) {
        for constraint in constraints {
            match *constraint {
                Constraint::Minimum(limit) if number < limit => {
                    self.add(format_args!("less than {limit} (minimum)"), number);
                }
                Constraint::Maximum(limit) if number > limit => {
                    self.add(format_args!("more than {limit} (maximum)"), number);
                }
                Constraint::ExclusiveMinimum(limit) if number <= limit => {
                    self.add(
                        format_args!("not more than {limit} (exclusiveMinimum)"),
                        number,
                    );
                }
                Constraint::ExclusiveMaximum(limit) if number >= limit => {
                    self.add(
                        format_args!("not less than {limit} (exclusiveMaximum)"),
                        number,
                    );
                }
                Constraint::MultipleOf(unit) if !is_multiple(number, unit) => {
                    self.add(
                        format_args!("not a multiple of {unit} (multipleOf)"),
                        number,
                    );
                }
                _ => {}
            }
        }
    }

    fn list(&mut self, constraints: &[Constraint], list: View<'_>, count: usize) {
        let elements = || (0..count).filter_map(|index| list.element(index));
        for constraint in constraints {
            match *constraint {
                Constraint::MinItems(least) if (count as u64) < least => {
                    self.add(
                        format_args!("fewer than {} (minItems)", Count(least, ELEMENTS)),
                        count,
                    );
                }
                Constraint::MaxItems(most) if count as u64 > most => {
                    self.add(
                        format_args!("more than {} (maxItems)", Count(most, ELEMENTS)),
                        count,
                    );
                }
                Constraint::UniqueItems => {
                    if let Some(index) = first_repeated(elements()) {
                        self.add(
                            "an element is there twice (uniqueItems)",
                            format_args!("again at index {index}"),
                        );
                    }
                }
                Constraint::Items(of_each) => {
                    for (index, element) in elements().enumerate() {
                        self.at(Segment::Index(index), |violations| {
                            violations.check(element, of_each);
                        });
                    }
                }
                _ => {}
            }
        }
    }

    fn map(&mut self, constraints: &[Constraint], map: View<'_>) {
        let mut count: u64 = 0;
        map.entries(&mut |_, _| count += 1);
        for constraint in constraints {
            match *constraint {
                Constraint::MinProperties(least) if count < least => {
                    self.add(
                        format_args!("fewer than {} (minProperties)", Count(least, ENTRIES)),
                        count,
                    );
                }
                Constraint::MaxProperties(most) if count > most => {
                    self.add(
                        format_args!("more than {} (maxProperties)", Count(most, ENTRIES)),
                        count,
                    );
                }
                Constraint::PropertyNames(regex) => map.entries(&mut |key, _| {
                    if !pattern::is_found(regex, key) {
                        self.add(
                            format_args!("a key does not match {regex} (propertyNames)"),
                            Quoted(key),
                        );
                    }
                }),
                Constraint::Values(of_each) => map.entries(&mut |key, value| {
                    self.at(Segment::Key(key), |violations| {
                        violations.check(value, of_each);
                    });
                }),
                _ => {}
            }
        }
    }
}

/// The index of the first element that was there before, as JSON compares.
fn first_repeated<'a>(elements: impl Iterator<Item = View<'a>>) -> Option<usize> {
    let mut seen = HashSet::new();
    elements
        .map(|element| serde_json::to_value(element).unwrap_or_default())
        .position(|element| !seen.insert(element))
}

/// Whether `number` is a multiple of `unit`, as far as floats can tell (`0.3` is one of `0.1`).
fn is_multiple(number: f64, unit: f64) -> bool {
    let times = number / unit;
    (times - times.round()).abs() <= 1e-9 * times.abs().max(1.0)
}

/// A number of things; the word is another one for one thing.
struct Count(u64, [&'static str; 2]);

const CHARACTERS: [&str; 2] = ["character", "characters"];
const ELEMENTS: [&str; 2] = ["element", "elements"];
const ENTRIES: [&str; 2] = ["entry", "entries"];

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(number, [one, many]) = self;
        write!(f, "{number} {}", if *number == 1 { one } else { many })
    }
}
