//! Lines to events, as browsers read them (WHATWG HTML, §9.2.6 "Interpreting an event stream").
//!
//! Our own: the crates for it bring a parser generator or a client with them, and none limits what it holds in memory.

use super::event::Event;
use super::splitter::{Splitter, TooLong};
use std::time::Duration;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads events from the pieces of a body.
pub(super) struct EventParser {
    lines: Splitter,
    limit: usize,
    is_first_line: bool,
    data: Option<String>,
    name: String,
    /// Of the last event that had one, or of the one that has begun.
    id: String,
    /// Of the last event that had one; it stays in force until another one is whole.
    last_id: String,
    retry: Option<Duration>,
}

impl EventParser {
    /// A parser for events of at most `limit` bytes.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            lines: Splitter::new(|byte| matches!(byte, b'\r' | b'\n'), limit),
            limit,
            is_first_line: true,
            data: None,
            name: String::new(),
            id: String::new(),
            last_id: String::new(),
            retry: None,
        }
    }

    /// Begins with another body: what is left of the last one is no event. Id and wait stay in force.
    pub(super) fn restart(&mut self) {
        *self = Self {
            id: self.last_id.clone(),
            last_id: std::mem::take(&mut self.last_id),
            retry: self.retry,
            ..Self::new(self.limit)
        };
    }

    pub(super) fn push(&mut self, piece: &[u8]) {
        self.lines.push(piece);
    }

    /// The id of the last event; empty if none had one.
    pub(super) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// How long the server asks to wait before the stream is opened again, if it has said so.
    pub(super) const fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// The next whole event, if it is there. What stands behind the last empty line of a body is no event.
    pub(super) fn next(&mut self) -> Option<Result<Event<String>, TooLong>> {
        loop {
            let line = match self.lines.next()? {
                Ok(line) => line,
                Err(fault) => return Some(Err(fault)),
            };
            let mut line = &*line;
            if std::mem::take(&mut self.is_first_line) {
                line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
            }
            if line.is_empty() {
                if let Some(event) = self.dispatch() {
                    return Some(Ok(event));
                }
                continue;
            }
            self.line(&String::from_utf8_lossy(line));
            if self
                .data
                .as_ref()
                .is_some_and(|data| data.len() > self.limit)
            {
                return Some(Err(TooLong { limit: self.limit }));
            }
        }
    }

    fn line(&mut self, line: &str) {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => match &mut self.data {
                None => self.data = Some(value.to_owned()),
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
            },
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            // Among them comments, whose field is empty.
            _ => {}
        }
    }

    /// The event that an empty line ends; without data there is none, but its id counts.
    fn dispatch(&mut self) -> Option<Event<String>> {
        self.id.clone_into(&mut self.last_id);
        let name = std::mem::take(&mut self.name);
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Some(Event {
            data: self.data.take()?,
            name: some(&name),
            id: some(&self.last_id),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::EventParser;
    use std::time::Duration;

    /// Each event as `name|data|id`.
    fn events(parser: &mut EventParser, text: &[u8]) -> Vec<String> {
        parser.push(text);
        let mut events = Vec::new();
        while let Some(event) = parser.next() {
            let Ok(event) = event else {
                events.push("too long".to_owned());
                break;
            };
            let (name, id) = (event.name.unwrap_or_default(), event.id.unwrap_or_default());
            events.push(format!("{name}|{}|{id}", event.data));
        }
        events
    }

    fn all(text: &str) -> Vec<String> {
        let whole = events(&mut EventParser::new(100), text.as_bytes());
        // However the body is cut, the events are the same.
        let mut parser = EventParser::new(100);
        let pieces = text.as_bytes().chunks(1);
        let cut: Vec<String> = pieces
            .flat_map(|piece| events(&mut parser, piece))
            .collect();
        assert_eq!(whole, cut);
        whole
    }

    #[test]
    fn the_examples_of_the_specification() {
        assert_eq!(
            all("data: YHOO\ndata: +2\ndata: 10\n\n"),
            ["|YHOO\n+2\n10|"]
        );
        let comments = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
        assert_eq!(
            all(comments),
            ["|first event|1", "|second event|", "| third event|"]
        );
        assert_eq!(all("data\n\ndata\ndata\n\ndata:"), ["||", "|\n|"]);
        assert_eq!(all("data:test\n\ndata: test\n\n"), ["|test|", "|test|"]);
    }

    #[test]
    fn names_are_of_one_event_and_ids_stay() {
        let text = "event: add\nid: 7\ndata: 1\n\ndata: 2\n\nevent: lost\n\ndata: 3\nid: a\0b\n\n";
        assert_eq!(all(text), ["add|1|7", "|2|7", "|3|7"]);
    }

    #[test]
    fn every_line_end_and_a_byte_order_mark_are_read() {
        assert_eq!(
            all("\u{feff}data: a\r\rdata: b\r\n\r\ndata: c\n\n"),
            ["|a|", "|b|", "|c|"]
        );
        assert_eq!(all("data: \u{feff}\n\n"), ["|\u{feff}|"]);
    }

    #[test]
    fn what_no_field_has_or_no_empty_line_ends_is_left_out() {
        assert_eq!(all("date: x\nDATA: x\n data: x\n\ndata: last"), [""; 0]);
    }

    #[test]
    fn retry_is_a_number_of_milliseconds() {
        let mut parser = EventParser::new(100);
        for (line, wait) in [
            ("retry: 1500\n", 1500),
            ("retry: 2s\n", 1500),
            ("retry\n", 1500),
            ("retry:7\n", 7),
        ] {
            events(&mut parser, line.as_bytes());
            assert_eq!(parser.retry(), Some(Duration::from_millis(wait)), "{line}");
        }
    }

    #[test]
    fn an_event_of_many_lines_is_limited_too() {
        let mut parser = EventParser::new(20);
        let line = b"data: 0123456789\n";
        assert_eq!(events(&mut parser, line), [""; 0]);
        assert_eq!(events(&mut parser, line), ["too long"]);
    }

    #[test]
    fn what_is_no_utf_8_is_replaced() {
        let mut parser = EventParser::new(20);
        assert_eq!(events(&mut parser, b"data: \xff\n\n"), ["|\u{fffd}|"]);
    }
}
