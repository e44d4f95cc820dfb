//! Bytes that travel as base64 text.

use crate::json::{Fault, Field, Incoming, View};
use ::base64::Engine as _;
use ::base64::alphabet::URL_SAFE;
use ::base64::display::Base64Display;
use ::base64::engine::{
    DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD,
};
use std::fmt;
use std::ops::Deref;

/// Bytes whose JSON form is base64 (`format: byte`).
///
/// Written in the standard alphabet with padding (RFC 4648 §4); the URL-safe alphabet and missing padding are read too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64(pub Vec<u8>);

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const READ_STANDARD: GeneralPurpose = GeneralPurpose::new(&::base64::alphabet::STANDARD, LENIENT);
const READ_URL_SAFE: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT);

impl Base64 {
    /// The bytes by themselves.
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }
}

fn decode(text: &str) -> Result<Vec<u8>, ::base64::DecodeError> {
    if text.contains(['-', '_']) {
        READ_URL_SAFE.decode(text)
    } else {
        READ_STANDARD.decode(text)
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<bytes::Bytes> for Base64 {
    fn from(bytes: bytes::Bytes) -> Self {
        Self(bytes.into())
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Base64Display::new(&self.0, &STANDARD).fmt(f)
    }
}

impl Field for Base64 {
    fn blank() -> Self {
        Self::default()
    }

    fn receive(&mut self, json: Incoming<'_>) -> Result<(), Fault> {
        // The text itself is not shown: it may be long, and it may be secret.
        self.0 = decode(json.text("a base64 string")?).map_err(|fault| {
            Fault::new(format_args!(
                "expected a base64 string, found one with a fault: {fault}"
            ))
        })?;
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }
}

crate::__serde!(Base64);

#[cfg(test)]
mod tests {
    use super::Base64;

    #[test]
    fn both_alphabets_are_read_padded_or_not() {
        for text in ["\"+/8=\"", "\"+/8\"", "\"-_8=\"", "\"-_8\""] {
            assert_eq!(
                serde_json::from_str::<Base64>(text).unwrap().0,
                [0xfb, 0xff],
                "{text}"
            );
        }
    }

    #[test]
    fn the_standard_alphabet_is_written() {
        assert_eq!(
            serde_json::to_string(&Base64(vec![0xfb, 0xff])).unwrap(),
            "\"+/8=\""
        );
    }

    #[test]
    fn text_that_is_no_base64_is_refused() {
        assert!(serde_json::from_str::<Base64>("\"a*b\"").is_err());
    }
}
