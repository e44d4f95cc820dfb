//! Texts that a regular expression matches.

use regex_syntax::hir::{Class, Hir, HirKind};

/// How often what may be repeated is repeated beyond what must be, one text for each.
const EXTRA: [u32; 5] = [0, 1, 4, 12, 30];
/// How often anything is repeated at most.
const MOST: u32 = 1000;

/// Texts for a pattern. Of one with look-around the rest is read, and the texts have characters of many kinds: that is
/// what looking ahead asks for. None if it cannot be read even so.
pub(super) fn texts(pattern: &str) -> Vec<String> {
    let (hir, is_varied) = match regex_syntax::parse(pattern) {
        Ok(hir) => (hir, false),
        Err(_) => match regex_syntax::parse(&without_look_around(pattern)) {
            Ok(hir) => (hir, true),
            Err(_) => return Vec::new(),
        },
    };
    let text = |(turn, extra)| {
        let mut writer = Writer {
            extra,
            turn,
            is_varied,
            text: String::new(),
        };
        writer.write(&hir);
        writer.text
    };
    let mut texts: Vec<String> = EXTRA.into_iter().enumerate().map(text).collect();
    texts.dedup();
    texts
}

/// A pattern without what it demands of its surroundings.
fn without_look_around(pattern: &str) -> String {
    let mut kept = String::new();
    let mut rest = pattern;
    while let Some(next) = rest.chars().next() {
        let skipped = ["(?=", "(?!", "(?<=", "(?<!"]
            .iter()
            .find_map(|opening| rest.strip_prefix(opening))
            .and_then(after_group);
        if let Some(after) = skipped {
            rest = after;
            continue;
        }
        let length = match next {
            // An escape and what it escapes.
            '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
            _ => next.len_utf8(),
        };
        let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        kept.push_str(taken);
        rest = after;
    }
    kept
}

/// What comes after the parenthesis that closes a group, whose inside this begins with.
fn after_group(inside: &str) -> Option<&str> {
    let (mut depth, mut is_in_class) = (1_usize, false);
    let mut characters = inside.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '(' if !is_in_class => depth += 1,
            ')' if !is_in_class => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return inside.get(at + 1..);
        }
    }
    None
}

/// Writes one text.
struct Writer {
    /// How often what may be repeated is repeated beyond what must be.
    extra: u32,
    /// Which of the alternatives is chosen.
    turn: usize,
    /// Whether characters of one class are of different kinds.
    is_varied: bool,
    text: String,
}

impl Writer {
    fn write(&mut self, hir: &Hir) {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(Class::Unicode(class)) => {
                let ranges = class.iter().map(|range| (range.start(), range.end()));
                self.character(ranges.collect());
            }
            HirKind::Class(Class::Bytes(class)) => {
                let ranges = class
                    .iter()
                    .map(|range| (char::from(range.start()), char::from(range.end())));
                self.character(ranges.collect());
            }
            HirKind::Repetition(repetition) => {
                let most = repetition.max.unwrap_or(MOST).min(MOST);
                for _ in 0..repetition
                    .min
                    .saturating_add(self.extra)
                    .min(most.max(repetition.min.min(MOST)))
                {
                    self.write(&repetition.sub);
                }
            }
            HirKind::Capture(capture) => self.write(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.write(part)),
            HirKind::Alternation(choices) => {
                if let Some(choice) = choices.get(self.turn % choices.len().max(1)) {
                    self.write(choice);
                }
            }
        }
    }

    /// A letter or digit of the class if it has one, else its first character that can be seen.
    fn character(&mut self, ranges: Vec<(char, char)>) {
        const KINDS: [(char, char); 4] = [('a', 'z'), ('A', 'Z'), ('0', '9'), ('!', '~')];
        let first = if self.is_varied {
            self.text.len() % KINDS.len()
        } else {
            0
        };
        let kinds = KINDS.iter().cycle().skip(first).take(KINDS.len());
        let has = |c: &char| ranges.iter().any(|(start, end)| (start..=end).contains(&c));
        let found = kinds.flat_map(|(start, end)| *start..=*end).find(has);
        self.text
            .extend(found.or_else(|| ranges.first().map(|(start, _)| *start)));
    }
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
    fn looking_around_is_met_by_characters_of_many_kinds() {
        assert_eq!(
            without_look_around(r"^(?=.*[)\)])(?!a(b))\(?=c$"),
            r"^\(?=c$"
        );
        let texts = texts("^(?=.*[0-9])(?=.*[A-Z]).{8,}$");
        assert_eq!(texts[0], "aA0!aA0!");
    }

    #[test]
    fn what_cannot_be_read_has_no_text() {
        assert_eq!(texts(r"^(a)\1$"), Vec::<String>::new());
    }
}
