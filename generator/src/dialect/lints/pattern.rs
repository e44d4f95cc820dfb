//! `invalid-pattern`.

use regress::Regex;
use serde_json::Value;

use super::super::context::{Object, Walk};
use crate::diagnostics::Code;

/// How deep the groups of a pattern may be nested: who reads one goes down into them.
const NESTING: usize = 100;

/// How long a pattern may be.
const LENGTH: usize = 16_384;

/// A pattern that is no regular expression of ECMA 262, which JSON Schema wants, is not checked.
pub(in super::super) fn invalid_pattern(walk: &mut Walk, schema: &mut Object) {
    let Some(pattern) = schema.get("pattern").and_then(Value::as_str) else {
        return;
    };
    let message = if is_literal(pattern) {
        "no text matches the pattern, so it is not checked: the slashes of a literal in JavaScript are no part of it".to_owned()
    } else if let Some(fault) = fault(pattern) {
        format!("the pattern cannot be read, so it is not checked: {fault}")
    } else {
        return;
    };
    schema.shift_remove("pattern");
    walk.say_at("pattern", Code::InvalidPattern, message)
        .and_help("a pattern is a regular expression of ECMA 262 (JavaScript)");
}

/// Whether a pattern is written between slashes, with flags behind: `/^a$/i`. A slash is a character like others, and behind
/// it is no beginning.
fn is_literal(pattern: &str) -> bool {
    let flags = |c: char| "dgimsuvy".contains(c);
    pattern.starts_with("/^") && pattern.trim_end_matches(flags).ends_with('/')
}

/// Why a pattern cannot be read, if it cannot.
fn fault(pattern: &str) -> Option<String> {
    if pattern.len() > LENGTH {
        return Some(format!("it is longer than {LENGTH} bytes"));
    }
    if pattern.bytes().filter(|byte| *byte == b'(').count() > NESTING && nesting(pattern) > NESTING
    {
        return Some(format!("its groups are nested more than {NESTING} deep"));
    }
    Regex::with_flags(pattern, "u").err()?;
    // Without the flag `u` older patterns can be read, but also those of other languages, and not as they are meant:
    // `\A` and `\z` would be letters.
    let Err(fault) = Regex::new(pattern) else {
        return foreign_escape(pattern).map(|letter| {
            format!("`\\{letter}` is not of ECMA 262, where it would be that letter")
        });
    };
    Some(fault.to_string())
}

/// How deep groups and classes open at most, escapes aside.
fn nesting(pattern: &str) -> usize {
    let mut escaped = false;
    let (mut depth, mut most) = (0usize, 0usize);
    for byte in pattern.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => {
                depth += 1;
                most = most.max(depth);
            }
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// A letter behind a backslash that ECMA 262 gives no meaning.
fn foreign_escape(pattern: &str) -> Option<char> {
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        if character == '\\' {
            let letter = characters.next()?;
            if letter.is_ascii_alphabetic() && !"bBdDsSwWfnrtvcxukpP".contains(letter) {
                return Some(letter);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{fault, is_literal};

    #[test]
    fn slashes_around_a_pattern_are_those_of_a_literal() {
        for (pattern, is) in [
            ("/^a$/", true),
            ("/^[a-z]+$/i", true),
            ("/a/", false),
            ("^/a$/", false),
            ("/^a", false),
        ] {
            assert_eq!(is_literal(pattern), is, "{pattern}");
        }
    }

    #[test]
    fn patterns_of_ecma_262_are_read() {
        for pattern in [
            "^[a-z]+$",
            "(?!foo)bar",
            "(?<=a)b",
            r"^\p{Lu}",
            r"^[\w\-\.]+\@x\_$",
            r"\[a\]",
            "",
        ] {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn patterns_of_other_languages_are_not() {
        for pattern in [
            r"\A[a-z]+\z",
            "(?i)abc",
            "(?P<n>a)",
            "[a-",
            "(",
            "a**",
            r"^\Qa\E$",
        ] {
            assert!(fault(pattern).is_some(), "{pattern}");
        }
    }

    #[test]
    fn deep_and_long_patterns_are_not_read_at_all() {
        let (open, close) = ("(".repeat(100_000), ")".repeat(100_000));
        assert!(fault(&format!("{open}a{close}")).is_some());
        let (open, close) = ("(".repeat(7_000), ")".repeat(7_000));
        assert!(fault(&format!("{open}a{close}")).is_some());
        assert_eq!(fault(&"(a)".repeat(2_000)), None);
        assert_eq!(fault(&r"\(".repeat(2_000)), None);
    }
}
