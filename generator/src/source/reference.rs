//! The text of a `$ref`.

use std::borrow::Cow;

use super::uri;
use crate::diagnostics::Pointer;

/// What a reference names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reference {
    /// A value of the file that the reference stands in.
    Local(Fragment),
    /// A value of another file, by its path from the folder that may be read.
    File(String, Fragment),
    /// Something with a scheme or a host: `https://…`, `urn:…`.
    Network,
    /// A text with characters that no URI has.
    Invalid,
    /// A file that is not in the folder that may be read, or a place on one machine: `../…`, `/…`.
    Outside,
}

/// The part of a reference after `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fragment {
    /// A JSON pointer; the whole file if there is no fragment.
    Pointer(Pointer),
    /// The name of an `$anchor`.
    Anchor(String),
}

impl Fragment {
    fn parse(text: &str) -> Self {
        let text = percent_decoded(text);
        if text.is_empty() || text.starts_with('/') {
            Self::Pointer(Pointer::parse(text))
        } else {
            Self::Anchor(text.into_owned())
        }
    }
}

/// Reads a reference that stands in the file `from`, a path from the folder that may be read.
pub(super) fn parse(reference: &str, from: &str) -> Reference {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let fragment = Fragment::parse(fragment);
    if file.is_empty() {
        return Reference::Local(fragment);
    }
    // One letter before a colon is a drive, and no file to read either.
    if uri::scheme(file).is_some() || file.starts_with("//") {
        return Reference::Network;
    }
    // Some tools write paths as their system does.
    let file = percent_decoded(file).replace('\\', "/");
    if file.chars().any(char::is_control) {
        return Reference::Invalid;
    }
    if file.starts_with('/') {
        return Reference::Outside;
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    match normalised(folder, &file) {
        Some(path) => Reference::File(path, fragment),
        None => Reference::Outside,
    }
}

/// The path of `file` seen from the root; `None` if it climbs out.
fn normalised(folder: &str, file: &str) -> Option<String> {
    let mut path: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(file.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop()?;
            }
            name => path.push(name),
        }
    }
    Some(path.join("/"))
}

/// Percent-decodes a text (RFC 3986, section 2.1); a sequence that is none, or no UTF-8, stays as it is.
pub(super) fn percent_decoded(text: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .unwrap_or(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, pointer: &str) -> Reference {
        Reference::File(path.to_owned(), Fragment::Pointer(Pointer::parse(pointer)))
    }

    #[test]
    fn paths_are_seen_from_the_main_document() {
        assert_eq!(parse("./b.yaml#/X", "a.yaml"), file("b.yaml", "/X"));
        assert_eq!(parse("../b.yaml", "sub/a.yaml"), file("b.yaml", ""));
        assert_eq!(
            parse("deep/./er/../b%20c.yaml#/paths/~1a~1%7Bid%7D", "sub/a.yaml"),
            file("sub/deep/b c.yaml", "/paths/~1a~1{id}")
        );
        assert_eq!(parse("models\\b.yaml", "a.yaml"), file("models/b.yaml", ""));
    }

    #[test]
    fn what_leaves_the_folder_is_told_from_what_leaves_the_machine() {
        for reference in [
            "../b.yaml",
            "sub/../../b.yaml",
            "/etc/passwd",
            "%2e%2e/b.yaml",
            "..\\b.yaml",
        ] {
            assert_eq!(
                parse(reference, "a.yaml"),
                Reference::Outside,
                "{reference}"
            );
        }
        for reference in [
            "https://example.com/a.yaml#/X",
            "//example.com/a",
            "file:///etc/passwd",
            "urn:x:y",
            "C:\\a.yaml",
        ] {
            assert_eq!(
                parse(reference, "a.yaml"),
                Reference::Network,
                "{reference}"
            );
        }
    }

    #[test]
    fn what_has_control_characters_is_no_reference() {
        for reference in ["a\0b", "a%00b.yaml", "a\nb#/x"] {
            assert_eq!(
                parse(reference, "a.yaml"),
                Reference::Invalid,
                "{reference:?}"
            );
        }
    }

    #[test]
    fn a_fragment_is_a_pointer_or_an_anchor() {
        assert_eq!(
            parse("#", "a"),
            Reference::Local(Fragment::Pointer(Pointer::root()))
        );
        assert_eq!(
            parse("#node", "a"),
            Reference::Local(Fragment::Anchor("node".to_owned()))
        );
    }
}
