//! XML of no known type.

use super::members::by_name;
use super::{Element, Place, Reader};
use crate::json::{Fault, Slot, give_tree};
use crate::xml::TEXT_KEY;
use serde_json::{Map, Value};

impl Reader {
    /// Reads elements of one name as what they look like.
    pub(super) fn anything(
        &self,
        slot: &mut dyn Slot,
        elements: &[&Element],
        place: &Place<'_>,
    ) -> Result<(), Fault> {
        let value = values(elements);
        give_tree(&value, |incoming| self.give(slot, incoming, place))
    }
}

/// The value of one element, or an array of those of several.
fn values(elements: &[&Element]) -> Value {
    match elements {
        [only] => value(only),
        several => several.iter().map(|element| value(element)).collect(),
    }
}

/// Text, or an object if there are attributes or elements: by their names, and text as `$text`. As deep as elements may be
/// nested.
fn value(element: &Element) -> Value {
    if element.is_nil {
        return Value::Null;
    }
    let text = element.text();
    if element.attributes.is_empty() && element.elements().next().is_none() {
        return text.into();
    }
    let attributes = element.attributes.iter();
    let attributes = attributes.map(|one| (one.name.to_string(), Value::from(&*one.value)));
    let mut object: Map<String, Value> = attributes.collect();
    for (name, elements) in by_name(element) {
        object.insert(name.to_owned(), values(&elements));
    }
    if !text.trim().is_empty() {
        object.insert(TEXT_KEY.to_owned(), text.into());
    }
    object.into()
}
