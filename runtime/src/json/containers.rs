//! Fields that hold other fields.

use super::fault::Fault;
use super::field::Field;
use super::incoming::{Elements, Entries, Incoming};
use super::tree::next_key;
use super::view::{List, Map, View};
use std::collections::BTreeMap;

impl<T: Field> Field for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        T::receive(self, json)
    }

    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn is_unknown(&self) -> bool {
        T::is_unknown(self)
    }
}

impl<T: Field> Field for Option<T> {
    fn blank() -> Self {
        None
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        match json {
            Incoming::Null => *self = None,
            // In place: moving a large value out of a function costs more than reading a small one.
            json => self.insert(T::blank()).receive(json)?,
        }
        Ok(())
    }

    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, T::view)
    }

    fn absent(&mut self, _key: &str) -> Result<(), Fault> {
        Ok(())
    }
}

impl<T: Field> Field for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        let Incoming::List(elements) = json else {
            return Err(Fault::expected("an array", &json));
        };
        self.clear();
        receive_rest(self, 0, elements)
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

/// Reads the elements that come after the first `count`, each in its place in the list.
pub fn receive_rest<T: Field>(
    list: &mut Vec<T>,
    count: usize,
    elements: &mut dyn Elements,
) -> Result<(), Fault> {
    loop {
        let index = list.len();
        list.push(T::blank());
        let came = list.last_mut().map(|element| elements.next(element));
        match came {
            Some(Ok(true)) => {}
            Some(Err(fault)) => return Err(fault.at_index(count + index)),
            Some(Ok(false)) | None => {
                list.truncate(index);
                return Ok(());
            }
        }
    }
}

impl<T: Field> List for Vec<T> {
    fn len(&self) -> usize {
        Self::len(self)
    }

    fn get(&self, index: usize) -> Option<View<'_>> {
        <[T]>::get(self, index).map(T::view)
    }
}

impl<T: Field> Field for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        let Incoming::Object(entries) = json else {
            return Err(Fault::expected("an object", &json));
        };
        self.clear();
        while let Some(key) = next_key(entries)? {
            self.receive_other(key, entries)?;
        }
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn receive_other(&mut self, key: String, entries: &mut dyn Entries) -> Result<(), Fault> {
        let mut value = T::blank();
        match entries.value(&mut value) {
            Ok(()) => {
                self.insert(key, value);
                Ok(())
            }
            Err(fault) => Err(fault.at_key(&key)),
        }
    }
}

impl<T: Field> Map for BTreeMap<String, T> {
    fn len(&self) -> usize {
        Self::len(self)
    }

    fn entries(&self, visit: &mut dyn FnMut(&str, View<'_>)) {
        for (key, value) in self {
            visit(key, value.view());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate as rt;
    use std::collections::BTreeMap;

    #[test]
    fn the_path_of_a_fault_is_told() {
        let error = rt::from_slice::<BTreeMap<String, Vec<bool>>>(br#"{"a b": [true, 7]}"#);
        assert_eq!(
            error.unwrap_err().to_string(),
            r#"$["a b"][1]: expected a boolean, found integer `7`"#
        );
    }
}
