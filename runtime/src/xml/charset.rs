//! Bytes to text: the encodings that answers come in.

use super::XmlError;
use std::borrow::Cow;

/// The text of a document in UTF-8, in UTF-16 with a byte order mark, or in ISO 8859-1 if `is_latin` or its declaration
/// says so (XML 1.0 §4.3.3).
pub(super) fn text(bytes: &[u8], is_latin: bool) -> Result<Cow<'_, str>, XmlError> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        _ if is_latin || declares_latin(bytes) => {
            // The first 256 characters of Unicode are those of ISO 8859-1.
            Ok(bytes.iter().copied().map(char::from).collect())
        }
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, XmlError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.into()),
        Err(error) => Err(XmlError::new("/", format_args!("expected UTF-8: {error}"))),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, XmlError> {
    let (pairs, rest) = bytes.as_chunks();
    let units: Vec<u16> = pairs.iter().copied().map(unit).collect();
    match String::from_utf16(&units) {
        Ok(text) if rest.is_empty() => Ok(text.into()),
        _ => Err(XmlError::new("/", "expected UTF-16")),
    }
}

/// How much of a document is looked at for its declaration.
const DECLARATION: usize = 100;

fn declares_latin(bytes: &[u8]) -> bool {
    let start = bytes.get(..DECLARATION).unwrap_or(bytes);
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let declaration = start
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split("?>").next());
    declaration.is_some_and(|declaration| declaration.contains("iso-8859-1"))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn encodings_are_told_by_marks_and_declarations() {
        assert_eq!(text("\u{feff}é".as_bytes(), false).unwrap(), "é");
        assert_eq!(text(b"\xfe\xff\0a\0\xe9", false).unwrap(), "aé");
        assert_eq!(text(b"\xff\xfea\0\xe9\0", false).unwrap(), "aé");
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>";
        assert!(text(latin, false).unwrap().ends_with("<a>é</a>"));
        assert_eq!(text(b"\xe9", true).unwrap(), "é");
    }

    #[test]
    fn what_is_none_of_them_is_refused() {
        for bytes in [&b"<a>\xe9</a>"[..], b"\xfe\xff\xd8\x00", b"\xff\xfea"] {
            assert!(text(bytes, false).is_err(), "{bytes:?}");
        }
    }
}
