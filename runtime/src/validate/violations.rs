//! Checking values against constraints, and collecting what breaks them.

use super::pattern;
use super::{Constraint, Validate, ValidationError, Violation};
use crate::json::Field;
use crate::json::locate::Segment;
use std::fmt::Display;

/// How many characters of a value a message shows.
const SHOWN_CHARACTERS: usize = 40;

/// Collects the values that are not as the document demands.
#[derive(Debug)]
pub struct Violations {
    path: String,
    secret: bool,
    found: Vec<Violation>,
}

impl Violations {
    pub(crate) fn new() -> Self {
        Self {
            path: "$".to_owned(),
            secret: false,
            found: Vec::new(),
        }
    }

    pub(crate) fn into_result(self) -> Result<(), ValidationError> {
        if self.found.is_empty() {
            Ok(())
        } else {
            Err(ValidationError {
                violations: self.found,
            })
        }
    }

    /// Checks a field against its constraints.
    pub fn field<T: Field>(&mut self, key: &str, field: &T, constraints: &[Constraint]) {
        self.at(Segment::Key(key), |violations| {
            field.check(constraints, violations)
        });
    }

    /// Checks a field by what its own type demands.
    pub fn nested<T: Validate + ?Sized>(&mut self, key: &str, field: &T) {
        self.at(Segment::Key(key), |violations| field.collect(violations));
    }

    /// Checks something without ever showing its value.
    pub fn secretly(&mut self, check: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.secret, true);
        check(self);
        self.secret = before;
    }

    pub(super) fn at_index(&mut self, index: usize, check: impl FnOnce(&mut Self)) {
        self.at(Segment::Index(index), check);
    }

    fn at(&mut self, segment: Segment<'_>, check: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push_str(&segment.to_string());
        check(self);
        self.path.truncate(length);
    }

    /// Checks a text.
    pub fn text(&mut self, constraints: &[Constraint], text: &str) {
        let characters = text.chars().count() as u64;
        for constraint in constraints {
            match *constraint {
                Constraint::MinLength(least) if characters < least => {
                    self.add(
                        format!("shorter than {least} characters (minLength)"),
                        quoted(text),
                    );
                }
                Constraint::MaxLength(most) if characters > most => {
                    self.add(
                        format!("longer than {most} characters (maxLength)"),
                        quoted(text),
                    );
                }
                Constraint::Pattern(regex) if !pattern::is_found(regex, text) => {
                    self.add(format!("does not match {regex} (pattern)"), quoted(text));
                }
                _ => {}
            }
        }
    }

    /// Checks a number.
    pub fn number(&mut self, constraints: &[Constraint], number: f64) {
        for constraint in constraints {
            match *constraint {
                Constraint::Minimum(limit) if number < limit => {
                    self.add(format!("less than {limit} (minimum)"), number)
                }
                Constraint::Maximum(limit) if number > limit => {
                    self.add(format!("more than {limit} (maximum)"), number)
                }
                Constraint::ExclusiveMinimum(limit) if number <= limit => {
                    self.add(format!("not more than {limit} (exclusiveMinimum)"), number);
                }
                Constraint::ExclusiveMaximum(limit) if number >= limit => {
                    self.add(format!("not less than {limit} (exclusiveMaximum)"), number);
                }
                Constraint::MultipleOf(unit) if !is_multiple(number, unit) => {
                    self.add(format!("not a multiple of {unit} (multipleOf)"), number);
                }
                _ => {}
            }
        }
    }

    /// Checks a list.
    pub fn list<T: Field>(&mut self, constraints: &[Constraint], list: &[T]) {
        let count = list.len() as u64;
        for constraint in constraints {
            match *constraint {
                Constraint::MinItems(least) if count < least => {
                    self.add(format!("fewer than {least} elements (minItems)"), count);
                }
                Constraint::MaxItems(most) if count > most => {
                    self.add(format!("more than {most} elements (maxItems)"), count);
                }
                Constraint::UniqueItems => {
                    let repeats = |(index, element): (usize, &T)| {
                        list.iter().take(index).any(|other| other == element)
                    };
                    if let Some(index) = list.iter().enumerate().position(repeats) {
                        self.add(
                            "an element is there twice (uniqueItems)".to_owned(),
                            format_args!("again at index {index}"),
                        );
                    }
                }
                Constraint::Items(of_each) => {
                    for (index, element) in list.iter().enumerate() {
                        self.at_index(index, |violations| element.check(of_each, violations));
                    }
                }
                _ => {}
            }
        }
    }

    /// Checks a map.
    pub fn map<'a, T: Field + 'a>(
        &mut self,
        constraints: &[Constraint],
        entries: impl Iterator<Item = (&'a String, &'a T)> + Clone,
    ) {
        let count = entries.clone().count() as u64;
        for constraint in constraints {
            match *constraint {
                Constraint::MinProperties(least) if count < least => {
                    self.add(format!("fewer than {least} entries (minProperties)"), count);
                }
                Constraint::MaxProperties(most) if count > most => {
                    self.add(format!("more than {most} entries (maxProperties)"), count);
                }
                Constraint::PropertyNames(regex) => {
                    for (key, _) in entries
                        .clone()
                        .filter(|(key, _)| !pattern::is_found(regex, key))
                    {
                        self.add(
                            format!("a key does not match {regex} (propertyNames)"),
                            quoted(key),
                        );
                    }
                }
                Constraint::Values(of_each) => {
                    for (key, value) in entries.clone() {
                        self.at(Segment::Key(key), |violations| {
                            value.check(of_each, violations)
                        });
                    }
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, broken: String, found: impl Display) {
        let message = if self.secret {
            broken
        } else {
            format!("{broken}, found {found}")
        };
        self.found.push(Violation {
            path: self.path.clone(),
            message,
        });
    }
}

/// Whether `number` is a multiple of `unit`, as far as floats can tell (`0.3` is one of `0.1`).
fn is_multiple(number: f64, unit: f64) -> bool {
    let times = number / unit;
    (times - times.round()).abs() <= 1e-9 * times.abs().max(1.0)
}

/// A text in quotes, shortened.
fn quoted(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}
