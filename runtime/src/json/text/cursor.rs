//! A place in a JSON text (RFC 8259), and the tokens that are read there.
//!
//! What is wrong with a text is not told here: whoever reads a text that cannot be read on reads it again with serde_json,
//! whose errors know line and column.

use super::number;
use super::string;
use crate::json::choices::Choices;
use crate::json::fault::Fault;
use crate::json::incoming::Incoming;

/// How deep lists and objects may stand in each other; serde_json's limit.
const DEPTH: u8 = 127;

/// A place in a JSON text.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    /// How many more lists and objects may begin within the one that is read.
    depth: u8,
    /// What the keys count so far that nothing was named after.
    pub(super) unnamed: usize,
    /// What unions in the text have chosen.
    pub(super) choices: &'a Choices,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(text: &'a str, choices: &'a Choices) -> Self {
        Self {
            text,
            at: 0,
            depth: DEPTH,
            unnamed: 0,
            choices,
        }
    }

    /// Where it is in the text.
    pub(super) const fn place(&self) -> usize {
        self.at
    }

    /// The same elsewhere in the list or object that it is in; nothing is counted there yet.
    pub(super) fn moved_to(&self, place: usize) -> Self {
        Self {
            at: place,
            unnamed: 0,
            ..*self
        }
    }

    /// What is left of the text.
    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The next byte that is no blank.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                next => return next.copied(),
            }
        }
    }

    /// Goes past the byte that was peeked at.
    #[inline]
    pub(super) const fn pass(&mut self) {
        self.at += 1;
    }

    /// Goes past this byte, which must be the next that is no blank.
    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.peek() != Some(byte) {
            return Err(Fault::of_format());
        }
        self.pass();
        Ok(())
    }

    /// Goes into a list or an object, whose first byte was peeked at.
    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), Fault> {
        self.depth = self.depth.checked_sub(1).ok_or_else(Fault::of_format)?;
        self.pass();
        Ok(())
    }

    /// Goes out of a list or an object, whose last byte was peeked at.
    #[inline]
    pub(super) const fn leave(&mut self) {
        self.depth += 1;
        self.pass();
    }

    /// The string that begins at the quotation mark that was peeked at, if nothing in it is an escape.
    #[inline]
    pub(super) fn plain_string(&mut self) -> Option<&'a str> {
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..)?;
        let length = string::plain_length(rest);
        if rest.get(length) != Some(&b'"') {
            return None;
        }
        self.at = start + length + 1;
        self.text.get(start..start + length)
    }

    /// The string that begins at the quotation mark that was peeked at.
    #[cold]
    pub(super) fn escaped_string(&mut self) -> Result<String, Fault> {
        let inside = self.text.get(self.at + 1..).unwrap_or_default();
        let (text, length) = string::unescape(inside).ok_or_else(Fault::of_format)?;
        self.at += 1 + length;
        Ok(text)
    }

    /// The value that begins with the byte `first`, which was peeked at, and is neither text, list nor object.
    #[inline]
    pub(super) fn scalar(&mut self, first: u8) -> Result<Incoming<'static>, Fault> {
        let (scalar, length) = match first {
            b'n' => (Incoming::Null, self.literal(b"null")?),
            b't' => (Incoming::Bool(true), self.literal(b"true")?),
            b'f' => (Incoming::Bool(false), self.literal(b"false")?),
            _ => number::number(self.rest()).ok_or_else(Fault::of_format)?,
        };
        self.at += length;
        Ok(scalar)
    }

    fn literal(&self, word: &[u8]) -> Result<usize, Fault> {
        if self.rest().starts_with(word) {
            Ok(word.len())
        } else {
            Err(Fault::of_format())
        }
    }

    /// Nothing but blanks may be left.
    pub(super) fn end(mut self) -> Result<(), Fault> {
        self.peek().map_or(Ok(()), |_| Err(Fault::of_format()))
    }

    /// Goes to the next element of a list, whose first it is if `is_first`; false, and out of the list, at its end.
    #[inline]
    pub(super) fn element(&mut self, is_first: bool) -> Result<bool, Fault> {
        match (self.peek(), is_first) {
            (Some(b']'), _) => self.leave(),
            (Some(b','), false) => {
                self.pass();
                return Ok(true);
            }
            (Some(_), true) => return Ok(true),
            _ => return Err(Fault::of_format()),
        }
        Ok(false)
    }

    /// Goes to the next key of an object; false, and out of the object, at its end.
    #[inline]
    pub(super) fn key(&mut self, is_first: bool) -> Result<bool, Fault> {
        match (self.peek(), is_first) {
            (Some(b'}'), _) => {
                self.leave();
                return Ok(false);
            }
            (Some(b','), false) => self.pass(),
            (Some(_), true) => {}
            _ => return Err(Fault::of_format()),
        }
        match self.peek() {
            Some(b'"') => Ok(true),
            _ => Err(Fault::of_format()),
        }
    }

    /// Goes past a key, and to its value.
    pub(super) fn skip_key(&mut self) -> Result<(), Fault> {
        self.at += string::length(self.rest()).ok_or_else(Fault::of_format)?;
        self.expect(b':')
    }

    /// Goes past a value.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let mut is_first = true;
        let length = match self.peek() {
            Some(b'"') => string::length(self.rest()),
            Some(b'n') => Some(self.literal(b"null")?),
            Some(b't') => Some(self.literal(b"true")?),
            Some(b'f') => Some(self.literal(b"false")?),
            Some(b'[') => {
                self.enter()?;
                while self.element(is_first)? {
                    is_first = false;
                    self.skip()?;
                }
                Some(0)
            }
            Some(b'{') => {
                self.enter()?;
                while self.key(is_first)? {
                    is_first = false;
                    self.skip_key()?;
                    self.skip()?;
                }
                Some(0)
            }
            _ => number::length(self.rest()),
        };
        self.at += length.ok_or_else(Fault::of_format)?;
        Ok(())
    }
}
