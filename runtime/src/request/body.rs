//! Request bodies.

use crate::error::BuildError;
use bytes::Bytes;
use serde_core::Serialize;
use serde_json::Value;
use url::form_urlencoded;

/// A body and what it is.
#[derive(Clone)]
pub(crate) struct Body {
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Bytes,
}

impl Body {
    pub(crate) fn json<T: Serialize + ?Sized>(
        media_type: &'static str,
        value: &T,
    ) -> Result<Self, BuildError> {
        let bytes = serde_json::to_vec(value)
            .map_err(|error| BuildError::because("the body cannot be written as JSON", error))?;
        Ok(Self {
            media_type,
            bytes: bytes.into(),
        })
    }

    /// `application/x-www-form-urlencoded`: an array is one pair per element, what is deeper is JSON (OpenAPI 3.0.4 §4.8.15).
    pub(crate) fn form<T: Serialize + ?Sized>(value: &T) -> Result<Self, BuildError> {
        let value = serde_json::to_value(value)
            .map_err(|error| BuildError::because("the form cannot be written", error))?;
        let Value::Object(entries) = value else {
            return Err(BuildError::new("a form must be written from an object"));
        };
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (key, value) in &entries {
            match value {
                Value::Array(elements) => {
                    form.extend_pairs(elements.iter().map(|element| (key, text(element))))
                }
                Value::Null => &mut form,
                other => form.append_pair(key, &text(other)),
            };
        }
        Ok(Self {
            media_type: "application/x-www-form-urlencoded",
            bytes: form.finish().into(),
        })
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::Body;
    use serde_json::json;

    #[test]
    fn a_form_repeats_arrays_and_writes_objects_as_json() {
        let body =
            Body::form(&json!({"a": ["x y", 2], "b": {"c": 1}, "d": null, "e": "ü&"})).unwrap();
        assert_eq!(body.bytes, "a=x+y&a=2&b=%7B%22c%22%3A1%7D&e=%C3%BC%26");
    }

    #[test]
    fn only_an_object_is_a_form() {
        assert!(Body::form(&[1, 2]).is_err());
    }
}
