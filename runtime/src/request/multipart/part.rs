//! The head of a part.

use crate::error::BuildError;
use crate::request::header;
use http::{HeaderName, HeaderValue};

/// What a part is called.
pub(super) struct Disposition<'a> {
    /// The name of its property, in a form.
    pub(super) name: Option<&'a str>,
    /// Of a file: the name that it has.
    pub(super) file_name: Option<&'a str>,
}

/// The headers of a part, as they are written.
pub(super) struct Head(Vec<u8>);

impl Head {
    pub(super) fn new(disposition: &Disposition<'_>) -> Self {
        let mut line = match (disposition.name, disposition.file_name) {
            (None, None) => return Self(Vec::new()),
            (Some(name), _) => {
                let name = quoted(&with_whole_line_ends(name));
                format!("Content-Disposition: form-data; name={name}")
            }
            // RFC 2183 §2.2.
            (None, Some(_)) => "Content-Disposition: attachment".to_owned(),
        };
        if let Some(file_name) = disposition.file_name {
            line.push_str("; filename=");
            line.push_str(&quoted(file_name));
        }
        line.push_str("\r\n");
        Self(line.into_bytes())
    }

    /// Adds a header.
    ///
    /// # Errors
    /// It cannot be one: CR, LF or NUL could end the head.
    pub(super) fn add(&mut self, name: &str, value: &str) -> Result<(), BuildError> {
        let (_, value) = header(name, value)?;
        self.line(name, &value);
        Ok(())
    }

    /// The same for several.
    pub(super) fn add_all(&mut self, headers: &[(&str, &str)]) -> Result<(), BuildError> {
        headers
            .iter()
            .try_for_each(|(name, value)| self.add(name, value))
    }

    pub(super) fn add_header(&mut self, name: &HeaderName, value: &HeaderValue) {
        self.line(name.as_str(), value);
    }

    fn line(&mut self, name: &str, value: &HeaderValue) {
        self.0.extend_from_slice(name.as_bytes());
        self.0.extend_from_slice(b": ");
        self.0.extend_from_slice(value.as_bytes());
        self.0.extend_from_slice(b"\r\n");
    }

    /// The whole head, with the empty line that ends it.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.0.extend_from_slice(b"\r\n");
        self.0
    }
}

/// A name in quotes, in which nothing can end it (HTML Standard, multipart/form-data encoding algorithm): all servers know
/// these three from browsers, and few know backslashes or `filename*`, which RFC 7578 §4.2 forbids.
fn quoted(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len() + 2);
    quoted.push('"');
    for character in name.chars() {
        match character {
            '"' => quoted.push_str("%22"),
            '\r' => quoted.push_str("%0D"),
            '\n' => quoted.push_str("%0A"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// The name of a property, but not that of a file, has CRLF for every end of a line (the same algorithm).
fn with_whole_line_ends(name: &str) -> String {
    name.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\n', "\r\n")
}

#[cfg(test)]
mod tests {
    use super::{Disposition, Head};

    fn disposition(name: &str, file_name: Option<&str>) -> String {
        let head = Head::new(&Disposition {
            name: Some(name),
            file_name,
        });
        String::from_utf8(head.finish()).unwrap()
    }

    #[test]
    fn nothing_in_a_name_ends_it() {
        assert_eq!(
            disposition("a\"b\nc", Some("d\"; x=\"e\r\n\r\nf\rü\\.png")),
            "Content-Disposition: form-data; name=\"a%22b%0D%0Ac\"; \
             filename=\"d%22; x=%22e%0D%0A%0D%0Af%0Dü\\.png\"\r\n\r\n"
        );
    }

    #[test]
    fn nothing_in_a_header_ends_it() {
        let mut head = Head::new(&Disposition {
            name: Some("a"),
            file_name: None,
        });
        assert!(head.add("Content-Type", "text/plain\r\nX-A: b").is_err());
        assert!(head.add("X-A\r\nX-B", "c").is_err());
        head.add_all(&[("X-C", "d")]).unwrap();
        let written = String::from_utf8(head.finish()).unwrap();
        assert!(written.ends_with("\"a\"\r\nX-C: d\r\n\r\n"), "{written}");
    }
}
