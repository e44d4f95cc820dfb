//! The constraints of JSON Schema.

/// One constraint, with its value. Each is named as in JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Constraint {
    /// At least so many characters.
    MinLength(u64),
    /// At most so many characters.
    MaxLength(u64),
    /// A regular expression (ECMA 262) that is found in the text. Needs the feature `pattern`; a pattern that cannot
    /// be read demands nothing.
    Pattern(&'static str),
    /// Not less.
    Minimum(f64),
    /// Not more.
    Maximum(f64),
    /// More.
    ExclusiveMinimum(f64),
    /// Less.
    ExclusiveMaximum(f64),
    /// A multiple.
    MultipleOf(f64),
    /// At least so many elements.
    MinItems(u64),
    /// At most so many elements.
    MaxItems(u64),
    /// No two elements are equal.
    UniqueItems,
    /// At least so many entries.
    MinProperties(u64),
    /// At most so many entries.
    MaxProperties(u64),
    /// A regular expression that is found in every key.
    PropertyNames(&'static str),
    /// Constraints on each element of a list.
    Items(&'static [Constraint]),
    /// Constraints on each value of a map.
    Values(&'static [Constraint]),
}
