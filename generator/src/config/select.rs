//! `[select]`: which operations and webhooks of the document the crate has.

use glob::{MatchOptions, Pattern};
use serde::{Deserialize, Serialize};

use super::Config;
use super::read::invalid;
use crate::diagnostics::Sink;

/// `[select]`. Everything, when nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Select {
    /// What the crate has: all that one of the entries holds for.
    pub include: Option<Vec<Selector>>,
    /// What it does not have although it is included.
    pub exclude: Vec<Selector>,
}

impl Select {
    /// Whether it leaves nothing out.
    pub fn is_everything(&self) -> bool {
        self.include.is_none() && self.exclude.is_empty()
    }

    /// Every entry, with the list that it stands in and its place there.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, usize, &Selector)> {
        let included = self.include.iter().flatten().enumerate();
        let excluded = self.exclude.iter().enumerate();
        included
            .map(|(index, entry)| ("include", index, entry))
            .chain(excluded.map(|(index, entry)| ("exclude", index, entry)))
    }

    /// Whether the crate has it.
    pub fn takes(&self, candidate: &Candidate<'_>) -> bool {
        let holds = |entry: &Selector| entry.holds(candidate);
        let is_included = self
            .include
            .as_ref()
            .is_none_or(|all| all.iter().any(holds));
        is_included && !self.exclude.iter().any(holds)
    }
}

/// An entry of `[select]`: it holds for what all its keys hold for.
///
/// In texts `*` stands for any characters, `?` for one, and `[…]` for one of those within. In paths `*` and `?` stay within a
/// segment, and `**` is any number of segments.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Selector {
    /// The `operationId` after the overlays; where there is none, the one that is made from method and path.
    pub id: Option<Glob>,
    /// One of its tags.
    pub tag: Option<Glob>,
    /// The path template of an operation: `/v1/users/{id}/**`. No webhook has one.
    pub path: Option<Glob>,
    /// The name of a webhook. No operation has one.
    pub webhook: Option<Glob>,
    /// The HTTP method, in any case.
    pub method: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: Option<bool>,
}

impl Selector {
    /// How many keys it has.
    pub fn keys(&self) -> usize {
        let texts = [&self.id, &self.tag, &self.path, &self.webhook];
        let texts = texts.iter().filter(|text| text.is_some()).count();
        texts + usize::from(self.method.is_some()) + usize::from(self.deprecated.is_some())
    }

    /// Whether all keys hold.
    pub fn holds(&self, candidate: &Candidate<'_>) -> bool {
        let fits = |glob: &Option<Glob>, text: Option<&str>| {
            glob.as_ref()
                .is_none_or(|glob| text.is_some_and(|text| glob.fits(text)))
        };
        let has_tag = |glob: &Glob| candidate.tags.iter().any(|tag| glob.fits(tag));
        let is_method = |method: &String| method.eq_ignore_ascii_case(candidate.method);
        let path = |glob: &Glob| candidate.path.is_some_and(|path| glob.fits_path(path));
        fits(&self.id, Some(candidate.id))
            && fits(&self.webhook, candidate.webhook)
            && self.tag.as_ref().is_none_or(has_tag)
            && self.path.as_ref().is_none_or(path)
            && self.method.as_ref().is_none_or(is_method)
            && self
                .deprecated
                .is_none_or(|deprecated| deprecated == candidate.deprecated)
    }
}

/// What is chosen or left out: an operation, or the request of a webhook.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its tags.
    pub tags: &'a [String],
    /// The path template of an operation.
    pub path: Option<&'a str>,
    /// The name of a webhook.
    pub webhook: Option<&'a str>,
    /// The HTTP method.
    pub method: &'a str,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// A pattern for texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Glob(Pattern);

impl Glob {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    fn fits(&self, text: &str) -> bool {
        self.0.matches(text)
    }

    fn fits_path(&self, path: &str) -> bool {
        let options = MatchOptions {
            require_literal_separator: true,
            ..MatchOptions::new()
        };
        let is_within = |path: &str| self.0.matches_with(path, options);
        // No segment is a number of segments, too: `/users/**` is `/users` and all below it.
        is_within(path) || self.as_str().ends_with("/**") && is_within(&format!("{path}/"))
    }
}

impl TryFrom<String> for Glob {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match Pattern::new(&text) {
            Ok(pattern) => Ok(Self(pattern)),
            Err(fault) => Err(format!("`{text}` is no pattern: {}", fault.msg)),
        }
    }
}

impl From<Glob> for String {
    fn from(glob: Glob) -> Self {
        glob.as_str().to_owned()
    }
}

/// Entries that say nothing would hold for everything, which nobody writes on purpose.
pub(super) fn check(config: &Config, sink: &mut Sink) {
    for (list, index, entry) in config.select.entries() {
        if entry.keys() == 0 {
            let place = config.places.of(&["select", list, &index.to_string()]);
            invalid(
                sink,
                place,
                "this entry says nothing, so that it would hold for everything",
            )
            .and_help(
                "it has one or more of `id`, `tag`, `path`, `webhook`, `method`, `deprecated`",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Select};

    const GET_USER: Candidate<'_> = Candidate {
        id: "users/get",
        tags: &[],
        path: Some("/v1/users/{id}"),
        webhook: None,
        method: "GET",
        deprecated: false,
    };
    const DELETED: Candidate<'_> = Candidate {
        id: "deleted",
        tags: &[],
        path: None,
        webhook: Some("user.deleted"),
        method: "POST",
        deprecated: true,
    };

    fn takes(select: &str, candidate: &Candidate<'_>, tags: &[&str]) -> bool {
        let select: Select = toml::from_str(select).unwrap();
        let tags: Vec<String> = tags.iter().map(ToString::to_string).collect();
        select.takes(&Candidate {
            tags: &tags,
            ..*candidate
        })
    }

    #[test]
    fn all_keys_of_an_entry_and_any_of_the_entries() {
        for (select, user, webhook) in [
            ("", true, true),
            ("include = []", false, false),
            ("include = [{ tag = 'users' }]", true, true),
            ("include = [{ tag = 'users', method = 'get' }]", true, false),
            (
                "include = [{ method = 'PUT' }, { id = 'users*' }]",
                true,
                false,
            ),
            ("include = [{ webhook = '*' }]", false, true),
            (
                "include = [{ tag = 'users' }]\nexclude = [{ deprecated = true }]",
                true,
                false,
            ),
            ("exclude = [{ deprecated = false }]", false, true),
            ("exclude = [{ tag = 'users', path = '/v2/**' }]", true, true),
            ("exclude = [{ tag = 'v1 [[]beta[]]' }]", false, true),
        ] {
            assert_eq!(
                takes(select, &GET_USER, &["users", "v1 [beta]"]),
                user,
                "{select}"
            );
            assert_eq!(takes(select, &DELETED, &["users"]), webhook, "{select}");
        }
    }

    #[test]
    fn patterns_of_paths_know_segments_and_take_braces_as_they_are() {
        for (pattern, fits) in [
            ("/v1/users/{id}", true),
            ("/v1/**", true),
            ("/v1/users/{id}/**", true),
            ("/v1/users/**/*/**", true),
            ("/v1/users/{id}/*/**", false),
            ("/**", true),
            ("/v1/*", false),
            ("/v1/*/*", true),
            ("/*/users/**", true),
            ("**/{id}", true),
            ("/v1", false),
            ("/v1/users/{id,name}", false),
        ] {
            let select = format!("include = [{{ path = '{pattern}' }}]");
            assert_eq!(takes(&select, &GET_USER, &[]), fits, "{pattern}");
        }
    }
}
