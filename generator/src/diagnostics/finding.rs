//! Diagnostics as plain data, for tools: what `cargo xtask lint --format json` writes. Keys are added, never renamed.

use serde::Serialize;

use super::lines::{Human, Lines};
use super::place::{Spot, spots};
use super::render::places_of;
use super::{Addresses, Code, Diagnostic, Files, Origins, Place, Pointer, Severity};

/// One finding, with its place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The stable name of this kind of finding.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// One sentence, lower case, without a full stop.
    pub message: String,
    /// Where it stands.
    #[serde(flatten)]
    pub location: Location,
    /// Other places that belong to it, such as the first of two duplicates.
    pub related: Vec<Related>,
    /// What can be done about it.
    pub help: Vec<String>,
}

/// A place in a file. What is not known is null: a missing file has no lines, a text that cannot be read no pointers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Location {
    /// The file's path.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column, in characters, from 1.
    pub column: Option<usize>,
    /// Where it ends.
    pub end: Option<End>,
    /// The JSON pointer (RFC 6901) of the value in `file`.
    pub pointer: Option<String>,
    /// How `at` in `[lints]` of `client.toml` names the place (see [`Addresses::of`]).
    pub at: Option<String>,
}

/// The end of what is underlined: after its last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct End {
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters, from 1.
    pub column: usize,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// A few words on what is there.
    pub message: String,
    /// Where.
    #[serde(flatten)]
    pub location: Location,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// The findings of one run, in the order given.
pub(super) fn findings(
    diagnostics: &[Diagnostic],
    files: &Files,
    origins: &Origins,
) -> Vec<Finding> {
    let places: Vec<&Place> = diagnostics.iter().flat_map(places_of).collect();
    let spots = spots(&places, files, origins);
    let addresses = Addresses::new(files, origins);
    let lines = Lines::of(spots.iter().flatten(), files);
    let mut locations = places
        .into_iter()
        .zip(&spots)
        .map(|(place, spot)| Location {
            pointer: pointer(place, origins).map(|at| at.as_str().to_owned()),
            at: addresses.of(place),
            ..location(place, spot.as_ref(), &lines)
        });
    let finding = |one: &Diagnostic| {
        let code: Code = one.code;
        let location = locations.next().unwrap_or_default();
        let related = one.related.iter().map(|(_, message)| Related {
            message: message.clone(),
            location: locations.next().unwrap_or_default(),
        });
        Finding {
            code: code.as_str(),
            severity: one.severity.as_str(),
            message: one.message.clone(),
            location,
            related: related.collect(),
            help: one.help.clone(),
        }
    };
    diagnostics.iter().map(finding).collect()
}

/// The part of a location that is about lines.
fn location(place: &Place, spot: Option<&Spot>, lines: &Lines<'_>) -> Location {
    let Some(spot) = spot else {
        let path = match place {
            Place::Path(path) => Some(path.clone()),
            _ => None,
        };
        return Location {
            file: path,
            ..Location::default()
        };
    };
    let (line, column): Human = lines.start(spot);
    let (end_line, end_column): Human = lines.end(spot);
    Location {
        file: Some(lines.path(spot).to_owned()),
        line: Some(line),
        column: Some(column),
        end: Some(End {
            line: end_line,
            column: end_column,
        }),
        ..Location::default()
    }
}

/// The pointer in the file.
fn pointer(place: &Place, origins: &Origins) -> Option<Pointer> {
    match place {
        Place::Document(at) => Some(origins.origin(at).map_or_else(|| at.clone(), |(_, at)| at)),
        Place::File(_, at) => Some(at.clone()),
        Place::Span(..) | Place::Path(_) => None,
    }
}
