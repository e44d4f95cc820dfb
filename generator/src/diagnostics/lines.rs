//! Bytes to lines and columns.

use std::collections::BTreeMap;

use super::place::Spot;
use super::{FileId, Files};

/// Where the lines of the texts start that spots lie in; each text is looked through once.
pub(super) struct Lines<'a> {
    files: &'a Files,
    starts: BTreeMap<FileId, Vec<usize>>,
}

impl<'a> Lines<'a> {
    pub(super) fn of<'s>(spots: impl IntoIterator<Item = &'s Spot>, files: &'a Files) -> Self {
        let mut starts: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
        for spot in spots {
            starts.entry(spot.file).or_insert_with(|| {
                let newlines = files
                    .text(spot.file)
                    .match_indices('\n')
                    .map(|(at, _)| at + 1);
                std::iter::once(0).chain(newlines).collect()
            });
        }
        Self { files, starts }
    }

    /// Line and column (in characters) at which a spot starts, both from 1.
    pub(super) fn line_and_column(&self, spot: &Spot) -> (usize, usize) {
        let byte = spot.bytes.0;
        let starts = self
            .starts
            .get(&spot.file)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let line = starts.partition_point(|start| *start <= byte);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let head = self
            .files
            .text(spot.file)
            .get(start..byte)
            .unwrap_or_default();
        (line.max(1), head.chars().count() + 1)
    }

    /// The path, line and column at which a spot starts.
    pub(super) fn human(&self, spot: &Spot) -> (String, usize, usize) {
        let (line, column) = self.line_and_column(spot);
        (self.files.path(spot.file).to_owned(), line, column)
    }
}
