//! A file as a part of a form.

use super::Content;
use crate::error::BuildError;
use crate::json::{Fault, Field, Incoming, View};
use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use std::fmt;

/// A file in a `multipart/form-data` body: its [`Content`], name, content type and further headers.
///
/// Bytes, texts and a [`Content`] become one by `into()`. Without a name it is called `blob`, as a browser does: servers
/// tell files from other values by it. Without a content type it has the one that the document gives.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// let picture = rt::File::new(vec![0x89, b'P', b'N', b'G'])
///     .name("cat.png")
///     .content_type("image/png");
/// assert_eq!(picture.file_name(), Some("cat.png"));
/// ```
///
/// A file that is a stream is sent only once, whichever of its clones; see [`Content`].
#[derive(Clone, PartialEq, Default)]
pub struct File {
    content: Content,
    name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Why one of the headers cannot be one.
    fault: Option<String>,
}

impl File {
    /// A file without a name.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// Gives it a name, without folders. Any text may be one: what would end it is written as browsers do, `%22` for `"`.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Gives it a content type, `image/png`, instead of the document's. One that no header can hold is an error of the
    /// call.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Adds a header to the part that it is. What is no header is an error of the call.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match crate::request::header(name, value) {
            Ok(header) => self.headers.push(header),
            Err(error) => self.fault = self.fault.or_else(|| Some(error.to_string())),
        }
        self
    }

    /// What is in it.
    pub const fn content(&self) -> &Content {
        &self.content
    }

    /// Its name.
    pub fn file_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The content type that it was given.
    pub(crate) fn own_content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Its further headers.
    ///
    /// # Errors
    /// One of them was none.
    pub(crate) fn headers(&self) -> Result<&[(HeaderName, HeaderValue)], BuildError> {
        match &self.fault {
            Some(message) => Err(BuildError::new(message)),
            None => Ok(&self.headers),
        }
    }
}

/// What it holds may be long, and secret.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("content", &self.content)
            .finish_non_exhaustive()
    }
}

/// Whatever becomes content.
macro_rules! from_content {
    ($($type:ty),*) => { $(
        impl From<$type> for File {
            fn from(content: $type) -> Self {
                Self::new(content)
            }
        }
    )* };
}

from_content!(Content, Bytes, Vec<u8>, String, &'static str, &'static [u8]);

/// In JSON, where no document has one, it is its text.
impl Field for File {
    fn blank() -> Self {
        Self::default()
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        *self = Self::new(json.text("a string")?.to_owned());
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::File(self)
    }
}

crate::__serde!(File);

#[cfg(test)]
mod tests {
    use super::File;

    #[test]
    fn a_text_is_a_file_and_back() {
        let file: File = serde_json::from_str("\"abc\"").unwrap();
        assert_eq!(file, File::from("abc"));
        assert_eq!(serde_json::to_string(&file).unwrap(), "\"abc\"");
        let bytes = File::from(vec![0xff]);
        assert!(serde_json::to_string(&bytes).is_err());
    }

    #[test]
    fn what_is_in_it_is_not_shown() {
        let file = File::from("hunter2")
            .name("a.txt")
            .header("x-key", "hunter2");
        let shown = format!("{file:?}");
        assert!(
            shown.contains("a.txt") && !shown.contains("hunter2"),
            "{shown}"
        );
    }

    #[test]
    fn what_is_no_header_is_told() {
        let file = File::from("a")
            .header("x-a", "b\r\nx-c: d")
            .header("x-e", "f");
        assert_eq!(
            file.headers().unwrap_err().to_string(),
            "the header `x-a` has characters that a header cannot hold"
        );
    }
}
