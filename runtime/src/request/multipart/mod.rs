//! Bodies of parts: `multipart/form-data` (RFC 7578; OpenAPI 3.0.4 §4.8.14.5) and others (RFC 2046 §5.1).

mod joined;
mod part;

use super::encode::Encoding;
use super::property::{PropertyEncoding, find, find_at};
use super::style;
use super::text::text;
use crate::error::BuildError;
use crate::json::View;
use crate::types::{Content, File};
use joined::Joined;
use part::{Disposition, Head};

/// The content type of a file that neither the caller nor the document gives one.
const ANY_BYTES: &str = "application/octet-stream";
/// What an object or an array within an array is written as.
const JSON: &str = "application/json";
/// What any other value is written as. Without a charset some servers read it as Latin-1.
const TEXT: &str = "text/plain; charset=utf-8";

/// The media type of forms, whose parts have names.
const FORM_DATA: &str = "multipart/form-data";
/// The one that tells what its first part is (RFC 2387 §3.1).
const RELATED: &str = "multipart/related";

/// A body's content and its media type. Of an object each property is a part, and each element of an array one of its own,
/// under the same name; what is null or not there has none. Of an array each element is a part without a name. The
/// boundary must be one that no part holds.
///
/// # Errors
/// The value is neither, or an array for a form; a file's header is none, or its stream has been sent already.
pub(super) fn multipart(
    media_type: &str,
    value: View<'_>,
    encodings: &[PropertyEncoding],
    boundary: &str,
) -> Result<(String, Content), BuildError> {
    let mut form = Form {
        boundary,
        first: None,
        joined: Joined::default(),
    };
    match value.elements() {
        _ if value.is_object() => form.properties(value, encodings)?,
        Some(count) if media_type != FORM_DATA => form.elements(value, count, encodings)?,
        _ if media_type == FORM_DATA => {
            return Err(BuildError::new("a form must be written from an object"));
        }
        _ => {
            let message = "a body of parts must be written from an object or an array";
            return Err(BuildError::new(message));
        }
    }
    let mut media_type = format!("{media_type}; boundary={boundary}");
    if media_type.starts_with(RELATED)
        && !media_type.contains("type=")
        && let Some(first) = &form.first
    {
        let root = first.split(';').next().unwrap_or_default().trim();
        media_type.push_str(&format!("; type=\"{root}\""));
    }
    Ok((media_type, form.finish()?))
}

/// A body on its way.
struct Form<'b> {
    boundary: &'b str,
    /// The content type of the first part.
    first: Option<String>,
    joined: Joined,
}

impl Form<'_> {
    fn properties(
        &mut self,
        value: View<'_>,
        encodings: &[PropertyEncoding],
    ) -> Result<(), BuildError> {
        let mut outcome = Ok(());
        value.entries(&mut |name, value| {
            if outcome.is_ok() {
                outcome = self.property(name, value, find(encodings, name));
            }
        });
        outcome
    }

    /// Adds the elements of an array, each as a part without a name.
    fn elements(
        &mut self,
        value: View<'_>,
        count: usize,
        encodings: &[PropertyEncoding],
    ) -> Result<(), BuildError> {
        let elements = (0..count).filter_map(|index| Some((index, value.element(index)?)));
        let mut there = elements.filter(|(_, element)| !element.is_null());
        there.try_for_each(|(index, element)| {
            let encoding = find_at(encodings, index);
            self.value(
                &Own {
                    name: None,
                    encoding,
                },
                element,
            )
        })
    }

    /// Adds the parts of a property.
    fn property(
        &mut self,
        name: &str,
        value: View<'_>,
        encoding: Option<&PropertyEncoding>,
    ) -> Result<(), BuildError> {
        if value.is_null() {
            return Ok(());
        }
        let own = Own {
            name: Some(name),
            encoding,
        };
        if let Some(parameter) = encoding.and_then(|encoding| encoding.parameter(name)) {
            for (name, value) in style::pairs(&parameter, value, Encoding::Raw) {
                let mut head = Head::new(&Disposition {
                    name: Some(&name),
                    file_name: None,
                });
                head.add_all(own.headers())?;
                self.part(head, &value.into())?;
            }
            return Ok(());
        }
        match value.elements() {
            Some(count) => {
                let elements = (0..count).filter_map(|index| value.element(index));
                elements
                    .filter(|element| !element.is_null())
                    .try_for_each(|element| self.value(&own, element))
            }
            None => self.value(&own, value),
        }
    }

    /// Adds the part of one value.
    fn value(&mut self, own: &Own<'_>, value: View<'_>) -> Result<(), BuildError> {
        if let View::File(file) = value.plain() {
            return self.file(own, file);
        }
        let usual = if value.is_object() || value.elements().is_some() {
            JSON
        } else {
            TEXT
        };
        let mut head = Head::new(&Disposition {
            name: own.name,
            file_name: None,
        });
        self.content_type(&mut head, own.content_type().unwrap_or(usual))?;
        head.add_all(own.headers())?;
        self.part(head, &own.text(value)?.into())
    }

    fn file(&mut self, own: &Own<'_>, file: &File) -> Result<(), BuildError> {
        // The name of a file without one in a browser's forms (XMLHttpRequest, append an entry).
        let file_name = file.file_name().or(own.name.map(|_| "blob"));
        let mut head = Head::new(&Disposition {
            name: own.name,
            file_name,
        });
        let content_type = file.own_content_type().or(own.content_type());
        self.content_type(&mut head, content_type.unwrap_or(ANY_BYTES))?;
        head.add_all(own.headers())?;
        for (name, value) in file.headers()? {
            head.add_header(name, value);
        }
        self.part(head, file.content())
    }

    fn content_type(&mut self, head: &mut Head, content_type: &str) -> Result<(), BuildError> {
        head.add("Content-Type", content_type)?;
        self.first.get_or_insert_with(|| content_type.to_owned());
        Ok(())
    }

    fn part(&mut self, head: Head, content: &Content) -> Result<(), BuildError> {
        self.joined.push_bytes(b"--");
        self.joined.push_bytes(self.boundary.as_bytes());
        self.joined.push_bytes(b"\r\n");
        self.joined.push_bytes(&head.finish());
        self.joined.push(content)?;
        self.joined.push_bytes(b"\r\n");
        Ok(())
    }

    fn finish(mut self) -> Result<Content, BuildError> {
        self.joined.push_bytes(b"--");
        self.joined.push_bytes(self.boundary.as_bytes());
        self.joined.push_bytes(b"--\r\n");
        self.joined.finish()
    }
}

/// What holds for each part of a property, or for a part without a name.
struct Own<'p> {
    name: Option<&'p str>,
    encoding: Option<&'p PropertyEncoding>,
}

impl<'p> Own<'p> {
    fn content_type(&self) -> Option<&'p str> {
        self.encoding.and_then(|encoding| encoding.content_type)
    }

    fn headers(&self) -> &'p [(&'p str, &'p str)] {
        self.encoding.map_or(&[], |encoding| encoding.headers)
    }

    /// A value as it is written.
    fn text(&self, value: View<'_>) -> Result<String, BuildError> {
        #[cfg(feature = "xml")]
        if let Some(node) = self.encoding.and_then(|encoding| encoding.xml) {
            let written = crate::xml::document(node(), value);
            return written
                .map_err(|error| BuildError::because("a part cannot be written as XML", error));
        }
        Ok(text(value))
    }
}

#[cfg(test)]
mod tests;
