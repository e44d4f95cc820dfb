//! Pieces of a body to lines.

use bytes::{Buf as _, Bytes, BytesMut};

/// A line that is longer than is allowed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong {
    pub(super) limit: usize,
}

/// Cuts what comes in pieces into what ends with certain bytes. A line feed that follows a carriage return with which a line
/// ended belongs to it, whatever piece it comes in.
#[derive(Debug)]
pub(super) struct Splitter {
    buffer: BytesMut,
    /// So much of the buffer holds no end.
    searched: usize,
    after_return: bool,
    is_end: fn(u8) -> bool,
    limit: usize,
}

impl Splitter {
    /// A splitter for lines of at most `limit` bytes, which end with any of the bytes for which `is_end` holds.
    pub(super) fn new(is_end: fn(u8) -> bool, limit: usize) -> Self {
        Self {
            buffer: BytesMut::new(),
            searched: 0,
            after_return: false,
            is_end,
            limit,
        }
    }

    pub(super) fn push(&mut self, piece: &[u8]) {
        self.buffer.extend_from_slice(piece);
    }

    /// The next whole line without its end, if it is there.
    pub(super) fn next(&mut self) -> Option<Result<Bytes, TooLong>> {
        if self.after_return && !self.buffer.is_empty() {
            self.after_return = false;
            if self.buffer.first() == Some(&b'\n') {
                self.buffer.advance(1);
            }
        }
        let unsearched = self.buffer.get(self.searched..)?;
        let Some(offset) = unsearched.iter().position(|byte| (self.is_end)(*byte)) else {
            self.searched = self.buffer.len();
            return (self.searched > self.limit).then(|| Err(self.too_long()));
        };
        let length = self.searched + offset;
        self.searched = 0;
        if length > self.limit {
            return Some(Err(self.too_long()));
        }
        let line = self.buffer.split_to(length).freeze();
        self.after_return = self.buffer.first() == Some(&b'\r');
        self.buffer.advance(1);
        Some(Ok(line))
    }

    fn too_long(&self) -> TooLong {
        TooLong { limit: self.limit }
    }

    /// What stands behind the last end.
    pub(super) fn rest(&mut self) -> Bytes {
        self.searched = 0;
        self.buffer.split().freeze()
    }
}

#[cfg(test)]
mod tests {
    use super::{Splitter, TooLong};

    fn lines(pieces: &[&str], limit: usize) -> Vec<String> {
        let mut splitter = Splitter::new(|byte| matches!(byte, b'\r' | b'\n'), limit);
        let mut lines = Vec::new();
        for piece in pieces {
            splitter.push(piece.as_bytes());
            while let Some(line) = splitter.next() {
                match line {
                    Ok(line) => lines.push(String::from_utf8(line.to_vec()).unwrap()),
                    Err(TooLong { .. }) => return [lines, vec!["too long".to_owned()]].concat(),
                }
            }
        }
        lines.push(format!("rest {:?}", splitter.rest()));
        lines
    }

    #[test]
    fn every_kind_of_end_is_one_end() {
        assert_eq!(
            lines(&["a\nb\rc\r\nd\n\re"], 9),
            ["a", "b", "c", "d", "", "rest b\"e\""]
        );
    }

    #[test]
    fn ends_and_lines_may_be_cut_anywhere() {
        let whole = "ab\r\n\r\ncd\n";
        let pieces: Vec<&str> = whole.split_inclusive(|_| true).collect();
        assert_eq!(lines(&pieces, 9), ["ab", "", "cd", "rest b\"\""]);
        assert_eq!(
            lines(&["ab\r", "\n", "\r", "", "\ncd", "\n"], 9),
            ["ab", "", "cd", "rest b\"\""]
        );
    }

    #[test]
    fn a_line_beyond_the_limit_is_not_waited_for() {
        assert_eq!(lines(&["abc\nabcd\n"], 3), ["abc", "too long"]);
        assert_eq!(lines(&["ab", "cd"], 3), ["too long"]);
    }
}
