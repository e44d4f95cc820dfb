//! Texts that a regular expression matches.

use regex_syntax::hir::{Class, Hir, HirKind};

/// How often what may be repeated is repeated beyond what must be, one text for each.
const EXTRA: [u32; 5] = [0, 1, 4, 12, 30];
/// How often anything is repeated at most.
const MOST: u32 = 1000;

/// Texts for a pattern; none if it is beyond this reader (look-around, back references).
pub(super) fn texts(pattern: &str) -> Vec<String> {
    let Ok(hir) = regex_syntax::parse(pattern) else {
        return Vec::new();
    };
    let mut texts: Vec<String> = EXTRA
        .into_iter()
        .enumerate()
        .map(|(turn, extra)| {
            let mut text = String::new();
            write(&hir, extra, turn, &mut text);
            text
        })
        .collect();
    texts.dedup();
    texts
}

/// Appends a text for a part; `turn` chooses among alternatives.
fn write(hir: &Hir, extra: u32, turn: usize, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.iter().map(|range| (range.start(), range.end()));
            text.extend(plainest(ranges));
        }
        HirKind::Class(Class::Bytes(class)) => {
            let ranges = class
                .iter()
                .map(|range| (char::from(range.start()), char::from(range.end())));
            text.extend(plainest(ranges));
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(MOST).min(MOST);
            for _ in 0..repetition
                .min
                .saturating_add(extra)
                .min(most.max(repetition.min.min(MOST)))
            {
                write(&repetition.sub, extra, turn, text);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, extra, turn, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, extra, turn, text)),
        HirKind::Alternation(choices) => {
            if let Some(choice) = choices.get(turn % choices.len().max(1)) {
                write(choice, extra, turn, text);
            }
        }
    }
}

/// A letter or digit of the class if it has one, else its first character that can be seen.
fn plainest(ranges: impl Iterator<Item = (char, char)>) -> Option<char> {
    let ranges: Vec<(char, char)> = ranges.collect();
    let has = |c: char| {
        ranges
            .iter()
            .any(|(start, end)| (*start..=*end).contains(&c))
    };
    ('a'..='z')
        .chain('A'..='Z')
        .chain('0'..='9')
        .chain('!'..='~')
        .find(|c| has(*c))
        .or_else(|| ranges.first().map(|(start, _)| *start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_matches() {
        assert_eq!(texts("^usr_[0-9A-F]{4}$"), ["usr_AAAA"]);
        assert_eq!(texts("^(a|bb)+$")[..2], ["a", "bbbb"]);
    }

    #[test]
    fn what_cannot_be_read_has_no_text() {
        assert_eq!(texts("^(?=a)b$"), Vec::<String>::new());
    }
}
