//! Path templates.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What no URL has in its path (RFC 3986, section 3.3); `%` stays, since a template may be encoded already.
const OUTSIDE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'|')
    .add(b'}');

/// A path template as it can be sent: its own text percent-encoded, its names as they are.
pub(super) fn encoded(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{')
        && let Some((name, after)) = after.split_once('}')
    {
        text.extend(utf8_percent_encode(before, OUTSIDE));
        text.extend(["{", name, "}"]);
        rest = after;
    }
    text.extend(utf8_percent_encode(rest, OUTSIDE));
    text
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn names_stay_and_the_rest_is_encoded() {
        assert_eq!(
            encoded("/a b/{x y}/ä|%20/{z"),
            "/a%20b/{x y}/%C3%A4%7C%20/{z"
        );
        assert_eq!(
            encoded("/o/{id}/users:find?x=1#y"),
            "/o/{id}/users:find?x=1#y"
        );
    }
}
