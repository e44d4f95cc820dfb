//! What HTTP lets stand in names that a document gives.

/// What a token is, for help.
pub(super) const TOKEN: &str =
    "HTTP has letters, digits and any of !#$%&'*+-.^_`|~ there (RFC 9110, section 5.6.2)";

/// Whether a text is a `token` (RFC 9110, section 5.6.2): a method, or the name of a header or cookie.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Whether a text can be a media type or a range of them, as far as a header can hold it: `type/subtype`, then
/// parameters (RFC 9110, section 8.3.1).
pub(super) fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_named = essence
        .trim()
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
    is_named && !has_controls(parameters)
}

/// Whether a text has characters that neither a header nor a URL can hold.
pub(super) fn has_controls(text: &str) -> bool {
    text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::{is_media_type, is_token};

    #[test]
    fn tokens_have_no_separators() {
        for text in ["GET", "M-SEARCH", "X-Rate.Limit", "*"] {
            assert!(is_token(text), "{text}");
        }
        for text in ["", "a b", "a:b", "Bad[Header]", "naïve", "a\n"] {
            assert!(!is_token(text), "{text}");
        }
    }

    #[test]
    fn media_types_may_be_ranges_and_have_parameters() {
        for text in [
            "application/json",
            "*/*",
            "image/*",
            "application/vnd.x+json; version=\"1 0\"",
        ] {
            assert!(is_media_type(text), "{text}");
        }
        for text in [
            "json",
            "",
            "application/json\ninjected",
            "text/plain; a=\r\nb",
        ] {
            assert!(!is_media_type(text), "{text}");
        }
    }
}
