//! Collecting the values that are not as the document demands.

use super::{Constraint, ValidationError, Violation};
use crate::json::{Segment, Slot, Table, View};
use std::fmt::Display;

/// The path of the value that is checked.
const ROOT: &str = "$";

/// Collects the values that are not as the document demands.
#[derive(Debug, Default)]
pub(crate) struct Violations {
    secret: bool,
    found: Vec<Violation>,
}

impl Violations {
    pub(crate) fn into_result(self) -> Result<(), ValidationError> {
        if self.found.is_empty() {
            Ok(())
        } else {
            Err(ValidationError {
                violations: self.found,
            })
        }
    }

    /// Checks a value against constraints, and against what its own type demands.
    pub(crate) fn value(&mut self, view: View<'_>, constraints: &[Constraint]) {
        self.check(view, constraints);
        self.walk(view);
    }

    /// Checks all that is in a value by what the types there demand. A type without demands ends the walk.
    pub(crate) fn walk(&mut self, view: View<'_>) {
        match view {
            View::Object(object) => self.object(object),
            View::Tagged(slot, ..) => self.walk(slot.view()),
            View::Secret(slot) => self.secretly(|violations| violations.walk(slot.view())),
            View::Constrained(slot, constraints) => self.value(slot.view(), constraints),
            View::List(list) => {
                for index in 0..list.len() {
                    if let Some(element) = list.get(index) {
                        self.at(Segment::Index(index), |violations| violations.walk(element));
                    }
                }
            }
            View::Map(map) => map.entries(&mut |key, value| {
                self.at(Segment::Key(key), |violations| violations.walk(value));
            }),
            _ => {}
        }
    }

    fn object(&mut self, object: &dyn Slot) {
        let Table { names, rules, .. } = object.table();
        let Some(rules) = rules else { return };
        object.views(&mut |views| {
            for ((name, view), rules) in names.iter().zip(views).zip(rules) {
                self.at(Segment::Key(name), |violations| {
                    violations.value(*view, rules)
                });
            }
            if let (Some(others), Some(rules)) = (views.get(names.len()), rules.get(names.len())) {
                self.value(*others, rules);
            }
        });
    }

    /// Checks something without ever showing its value.
    pub(super) fn secretly(&mut self, check: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.secret, true);
        check(self);
        self.secret = before;
    }

    /// Checks something within. Its place is only written down where something is found, which is seldom.
    pub(super) fn at(&mut self, segment: Segment<'_>, check: impl FnOnce(&mut Self)) {
        let before = self.found.len();
        check(self);
        for violation in self.found.iter_mut().skip(before) {
            violation.path.insert_str(ROOT.len(), &segment.to_string());
        }
    }

    /// Notes what is broken, and by what unless that is secret.
    pub(super) fn add(&mut self, broken: impl Display, found: impl Display) {
        let message = if self.secret {
            broken.to_string()
        } else {
            format!("{broken}, found {found}")
        };
        self.found.push(Violation {
            path: ROOT.to_owned(),
            message,
        });
    }
}
