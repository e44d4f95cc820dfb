//! `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12, section 8.2.2): names of schemas within one file.

use std::cell::OnceCell;
use std::collections::HashMap;

use serde_json::Value;

use crate::diagnostics::Pointer;

/// The anchors of one tree. They are looked for when the first is asked for, and once: most trees have none.
#[derive(Debug, Default)]
pub(super) struct Anchors(OnceCell<HashMap<String, Pointer>>);

impl Anchors {
    /// The schema of this name; of several of one name the first in the tree. `root` is the same tree at every call.
    pub(super) fn find(&self, root: &Value, name: &str) -> Option<Pointer> {
        let known = self.0.get_or_init(|| {
            let mut found = HashMap::new();
            collect(root, &Pointer::root(), &mut found);
            found
        });
        known.get(name).cloned()
    }
}

/// The depth of a tree is limited when it is read.
fn collect(value: &Value, at: &Pointer, found: &mut HashMap<String, Pointer>) {
    match value {
        Value::Object(members) => {
            for key in ["$anchor", "$dynamicAnchor"] {
                if let Some(name) = members.get(key).and_then(Value::as_str) {
                    found.entry(name.to_owned()).or_insert_with(|| at.clone());
                }
            }
            for (key, member) in members {
                collect(member, &at.join(key), found);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                collect(element, &at.join(index), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::Anchors;
    use crate::diagnostics::Pointer;
    use serde_json::json;

    #[test]
    fn of_two_anchors_of_one_name_the_first_is_found() {
        let root = json!({"$defs": {
            "a": {"$anchor": "x"},
            "b": {"allOf": [{"$dynamicAnchor": "x", "$anchor": "y"}]},
        }});
        let anchors = Anchors::default();
        let found = |name| anchors.find(&root, name);
        assert_eq!(found("x"), Some(Pointer::parse("/$defs/a")));
        assert_eq!(found("y"), Some(Pointer::parse("/$defs/b/allOf/0")));
        assert_eq!(found("z"), None);
    }
}
