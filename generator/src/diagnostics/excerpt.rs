//! The lines of a text that are shown with a diagnostic.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::Lines;
use super::place::{Spot, boundary_after, boundary_before};

/// A line longer than this is cut to a window around the place: minified JSON is one line of megabytes.
const LONGEST_LINE: usize = 200;
/// How much is shown before and after the place in a line that is cut.
const WINDOW: usize = 48;
/// Two places nearer than this are shown in one excerpt.
const NEAR: usize = 4096;

/// Whole lines of a text, or a window of a line, with the places to underline in them.
pub(super) struct Excerpt<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) first_line: usize,
    /// Line and column of the place, both from 1, in the whole text.
    pub(super) line: usize,
    pub(super) column: usize,
    /// The place, in bytes of the excerpt.
    pub(super) span: Range<usize>,
    /// Where the excerpt starts in the whole text; `None` if the line was cut.
    start: Option<usize>,
}

impl<'a> Excerpt<'a> {
    /// The excerpt of the line on which `spot` starts.
    pub(super) fn new(text: &'a str, spot: &Spot, lines: &Lines<'_>) -> Self {
        let (start, end) = spot.bytes;
        let (line, column) = lines.start(spot);
        let whole = line_around(text, start);
        let end = end.min(whole.end);
        if whole.len() > LONGEST_LINE {
            let (text, span) = window(text, &whole, start..end);
            return Self {
                text: Cow::Owned(text),
                first_line: line,
                line,
                column,
                span,
                start: None,
            };
        }
        let excerpt = text.get(whole.clone()).unwrap_or_default();
        Self {
            text: Cow::Borrowed(excerpt),
            first_line: line,
            line,
            column,
            span: start - whole.start..end - whole.start,
            start: Some(whole.start),
        }
    }

    /// Whether only a part of the line is in it.
    pub(super) fn is_cut(&self) -> bool {
        self.start.is_none()
    }

    /// Widens the excerpt to show `other` too, and answers whether it does: it may be too far away.
    pub(super) fn include(&mut self, text: &'a str, other: &Spot) -> bool {
        self.widened(text, other).is_some_and(|widened| {
            *self = widened;
            true
        })
    }

    fn widened(&self, text: &'a str, other: &Spot) -> Option<Self> {
        let here = self.start?..self.start? + self.text.len();
        let line = line_around(text, other.bytes.0);
        let both = here.start.min(line.start)..here.end.max(line.end);
        let widened = text.get(both.clone())?;
        if both.len() > NEAR || widened.lines().any(|line| line.len() > LONGEST_LINE) {
            return None;
        }
        let shift = here.start - both.start;
        Some(Self {
            text: Cow::Borrowed(widened),
            first_line: self.first_line - text.get(both.start..here.start)?.matches('\n').count(),
            span: self.span.start + shift..self.span.end + shift,
            start: Some(both.start),
            ..*self
        })
    }

    /// Where a spot that was included is in the excerpt; no further than to the end of its line.
    pub(super) fn span_of(&self, text: &str, other: &Spot) -> Option<Range<usize>> {
        let start = self.start?;
        let line = line_around(text, other.bytes.0);
        Some(other.bytes.0.checked_sub(start)?..other.bytes.1.min(line.end).checked_sub(start)?)
    }
}

/// The line that holds the byte at `at`, without its end; of a line that is longer than any that is shown whole, the part
/// around `at`, so that a file of one line is not looked through for each finding.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let first = boundary_before(text, at.saturating_sub(NEAR));
    let last = boundary_after(text, at.saturating_add(NEAR).min(text.len()));
    let start = text
        .get(first..at)
        .and_then(|head| head.rfind('\n'))
        .map_or(first, |newline| first + newline + 1);
    let end = text
        .get(at..last)
        .and_then(|tail| tail.find('\n'))
        .map_or(last, |newline| at + newline);
    start..end
}

/// The part of a long line around `span`, with dots where it was cut, and `span` in it.
fn window(text: &str, line: &Range<usize>, span: Range<usize>) -> (String, Range<usize>) {
    let from = boundary_before(text, span.start.saturating_sub(WINDOW).max(line.start));
    let span_end = boundary_before(text, span.end.min(span.start + WINDOW));
    let to = boundary_after(text, span_end.saturating_add(WINDOW).min(line.end));
    let before = if from > line.start { "… " } else { "" };
    let after = if to < line.end { " …" } else { "" };
    let shift = |byte: usize| byte - from + before.len();
    let cut = format!("{before}{}{after}", text.get(from..to).unwrap_or_default());
    (cut, shift(span.start)..shift(span_end.max(span.start)))
}
