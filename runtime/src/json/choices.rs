//! What unions within another one have chosen, so that each chooses once, however often it is read.
//!
//! Variants of a union are read one after the other until one fits, and so is what is within them. Without this the time for
//! a value would double with each level of unions in it.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The variant that a value goes to, and what its keys count that the variant does not name; none if it goes to none.
pub(super) type Choice = Option<(usize, usize)>;

/// Choices by the place of the value and the type of the union.
#[derive(Debug, Default)]
pub(super) struct Choices(RefCell<BTreeMap<(usize, TypeId), Choice>>);

impl Choices {
    /// What this union has chosen for the value at this place, if it has been there.
    pub(super) fn get(&self, place: usize, of: TypeId) -> Option<Choice> {
        self.0.borrow().get(&(place, of)).copied()
    }

    pub(super) fn add(&self, place: usize, of: TypeId, choice: Choice) {
        self.0.borrow_mut().insert((place, of), choice);
    }
}
