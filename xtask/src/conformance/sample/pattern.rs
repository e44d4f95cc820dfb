//! Texts that a regular expression matches.

use regex_syntax::hir::{Class, Hir, HirKind};

/// How often what may be repeated is repeated beyond what must be, one text for each.
const EXTRA: [u32; 5] = [0, 1, 4, 12, 30];
/// How often anything is repeated at most.
const MOST: u32 = 1000;

/// What look-around begins with.
const LOOK_AROUND: [&str; 4] = ["(?=", "(?!", "(?<=", "(?<!"];

/// Texts for a pattern; none if it is beyond this reader (back references). What look-around demands is left to the judge.
pub(super) fn texts(pattern: &str) -> Vec<String> {
    let whole = regex_syntax::parse(pattern).ok();
    let Some(hir) = whole.or_else(|| regex_syntax::parse(&without_look_around(pattern)).ok())
    else {
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
    if LOOK_AROUND.iter().any(|start| pattern.contains(start)) {
        // As passwords are demanded: with something of every kind.
        texts.push("Aa1!Aa1!Aa1!".to_owned());
    }
    texts
}

/// A pattern without its groups of look-around.
fn without_look_around(pattern: &str) -> String {
    let mut kept = String::new();
    let mut rest = pattern;
    // How many groups are open since one of look-around began.
    let mut open = 0_usize;
    let mut is_in_class = false;
    while let Some(first) = rest.chars().next() {
        let begins = !is_in_class && LOOK_AROUND.iter().any(|start| rest.starts_with(start));
        let length = match first {
            '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
            _ => first.len_utf8(),
        };
        let (part, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let was_open = open > 0 || begins;
        match first {
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '(' if !is_in_class && was_open => open += 1,
            ')' if !is_in_class => open = open.saturating_sub(1),
            _ => {}
        }
        if !was_open {
            kept.push_str(part);
        }
        rest = after;
    }
    kept
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
    fn look_around_is_left_out() {
        for (pattern, kept) in [
            (r"^(?=(?:\D*\d){7,15}$)\+\d+$", r"^\+\d+$"),
            (r"^(?!a[)]b\))[a-z](c)$", "^[a-z](c)$"),
            (r"\(?=", r"\(?="),
        ] {
            assert_eq!(without_look_around(pattern), kept, "{pattern}");
        }
        let found = texts(r"^(?=.*\d)(?=.*[A-Z]).{8,}$");
        assert_eq!(found.first().map(String::as_str), Some("aaaaaaaa"));
        assert_eq!(found.last().map(String::as_str), Some("Aa1!Aa1!Aa1!"));
    }

    #[test]
    fn a_text_matches() {
        assert_eq!(texts("^usr_[0-9A-F]{4}$"), ["usr_AAAA"]);
        assert_eq!(texts("^(a|bb)+$")[..2], ["a", "bbbb"]);
    }

    #[test]
    fn what_cannot_be_read_has_no_text() {
        assert_eq!(texts(r"^(a)\1$"), Vec::<String>::new());
    }
}
