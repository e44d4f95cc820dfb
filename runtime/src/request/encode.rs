//! Percent-encoding (RFC 3986 §2).

use super::parameter::{Location, Parameter, Style};
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

/// The same in a path, where `/` and `?` would end the value (OpenAPI 3.2.0 §4.12.2, `in: path`).
const NEITHER_RESERVED_IN_PATH: &AsciiSet = &NEITHER_RESERVED.add(b'/').add(b'?');

/// The same in a cookie, where `;` would end the value (RFC 6265 §4.1.1).
const NEITHER_RESERVED_IN_COOKIE: &AsciiSet = &NEITHER_RESERVED.add(b';');

/// How a parameter's values are encoded.
#[derive(Clone, Copy)]
pub(crate) enum Encoding {
    /// All but unreserved characters.
    Strict,
    /// All that this set holds; `%XX` triples pass (`allowReserved`).
    Reserved(&'static AsciiSet),
    /// Nothing: headers, parts of forms, cookies of the style `cookie`.
    Raw,
}

impl Encoding {
    /// How the values of a parameter are encoded where it stands.
    pub(super) const fn of(parameter: &Parameter) -> Self {
        match (parameter.location, parameter.style) {
            (Location::Header, _) | (_, Style::Cookie) => Self::Raw,
            _ if !parameter.allow_reserved => Self::Strict,
            (Location::Path, _) => Self::Reserved(NEITHER_RESERVED_IN_PATH),
            (Location::Cookie, _) => Self::Reserved(NEITHER_RESERVED_IN_COOKIE),
            (Location::Query | Location::Querystring, _) => Self::Reserved(NEITHER_RESERVED),
        }
    }

    /// Encodes one value or key.
    pub(crate) fn apply(self, text: &str) -> String {
        match self {
            Self::Strict => utf8_percent_encode(text, ALL_BUT_UNRESERVED).to_string(),
            Self::Reserved(encoded) => encode_but_triples(text, encoded),
            Self::Raw => text.to_owned(),
        }
    }

    /// Encodes a name, or what stands between values: strictly, unless nothing is encoded.
    pub(super) fn name(self, text: &str) -> String {
        match self {
            Self::Strict | Self::Reserved(_) => Self::Strict.apply(text),
            Self::Raw => text.to_owned(),
        }
    }
}

/// A `%` that starts a triple passes; any other is encoded.
fn encode_but_triples(text: &str, set: &'static AsciiSet) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut parts = text.split('%');
    let first = parts.next().unwrap_or_default();
    encoded.extend(utf8_percent_encode(first, set));
    for part in parts {
        let is_triple =
            part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        encoded.push_str(if is_triple {
            "%"
        } else {
            percent_encode_byte(b'%')
        });
        encoded.extend(utf8_percent_encode(part, set));
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Parameter};

    #[test]
    fn strict_leaves_only_the_unreserved() {
        assert_eq!(
            Encoding::Strict.apply("aZ9-._~ /?#[]@!$&'()*+,;=%é"),
            "aZ9-._~%20%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25%C3%A9"
        );
    }

    #[test]
    fn allow_reserved_passes_reserved_characters_and_triples() {
        let encode = |text| Encoding::of(&Parameter::query("q").reserved()).apply(text);
        assert_eq!(encode(":/?[]@!$&'()*+,;= é"), ":/?[]@!$&'()*+,;=%20%C3%A9");
        assert_eq!(encode("%20 100% %zz%é"), "%20%20100%25%20%25zz%25%C3%A9");
        assert_eq!(encode("a#b"), "a%23b");
    }

    #[test]
    fn allow_reserved_passes_nothing_that_ends_the_value_where_it_stands() {
        let path = Encoding::of(&Parameter::path("p").reserved());
        assert_eq!(path.apply("a/b?c#d:e@f;g%2F"), "a%2Fb%3Fc%23d:e@f;g%2F");
        let cookie = Encoding::of(&Parameter::cookie("c").reserved());
        assert_eq!(cookie.apply("a/b?c;d=e%3B"), "a/b?c%3Bd=e%3B");
    }

    #[test]
    fn names_are_encoded_wherever_values_are() {
        let reserved = Encoding::of(&Parameter::query("q").reserved());
        assert_eq!(reserved.name("a[b]"), "a%5Bb%5D");
        assert_eq!(Encoding::Raw.name("a[b]"), "a[b]");
    }
}
