//! What a comparison found.

use crate::diagnostics::{Diagnostic, Pointer};

use super::kind::{Aspect, Kind};
use super::version::{Bump, Level};

/// Every difference between two models that means anything to callers.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The API's name, such as `heron`.
    pub api: String,
    /// The differences: those that break something first, then in the order of the documents.
    pub findings: Vec<Change>,
    /// The version that they ask for.
    pub bump: Bump,
    /// Allowances of `client.toml` that no difference needs, with their places in the report after the change.
    pub unused_allowances: Vec<Diagnostic>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What kind of difference it is.
    pub kind: Kind,
    /// What it is about, in the words of the document: `Pet.name`, `GET /pets: limit`.
    pub subject: String,
    /// Where it stands in the document before; none for what is new.
    pub before: Option<Spot>,
    /// Where it stands in the document after; none for what is gone.
    pub after: Option<Spot>,
    /// What it means on the wire.
    pub wire: Wire,
    /// What it means to programs that use the crate.
    pub rust: Rust,
    /// One sentence that says what is different.
    pub message: String,
    /// One sentence that says what a caller must do, if anything.
    pub advice: Option<String>,
    /// The items of the crate that differ, each in a few words.
    pub items: Vec<String>,
    /// The operations that it touches, as `GET /pets`, in the order of the document; webhooks by their names.
    pub operations: Vec<String>,
    /// What it is known by: of its kind and subject, whatever the lines and the order of the document.
    pub fingerprint: String,
    /// Why `client.toml` allows it, if it does.
    pub allowed: Option<String>,
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Where it stands in the bundled document.
    pub pointer: Pointer,
    /// The file, the line and the column (both from 1), where they are known.
    pub line: Option<(String, usize, usize)>,
}

/// What a difference means on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// The same is sent as before.
    None,
    /// Those who know nothing of it go on as before.
    Compatible,
    /// Some who know nothing of it may notice.
    Warning,
    /// A request that was right is refused, or an answer is one that was never promised.
    Breaking,
}

/// What a difference means to programs that use the crate (SemVer).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rust {
    /// The crate's items are the same.
    None,
    /// There is more than before.
    Minor,
    /// Some programs no longer compile.
    Major,
}

impl Wire {
    /// Its name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Warning => "warning",
            Self::Breaking => "breaking",
        }
    }
}

impl Rust {
    /// Its name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// How grave a difference is for those who depend on the API or on the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// Nobody need do anything.
    Info,
    /// There is something new.
    Added,
    /// Somebody may notice.
    Warning,
    /// Breaking on the wire, or to programs.
    Breaking,
}

impl Gravity {
    /// All, the gravest first.
    pub const ALL: [Self; 4] = [Self::Breaking, Self::Warning, Self::Added, Self::Info];

    /// How a number of them is called in a summary.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Warning => "to look at",
            Self::Added => "added",
            Self::Info => "other",
        }
    }
}

impl Change {
    /// How grave it is, allowed or not.
    pub fn gravity(&self) -> Gravity {
        if self.wire == Wire::Breaking || self.rust == Rust::Major {
            return Gravity::Breaking;
        }
        match self.kind.aspect {
            _ if self.wire == Wire::Warning => Gravity::Warning,
            Aspect::Added | Aspect::AddedRequired => Gravity::Added,
            _ => Gravity::Info,
        }
    }

    /// The file and line to look at: after the change, or before it for what is gone.
    pub fn spot(&self) -> Option<&Spot> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

impl Changes {
    /// Whether anything breaks that `client.toml` does not allow.
    pub fn is_breaking(&self) -> bool {
        self.unallowed(Gravity::Breaking).next().is_some()
    }

    /// The differences of a gravity, but those that `client.toml` allows.
    pub fn unallowed(&self, gravity: Gravity) -> impl Iterator<Item = &Change> {
        let findings = self.findings.iter();
        findings.filter(move |one| one.allowed.is_none() && one.gravity() == gravity)
    }

    /// The differences that `client.toml` allows.
    pub fn allowed(&self) -> impl Iterator<Item = &Change> {
        self.findings.iter().filter(|one| one.allowed.is_some())
    }

    /// One line: `heron: 2 breaking, 5 added; asks for 2.0.0`.
    pub fn summary(&self) -> String {
        let counts = Gravity::ALL
            .into_iter()
            .map(|gravity| (self.unallowed(gravity).count(), gravity.word()))
            .chain([(self.allowed().count(), "allowed")])
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect::<Vec<_>>();
        let counts = match (counts.as_slice(), self.bump.level) {
            ([], Level::None) => return format!("{}: no changes", self.api),
            ([], _) => "nothing that callers see".to_owned(),
            (counts, _) => counts.join(", "),
        };
        let version = match (self.bump.level, self.bump.is_declared()) {
            (Level::None, _) => String::new(),
            (_, true) => format!("; {} in client.toml says so", self.bump.declared),
            (_, false) => format!("; asks for {}", self.bump.needed),
        };
        format!("{}: {counts}{version}", self.api)
    }
}
