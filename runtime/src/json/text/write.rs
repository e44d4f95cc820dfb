//! From a [`View`] to a JSON text. What serde_json does well is left to it: numbers, and texts with something to escape.

use super::string::is_plain;
use crate::json::fault::Fault;
use crate::json::field::{Field, Slot};
use crate::json::serialize::file_text;
use crate::json::view::{List, View};
use serde_core::ser::Serialize;
use std::fmt::{self, Display, Write as _};

/// Writes a value as a JSON text.
///
/// # Errors
/// It holds a file whose bytes are not at hand, or are no text; the error says where.
pub fn to_vec<T: Field>(value: &T) -> Result<Vec<u8>, Fault> {
    write_text(value.view())
}

/// Writes what is seen as a JSON text.
pub(crate) fn write_text(view: View<'_>) -> Result<Vec<u8>, Fault> {
    /// As long as most requests' bodies.
    const USUAL: usize = 128;
    let mut text = Vec::with_capacity(USUAL);
    write(view, &mut text)?;
    Ok(text)
}

fn write(view: View<'_>, text: &mut Vec<u8>) -> Result<(), Fault> {
    match view {
        View::Absent | View::Null => text.extend_from_slice(b"null"),
        View::Bool(true) => text.extend_from_slice(b"true"),
        View::Bool(false) => text.extend_from_slice(b"false"),
        View::I64(value) => by_library(&value, text)?,
        View::U64(value) => by_library(&value, text)?,
        View::F32(value) => by_library(&value, text)?,
        View::F64(value) => by_library(&value, text)?,
        View::Str(value) | View::SecretStr(value) => write_string(value, text)?,
        View::Display(value) => write_display(value, text)?,
        View::Secret(slot) | View::Constrained(slot, _) => write(slot.view(), text)?,
        View::List(list) => write_list(list, text)?,
        View::Object(object) => write_object(object, text)?,
        View::Map(_) => write_entries(view, text)?,
        View::Tagged(..) if view.is_object() => write_entries(view, text)?,
        View::Tagged(slot, ..) => write(slot.view(), text)?,
        View::File(file) => write_string(file_text(file)?, text)?,
        View::Json(value) => by_library(value, text)?,
    }
    Ok(())
}

fn by_library<T: Serialize + ?Sized>(value: &T, text: &mut Vec<u8>) -> Result<(), Fault> {
    serde_json::to_writer(text, value).map_err(Fault::new)
}

#[inline]
fn write_string(value: &str, text: &mut Vec<u8>) -> Result<(), Fault> {
    if !is_plain(value) {
        return by_library(value, text);
    }
    write_plain(b"\"", value, b"\"", text);
    Ok(())
}

/// A text between what stands before and after it.
#[inline]
fn write_plain(before: &[u8], value: &str, after: &[u8], text: &mut Vec<u8>) {
    text.reserve(before.len() + value.len() + after.len());
    text.extend_from_slice(before);
    text.extend_from_slice(value.as_bytes());
    text.extend_from_slice(after);
}

/// A value whose text comes in pieces.
fn write_display(value: &dyn Display, text: &mut Vec<u8>) -> Result<(), Fault> {
    text.push(b'"');
    let written = write!(Inside(text), "{value}");
    text.push(b'"');
    written.map_err(|_| Fault::new("the value gives no text"))
}

/// The inside of a string that is being written.
struct Inside<'a>(&'a mut Vec<u8>);

impl fmt::Write for Inside<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        if is_plain(piece) {
            self.0.extend_from_slice(piece.as_bytes());
            return Ok(());
        }
        let mut quoted = Vec::new();
        by_library(piece, &mut quoted).map_err(|_| fmt::Error)?;
        let inside = quoted.as_slice().get(1..quoted.len() - 1);
        self.0.extend_from_slice(inside.unwrap_or_default());
        Ok(())
    }
}

fn write_list(list: &dyn List, text: &mut Vec<u8>) -> Result<(), Fault> {
    text.push(b'[');
    for index in 0..list.len() {
        if let Some(element) = list.get(index) {
            if index > 0 {
                text.push(b',');
            }
            write(element, text).map_err(|fault| fault.at_index(index))?;
        }
    }
    text.push(b']');
    Ok(())
}

