//! What operations are grouped by: their first tags, or where many have none, their paths.

use crate::model::Features;

/// The group of operations that have no tag, and no path that tells more.
const UNTAGGED: &str = "untagged";

/// The groups of the operations of a document.
pub(super) struct Groups {
    /// Whether so many have no tag that one file of them would be too large.
    by_path: bool,
}

impl Groups {
    /// `untagged` is how many operations have no tag.
    pub(super) fn of(untagged: usize) -> Self {
        Self {
            by_path: untagged >= Features::LARGE,
        }
    }

    /// The group of an operation, by its first tag, or by the first segment of its path that tells anything: so it does not
    /// depend on what other paths there are.
    pub(super) fn group<'a>(&self, tag: Option<&'a str>, path: &'a str) -> &'a str {
        let of_path = || path.split('/').find(|segment| is_telling(segment));
        tag.or_else(|| self.by_path.then(of_path).flatten())
            .unwrap_or(UNTAGGED)
    }
}

/// Whether a segment is neither empty, nor a parameter, nor a version (`v1`, `2010-04-01`), nor the word `api`.
fn is_telling(segment: &str) -> bool {
    let number = segment.trim_start_matches(['v', 'V']);
    !segment.is_empty()
        && !segment.starts_with('{')
        && !segment.eq_ignore_ascii_case("api")
        && !number.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Groups;

    #[test]
    fn many_operations_without_tags_are_grouped_by_path() {
        let many = Groups::of(100);
        let paths = [
            "/v1/ships/{id}",
            "/api/v2.1/ports",
            "/2010-04-01/{id}/crews.json",
            "/vessels",
            "/v1/{id}",
        ];
        let groups = paths.map(|path| many.group(None, path));
        assert_eq!(
            groups,
            ["ships", "ports", "crews.json", "vessels", "untagged"]
        );
        assert_eq!(many.group(Some("fleet"), "/v1/ships"), "fleet");
    }

    #[test]
    fn a_few_are_one_group() {
        assert_eq!(Groups::of(99).group(None, "/ships"), "untagged");
    }
}
