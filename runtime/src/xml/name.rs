//! Names in XML (Namespaces in XML 1.0 §3).

/// Whether a text can be the local name of an element or attribute (`NCName`). Of letters beyond ASCII those that Unicode
/// calls letters and digits count, which is a little less than XML admits.
pub(super) fn is_name(text: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let goes_on = |c: char| starts(c) || c.is_alphanumeric() || matches!(c, '-' | '.' | '·');
    text.starts_with(starts) && text.chars().all(goes_on)
}

/// Whether XML 1.0 can hold a character at all (§2.2, `Char`).
pub(super) const fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::{is_character, is_name};

    #[test]
    fn names_start_with_a_letter_and_have_no_blanks() {
        for name in ["a", "_a-b.c", "größe", "名前", "a1"] {
            assert!(is_name(name), "{name}");
        }
        for text in ["", "1a", "-a", "a b", "a:b", "a<", "a=\"b\""] {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn most_control_characters_have_no_place() {
        assert!("\t\n\r a\u{85}\u{fffd}\u{1f600}".chars().all(is_character));
        assert!(
            !"\0\u{1}\u{b}\u{1f}\u{fffe}\u{ffff}"
                .chars()
                .any(is_character)
        );
    }
}
