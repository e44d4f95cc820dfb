//! Media types (RFC 9110 §8.3.1, RFC 6838).

/// The type and subtype alone, without parameters and blanks.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether it is this type, given in lower case.
pub(crate) fn is(media_type: &str, expected: &str) -> bool {
    essence(media_type).eq_ignore_ascii_case(expected)
}

/// Whether a media type is JSON (`application/json`, `application/problem+json`, …; RFC 6839 §3.1).
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Whether a media type is XML (`application/xml`, `text/xml`, `application/atom+xml`, …; RFC 7303 §9).
pub(crate) fn is_xml(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

/// Whether text of this media type is ISO 8859-1 (RFC 9110 §8.3.2).
pub(crate) fn is_latin(media_type: &str) -> bool {
    let charsets = media_type.split(';').skip(1).filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches('"'))
    });
    let names = ["iso-8859-1", "latin1"];
    let is_name = |charset: &str| names.iter().any(|name| charset.eq_ignore_ascii_case(name));
    charsets.into_iter().any(is_name)
}

/// How well a media type fits a documented one: the type itself best, then a range (`text/*`), then another kind of JSON
/// (or XML) where JSON (or XML) is documented. Nothing if it does not.
pub(crate) fn fitness(documented: &str, found: &str) -> Option<u8> {
    let (documented, found) = (essence(documented), essence(found));
    if documented.eq_ignore_ascii_case(found) {
        return Some(3);
    }
    let kind = |media_type: &str| {
        let kind = media_type.split('/').next().unwrap_or_default();
        kind.to_ascii_lowercase()
    };
    if documented.ends_with("/*") && (documented == "*/*" || kind(documented) == kind(found)) {
        return Some(2);
    }
    let both = |is_it: fn(&str) -> bool| is_it(documented) && is_it(found);
    (both(is_json) || both(is_xml)).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::{fitness, is_json, is_latin, is_xml};

    #[test]
    fn json_media_types_are_known() {
        for media_type in [
            "application/json",
            "application/problem+json; charset=utf-8",
            "text/JSON",
        ] {
            assert!(is_json(media_type), "{media_type}");
        }
        assert!(!is_json("text/html"));
        assert!(!is_json("application/jsonp"));
    }

    #[test]
    fn xml_media_types_are_known() {
        assert!(is_xml("Text/XML; charset=utf-8") && is_xml("application/atom+xml"));
        assert!(!is_xml("application/xml-dtd") && !is_xml("text/html"));
        assert_eq!(fitness("application/xml", "text/xml"), Some(1));
    }

    #[test]
    fn charsets_are_parameters() {
        assert!(is_latin("text/plain; Charset=\"ISO-8859-1\""));
        assert!(is_latin("text/csv;header=present;charset=latin1"));
        assert!(!is_latin("text/plain; charset=utf-8"));
        assert!(!is_latin("text/iso-8859-1"));
    }

    #[test]
    fn the_same_type_fits_better_than_a_range() {
        let fits = |documented| fitness(documented, "Text/CSV; charset=utf-8");
        assert_eq!(
            [
                "text/csv;header=present",
                "text/*",
                "*/*",
                "text/plain",
                "application/*"
            ]
            .map(fits),
            [Some(3), Some(2), Some(2), None, None]
        );
        assert_eq!(
            fitness("application/json", "application/vnd.a+json"),
            Some(1)
        );
    }
}
