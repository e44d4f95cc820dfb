//! Percent-encoding (RFC 3986 §2).

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_encode_byte, utf8_percent_encode,
};

/// Everything but RFC 3986's unreserved characters.
const ALL_BUT_UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What `allowReserved` still encodes: what stands neither among the unreserved nor among the reserved characters,
/// and `#`, which would end the query.
const NEITHER_RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// How a parameter's values are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// All but unreserved characters.
    Strict,
    /// Reserved characters and `%XX` triples pass.
    AllowReserved,
    /// Nothing: headers.
    Raw,
}

impl Encoding {
    /// Encodes one value, key or name.
    pub(crate) fn apply(self, text: &str) -> String {
        match self {
            Self::Strict => utf8_percent_encode(text, ALL_BUT_UNRESERVED).to_string(),
            Self::AllowReserved => encode_but_reserved(text),
            Self::Raw => text.to_owned(),
        }
    }
}

/// A `%` that starts a triple passes; any other is encoded.
fn encode_but_reserved(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut parts = text.split('%');
    encoded.extend(
        parts
            .next()
            .map(|first| utf8_percent_encode(first, NEITHER_RESERVED))
            .into_iter()
            .flatten(),
    );
    for part in parts {
        let is_triple =
            part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        encoded.push_str(if is_triple {
            "%"
        } else {
            percent_encode_byte(b'%')
        });
        encoded.extend(utf8_percent_encode(part, NEITHER_RESERVED));
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::Encoding;

    #[test]
    fn strict_leaves_only_the_unreserved() {
        assert_eq!(
            Encoding::Strict.apply("aZ9-._~ /?#[]@!$&'()*+,;=%é"),
            "aZ9-._~%20%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25%C3%A9"
        );
    }

    #[test]
    fn allow_reserved_passes_reserved_characters_and_triples() {
        assert_eq!(
            Encoding::AllowReserved.apply(":/?[]@!$&'()*+,;= é"),
            ":/?[]@!$&'()*+,;=%20%C3%A9"
        );
        assert_eq!(
            Encoding::AllowReserved.apply("%20 100% %zz%é"),
            "%20%20100%25%20%25zz%25%C3%A9"
        );
        assert_eq!(Encoding::AllowReserved.apply("a#b"), "a%23b");
    }
}
