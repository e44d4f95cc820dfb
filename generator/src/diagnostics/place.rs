//! From a diagnostic's place to lines and columns.

use std::collections::BTreeMap;
use std::ops::Range;

use super::position::{self, Position};
use super::{FileId, Files, Origins, Place, Pointer};

/// A place that can be shown: a file that was read, and the bytes in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) file: FileId,
    /// Never past the end of the file's text, and on the boundaries of characters.
    pub(super) bytes: (usize, usize),
}

/// Finds the spots of many places at once: each file is scanned once.
pub(super) fn spots(places: &[&Place], files: &Files, origins: &Origins) -> Vec<Option<Spot>> {
    let resolved: Vec<Option<Resolved>> = places
        .iter()
        .map(|place| resolve(place, files, origins))
        .collect();
    let mut wanted: BTreeMap<FileId, Vec<Pointer>> = BTreeMap::new();
    for place in resolved.iter().flatten() {
        if let Resolved::Pointer(file, pointer) = place {
            wanted.entry(*file).or_default().push(pointer.clone());
        }
    }
    let mut found: BTreeMap<FileId, std::vec::IntoIter<Option<Position>>> = wanted
        .into_iter()
        .map(|(file, pointers)| {
            (
                file,
                position::locate(files.text(file), &pointers).into_iter(),
            )
        })
        .collect();
    resolved
        .into_iter()
        .map(|place| match place? {
            Resolved::Span(file, span) => Some(spot(file, &span, files)),
            Resolved::Pointer(file, _) => {
                let position = found.get_mut(&file).and_then(Iterator::next).flatten();
                let span = position.map_or(0..0, |position| shown(&position, files.text(file)));
                Some(spot(file, &span, files))
            }
        })
        .collect()
}

enum Resolved {
    Span(FileId, Range<usize>),
    Pointer(FileId, Pointer),
}

fn resolve(place: &Place, files: &Files, origins: &Origins) -> Option<Resolved> {
    match place {
        Place::Document(at) => origins
            .origin(at)
            .map(|(file, at)| Resolved::Pointer(file, at)),
        Place::File(file, at) => Some(Resolved::Pointer(*file, at.clone())),
        Place::Span(file, span) => Some(Resolved::Span(*file, span.clone())),
        Place::Path(path) => files.find(path).map(|file| Resolved::Span(file, 0..0)),
    }
}

/// The part of a value that is worth underlining: key and value if they stand on one line, else the key (or, without
/// a key, the value's first line).
fn shown(position: &Position, text: &str) -> Range<usize> {
    let Position { key, value, exact } = position;
    let one_line = |range: &Range<usize>| {
        !text
            .get(range.clone())
            .unwrap_or_default()
            .trim_end()
            .contains('\n')
    };
    match key {
        Some(key) if *exact && one_line(&(key.start..value.end)) => {
            key.start..trimmed_end(value, text)
        }
        Some(key) => key.clone(),
        None if *exact => value.start..trimmed_end(value, text),
        None => value.start..value.start,
    }
}

/// The end of a range without the white space at it (YAML's block values end where the next line begins).
fn trimmed_end(range: &Range<usize>, text: &str) -> usize {
    range.start
        + text
            .get(range.clone())
            .map_or(0, |value| value.trim_end().len())
}

fn spot(file: FileId, span: &Range<usize>, files: &Files) -> Spot {
    let text = files.text(file);
    let start = boundary_before(text, span.start);
    let end = boundary_after(text, span.end.max(start));
    Spot {
        file,
        bytes: (start, end),
    }
}

/// The boundary of a character at or before `byte`. (`str::floor_char_boundary` is too new for us.)
pub(super) fn boundary_before(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// The boundary of a character at or after `byte`.
pub(super) fn boundary_after(text: &str, byte: usize) -> usize {
    (byte..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}
