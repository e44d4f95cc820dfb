//! The version that a crate needs after its changes (Cargo, SemVer Compatibility).

use semver::{BuildMetadata, Prerelease, Version};
use serde::Serialize;

/// The version of a crate whose `client.toml` does not say it.
const FIRST: Version = Version::new(0, 1, 0);

/// How far apart two releases are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Nothing changed of which callers can know.
    #[default]
    None,
    /// Every program compiles as before.
    Patch,
    /// There is more than before.
    Minor,
    /// Some programs no longer compile.
    Major,
}

/// The version before, the one that the changes ask for, and the one that `client.toml` has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bump {
    /// How much changed.
    pub level: Level,
    /// The version before.
    pub before: Version,
    /// The least version that says so.
    pub needed: Version,
    /// The version in `client.toml` after the change.
    pub declared: Version,
}

impl Bump {
    /// From the versions in both `client.toml`; what is no version is taken to be absent.
    pub(super) fn new(level: Level, before: Option<&str>, declared: Option<&str>) -> Self {
        let read = |text: Option<&str>| text.and_then(|text| Version::parse(text).ok());
        let before = read(before).unwrap_or(FIRST);
        Self {
            level,
            needed: next(&before, level),
            declared: read(declared).unwrap_or(FIRST),
            before,
        }
    }

    /// Whether the version in `client.toml` is at least the one that is needed. After a pre-release any later one will do.
    pub fn is_declared(&self) -> bool {
        if self.level != Level::None && !self.before.pre.is_empty() {
            return self.declared.cmp_precedence(&self.before).is_gt();
        }
        self.declared.cmp_precedence(&self.needed).is_ge()
    }
}

/// The least version after this one: breaking changes raise the leftmost number that is not zero, additions the one after it.
/// What follows a pre-release is its release, which may hold anything.
fn next(version: &Version, level: Level) -> Version {
    if !version.pre.is_empty() && level != Level::None {
        return Version {
            pre: Prerelease::EMPTY,
            build: BuildMetadata::EMPTY,
            ..version.clone()
        };
    }
    let Version {
        major,
        minor,
        patch,
        ..
    } = *version;
    match (level, major, minor) {
        (Level::None, ..) => version.clone(),
        (Level::Major, 0, 0) => Version::new(0, 0, patch.saturating_add(1)),
        (Level::Major, 0, _) => Version::new(0, minor.saturating_add(1), 0),
        (Level::Major, ..) => Version::new(major.saturating_add(1), 0, 0),
        (Level::Minor, 1.., _) => Version::new(major, minor.saturating_add(1), 0),
        (Level::Minor | Level::Patch, ..) => Version::new(major, minor, patch.saturating_add(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bump, Level};

    #[test]
    fn the_next_version_is_cargos() {
        for (before, level, needed) in [
            ("1.2.3", Level::None, "1.2.3"),
            ("1.2.3", Level::Patch, "1.2.4"),
            ("1.2.3", Level::Minor, "1.3.0"),
            ("1.2.3", Level::Major, "2.0.0"),
            ("0.3.1", Level::Patch, "0.3.2"),
            ("0.3.1", Level::Minor, "0.3.2"),
            ("0.3.1", Level::Major, "0.4.0"),
            ("0.0.4", Level::Major, "0.0.5"),
            ("2.0.0-rc.1", Level::Major, "2.0.0"),
            ("2.0.0-rc.1", Level::None, "2.0.0-rc.1"),
        ] {
            let bump = Bump::new(level, Some(before), Some(needed));
            assert_eq!(bump.needed.to_string(), needed, "{before} {level:?}");
            assert!(bump.is_declared());
        }
        assert!(!Bump::new(Level::Major, Some("1.2.3"), Some("1.9.0")).is_declared());
        assert!(Bump::new(Level::Minor, None, Some("0.2.0")).is_declared());
        assert!(Bump::new(Level::Major, Some("2.0.0-rc.1"), Some("2.0.0-rc.2")).is_declared());
    }
}
