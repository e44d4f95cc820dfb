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
    let is_special = |byte: &u8| *byte < b' ' || matches!(*byte, b'"' | b'\\');
    let of_rest = rest.iter().position(is_special);
    bytes.len() - rest.len() + of_rest.unwrap_or(rest.len())
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

/// The rest of a string after `before`: from its first escape on, up to its quotation mark; and how long that is.
pub(super) fn unescape(before: &str, rest: &str) -> Option<(String, usize)> {
    let mut text = before.to_owned();
    let mut left = rest;
    loop {
        let (plain, special) = left.split_at_checked(plain_length(left.as_bytes()))?;
        text.push_str(plain);
        if let Some(after) = special.strip_prefix('"') {
            return Some((text, rest.len() - after.len()));
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
    use super::{length, plain_length, unescape};

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
            }
        }
    }

    #[test]
    fn escapes_are_read_and_measured() {
        for (text, meant) in [
            (r#"\"\\\/\b\f\n\r\t""#, Some("\"\\/\u{8}\u{c}\n\r\t")),
            (r#"\u00e9 \uD83d\ude00""#, Some("é 😀")),
            (r#"\ud83d""#, None),
            (r#"\ud83dx""#, None),
            (r#"\ude00\ud83d""#, None),
            (r#"\u12g4""#, None),
            (r#"\u+123""#, None),
            (r#"\x""#, None),
            (r"\n", None),
            ("\\n\n\"", None),
        ] {
            let read = unescape("a", text);
            let expected = meant.map(|meant| (format!("a{meant}"), text.len()));
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
