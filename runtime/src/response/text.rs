//! Answers in messages.

use http::StatusCode;
use std::fmt;

/// A status with its name, if it has one.
pub(crate) struct Named(pub(crate) StatusCode);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())?;
        match self.0.canonical_reason() {
            Some(name) => write!(f, " {name}"),
            None => Ok(()),
        }
    }
}

/// How many characters of a body a message shows.
const SHOWN_CHARACTERS: usize = 500;

/// The beginning of a body, on one line.
pub(crate) fn shortened(bytes: &[u8]) -> String {
    // Four bytes are the longest character.
    let head = bytes.get(..SHOWN_CHARACTERS * 4).unwrap_or(bytes);
    let text = String::from_utf8_lossy(head);
    // Unicode's own separators of lines and paragraphs are no control characters.
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let one_line = text.chars().map(|c| if breaks(c) { ' ' } else { c });
    let mut shown: String = one_line.clone().take(SHOWN_CHARACTERS).collect();
    if bytes.len() > head.len() || one_line.count() > SHOWN_CHARACTERS {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Named, shortened};
    use http::StatusCode;

    #[test]
    fn a_body_is_cut_and_on_one_line() {
        assert_eq!(shortened(b"a\r\n\tb"), "a   b");
        assert_eq!(shortened("a\u{2028}b".as_bytes()), "a b");
        assert_eq!(shortened("é".repeat(600).as_bytes()).chars().count(), 501);
        assert_eq!(shortened(&[0xff]), "\u{fffd}");
    }

    #[test]
    fn a_status_without_a_name_is_a_number() {
        let named = |status| Named(StatusCode::from_u16(status).unwrap()).to_string();
        assert_eq!([named(404), named(529)], ["404 Not Found", "529"]);
    }
}
