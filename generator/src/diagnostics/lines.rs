//! Bytes to lines and columns.

use std::collections::{BTreeMap, BTreeSet};

use super::place::Spot;
use super::{FileId, Files};

/// A line and a column (in characters), both from 1.
pub(super) type Human = (usize, usize);

/// The lines and columns at which spots start and end; each text is walked through once, however long its lines are.
pub(super) struct Lines<'a> {
    files: &'a Files,
    known: BTreeMap<(FileId, usize), Human>,
}

impl<'a> Lines<'a> {
    pub(super) fn of<'s>(spots: impl IntoIterator<Item = &'s Spot>, files: &'a Files) -> Self {
        let mut wanted: BTreeMap<FileId, BTreeSet<usize>> = BTreeMap::new();
        for spot in spots {
            let (start, end) = spot.bytes;
            wanted.entry(spot.file).or_default().extend([start, end]);
        }
        let mut known = BTreeMap::new();
        for (file, bytes) in wanted {
            let walked = walk(files.text(file), &bytes);
            known.extend(walked.map(|(byte, human)| ((file, byte), human)));
        }
        Self { files, known }
    }

    /// Where a spot starts.
    pub(super) fn start(&self, spot: &Spot) -> Human {
        self.human(spot.file, spot.bytes.0)
    }

    /// Where a spot ends: after its last character.
    pub(super) fn end(&self, spot: &Spot) -> Human {
        self.human(spot.file, spot.bytes.1)
    }

    fn human(&self, file: FileId, byte: usize) -> Human {
        self.known.get(&(file, byte)).copied().unwrap_or((1, 1))
    }

    /// The path of a spot's file.
    pub(super) fn path(&self, spot: &Spot) -> &'a str {
        self.files.path(spot.file)
    }
}

/// The lines and columns of these bytes of a text, which are on the boundaries of characters.
fn walk<'t>(
    text: &'t str,
    bytes: &'t BTreeSet<usize>,
) -> impl Iterator<Item = (usize, Human)> + 't {
    let (mut from, mut line, mut column) = (0, 1, 1);
    bytes.iter().map(move |&byte| {
        let piece = text.get(from..byte).unwrap_or_default();
        match piece.rsplit_once('\n') {
            Some((before, last)) => {
                line += 1 + before.matches('\n').count();
                column = 1 + last.chars().count();
            }
            None => column += piece.chars().count(),
        }
        from = byte;
        (byte, (line, column))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_ends() {
        let text = "a\u{e4}b\n\ncd";
        let bytes = BTreeSet::from([0, 3, 4, 5, 6, 7, 8]);
        let found: Vec<Human> = walk(text, &bytes).map(|(_, human)| human).collect();
        assert_eq!(
            found,
            [(1, 1), (1, 3), (1, 4), (2, 1), (3, 1), (3, 2), (3, 3)]
        );
    }
}
