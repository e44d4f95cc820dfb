//! `readOnly` and `writeOnly`: which properties travel.

use std::collections::BTreeSet;

use serde_json::Value;

use super::list;

/// How deep `allOf` is followed for properties that do not travel.
const DEPTH: usize = 8;

/// In which direction the values of a type travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From the client: nothing that is `readOnly`.
    Request,
    /// From the server: nothing that is `writeOnly`.
    Response,
    /// Either, or nobody says: everything.
    Whole,
}

impl Direction {
    /// Whether a property of this schema stays at home.
    fn leaves_out(self, document: &Value, property: &Value) -> bool {
        let keyword = match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
            Self::Whole => return false,
        };
        let says = |schema: &Value| schema.get(keyword) == Some(&Value::Bool(true));
        says(property) || resolve(document, property).is_some_and(says)
    }

    /// The names of properties of a schema, `allOf` followed, that do not travel.
    pub fn left_out(self, document: &Value, schema: &Value) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        self.collect(document, schema, DEPTH, &mut names);
        names
    }

    fn collect(self, document: &Value, schema: &Value, depth: usize, names: &mut BTreeSet<String>) {
        if self == Self::Whole || depth == 0 {
            return;
        }
        let properties = super::object(schema, "properties").into_iter().flatten();
        names.extend(
            properties
                .filter(|(_, property)| self.leaves_out(document, property))
                .map(|(name, _)| name.clone()),
        );
        for part in list(schema, "allOf").chain(resolve(document, schema)) {
            self.collect(document, part, depth - 1, names);
        }
    }
}

fn resolve<'a>(document: &'a Value, schema: &Value) -> Option<&'a Value> {
    let reference = schema.get("$ref")?.as_str()?;
    document.pointer(&super::convert::pointer_of(reference)?)
}
