//! URIs, as far as documents name themselves and each other by them (RFC 3986).

/// What `reference` means in a document whose URI is `base` (section 5.2), neither with a fragment. A base that is no more
/// than a path, or empty, is as good as any other.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    let (scheme, rest) = match scheme(base) {
        Some(scheme) => base
            .split_at_checked(scheme.len() + 1)
            .unwrap_or(("", base)),
        None => ("", base),
    };
    if reference.starts_with("//") {
        return format!("{scheme}{reference}");
    }
    let host = rest
        .strip_prefix("//")
        .map_or(0, |rest| 2 + rest.find('/').unwrap_or(rest.len()));
    let (host, path) = rest.split_at_checked(host).unwrap_or(("", rest));
    let path = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        let folder = path.rfind('/').and_then(|slash| path.get(..=slash));
        let folder = folder.unwrap_or(if host.is_empty() { "" } else { "/" });
        format!("{folder}{reference}")
    };
    format!("{scheme}{host}{}", without_dots(&path))
}

/// The scheme of a URI, without its colon.
pub(super) fn scheme(uri: &str) -> Option<&str> {
    let (scheme, _) = uri.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some(scheme)
}

/// The path of `uri` from the folder of `base`, when both are in it.
pub(super) fn relative<'u>(base: &str, uri: &'u str) -> Option<&'u str> {
    scheme(base)?;
    let folder = base.get(..=base.rfind('/')?)?;
    // `https://` alone is no folder.
    if folder.ends_with("://") {
        return None;
    }
    uri.strip_prefix(folder).filter(|path| !path.is_empty())
}

/// A path without `.` and `..` (section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." if kept.len() > usize::from(path.starts_with('/')) => {
                kept.pop();
            }
            ".." => {}
            segment => kept.push(segment),
        }
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::{relative, resolve};

    #[test]
    fn references_are_resolved_against_a_base() {
        let base = "https://ferry.example/api/v1/openapi.yaml";
        for (reference, uri) in [
            ("", base),
            ("ship.yaml", "https://ferry.example/api/v1/ship.yaml"),
            ("./a/../ship", "https://ferry.example/api/v1/ship"),
            ("../ship", "https://ferry.example/api/ship"),
            ("../../../ship", "https://ferry.example/ship"),
            ("/ship", "https://ferry.example/ship"),
            ("//pier.example/x", "https://pier.example/x"),
            ("urn:ship", "urn:ship"),
        ] {
            assert_eq!(resolve(base, reference), uri, "{reference}");
        }
        assert_eq!(resolve("", "ship"), "ship");
        assert_eq!(resolve("schemas/pier", "ship"), "schemas/ship");
        assert_eq!(
            resolve("https://ferry.example", "ship"),
            "https://ferry.example/ship"
        );
        assert_eq!(resolve("urn:ferry", ""), "urn:ferry");
    }

    #[test]
    fn what_stands_in_the_same_folder_has_a_relative_path() {
        let base = "https://ferry.example/api/openapi.yaml";
        assert_eq!(
            relative(base, "https://ferry.example/api/schemas/ship.yaml"),
            Some("schemas/ship.yaml")
        );
        assert_eq!(
            relative(base, "https://ferry.example/other/ship.yaml"),
            None
        );
        assert_eq!(
            relative("https://ferry.example", "https://pier.example"),
            None
        );
        assert_eq!(relative("api/openapi.yaml", "api/ship.yaml"), None);
    }
}
