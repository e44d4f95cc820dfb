//! Numbers of a JSON text (RFC 8259 §6).

use crate::json::incoming::Incoming;

/// The number that `bytes` begin with, and how long it is.
///
/// Whole numbers that an integer of 64 bits can hold are one; all others are the nearest float, if there is one.
pub(super) fn number(bytes: &[u8]) -> Option<(Incoming<'static>, usize)> {
    let length = length(bytes)?;
    let written = bytes.get(..length)?;
    let float = || {
        let value: f64 = std::str::from_utf8(written).ok()?.parse().ok()?;
        value.is_finite().then_some(Incoming::F64(value))
    };
    let number = match written.strip_prefix(b"-") {
        None => integer(written).map(Incoming::U64),
        // There is a negative zero among floats alone.
        Some(b"0") => None,
        Some(digits) => integer(digits)
            .and_then(|value| 0_i64.checked_sub_unsigned(value))
            .map(Incoming::I64),
    };
    Some((number.or_else(float)?, length))
}

/// The number that digits alone stand for.
#[inline]
fn integer(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0_u64, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number.checked_mul(10)?.checked_add(digit.into())
    })
}

/// How long the number is that `bytes` begin with.
pub(super) fn length(bytes: &[u8]) -> Option<usize> {
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    at += match bytes.get(at)? {
        b'0' => 1,
        _ => digits(bytes, at)?,
    };
    if bytes.get(at) == Some(&b'.') {
        at += 1 + digits(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        at += 1 + sign + digits(bytes, at + 1 + sign)?;
    }
    Some(at)
}

/// How many digits there are from `start` on; none if there is not even one.
fn digits(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start..)?;
    let end = rest.iter().position(|byte| !byte.is_ascii_digit());
    match end.unwrap_or(rest.len()) {
        0 => None,
        count => Some(count),
    }
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::Value;
    use crate::json::field::receive;

    #[test]
    fn numbers_are_read_as_serde_json_reads_them() {
        for text in [
            "0",
            "-0",
            "7",
            "-7",
            "0.0",
            "-0.0",
            "1e2",
            "1E+2",
            "1.5e-3",
            "0e0",
            "123456789",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551615",
            "18446744073709551616",
            "-18446744073709551616",
            "123456789012345678901234567890",
            "0.1",
            "1.7976931348623157e308",
            "5e-324",
            "1e-400",
            "2.2250738585072011e-308",
            "9007199254740993.0",
        ] {
            let (incoming, length) = number(text.as_bytes()).unwrap();
            assert_eq!(length, text.len(), "{text}");
            let expected: Value = serde_json::from_str(text).unwrap();
            let found: Value = receive(incoming).unwrap();
            assert_eq!(found, expected, "{text}");
            assert_eq!(found.to_string(), expected.to_string(), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "", "-", "+1", ".5", "1.", "1.e2", "1e", "1e+", "a", "-a", "1e400", "-1e400", "NaN",
        ] {
            assert!(number(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn a_number_ends_where_no_digit_follows() {
        for (text, end) in [("12,", 2), ("01", 1), ("1.5]", 3), ("1e5 ", 3), ("-0}", 2)] {
            assert_eq!(number(text.as_bytes()).unwrap().1, end, "{text}");
        }
    }
}
