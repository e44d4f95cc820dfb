//! Tells a [`Tracker`] what stands where in a YAML text.

use saphyr_parser::{Event, Parser, Span};

use super::Tracker;
use super::aliases::{Aliases, Step};

/// Scans the first document of a YAML text, as far as it can be read.
pub(super) fn scan(text: &str, tracker: &mut Tracker) {
    let mut bytes = ByteOffsets::new(text);
    let mut aliases = Aliases::default();
    let mut last = 0;
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let Span { start, end } = span;
        let (start, end) = (bytes.of(start.index()), bytes.of(end.index()));
        last = last.max(end);
        let (anchor, step) = match event {
            Event::Scalar(value, _, anchor, _) => {
                (anchor, Step::Scalar(value.into_owned(), start..end))
            }
            Event::Alias(anchor) => (0, Step::Alias(anchor, start..end)),
            Event::SequenceStart(anchor, _) => (anchor, Step::Start(start, false)),
            Event::MappingStart(anchor, _) => (anchor, Step::Start(start, true)),
            Event::SequenceEnd | Event::MappingEnd => (0, Step::End(end)),
            Event::DocumentEnd => break,
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::Nothing => {
                continue;
            }
        };
        aliases.play(&step, tracker);
        aliases.record(anchor, step);
    }
    tracker.finish(last);
}

/// Turns the parser's offsets, which count characters, into bytes; asked in (almost) ascending order.
struct ByteOffsets<'a> {
    text: &'a str,
    ascii: bool,
    character: usize,
    byte: usize,
}

impl<'a> ByteOffsets<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            ascii: text.is_ascii(),
            character: 0,
            byte: 0,
        }
    }

    fn of(&mut self, character: usize) -> usize {
        if self.ascii {
            return character.min(self.text.len());
        }
        if character < self.character {
            // Back to a place shortly before: walk back.
            let head = self.text.get(..self.byte).unwrap_or_default();
            let back = self.character - character;
            return head
                .char_indices()
                .rev()
                .nth(back - 1)
                .map_or(0, |(byte, _)| byte);
        }
        let tail = self.text.get(self.byte..).unwrap_or_default();
        let forward = character - self.character;
        self.byte += tail
            .char_indices()
            .nth(forward)
            .map_or(tail.len(), |(byte, _)| byte);
        self.character = character;
        self.byte
    }
}
