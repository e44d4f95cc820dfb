//! Objects: the one loop that reads them all. What a type adds is a list of names and two rows of fields; see
//! [`object!`](crate::object!).

use super::fault::Fault;
use super::field::Slot;
use super::incoming::{Entries, Incoming};
use super::keys::{Key, Lookup};

mod declare;

/// Reads an object.
pub(super) fn receive_object(
    object: &mut dyn Slot,
    names: &'static [&'static str],
    json: Incoming<'_>,
) -> Result<(), Fault> {
    let Incoming::Object(entries) = json else {
        return Err(Fault::expected("an object", &json));
    };
    let mut result = Ok(());
    object.slots(&mut |slots| result = entries.fill(names, slots));
    result
}

/// Reads all entries into the slots of their names. A slot beyond the names takes all other keys.
pub(super) fn fill<E: Entries + ?Sized>(
    mut entries: &mut E,
    names: &'static [&'static str],
    slots: &mut [&mut dyn Slot],
) -> Result<(), Fault> {
    let keep_others = slots.len() > names.len();
    let mut seen = Seen::new(names.len());
    let mut expected = 0;
    while let Some(key) = entries.key(Lookup::new(names, expected, keep_others))? {
        match key {
            Key::Field(index) => {
                expected = index + 1;
                if let Some(slot) = slots.get_mut(index) {
                    if seen.add(index) {
                        slot.reset(); // given twice: the last wins, and nothing of the first stays
                    }
                    if let Err(fault) = entries.value(*slot) {
                        return Err(at_name(fault, names, index));
                    }
                }
            }
            Key::Other(key) => match (key, slots.last_mut()) {
                (Some(key), Some(slot)) => slot.receive_other(key, &mut entries)?,
                _ => entries.skip()?,
            },
        }
    }
    for (index, (name, slot)) in names.iter().zip(slots).enumerate() {
        if !seen.has(index) {
            slot.absent(name)?;
        }
    }
    Ok(())
}

#[cold]
fn at_name(fault: Fault, names: &[&str], index: usize) -> Fault {
    fault.at_key(names.get(index).copied().unwrap_or_default())
}

/// Which fields have been read. Only an object of more than 64 fields costs an allocation.
struct Seen {
    first: u64,
    more: Vec<bool>,
}

impl Seen {
    fn new(fields: usize) -> Self {
        Self {
            first: 0,
            more: vec![false; fields.saturating_sub(64)],
        }
    }

    /// Notes a field; true if it has been noted before.
    #[inline]
    fn add(&mut self, index: usize) -> bool {
        let before = self.has(index);
        match index.checked_sub(64) {
            None => self.first |= 1 << index,
            Some(index) => {
                if let Some(seen) = self.more.get_mut(index) {
                    *seen = true;
                }
            }
        }
        before
    }

    #[inline]
    fn has(&self, index: usize) -> bool {
        match index.checked_sub(64) {
            None => self.first >> index & 1 == 1,
            Some(index) => self.more.get(index).is_some_and(|seen| *seen),
        }
    }
}

/// A field as a slot: a call of this compiles faster than a cast.
pub fn slot<T: super::Field>(field: &mut T) -> &mut dyn Slot {
    field
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn more_than_sixty_four_fields_are_told_apart() {
        let mut seen = Seen::new(70);
        for index in [0, 63, 64, 69] {
            assert!(!seen.add(index));
            assert!(seen.add(index));
        }
        assert!(!seen.has(1) && !seen.has(65) && seen.has(69));
    }
}
