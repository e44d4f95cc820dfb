//! `xml`.

use serde_json::{Value, json};

use super::super::context::Object;
use crate::dialect::extension;

/// Carries what a schema says of its XML. Of what stands `beside_reference` 3.2 says that it is no node unless it says
/// which (XML Object, `nodeType`).
pub(super) fn carry(map: &mut Object, beside_reference: bool) {
    let Some(Value::Object(mut xml)) = map.shift_remove("xml") else {
        return;
    };
    let says = |key: &str| xml.contains_key(key);
    if beside_reference && !says("nodeType") && !says("attribute") && !says("wrapped") {
        xml.insert("nodeType".to_owned(), json!("none"));
    }
    map.insert(extension::XML.to_owned(), Value::Object(xml));
}
