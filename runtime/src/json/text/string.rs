//! Strings of a JSON text (RFC 8259 §7).

/// How many bytes from the start on stand for themselves: up to a quotation mark, an escape or a control character.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks();
    for (index, word) in words.iter().enumerate() {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return index * size_of::<u64>() + special.trailing_zeros() as usize / 8;
        }
    }
    let of_rest = rest.iter().position(is_special);
    bytes.len() - rest.len() + of_rest.unwrap_or(rest.len())
}

/// Whether all of it stands for itself.
#[inline]
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (words, rest) = bytes.as_chunks();
    let mut found = 0;
    for word in words {
        found |= special(u64::from_le_bytes(*word));
    }
    // What is left over is looked at together with bytes before it, where there are enough.
    found |= match (
        words,
        bytes.last_chunk(),
        bytes.first_chunk(),
        bytes.last_chunk(),
    ) {
        ([_, ..], Some(last), ..) => special(u64::from_le_bytes(*last)),
        (_, _, Some(first), Some(last)) => {
            let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
            special(first | last << 32)
        }
        _ => u64::from(rest.iter().any(is_special)),
    };
    found == 0
}

/// Whether a byte does not stand for itself.
const fn is_special(byte: &u8) -> bool {
    *byte < b' ' || matches!(*byte, b'"' | b'\\')
}

/// The highest bit of each of eight bytes that does not stand for itself; of those after the first one it says nothing.
///
/// What a byte with its highest bit unset loses when one more than it is taken away is that bit.
#[inline]
const fn special(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const fn below(word: u64, limit: u8) -> u64 {
        word.wrapping_sub(ONES * limit as u64) & !word
    }
    let control = below(word, b' ');
    let quote = below(word ^ (ONES * b'"' as u64), 1);
    let escape = below(word ^ (ONES * b'\\' as u64), 1);
    (control | quote | escape) & (ONES << 7)
}

/// How long the string is that `bytes` begin with, with its quotation marks.
pub(super) fn length(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += plain_length(bytes.get(at..)?);
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => match bytes.get(at + 1)? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                b'u' => {
                    code_unit(bytes.get(at..)?)?;
                    at += 6;
                }
                _ => return None,
            },
            _ => return None,
        }
    }
}

/// The inside of a string, up to its quotation mark; and how long that is, with the mark.
pub(super) fn unescape(inside: &str) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut left = inside;
    loop {
        let (plain, special) = left.split_at_checked(plain_length(left.as_bytes()))?;
        text.push_str(plain);
        if let Some(after) = special.strip_prefix('"') {
            return Some((text, inside.len() - after.len()));
        }
        let (character, length) = escaped(special.as_bytes())?;
        text.push(character);
        left = special.get(length..)?;
    }
}

/// The character that an escape stands for, and how long the escape is.
fn escaped(bytes: &[u8]) -> Option<(char, usize)> {
    let [b'\\', kind, ..] = bytes else {
        return None;
    };
    let simple = match kind {
        b'"' | b'\\' | b'/' => char::from(*kind),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return of_code_units(bytes),
        _ => return None,
    };
    Some((simple, 2))
}

/// A character by its number, or by the two halves of a surrogate pair; half a pair is none.
fn of_code_units(bytes: &[u8]) -> Option<(char, usize)> {
    let first = code_unit(bytes)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, 6));
    }
    let second = code_unit(bytes.get(6..)?)?;
    let pair = char::decode_utf16([first, second]).next()?;
    Some((pair.ok()?, 12))
}

/// The number of an escape with four hexadecimal digits.
fn code_unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |number: u16, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(number << 4 | u16::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_plain, length, plain_length, unescape};

    #[test]
    fn all_bytes_but_three_kinds_stand_for_themselves() {
        for byte in 0..=u8::MAX {
            let is_special = byte < 0x20 || byte == b'"' || byte == b'\\';
            for before in 0..17 {
                let mut bytes = vec![b'a'; before];
                bytes.extend([
                    byte, b'\x7f', 0xff, b'!', b'#', b'[', b']', b' ', b'z', b'"',
                ]);
                let expected = if is_special { before } else { bytes.len() - 1 };
                assert_eq!(plain_length(&bytes), expected, "{byte} after {before}");
                for start in 0..=before {
                    if let Ok(text) = std::str::from_utf8(&bytes[start..=before]) {
                        assert_eq!(is_plain(text), !is_special, "{text:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn escapes_are_read_and_measured() {
        for (text, meant) in [
            (r#"\"\\\/\b\f\n\r\t""#, Some("\"\\/\u{8}\u{c}\n\r\t")),
            (r#"a\u00e9b \uD83d\ude00""#, Some("aéb 😀")),
            (r#"\ud83d""#, None),
            (r#"\ud83dx""#, None),
            (r#"\ude00\ud83d""#, None),
            (r#"\u12g4""#, None),
            (r#"\u+123""#, None),
            (r#"\x""#, None),
            (r"\n", None),
            ("\\n\n\"", None),
        ] {
            let read = unescape(text);
            let expected = meant.map(|meant| (meant.to_owned(), text.len()));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn what_is_skipped_must_be_a_string_too() {
        for (text, expected) in [
            (r#""" "#, Some(2)),
            (r#""a\"b\u00e9\ud83d" "#, Some(18)),
            (r#""\x""#, None),
            (r#""\u00g0""#, None),
            ("\"a\n\"", None),
            (r#""a"#, None),
            (r#""a\"#, None),
        ] {
            assert_eq!(length(text.as_bytes()), expected, "{text}");
        }
    }
}
