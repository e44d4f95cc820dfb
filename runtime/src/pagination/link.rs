//! The header `Link` (RFC 8288).
//!
//! Our own reading: the crates for it have had no release for years, and want a map of all links where one is needed.

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link whose relation is `next`, as it is written.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let texts = headers.get_all(LINK).iter();
    texts
        .filter_map(|text| std::str::from_utf8(text.as_bytes()).ok())
        .find_map(next_in)
}

/// Reads one field value: links with commas between (§3).
fn next_in(text: &str) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let (target, after) = rest.strip_prefix('<')?.split_once('>')?;
        let (is_next, after) = parameters(after);
        if is_next {
            return Some(target.trim().to_owned());
        }
        rest = after;
    }
}

/// Reads the parameters behind a target; whether they say that it is the next page of what was asked for, and what
/// follows them.
fn parameters(text: &str) -> (bool, &str) {
    let mut rest = text;
    // Of several `rel` the first counts (§3.3).
    let mut relation: Option<String> = None;
    let mut is_of_other = false;
    loop {
        let trimmed = rest.trim_start();
        let Some(parameter) = trimmed.strip_prefix(';') else {
            break;
        };
        let (name, value, after) = name_and_value(parameter);
        match name.to_ascii_lowercase().as_str() {
            "rel" => {
                relation.get_or_insert(value);
            }
            // The link is about something else than what was asked for (§3.2).
            "anchor" => is_of_other = true,
            _ => {}
        }
        rest = after;
    }
    let is_next = relation.is_some_and(|relations| {
        // Relation types are compared without regard to case (§2.1.1).
        let mut each = relations.split_ascii_whitespace();
        each.any(|relation| relation.eq_ignore_ascii_case("next"))
    });
    (is_next && !is_of_other, rest)
}

/// One parameter, its value (empty if it has none), and what follows.
fn name_and_value(text: &str) -> (&str, String, &str) {
    let (name, rest) = split_at_any(text.trim_start(), &['=', ';', ',', ' ', '\t']);
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        return (name, String::new(), rest);
    };
    let value = value.trim_start();
    match value.strip_prefix('"') {
        Some(quoted) => {
            let (value, rest) = unquoted(quoted);
            (name, value, rest)
        }
        None => {
            let (value, rest) = split_at_any(value, &[';', ',', ' ', '\t']);
            (name, value.to_owned(), rest)
        }
    }
}

/// A quoted string behind its first quote (RFC 9110 §5.6.4), and what follows its last.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => value.extend(characters.next()),
            other => value.push(other),
        }
    }
    (value, characters.as_str())
}

fn split_at_any<'a>(text: &'a str, ends: &[char]) -> (&'a str, &'a str) {
    let end = text.find(ends).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::next;
    use http::{HeaderMap, HeaderValue};

    fn of(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("link", HeaderValue::from_str(value).unwrap());
        }
        next(&headers)
    }

    #[test]
    fn the_next_link_is_found_among_others() {
        let github = r#"<https://api.test/gists?page=1>; rel="prev", <https://api.test/gists?page=3>; rel="next", <https://api.test/gists?page=9>; rel="last""#;
        assert_eq!(
            of(&[github]).as_deref(),
            Some("https://api.test/gists?page=3")
        );
        assert_eq!(
            of(&[
                "</a>; rel=first",
                "</b,c;d>;title=\"x, <y>; \\\" z\" ;REL = \"prefetch NEXT\""
            ])
            .as_deref(),
            Some("/b,c;d")
        );
    }

    #[test]
    fn what_is_not_next_is_not_taken() {
        for value in [
            r#"</a>; rel="prev""#,
            r#"</a>; rel="nextish""#,
            r#"</a>; rel="prev"; rel="next""#,
            r#"</a>; rel="next"; anchor="/other""#,
            r#"</a>"#,
            r#"</a; rel="next""#,
            r#"/a; rel="next""#,
            r#"</a>; rel="next"#.strip_suffix("xt").unwrap_or_default(),
            "",
        ] {
            assert_eq!(of(&[value]), None, "{value}");
        }
    }
}