/// What [`View::entries`] shows, without a call in between for each field.
fn write_object(object: &dyn Slot, text: &mut Vec<u8>) -> Result<(), Fault> {
    let names = object.table().names;
    let mut entries = Entries::begin(text);
    object.views(&mut |views| {
        for (name, view) in names.iter().zip(views) {
            if !matches!(view, View::Absent) {
                entries.write(name, *view);
            }
        }
        if let Some(View::Map(others)) = views.get(names.len()) {
            others.entries(&mut |key, value| entries.write(key, value));
        }
    });
    entries.end()
}

fn write_entries(object: View<'_>, text: &mut Vec<u8>) -> Result<(), Fault> {
    let mut entries = Entries::begin(text);
    object.entries(&mut |key, value| entries.write(key, value));
    entries.end()
}

/// An object that is being written.
struct Entries<'a> {
    text: &'a mut Vec<u8>,
    is_first: bool,
    /// The first fault; nothing is written after it.
    written: Result<(), Fault>,
}

impl<'a> Entries<'a> {
    fn begin(text: &'a mut Vec<u8>) -> Self {
        text.push(b'{');
        Self {
            text,
            is_first: true,
            written: Ok(()),
        }
    }

    #[inline]
    fn write(&mut self, key: &str, value: View<'_>) {
        if self.written.is_ok() {
            self.written = self.entry(key, value);
        }
    }

    #[inline]
    fn entry(&mut self, key: &str, value: View<'_>) -> Result<(), Fault> {
        let is_first = std::mem::take(&mut self.is_first);
        match (is_plain(key), is_first) {
            (true, true) => write_plain(b"\"", key, b"\":", self.text),
            (true, false) => write_plain(b",\"", key, b"\":", self.text),
            (false, _) => {
                if !is_first {
                    self.text.push(b',');
                }
                by_library(key, self.text)?;
                self.text.push(b':');
            }
        }
        write(value, self.text).map_err(|fault| fault.at_key(key))
    }

    fn end(self) -> Result<(), Fault> {
        self.text.push(b'}');
        self.written
    }
}

#[cfg(test)]
mod tests {
    use super::{to_vec, write_text};
    use crate as rt;
    use crate::json::View;
    use rt::{Content, DateTime, File, Map, Maybe, Value};
    use serde_json::json;

    rt::object! {
        pub(crate) struct Everything {
            text: optional(String) = "te\"xt",
            float: maybe(f64, null_float) = "float",
            small: optional(f32) = "small",
            count: nullable(i64) = "count",
            big: optional(u64) = "big",
            flag: optional(bool) = "flag",
            at: optional(DateTime) = "at",
            list: optional(Vec<Option<String>>) = "list",
            within: optional(Box<Everything>) = "within",
            others: extra(Value),
        }
    }

    fn everything() -> Everything {
        let mut value = Everything::new(None)
            .text("a\"\n\u{1}é\u{7f}😀")
            .float(0.1)
            .small(0.1)
            .count(i64::MIN)
            .big(u64::MAX)
            .flag(false)
            .at("2026-05-15T19:44:51.5Z".parse::<DateTime>().unwrap())
            .list([Some("b".to_owned()), None])
            .within(Everything::new(None).null_float().flag(true));
        value.others = Map::from([("a b".to_owned(), json!({"x": [1, null, "\t"]}))]);
        value
    }

    #[test]
    fn it_is_what_serde_json_writes() {
        let value = everything();
        let text = String::from_utf8(to_vec(&value).unwrap()).unwrap();
        assert_eq!(text, serde_json::to_string(&value).unwrap());
        assert_eq!(
            rt::from_slice::<Everything>(text.as_bytes()).unwrap(),
            value
        );
    }

    #[test]
    fn values_by_themselves_are_written_too() {
        for value in [f64::NAN, f64::INFINITY, -0.0, 1e300] {
            let expected = serde_json::to_vec(&value).unwrap();
            assert_eq!(to_vec(&value).unwrap(), expected);
        }
        assert_eq!(to_vec(&Vec::<String>::new()).unwrap(), b"[]");
        assert_eq!(to_vec(&Map::<String>::new()).unwrap(), b"{}");
        assert_eq!(to_vec(&Maybe::<String>::Absent).unwrap(), b"null");
        let escaped = View::Display(&"a\"b");
        assert_eq!(write_text(escaped).unwrap(), br#""a\"b""#);
    }

    #[test]
    fn a_file_that_is_no_text_is_told_with_its_place() {
        let files = [Content::from("a"), Content::from(&b"\xff"[..])];
        let files = files.map(File::new);
        let error = to_vec(&Vec::from(files)).unwrap_err();
        assert_eq!(error.path(), "$[1]");
        assert!(error.message().contains("utf-8"), "{error}");
    }
}
