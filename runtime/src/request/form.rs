//! `application/x-www-form-urlencoded` (WHATWG URL §5, OpenAPI 3.0.4 §4.8.14.4).

use super::encode::Encoding;
use super::property::{PropertyEncoding, find};
use super::style;
use super::text::text;
use crate::error::BuildError;
use crate::json::View;
use url::form_urlencoded::byte_serialize;

/// A form's text. An array is one pair per element, what is deeper is JSON, unless the property's encoding has a style.
///
/// # Errors
/// The value is no object.
pub(super) fn form(value: View<'_>, encodings: &[PropertyEncoding]) -> Result<String, BuildError> {
    if !value.is_object() {
        return Err(BuildError::new("a form must be written from an object"));
    }
    let mut form = Form(String::new());
    value.entries(&mut |key, value| {
        if value.is_null() {
            return;
        }
        if let Some(parameter) = find(encodings, key).and_then(|encoding| encoding.parameter(key)) {
            for (name, value) in style::pairs(&parameter, value, Encoding::of(&parameter)) {
                form.push([name.as_str()], [value.as_str()]);
            }
            return;
        }
        match value.elements() {
            Some(count) => {
                let elements = (0..count).filter_map(|index| value.element(index));
                for element in elements.filter(|element| !element.is_null()) {
                    form.pair(key, &text(element));
                }
            }
            None => form.pair(key, &text(value)),
        }
    });
    Ok(form.0)
}

/// Pairs, joined by `&`.
struct Form(String);

impl Form {
    /// Adds a pair of which nothing is encoded yet.
    fn pair(&mut self, name: &str, value: &str) {
        self.push(
            byte_serialize(name.as_bytes()),
            byte_serialize(value.as_bytes()),
        );
    }

    /// Adds a pair that is encoded.
    fn push<'t>(
        &mut self,
        name: impl IntoIterator<Item = &'t str>,
        value: impl IntoIterator<Item = &'t str>,
    ) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.extend(name);
        self.0.push('=');
        self.0.extend(value);
    }
}

#[cfg(test)]
mod tests {
    use super::{PropertyEncoding, View, form};
    use crate::request::Parameter;
    use serde_json::json;

    #[test]
    fn a_form_repeats_arrays_and_writes_objects_as_json() {
        let value = json!({"a": ["x y", null, 2], "b": {"c": 1}, "d": null, "e": "ü&"});
        assert_eq!(
            form(View::Json(&value), &[]).unwrap(),
            "a=x+y&a=2&b=%7B%22c%22%3A1%7D&e=%C3%BC%26"
        );
    }

    #[test]
    fn a_property_with_a_style_is_written_as_in_a_query() {
        let value =
            json!({"a": ["x y", "&"], "b": {"c": 1, "d": "/"}, "e": ["1", "2"], "f": "g h"});
        let encodings = [
            PropertyEncoding::of(&["a"]).styled(Parameter::query("").space_delimited().joined()),
            PropertyEncoding::of(&["b"]).styled(Parameter::query("").deep_object().reserved()),
            PropertyEncoding::of(&["absent", "e"]).styled(Parameter::query("").joined()),
            PropertyEncoding::of(&["f"]).content_type("text/plain"),
        ];
        assert_eq!(
            form(View::Json(&value), &encodings).unwrap(),
            "a=x%20y%20%26&b%5Bc%5D=1&b%5Bd%5D=/&e=1,2&f=g+h"
        );
    }

    #[test]
    fn only_an_object_is_a_form() {
        assert!(form(View::Json(&json!([1, 2])), &[]).is_err());
    }
}
