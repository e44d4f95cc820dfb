//! Small accidents that happen to documents, the same ones in every run.

use serde_json::{Map, Value, json};

/// Accidents, one after the other.
pub struct Accidents(u64);

impl Accidents {
    /// Those of one document.
    pub fn new(name: &str) -> Self {
        // FNV-1a, then a step of SplitMix64 for each number.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }

    /// Changes something in a document; says what, if it did.
    pub fn happen(&mut self, document: &mut Value) -> Option<String> {
        let mut objects = Vec::new();
        for root in ["paths", "components", "webhooks", "security", "servers"] {
            let pointer = format!("/{root}");
            if let Some(value) = document.pointer(&pointer) {
                objects_of(value, pointer, &mut objects);
            }
        }
        let at = objects.get(self.below(objects.len().max(1)))?.clone();
        let object = document.pointer_mut(&at)?.as_object_mut()?;
        let key = object.keys().nth(self.below(object.len().max(1)))?.clone();
        let what = match self.below(6) {
            0 => self.retype(object)?,
            1 => toggled(object, "nullable"),
            2 => toggled(object, "required"),
            3 => {
                let value = object.shift_remove(&key)?;
                object.insert(format!("{key}2"), value);
                format!("`{key}` has another name")
            }
            4 => {
                let value = object.shift_remove(&key)?;
                object.insert(key.clone(), value);
                format!("`{key}` stands last")
            }
            _ => {
                object.shift_remove(&key)?;
                format!("`{key}` is gone")
            }
        };
        Some(format!("{at}: {what}"))
    }

    fn retype(&mut self, object: &mut Map<String, Value>) -> Option<String> {
        let types = ["string", "integer", "number", "boolean"];
        let ty = types.get(self.below(types.len()))?;
        let old = object.insert("type".to_owned(), json!(ty))?;
        Some(format!("type {old} is {ty}"))
    }
}

/// A flag is another; in the list of what is required, the last one is not any more.
fn toggled(object: &mut Map<String, Value>, flag: &str) -> String {
    match object.get_mut(flag) {
        Some(Value::Array(list)) => {
            let last = list.pop();
            format!("{flag} without {last:?}")
        }
        Some(Value::Bool(set)) => {
            *set = !*set;
            format!("{flag} is {set}")
        }
        _ => {
            object.insert(flag.to_owned(), json!(true));
            format!("{flag} is true")
        }
    }
}

/// The pointers of all objects in a value; examples are no part of the API.
fn objects_of(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                if !matches!(key.as_str(), "example" | "examples") {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    objects_of(value, format!("{at}/{key}"), found);
                }
            }
            found.push(at);
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                objects_of(value, format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}
