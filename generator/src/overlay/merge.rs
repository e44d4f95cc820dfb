//! The merge of the specification's Action Object, and where each merged value came from.

use serde_json::{Map, Value};

use crate::diagnostics::{FileId, Origins, Place, Pointer};
use crate::source::MAX_DEPTH;

/// How many values the actions of one overlay may put in: a few copies into many targets can ask for any amount.
const MAX_VALUES: usize = 1_000_000;

/// Where a value that is merged stands.
pub(super) enum Origin {
    /// In the overlay.
    Overlay(FileId, Pointer),
    /// In the document, as it was when the action began.
    Document(Origins, Pointer),
}

/// What merging a value did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    Nothing,
    /// Lists got elements that they held already, and there was nothing else to do.
    Repeats,
    Changes,
}

/// Why a value cannot be merged.
#[derive(Debug)]
pub(super) enum Fault {
    /// The two values are of kinds that do not go together; where they stand.
    Incompatible {
        at: Pointer,
        there: Kind,
        from: Pointer,
        given: Kind,
    },
    TooDeep,
    TooLarge,
}

/// The kinds of values that the specification tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    List,
    Primitive(&'static str),
}

impl Kind {
    pub(super) const fn of(value: &Value) -> Self {
        match value {
            Value::Object(_) => Self::Object,
            Value::Array(_) => Self::List,
            Value::Null => Self::Primitive("null"),
            Value::Bool(_) => Self::Primitive("a boolean"),
            Value::Number(_) => Self::Primitive("a number"),
            Value::String(_) => Self::Primitive("a text"),
        }
    }

    pub(super) const fn is_primitive(self) -> bool {
        matches!(self, Self::Primitive(_))
    }

    /// Whether a value of the one kind can be merged into one of the other.
    pub(super) fn goes_with(self, other: Self) -> bool {
        self == other || (self.is_primitive() && other.is_primitive())
    }

    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::List => "a list",
            Self::Primitive(noun) => noun,
        }
    }
}

/// Merges one value into others.
pub(super) struct Merge<'a> {
    pub(super) origins: &'a mut Origins,
    pub(super) origin: &'a Origin,
    /// How many values the overlay has put in.
    pub(super) put_in: &'a mut usize,
}

impl Origin {
    /// The place of the value at `below` in the one that is merged.
    pub(super) fn place(&self, below: &Pointer) -> Place {
        match self {
            Self::Overlay(file, at) => Place::File(*file, at.append(below)),
            Self::Document(origins, at) => origins.place(&at.append(below)),
        }
    }
}

impl Merge<'_> {
    /// Merges `value` into the target of an action, which stands at `at`.
    pub(super) fn target(
        &mut self,
        target: &mut Value,
        value: &Value,
        at: &Pointer,
    ) -> Result<Effect, Fault> {
        let below = Pointer::root();
        match target {
            // A list takes anything but a list as one more element.
            Value::Array(elements) if !value.is_array() => self.append(elements, value, at, &below),
            target => self.values(target, value, at, &below),
        }
    }

    /// Depth is that of `value`, which its own reader limits.
    fn values(
        &mut self,
        target: &mut Value,
        value: &Value,
        at: &Pointer,
        below: &Pointer,
    ) -> Result<Effect, Fault> {
        let (there, given) = (Kind::of(target), Kind::of(value));
        match (target, value) {
            (Value::Object(target), Value::Object(members)) => {
                self.objects(target, members, at, below)
            }
            (Value::Array(elements), Value::Array(more)) => {
                self.concatenate(elements, more, at, below)
            }
            (target, value) if there.goes_with(given) => {
                if target == value {
                    return Ok(Effect::Nothing);
                }
                self.put(at, below, value)?;
                target.clone_from(value);
                Ok(Effect::Changes)
            }
            _ => Err(Fault::Incompatible {
                at: at.clone(),
                there,
                from: below.clone(),
                given,
            }),
        }
    }

    fn objects(
        &mut self,
        target: &mut Map<String, Value>,
        members: &Map<String, Value>,
        at: &Pointer,
        below: &Pointer,
    ) -> Result<Effect, Fault> {
        let mut effect = Effect::Nothing;
        for (key, value) in members {
            let (at, below) = (at.join(key), below.join(key));
            let one = match target.get_mut(key) {
                Some(there) => self.values(there, value, &at, &below)?,
                None => {
                    self.put(&at, &below, value)?;
                    target.insert(key.clone(), value.clone());
                    Effect::Changes
                }
            };
            effect = effect.max(one);
        }
        Ok(effect)
    }

    fn concatenate(
        &mut self,
        elements: &mut Vec<Value>,
        more: &[Value],
        at: &Pointer,
        below: &Pointer,
    ) -> Result<Effect, Fault> {
        let mut effect = Effect::Nothing;
        for (index, element) in more.iter().enumerate() {
            let one = self.append(elements, element, at, &below.join(index))?;
            effect = effect.max(one);
        }
        Ok(effect)
    }

    fn append(
        &mut self,
        elements: &mut Vec<Value>,
        element: &Value,
        at: &Pointer,
        below: &Pointer,
    ) -> Result<Effect, Fault> {
        self.put(&at.join(elements.len()), below, element)?;
        let effect = if elements.contains(element) {
            Effect::Repeats
        } else {
            Effect::Changes
        };
        elements.push(element.clone());
        Ok(effect)
    }

    /// Notes where the value that is about to stand at `at` came from.
    fn put(&mut self, at: &Pointer, below: &Pointer, value: &Value) -> Result<(), Fault> {
        let (depth, values) = extent(value);
        *self.put_in = self.put_in.saturating_add(values);
        if at.tokens().count() + depth > MAX_DEPTH {
            return Err(Fault::TooDeep);
        }
        if *self.put_in > MAX_VALUES {
            return Err(Fault::TooLarge);
        }
        match self.origin {
            Origin::Overlay(file, from) => self.origins.record(at, *file, from.append(below)),
            Origin::Document(origins, from) => {
                self.origins.record_copy(at, origins, &from.append(below));
            }
        }
        Ok(())
    }
}

/// How deep a value nests, and how many values it is; its depth is limited where it is read and where it is put in.
fn extent(value: &Value) -> (usize, usize) {
    let inner: Box<dyn Iterator<Item = &Value>> = match value {
        Value::Object(members) => Box::new(members.values()),
        Value::Array(elements) => Box::new(elements.iter()),
        _ => return (0, 1),
    };
    inner
        .map(extent)
        .fold((0, 1), |(deepest, sum), (depth, count)| {
            (deepest.max(depth + 1), sum + count)
        })
}
