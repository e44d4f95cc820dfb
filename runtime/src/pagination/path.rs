//! Paths into a body whose type is not known here.

use crate::json::View;
use serde_json::Value;
use std::hash::{DefaultHasher, Hasher as _};
use std::io;

/// Keys of objects, from the outside in; in an array, the last element by `-1`.
pub(crate) type JsonPath = &'static [&'static str];

/// The last element of an array.
const LAST: &str = "-1";

/// Shows the value that the path leads to, if it leads to one. As deep as the path is long.
pub(super) fn at(view: View<'_>, path: &[&str], visit: &mut dyn FnMut(View<'_>)) {
    let [step, rest @ ..] = path else {
        return visit(view);
    };
    if let Some(count) = view.elements() {
        let last = count.checked_sub(1).filter(|_| *step == LAST);
        if let Some(element) = last.and_then(|last| view.element(last)) {
            at(element, rest, visit);
        }
        return;
    }
    view.entries(&mut |key, value| {
        if key == *step {
            at(value, rest, visit);
        }
    });
}

/// The value that the path leads to; none for null, and for an empty text, which servers write where there is none.
pub(super) fn value(view: View<'_>, path: &[&str]) -> Option<Value> {
    let mut found = None;
    at(view, path, &mut |view| {
        found = serde_json::to_value(view).ok()
    });
    found.filter(|value| !value.is_null() && value.as_str() != Some(""))
}

/// How many elements the array has that the path leads to; none where there is no array.
pub(super) fn count(view: View<'_>, path: &[&str]) -> Option<usize> {
    let mut found = None;
    at(view, path, &mut |view| found = view.elements());
    found
}

/// What the elements of the array come to that the path leads to; none where there are none.
pub(super) fn digest(view: View<'_>, path: &[&str]) -> Option<u64> {
    let mut found = None;
    at(view, path, &mut |view| {
        let mut hasher = Digest(DefaultHasher::new());
        if view.elements().is_some_and(|count| count > 0)
            && serde_json::to_writer(&mut hasher, &view).is_ok()
        {
            found = Some(hasher.0.finish());
        }
    });
    found
}

/// Takes text in, and keeps none of it.
struct Digest(DefaultHasher);

impl io::Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{count, digest, value};
    use crate::json::View;
    use serde_json::json;

    #[test]
    fn a_path_leads_through_objects_and_to_the_last_element() {
        let body =
            json!({"meta": {"next": "n"}, "data": [{"id": 1}, {"id": 2}], "none": null, "end": ""});
        let view = View::Json(&body);
        assert_eq!(value(view, &["meta", "next"]), Some(json!("n")));
        assert_eq!(value(view, &["data", "-1", "id"]), Some(json!(2)));
        for path in [["none"], ["end"], ["other"], ["-1"]] {
            assert_eq!(value(view, &path), None, "{path:?}");
        }
        assert_eq!(value(View::Json(&json!([])), &["-1"]), None);
        assert_eq!(
            (count(view, &["data"]), count(view, &["meta"])),
            (Some(2), None)
        );
    }

    #[test]
    fn a_digest_tells_other_items_apart_and_knows_none_of_no_items() {
        let of = |body: serde_json::Value| digest(View::Json(&body), &["data"]);
        assert_eq!(
            of(json!({"data": [1, 2], "at": 1})),
            of(json!({"data": [1, 2], "at": 2}))
        );
        assert_ne!(of(json!({"data": [1, 2]})), of(json!({"data": [2, 1]})));
        assert_eq!(
            (of(json!({"data": []})), of(json!({"data": 1}))),
            (None, None)
        );
    }
}
