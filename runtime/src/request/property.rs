//! How the properties of a form are written.

use super::parameter::Parameter;

/// How one property of a form is written where that is not the usual way (OpenAPI 3.0.4 §4.8.15, Encoding Object).
///
/// Without one an array is written element by element under the same name, an object as JSON, a file as it is, and
/// anything else as text.
#[derive(Debug, Clone, Copy)]
pub struct PropertyEncoding {
    pub(super) name: &'static str,
    pub(super) content_type: Option<&'static str>,
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) style: Option<Parameter>,
}

impl PropertyEncoding {
    /// Of the property of this name.
    pub const fn of(name: &'static str) -> Self {
        Self {
            name,
            content_type: None,
            headers: &[],
            style: None,
        }
    }

    /// Of the property that the parameter is named after: written as that would be in a query. In
    /// `multipart/form-data` nothing is percent-encoded.
    pub const fn styled(parameter: Parameter) -> Self {
        Self {
            style: Some(parameter),
            ..Self::of(parameter.name)
        }
    }

    /// With this content type, which only `multipart/form-data` tells to the server.
    #[must_use]
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// With these headers, in `multipart/form-data`.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }
}

/// The encoding of a property, if it has one of its own.
pub(super) fn find<'e>(
    encodings: &'e [PropertyEncoding],
    name: &str,
) -> Option<&'e PropertyEncoding> {
    encodings.iter().find(|encoding| encoding.name == name)
}
