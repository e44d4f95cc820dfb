//! Tells a [`Tracker`] what stands where in a JSON text.
//!
//! Not a validator: serde_json has read the text, or said why not. It stops at what it does not know.

use std::borrow::Cow;

use super::Tracker;

/// Scans a whole JSON text; `None` if it is not JSON, as far as this scanner looks.
pub(super) fn scan(text: &str, tracker: &mut Tracker) -> Option<()> {
    let mut scanner = Scanner { text, at: 0 };
    // One entry per open container: whether it is an object.
    let mut open: Vec<bool> = Vec::new();
    scanner.skip_space();
    loop {
        match scanner.peek() {
            None => {
                tracker.finish(text.len());
                return open.is_empty().then_some(());
            }
            Some(b'{' | b'[') => {
                let object = scanner.peek() == Some(b'{');
                tracker.start(scanner.at, object);
                open.push(object);
                scanner.at += 1;
            }
            Some(b'}' | b']') => {
                open.pop()?;
                scanner.at += 1;
                tracker.end(scanner.at);
            }
            Some(b',') => scanner.at += 1,
            Some(b'"') if open.last() == Some(&true) && tracker.at_key() => scanner.key(tracker)?,
            Some(b'"') => {
                let start = scanner.at;
                scanner.string()?;
                tracker.scalar(start..scanner.at);
            }
            // A bare word where a key belongs is YAML's flow style.
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') if !tracker.at_key() => {
                let start = scanner.at;
                scanner.word();
                tracker.scalar(start..scanner.at);
            }
            Some(_) => return None,
        }
        scanner.skip_space();
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn key(&mut self, tracker: &mut Tracker) -> Option<()> {
        let start = self.at;
        self.string()?;
        let range = start..self.at;
        let quoted = self.text.get(range.clone())?;
        tracker.key(&unquoted(quoted)?, range);
        self.skip_space();
        (self.peek() == Some(b':')).then(|| self.at += 1)
    }

    /// Passes over a string, quotes included.
    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    /// Passes over a number, a boolean or null.
    fn word(&mut self) {
        while matches!(
            self.peek(),
            Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E')
        ) {
            self.at += 1;
        }
    }
}

/// The text of a string that is written in quotes, perhaps with escapes.
fn unquoted(quoted: &str) -> Option<Cow<'_, str>> {
    if quoted.contains('\\') {
        return serde_json::from_str(quoted).ok().map(Cow::Owned);
    }
    quoted
        .strip_prefix('"')?
        .strip_suffix('"')
        .map(Cow::Borrowed)
}
