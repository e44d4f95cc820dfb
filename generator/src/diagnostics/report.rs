//! Everything that a run has to say, ready to be shown.

use std::collections::HashSet;

use super::finding::{self, Finding};
use super::lines::Lines;
use super::place::spots;
use super::render::{self, Style};
use super::{Diagnostic, FileId, Files, Origins, Place, Pointer, Severity, Sink};

/// The diagnostics of one run with the texts that they are about.
#[derive(Debug, Clone, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    files: Files,
    origins: Origins,
}

impl Report {
    /// A report of what `sink` collected, sorted by file and place in it, the same thing about the same place once;
    /// `origins` are those of the bundled document ([`crate::source::Document::origins`]), if there is one.
    pub fn new(sink: Sink, files: Files, origins: Origins) -> Self {
        let mut report = Self {
            diagnostics: sink.into_diagnostics(),
            files,
            origins,
        };
        report.sort();
        for finding in &mut report.diagnostics {
            if finding.help.is_empty() {
                finding
                    .help
                    .extend(finding.code.usual_help().map(str::to_owned));
            }
        }
        report
    }

    /// Whether no crate may be made.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The findings, by file (in the order in which the files were read) and place in it.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The findings about the document that `other` does not have, each with `help` added; as notes, for they are no
    /// longer at fault. Findings are the same when code and place are.
    #[must_use]
    pub fn beyond(mut self, other: &Self, help: &str) -> Self {
        let known = |one: &Diagnostic| {
            other
                .diagnostics
                .iter()
                .any(|two| two.code == one.code && two.place == one.place)
        };
        self.diagnostics
            .retain(|finding| matches!(finding.place, Place::Document(_)) && !known(finding));
        for finding in &mut self.diagnostics {
            finding.severity = Severity::Note;
            finding.help = vec![help.to_owned()];
        }
        self
    }

    /// The findings for which `keep` holds, in a report of their own.
    #[must_use]
    pub fn only(&self, keep: impl FnMut(&&Diagnostic) -> bool) -> Self {
        Self {
            diagnostics: self.diagnostics.iter().filter(keep).cloned().collect(),
            files: self.files.clone(),
            origins: self.origins.clone(),
        }
    }

    /// The findings as text, with the lines that they are about.
    pub fn render(&self, style: Style) -> String {
        render::render(&self.diagnostics, &self.files, &self.origins, style)
    }

    /// One line with the number of findings: `heron: 1 error, 3 warnings`.
    pub fn summary(&self, name: &str) -> String {
        render::summary(name, &self.diagnostics)
    }

    /// The path, the line and the column (both from 1) at which a finding stands.
    pub fn place(&self, diagnostic: &Diagnostic) -> Option<(String, usize, usize)> {
        self.places(std::slice::from_ref(diagnostic))
            .pop()
            .flatten()
    }

    /// The path of the file that a place stands in, and the pointer to it there; nothing for a place that is no value.
    pub fn source(&self, place: &Place) -> Option<(&str, Pointer)> {
        let (file, at) = match place {
            Place::Document(at) => self.origins.origin(at)?,
            Place::File(file, at) => (*file, at.clone()),
            Place::Span(..) | Place::Path(_) => return None,
        };
        Some((self.files.path(file), at))
    }

    /// As [`Report::place`], for many findings at the price of one.
    pub fn places(&self, diagnostics: &[Diagnostic]) -> Vec<Option<(String, usize, usize)>> {
        let places: Vec<&Place> = diagnostics
            .iter()
            .map(|diagnostic| &diagnostic.place)
            .collect();
        self.human(&places)
    }

    /// The same of values of the bundled document.
    pub fn lines(&self, pointers: &[Pointer]) -> Vec<Option<(String, usize, usize)>> {
        let places = pointers.iter().cloned().map(Place::Document);
        let places: Vec<Place> = places.collect();
        self.human(&places.iter().collect::<Vec<_>>())
    }

    fn human(&self, places: &[&Place]) -> Vec<Option<(String, usize, usize)>> {
        let spots = spots(places, &self.files, &self.origins);
        let lines = Lines::of(spots.iter().flatten(), &self.files);
        spots
            .iter()
            .map(|spot| {
                let spot = spot.as_ref()?;
                let (line, column) = lines.start(spot);
                Some((lines.path(spot).to_owned(), line, column))
            })
            .collect()
    }

    /// The findings as plain data, for tools.
    pub fn findings(&self) -> Vec<Finding> {
        finding::findings(&self.diagnostics, &self.files, &self.origins)
    }

    /// How many findings are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let severities = self.diagnostics.iter().map(|found| found.severity);
        severities.filter(|found| *found == severity).count()
    }

    fn sort(&mut self) {
        let places: Vec<&Place> = self
            .diagnostics
            .iter()
            .map(|diagnostic| &diagnostic.place)
            .collect();
        let spots = spots(&places, &self.files, &self.origins);
        let mut keyed: Vec<(Option<(FileId, usize)>, Diagnostic)> = spots
            .into_iter()
            .map(|spot| spot.map(|spot| (spot.file, spot.bytes.0)))
            .zip(std::mem::take(&mut self.diagnostics))
            .collect();
        // Stable: findings at one place stay in the order in which the stages made them.
        keyed.sort_by_key(|(place, _)| *place);
        // What an overlay puts in at many places is wrong at each of them, and would be shown as often.
        let mut said = HashSet::new();
        keyed.retain(|(place, finding)| match place {
            Some(place) => said.insert((*place, finding.code, finding.message.clone())),
            None => true,
        });
        self.diagnostics = keyed
            .into_iter()
            .map(|(_, diagnostic)| diagnostic)
            .collect();
    }
}
