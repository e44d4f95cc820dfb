//! The examples of a document, as the tests of a generated crate check them.

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::fmt;

/// The examples of a document: for each type, by the place where they stand.
#[derive(Debug)]
pub struct Examples(Map<String, Value>);

/// An example that its type does not keep. `Debug` is the sentence too: it is what a test shows that ends with it.
#[derive(Clone, PartialEq, Eq)]
pub struct ExampleFault(String);

impl fmt::Display for ExampleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ExampleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ExampleFault {}

impl Examples {
    /// Reads an object of types, each an object of examples.
    ///
    /// # Errors
    /// The text is no such object.
    pub fn read(text: &str) -> Result<Self, ExampleFault> {
        let fault = |error| ExampleFault(format!("the examples cannot be read: {error}"));
        serde_json::from_str(text).map(Self).map_err(fault)
    }

    /// Of how many types there are examples.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Decodes every example of a type, encodes it, and decodes it again.
    ///
    /// # Errors
    /// One is no `T`, or is another after that; or there is none.
    pub fn check<T>(&self, name: &str) -> Result<(), ExampleFault>
    where
        T: fmt::Debug + PartialEq + Serialize + DeserializeOwned,
    {
        let examples = self.0.get(name).and_then(Value::as_object);
        let examples = examples.ok_or_else(|| ExampleFault(format!("`{name}` has no examples")))?;
        for (origin, example) in examples {
            round_trip::<T>(&example.to_string())
                .map_err(|fault| ExampleFault(format!("{origin} {fault}")))?;
        }
        Ok(())
    }
}

fn round_trip<T>(text: &str) -> Result<(), String>
where
    T: fmt::Debug + PartialEq + Serialize + DeserializeOwned,
{
    let decoded: T =
        serde_json::from_str(text).map_err(|error| format!("does not decode: {error}"))?;
    let encoded =
        serde_json::to_string(&decoded).map_err(|error| format!("does not encode: {error}"))?;
    let again: T = serde_json::from_str(&encoded)
        .map_err(|error| format!("does not decode again from {encoded}: {error}"))?;
    match decoded == again {
        true => Ok(()),
        false => Err(format!(
            "changed on its way through {encoded}: {decoded:?} became {again:?}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::Examples;
    use crate as rt;
    use crate::Value;

    rt::object! {
        pub(crate) struct Ship {
            name: required(String) = "name",
        }
    }

    #[test]
    fn what_a_type_keeps_is_no_fault_and_the_rest_is_told_with_its_place() {
        let text = r##"{"Ship": {"#/a": {"name": "Ada"}}, "Other": {"#/b": {"nom": "Ada"}}}"##;
        let examples = Examples::read(text).unwrap();
        assert_eq!(examples.len(), 2);
        assert_eq!(examples.check::<Ship>("Ship"), Ok(()));
        assert_eq!(examples.check::<Value>("Other"), Ok(()));
        let fault = examples.check::<Ship>("Other").unwrap_err().to_string();
        assert!(fault.starts_with("#/b does not decode: "), "{fault}");
        assert!(examples.check::<Ship>("None").is_err());
        assert!(Examples::read("[]").is_err());
    }
}
