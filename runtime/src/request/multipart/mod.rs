//! `multipart/form-data` (RFC 7578; OpenAPI 3.0.4 §4.8.14.5).

mod joined;
mod part;

use super::encode::Encoding;
use super::property::{PropertyEncoding, find};
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

/// A form's content and its media type. Each property is a part, and each element of an array one of its own, under the
/// same name; what is null or not there has none. The boundary must be one that no part holds.
///
/// # Errors
/// The value is no object, a file's header is none, or its stream has been sent already.
pub(super) fn multipart(
    value: View<'_>,
    encodings: &[PropertyEncoding],
    boundary: &str,
) -> Result<(String, Content), BuildError> {
    if !value.is_object() {
        return Err(BuildError::new("a form must be written from an object"));
    }
    let mut form = Form {
        boundary,
        joined: Joined::default(),
    };
    let mut outcome = Ok(());
    value.entries(&mut |name, value| {
        if outcome.is_ok() {
            outcome = form.property(name, value, find(encodings, name));
        }
    });
    outcome?;
    let media_type = format!("multipart/form-data; boundary={boundary}");
    Ok((media_type, form.finish()?))
}

/// A form on its way.
struct Form<'b> {
    boundary: &'b str,
    joined: Joined,
}

impl Form<'_> {
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
        let headers = encoding.map_or(&[][..], |encoding| encoding.headers);
        if let Some(parameter) = encoding.and_then(|encoding| encoding.parameter(name)) {
            for (name, value) in style::pairs(&parameter, value, Encoding::Raw) {
                let mut head = Head::new(&Disposition {
                    name: &name,
                    file_name: None,
                });
                head.add_all(headers)?;
                self.part(head, &value.into())?;
            }
            return Ok(());
        }
        let content_type = encoding.and_then(|encoding| encoding.content_type);
        let own = Own {
            name,
            content_type,
            headers,
        };
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
        head.add("Content-Type", own.content_type.unwrap_or(usual))?;
        head.add_all(own.headers)?;
        self.part(head, &text(value).into())
    }

    fn file(&mut self, own: &Own<'_>, file: &File) -> Result<(), BuildError> {
        // The name of a file without one in a browser's forms (XMLHttpRequest, append an entry).
        let file_name = Some(file.file_name().unwrap_or("blob"));
        let mut head = Head::new(&Disposition {
            name: own.name,
            file_name,
        });
        let content_type = file.own_content_type().or(own.content_type);
        head.add("Content-Type", content_type.unwrap_or(ANY_BYTES))?;
        head.add_all(own.headers)?;
        for (name, value) in file.headers()? {
            head.add_header(name, value);
        }
        self.part(head, file.content())
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

/// What holds for each part of a property.
struct Own<'p> {
    name: &'p str,
    content_type: Option<&'p str>,
    headers: &'p [(&'p str, &'p str)],
}

#[cfg(test)]
mod tests;
