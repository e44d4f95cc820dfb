//! One code's part of `[lints]`: a level, or levels for places.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::Level;

/// What `[lints]` says of one code: `"allow"`, `{ level = "allow", at = "/paths/**" }`, or a list of such tables.
///
/// Of the entries that fit a finding the first one counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Lint {
    /// Never empty, unless the document's list is.
    pub entries: Vec<LintEntry>,
}

/// A level, and the places where it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LintEntry {
    /// What is to be done about the finding.
    pub level: Level,
    /// Where: patterns of places (see [`super::Pattern`]). Everywhere when absent.
    #[serde(default, deserialize_with = "one_or_many")]
    pub at: Option<Vec<String>>,
    /// Why, for those who read `client.toml`.
    #[serde(default)]
    pub reason: Option<String>,
}

impl<'de> Deserialize<'de> for Lint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

/// Reads the three ways of writing a [`Lint`]. Not an untagged enum: that says of a fault only that nothing fits.
struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = Lint;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`\"allow\"`, `\"warn\"`, `\"deny\"`, or a table with `level` and `at`")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Lint, E> {
        let entry = LintEntry {
            level: Level::deserialize(text.into_deserializer())?,
            at: None,
            reason: None,
        };
        Ok(Lint {
            entries: vec![entry],
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Lint, A::Error> {
        let entry = LintEntry::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Lint {
            entries: vec![entry],
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Lint, A::Error> {
        let entries = Vec::deserialize(SeqAccessDeserializer::new(list))?;
        Ok(Lint { entries })
    }
}

/// A text, or a list of texts.
fn one_or_many<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<String>>, D::Error> {
    struct OneOrMany;

    impl<'de> Visitor<'de> for OneOrMany {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a JSON pointer, or a list of them")
        }

        fn visit_str<E>(self, text: &str) -> Result<Vec<String>, E> {
            Ok(vec![text.to_owned()])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<String>, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(list))
        }
    }

    deserializer.deserialize_any(OneOrMany).map(Some)
}
