//! `[operations.<operationId>.pagination]`, which may also stand in the document, as `x-pagination`.

use serde::{Deserialize, Serialize};

/// How the pages of an operation follow each other.
///
/// Paths lead from a body to a value in it: names of properties with dots between (`meta.next`), `[-1]` for the last
/// element of an array (`data[-1].id`); or a JSON pointer (`/meta/next`), where a name has a dot in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pagination {
    /// What leads from a page to the next.
    pub kind: PaginationKind,
    /// The path to the array of items in the answer's body; the body itself when absent.
    #[serde(default)]
    pub items: Option<String>,
    /// The parameter (of the query, or a header) that says which page is wanted. For `cursor`, `offset`, `page`.
    #[serde(default)]
    pub parameter: Option<String>,
    /// The same where it is a property of the JSON body: the path to it.
    #[serde(default)]
    pub body: Option<String>,
    /// The path to the next cursor (`cursor`) or to the next page's URL (`next-url`) in the answer's body.
    #[serde(default)]
    pub next: Option<String>,
    /// The path to the boolean in the answer's body that says whether there is more.
    #[serde(default)]
    pub has_more: Option<String>,
    /// The path to how much there is: of items for `offset`, of pages for `page`.
    #[serde(default)]
    pub total: Option<String>,
    /// The number of the first page, for `page`; 1 when absent.
    #[serde(default)]
    pub first: Option<i64>,
}

/// What leads from a page to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaginationKind {
    /// A value of the answer that becomes an argument of the next call.
    Cursor,
    /// A URL in the answer's body.
    NextUrl,
    /// The header `Link` with the relation `next` (RFC 8288).
    Link,
    /// An argument that counts items.
    Offset,
    /// An argument that counts pages.
    Page,
}

impl PaginationKind {
    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cursor => "cursor",
            Self::NextUrl => "next-url",
            Self::Link => "link",
            Self::Offset => "offset",
            Self::Page => "page",
        }
    }
}

impl Pagination {
    /// A pagination of which nothing is said but its kind.
    pub const fn new(kind: PaginationKind) -> Self {
        Self {
            kind,
            items: None,
            parameter: None,
            body: None,
            next: None,
            has_more: None,
            total: None,
            first: None,
        }
    }

    /// Keys that its kind needs and does not have, and keys that it has and its kind knows nothing of; each with what is
    /// wrong about it.
    pub fn faults(&self) -> Vec<(&'static str, String)> {
        use PaginationKind::{Cursor, Link, NextUrl, Offset, Page};
        let kind = self.kind;
        let mut faults = Vec::new();
        let has_argument = matches!(kind, Cursor | Offset | Page);
        let keys = [
            (
                "next",
                self.next.is_some(),
                matches!(kind, Cursor | NextUrl),
                true,
            ),
            (
                "parameter",
                self.parameter.is_some(),
                has_argument,
                self.body.is_none(),
            ),
            ("body", self.body.is_some(), has_argument, false),
            (
                "total",
                self.total.is_some(),
                matches!(kind, Offset | Page),
                false,
            ),
            ("first", self.first.is_some(), kind == Page, false),
            ("has-more", self.has_more.is_some(), kind != Link, false),
        ];
        for (key, is_there, is_known, is_needed) in keys {
            let kind = kind.as_str();
            match (is_there, is_known) {
                (true, false) => faults.push((key, format!("pages by `{kind}` have no `{key}`"))),
                (false, true) if is_needed => {
                    faults.push(("kind", format!("pages by `{kind}` need `{key}`")));
                }
                _ => {}
            }
        }
        if self.parameter.is_some() && self.body.is_some() {
            faults.push((
                "body",
                "which page is wanted is said by `parameter` or by `body`, not by both".to_owned(),
            ));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::{Pagination, PaginationKind};

    fn faults(kind: PaginationKind, change: impl FnOnce(&mut Pagination)) -> Vec<String> {
        let mut pagination = Pagination::new(kind);
        change(&mut pagination);
        let faults = pagination.faults().into_iter();
        faults
            .map(|(key, fault)| format!("{key}: {fault}"))
            .collect()
    }

    #[test]
    fn each_kind_has_its_keys() {
        use PaginationKind::{Cursor, Link, NextUrl, Offset, Page};
        let path = || Some("a".to_owned());
        assert_eq!(
            faults(Cursor, |_| ()),
            [
                "kind: pages by `cursor` need `next`",
                "kind: pages by `cursor` need `parameter`"
            ]
        );
        assert_eq!(
            faults(Cursor, |it| (it.next, it.body) = (path(), path())),
            [""; 0]
        );
        assert_eq!(faults(NextUrl, |it| it.next = path()), [""; 0]);
        assert_eq!(
            faults(Link, |it| it.next = path()),
            ["next: pages by `link` have no `next`"]
        );
        assert_eq!(
            faults(Page, |it| (it.parameter, it.first) = (path(), Some(0))),
            [""; 0]
        );
        assert_eq!(
            faults(Offset, |it| (it.parameter, it.body) = (path(), path())),
            ["body: which page is wanted is said by `parameter` or by `body`, not by both"]
        );
    }
}
