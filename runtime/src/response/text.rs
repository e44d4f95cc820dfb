//! Bodies in messages.

/// How many characters of a body a message shows.
const SHOWN_CHARACTERS: usize = 500;

/// The beginning of a body, on one line.
pub(crate) fn shortened(bytes: &[u8]) -> String {
    // Four bytes are the longest character.
    let head = bytes.get(..SHOWN_CHARACTERS * 4).unwrap_or(bytes);
    let text = String::from_utf8_lossy(head);
    let one_line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut shown: String = one_line.clone().take(SHOWN_CHARACTERS).collect();
    if bytes.len() > head.len() || one_line.count() > SHOWN_CHARACTERS {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_body_is_cut_and_on_one_line() {
        assert_eq!(shortened(b"a\r\n\tb"), "a   b");
        assert_eq!(shortened("é".repeat(600).as_bytes()).chars().count(), 501);
        assert_eq!(shortened(&[0xff]), "\u{fffd}");
    }
}
