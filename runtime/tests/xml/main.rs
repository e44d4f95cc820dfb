//! XML as the specification's examples have it, there and back.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use clientsmith_runtime as rt;

mod examples;
mod faults;
mod round_trips;
mod unions;

/// A document without its declaration.
fn written<T: rt::Xml>(value: &T) -> String {
    let text = rt::to_xml(value).unwrap();
    let declaration = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    text.strip_prefix(declaration).unwrap().to_owned()
}

fn read<T: rt::Xml>(text: &str) -> Result<T, String> {
    rt::from_xml(text.as_bytes()).map_err(|error| error.to_string())
}

/// A JSON text as `T`, which is written as this XML, and read from it again.
#[track_caller]
fn both_ways<T>(json: &str, xml: &str)
where
    T: rt::Xml + PartialEq + std::fmt::Debug,
{
    let value: T = rt::from_slice(json.as_bytes()).unwrap();
    assert_eq!(written(&value), xml);
    assert_eq!(read(xml).as_ref(), Ok(&value));
    // Blanks between elements mean nothing.
    let spaced = xml.replace("><", ">\n  <").replace(">\n  </", "></");
    assert_eq!(read(&spaced).as_ref(), Ok(&value), "{spaced}");
}
