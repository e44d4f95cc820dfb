//! How the properties of a form are written.

use super::parameter::Parameter;

/// How properties of a form are written where that is not the usual way (OpenAPI 3.0.4 §4.8.15, Encoding Object).
///
/// Without one an array is written element by element under the same name, an object as JSON, a file as it is, and
/// anything else as text.
#[derive(Debug, Clone, Copy)]
pub struct PropertyEncoding {
    names: &'static [&'static str],
    pub(super) content_type: Option<&'static str>,
    pub(super) headers: &'static [(&'static str, &'static str)],
    style: Option<Parameter>,
    /// Whether it is that of all further parts as well.
    repeats: bool,
    /// The type of what is written as XML.
    #[cfg(feature = "xml")]
    pub(super) xml: Option<crate::XmlOf>,
}

impl PropertyEncoding {
    /// Of the properties of these names.
    pub const fn of(names: &'static [&'static str]) -> Self {
        Self {
            names,
            content_type: None,
            headers: &[],
            style: None,
            repeats: false,
            #[cfg(feature = "xml")]
            xml: None,
        }
    }

    /// Of the part at the place that this has in its table, where parts have no names (OpenAPI 3.2.0 §4.14.4.2, Encoding By
    /// Position).
    pub const fn part() -> Self {
        Self::of(&[])
    }

    /// The same of all parts from there on.
    pub const fn further_parts() -> Self {
        Self {
            repeats: true,
            ..Self::part()
        }
    }

    /// Of the properties of these names, written as `name[key]=value`.
    pub const fn deep_objects(names: &'static [&'static str]) -> Self {
        Self::of(names).styled(Parameter::query("").deep_object())
    }

    /// Written as a parameter of a query would be, which is called like the property whatever the name here. In
    /// `multipart/form-data` nothing is percent-encoded.
    #[must_use]
    pub const fn styled(mut self, parameter: Parameter) -> Self {
        self.style = Some(parameter);
        self
    }

    /// The parameter as which this one of its properties is written.
    pub(super) fn parameter(&self, property: &str) -> Option<Parameter> {
        let name = self.names.iter().find(|name| **name == property)?;
        self.style.map(|style| Parameter { name, ..style })
    }

    /// With this content type, which only `multipart/form-data` tells to the server.
    #[must_use]
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Written as the XML of this type, in a body of parts.
    #[cfg(feature = "xml")]
    #[must_use]
    pub const fn xml<T: crate::Xml>(mut self) -> Self {
        self.xml = Some(T::node);
        self
    }

    /// With these headers, in `multipart/form-data`.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }
}

/// The encoding of the part at a place, if it has one of its own.
pub(super) fn find_at(encodings: &[PropertyEncoding], index: usize) -> Option<&PropertyEncoding> {
    let last = encodings.last().filter(|encoding| encoding.repeats);
    encodings.get(index).or(last)
}

/// The encoding of a property, if it has one of its own.
pub(super) fn find<'e>(
    encodings: &'e [PropertyEncoding],
    name: &str,
) -> Option<&'e PropertyEncoding> {
    encodings
        .iter()
        .find(|encoding| encoding.names.contains(&name))
}
