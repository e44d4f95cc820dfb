//! A whole JSON text to a type, and what to say when it does not fit.

use super::deserialize::read_into;
use super::fault::Fault;
use super::field::{Field, Slot};
use super::text::read_text;
use std::fmt;

/// A JSON text that does not fit its type: where, what was expected and what was found.
#[derive(Debug)]
pub struct JsonError {
    path: String,
    message: String,
    line: usize,
    column: usize,
    /// Only if it has something to say: the text is no JSON.
    source: Option<serde_json::Error>,
}

impl JsonError {
    fn new(fault: Fault, source: serde_json::Error) -> Self {
        let (path, message) = fault.into_parts();
        let (line, column) = (source.line(), source.column());
        if !message.is_empty() {
            return Self {
                path,
                message,
                line,
                column,
                source: None,
            };
        }
        let said = source.to_string();
        let place = format!(" at line {line} column {column}");
        Self {
            path,
            message: said.strip_suffix(&place).unwrap_or(&said).to_owned(),
            line,
            column,
            source: Some(source),
        }
    }

    /// What is wrong with a value that stands in no JSON text, such as a form.
    pub(crate) fn of_value(fault: Fault) -> Self {
        let (path, message) = fault.into_parts();
        Self {
            path,
            message,
            line: 1,
            column: 1,
            source: None,
        }
    }

    /// The JSON path of the value at fault: `$.data[3].name`, or `$` for the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected and what was found.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The line of the fault, counted from 1.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The column of the fault, counted from 1.
    pub const fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)?;
        // The path leads to a value of the type; where the text ceases to be JSON only line and column tell.
        match self.source {
            Some(_) => write!(f, " at line {} column {}", self.line, self.column),
            None => Ok(()),
        }
    }
}

impl std::error::Error for JsonError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_ref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}

/// The mark that some servers put before UTF-8 text (RFC 8259 §8.1 lets a reader ignore it).
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads a whole JSON text straight into `T`.
///
/// # Errors
/// The text is not JSON, or not what `T` needs; the error says where.
pub fn from_slice<T: Field>(text: &[u8]) -> Result<T, JsonError> {
    let mut value = T::blank();
    read(&mut value, text)?;
    Ok(value)
}

fn read(slot: &mut dyn Slot, text: &[u8]) -> Result<(), JsonError> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    // Checked once for the whole text, and not for each string in it.
    match std::str::from_utf8(text).map(|text| read_text(slot, text)) {
        Ok(Ok(())) => Ok(()),
        _ => {
            slot.reset();
            read_slowly(slot, text)
        }
    }
}

/// Reads with serde_json, whose errors know line and column.
#[cold]
fn read_slowly(slot: &mut dyn Slot, text: &[u8]) -> Result<(), JsonError> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    read_into(slot, &mut deserializer).map_err(|(fault, source)| JsonError::new(fault, source))?;
    deserializer
        .end()
        .map_err(|source| JsonError::new(Fault::of_format(), source))
}

#[cfg(test)]
mod tests {
    use super::from_slice;

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert_eq!(from_slice::<Vec<i32>>(b"\xef\xbb\xbf[1]").unwrap(), [1]);
    }

    #[test]
    fn a_fault_says_what_was_expected_and_what_was_found() {
        let error = from_slice::<Vec<String>>(b"[\"a\",\n 7]").unwrap_err();
        assert_eq!(
            error.to_string(),
            "$[1]: expected a string, found integer `7`"
        );
        assert_eq!((error.path(), error.line(), error.column()), ("$[1]", 2, 2));
    }

    #[test]
    fn a_long_text_is_cut() {
        let error = from_slice::<i32>(format!("{:?}", "x".repeat(1000)).as_bytes()).unwrap_err();
        let shown = format!(
            "$: expected an integer (i32), found string \"{}\"…",
            "x".repeat(40)
        );
        assert_eq!(error.to_string(), shown);
    }

    #[test]
    fn text_after_the_value_is_a_fault() {
        assert_eq!(
            from_slice::<i32>(b"1 2").unwrap_err().to_string(),
            "$: trailing characters at line 1 column 3"
        );
        assert!(from_slice::<i32>(b"").is_err());
    }
}
