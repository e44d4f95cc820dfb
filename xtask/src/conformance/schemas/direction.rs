//! `readOnly` and `writeOnly`: which properties travel.

use std::collections::BTreeSet;

use serde_json::Value;

use super::list;

/// How deep `allOf` is followed for properties that do not travel.
const DEPTH: usize = 8;

/// Properties that do not travel, each with the names of those that it stands in before it.
pub type Absent = BTreeSet<Vec<String>>;

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

    /// The properties of a schema, `allOf` followed, that do not travel, and those of objects written within it.
    pub fn left_out(self, document: &Value, schema: &Value) -> Absent {
        let mut found = Absent::new();
        if self != Self::Whole {
            self.collect(document, schema, DEPTH, &mut found);
        }
        found
    }

    fn collect(self, document: &Value, schema: &Value, depth: usize, found: &mut Absent) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        self.of_properties(document, schema, depth, &[], found);
        for part in list(schema, "allOf").chain(resolve(document, schema)) {
            self.collect(document, part, depth, found);
        }
    }

    /// The properties that a schema lists itself, and those that they list.
    fn of_properties(
        self,
        document: &Value,
        schema: &Value,
        depth: usize,
        within: &[String],
        found: &mut Absent,
    ) {
        let properties = super::object(schema, "properties").into_iter().flatten();
        for (name, property) in properties {
            let path = [within, std::slice::from_ref(name)].concat();
            if self.leaves_out(document, property) {
                found.insert(path);
            } else if let Some(depth) = depth.checked_sub(1) {
                self.of_properties(document, property, depth, &path, found);
            }
        }
    }
}

fn resolve<'a>(document: &'a Value, schema: &Value) -> Option<&'a Value> {
    let reference = schema.get("$ref")?.as_str()?;
    document.pointer(&super::convert::pointer_of(reference)?)
}
