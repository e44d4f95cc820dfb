//! What it counts against a reading of a value that keys of it were not named in the type.

use super::keys::{Key, Lookup};

/// What a key counts that nothing was named after: in an object below less, and less if the key is kept, in a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight(usize);

impl Weight {
    /// Nobody asks.
    pub(super) const NONE: Self = Self(0);
    /// Of a key of the value itself.
    pub(super) const OUTERMOST: Self = Self(1 << 24);
    /// By how much less it is at each level.
    const LESS: usize = 1 << 8;
    /// By how much less if the key is kept.
    const KEPT: usize = 1 << 4;

    /// What one key counts that is not even kept.
    pub(super) const fn of_one(self) -> usize {
        self.0
    }

    /// The same for what stands in the value of a key.
    pub(super) const fn below(self) -> Self {
        match self.0 {
            0 => Self::NONE,
            each if each < Self::LESS => Self(1),
            each => Self(each / Self::LESS),
        }
    }

    /// What a key counts that was looked up.
    pub(super) const fn of(self, key: &Key, lookup: Lookup) -> usize {
        match key {
            Key::Other(None) => self.0,
            Key::Other(Some(_)) if !lookup.is_ahead() => self.0 / Self::KEPT,
            Key::Other(_) | Key::Field(_) => 0,
        }
    }

    /// The same, of a key whose value is null: many servers write null for every key that they do not set, those of the other
    /// alternatives among them.
    pub(super) fn of_entry(
        self,
        key: &Key,
        lookup: Lookup,
        is_null: impl FnOnce() -> bool,
    ) -> usize {
        match self.of(key, lookup) {
            0 => 0,
            counted if is_null() => Self(counted).below().of_one(),
            counted => counted,
        }
    }

    /// What a value counts here that by itself counts so much.
    pub(super) fn scaled(self, count: usize) -> usize {
        let smaller = Self::OUTERMOST.0.checked_div(self.0);
        smaller.map_or(0, |by| count / by)
    }
}

#[cfg(test)]
mod tests {
    use super::Weight;
    use crate::json::keys::{Key, Lookup};

    #[test]
    fn a_key_counts_less_the_deeper_it_stands() {
        let levels: Vec<usize> =
            std::iter::successors(Some(Weight::OUTERMOST), |weight| Some(weight.below()))
                .map(Weight::of_one)
                .take(5)
                .collect();
        assert_eq!(levels, [1 << 24, 1 << 16, 1 << 8, 1, 1]);
        assert_eq!(Weight::NONE.below(), Weight::NONE);
    }

    #[test]
    fn a_kept_key_counts_less_than_one_that_is_not() {
        let of = |key, lookup| Weight::OUTERMOST.of(&key, lookup);
        let kept = || Key::Other(Some(String::new()));
        assert_eq!(of(Key::Other(None), Lookup::ANY), 1 << 24);
        assert_eq!(of(kept(), Lookup::ANY), 1 << 20);
        assert_eq!(
            (of(kept(), Lookup::AHEAD), of(Key::Field(0), Lookup::ANY)),
            (0, 0)
        );
    }

    #[test]
    fn a_null_counts_less_than_all_else_beside_it() {
        let of = |key: &Key, is_null| Weight::OUTERMOST.of_entry(key, Lookup::ANY, || is_null);
        assert_eq!(of(&Key::Other(None), false), 1 << 24);
        assert_eq!(of(&Key::Other(None), true), 1 << 16);
        assert_eq!(of(&Key::Field(0), true), 0);
    }

    #[test]
    fn what_a_value_counts_by_itself_counts_less_within_another() {
        assert_eq!(Weight::OUTERMOST.scaled(3 << 24), 3 << 24);
        assert_eq!(Weight::OUTERMOST.below().scaled(3 << 24), 3 << 16);
        assert_eq!(Weight::NONE.scaled(3 << 24), 0);
    }
}
