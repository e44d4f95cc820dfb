//! From a [`View`] to serde's formats: the other place that is compiled once per format.

use super::fault::Fault;
use super::field::Slot;
use super::view::{List, View};
use crate::types::File;
use serde_core::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

/// Writes a field as serde's formats want it.
pub fn write<T: super::Field, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.view().serialize(serializer)
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Absent | Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(value),
            Self::I64(value) => serializer.serialize_i64(value),
            Self::U64(value) => serializer.serialize_u64(value),
            Self::F32(value) => serializer.serialize_f32(value),
            Self::F64(value) => serializer.serialize_f64(value),
            Self::Str(text) | Self::SecretStr(text) => serializer.serialize_str(text),
            Self::Display(value) => serializer.collect_str(value),
            Self::Secret(slot) | Self::Constrained(slot, _) => slot.view().serialize(serializer),
            Self::List(list) => write_list(list, serializer),
            Self::Object(object) => write_object(object, serializer),
            Self::Map(_) => write_entries(*self, serializer),
            Self::Tagged(..) if self.is_object() => write_entries(*self, serializer),
            Self::Tagged(slot, ..) => slot.view().serialize(serializer),
            Self::File(file) => {
                let text = file_text(file).map_err(|fault| S::Error::custom(fault.message()))?;
                serializer.serialize_str(text)
            }
            Self::Json(value) => value.serialize(serializer),
        }
    }
}

/// A file's text. What is none has no form in JSON.
pub(super) fn file_text(file: &File) -> Result<&str, Fault> {
    let bytes = file.content().bytes();
    let bytes = bytes.ok_or_else(|| Fault::new("a stream is no text"))?;
    std::str::from_utf8(bytes).map_err(Fault::new)
}

fn write_list<S: Serializer>(list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(Some(list.len()))?;
    for index in 0..list.len() {
        if let Some(element) = list.get(index) {
            sequence.serialize_element(&element)?;
        }
    }
    sequence.end()
}

/// What [`View::entries`] shows, without a call in between for each field.
fn write_object<S: Serializer>(object: &dyn Slot, serializer: S) -> Result<S::Ok, S::Error> {
    let names = object.table().names;
    let mut map = serializer.serialize_map(None)?;
    let mut written = Ok(());
    object.views(&mut |views| {
        for (name, view) in names.iter().zip(views) {
            if written.is_ok() && !matches!(view, View::Absent) {
                written = map.serialize_entry(name, view);
            }
        }
        if let Some(View::Map(others)) = views.get(names.len()) {
            others.entries(&mut |key, value| {
                if written.is_ok() {
                    written = map.serialize_entry(key, &value);
                }
            });
        }
    });
    written?;
    map.end()
}

fn write_entries<S: Serializer>(object: View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut written = Ok(());
    object.entries(&mut |key, value| {
        if written.is_ok() {
            written = map.serialize_entry(key, &value);
        }
    });
    written?;
    map.end()
}
