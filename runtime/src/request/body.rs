//! Request bodies.

use super::text::text;
use crate::error::BuildError;
use crate::json::View;
use bytes::Bytes;
use url::form_urlencoded;

/// A body and what it is.
#[derive(Clone)]
pub(crate) struct Body {
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Bytes,
}

impl Body {
    pub(crate) fn json(media_type: &'static str, value: View<'_>) -> Result<Self, BuildError> {
        let bytes = serde_json::to_vec(&value)
            .map_err(|error| BuildError::because("the body cannot be written as JSON", error))?;
        Ok(Self {
            media_type,
            bytes: bytes.into(),
        })
    }

    /// `application/x-www-form-urlencoded`: an array is one pair per element, what is deeper is JSON (OpenAPI 3.0.4
    /// §4.8.15).
    pub(crate) fn form(value: View<'_>) -> Result<Self, BuildError> {
        if !value.is_object() {
            return Err(BuildError::new("a form must be written from an object"));
        }
        let mut form = form_urlencoded::Serializer::new(String::new());
        value.entries(&mut |key, value| match value.elements() {
            Some(count) => {
                for element in (0..count).filter_map(|index| value.element(index)) {
                    form.append_pair(key, &text(element));
                }
            }
            None if value.is_null() => {}
            None => {
                form.append_pair(key, &text(value));
            }
        });
        Ok(Self {
            media_type: "application/x-www-form-urlencoded",
            bytes: form.finish().into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Body;
    use crate::json::View;
    use serde_json::json;

    #[test]
    fn a_form_repeats_arrays_and_writes_objects_as_json() {
        let value = json!({"a": ["x y", 2], "b": {"c": 1}, "d": null, "e": "ü&"});
        let body = Body::form(View::Json(&value)).unwrap();
        assert_eq!(body.bytes, "a=x+y&a=2&b=%7B%22c%22%3A1%7D&e=%C3%BC%26");
    }

    #[test]
    fn only_an_object_is_a_form() {
        assert!(Body::form(View::Json(&json!([1, 2]))).is_err());
    }
}
